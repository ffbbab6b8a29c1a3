//! Tests of connections: the panel as it stands, asked through the code by which records will be written.

use domain::{Check, Crm, PanelDraft, Wanted, wire::Tested};
use leptos::{prelude::*, task::spawn_local};

use super::{draft::Draft, per_crm::PerCrm, save::told};
use crate::{api, connections::Connections, ui::live};

/// A connection test and what was tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The panel as it was.
    pub of: Wanted,
    /// Its answer, once there is one.
    pub result: Option<Result<Check, api::Error>>,
}

/// The tests.
#[derive(Clone, Copy)]
pub struct Tests {
    /// The last test of each panel.
    pub last: RwSignal<PerCrm<Option<Test>>>,
    draft: Draft,
    connections: Connections,
}

impl Tests {
    /// None yet.
    #[must_use]
    pub fn new(draft: Draft, connections: Connections) -> Self {
        Self {
            last: RwSignal::default(),
            draft,
            connections,
        }
    }

    /// Asks the CRM about the panel as it stands.
    pub fn begin(self, crm: Crm) {
        let of = self.draft.form.with_untracked(|form| form.sent(crm));
        self.last.update(|tests| {
            tests[crm] = Some(Test {
                of: of.clone(),
                result: None,
            });
        });
        live::say(&self.draft.text().testing(crm.name()));
        spawn_local(async move {
            let answer = api::test(crm, &PanelDraft::from(of.clone())).await;
            self.finish(crm, of, answer);
        });
    }

    /// Whether a test of that panel is under way.
    #[must_use]
    pub fn is_running(self, crm: Crm) -> bool {
        self.last.with(|tests| {
            tests[crm]
                .as_ref()
                .is_some_and(|test| test.result.is_none())
        })
    }

    /// Forgets the tests: a save has overtaken them.
    pub fn clear(self) {
        self.last.set(PerCrm::default());
    }

    fn finish(self, crm: Crm, of: Wanted, answer: Result<Tested, api::Error>) {
        let result = answer.as_ref().map(|tested| tested.check.clone());
        let result = result.map_err(Clone::clone);
        live::say(&told::test(self.draft.text(), crm, &result));
        // An answer that a save or a newer test has overtaken is nobody's any more.
        let is_awaited = self.last.with_untracked(|tests| {
            let test = tests[crm].as_ref();
            test.is_some_and(|test| test.of == of && test.result.is_none())
        });
        if is_awaited {
            if let Ok(Tested {
                noted: Some(health),
                ..
            }) = answer
            {
                self.connections.note_health(crm, health);
            }
            let result = Some(result);
            self.last
                .update(|tests| tests[crm] = Some(Test { of, result }));
        }
        if crm.has_links() {
            self.connections.refresh();
        }
    }
}
