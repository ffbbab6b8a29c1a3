//! Random histories of saves: stored panels are not invented, they are what saves leave behind.

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::Wanted;

/// One save of a history: the draft, and what each CRM would say if it were asked.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) draft: Draft,
    pub(super) says: BTreeMap<Crm, Check>,
}

/// What one panel went through in one save.
pub(super) struct Step {
    pub(super) crm: Crm,
    pub(super) before: Panel,
    pub(super) after: Panel,
    pub(super) wanted: Wanted,
    pub(super) asked: Option<Question>,
    pub(super) says: Verdict,
    pub(super) write: PanelWrite,
    pub(super) report: PanelReport,
}

impl Step {
    /// Whether the CRM, or "Save anyway", let the credentials pass.
    pub(super) fn is_accepted(&self) -> bool {
        let anyway = self.says == Verdict::Unverified && self.wanted.save_unverified;
        self.asked.is_some() && (self.says == Verdict::Valid || anyway)
    }
}

fn text(crm: Crm, field: Field) -> impl Strategy<Value = Option<String>> {
    let usual = tuple(crm).get(field).to_owned();
    let shouted = usual.to_ascii_uppercase();
    // A malformed field outside the tuples stops a save altogether: that has its own tests.
    let odd = if parts(crm).any(|part| part == field) {
        impossible(field).0
    } else {
        ""
    };
    prop_oneof![
        4 => Just(None),
        5 => Just(Some(usual)),
        1 => Just(Some(shouted)),
        1 => Just(Some(another(crm, field).to_owned())),
        1 => Just(Some(String::new())),
        1 => Just(Some(odd.to_owned())),
    ]
}

fn secret() -> impl Strategy<Value = SecretEdit> {
    let replace = |text: &str| Just(SecretEdit::Replace(text.into()));
    prop_oneof![
        4 => Just(SecretEdit::Keep),
        4 => replace(TYPED),
        1 => replace("other-token-7x6w"),
        1 => replace("not one token"),
        1 => replace(" "),
        1 => Just(SecretEdit::Clear),
    ]
}

fn panel(crm: Crm) -> impl Strategy<Value = PanelDraft> {
    let named = |field: &Field| {
        let field = *field;
        text(crm, field).prop_map(move |text| text.map(|text| (field, text)))
    };
    let fields = crm.fields().iter().map(named).collect::<Vec<_>>();
    let fields = fields.prop_map(|named| named.into_iter().flatten().collect::<Fields>());
    (fields, secret(), option::of(any::<bool>()), any::<bool>()).prop_map(
        |(fields, secret, default_user, save_unverified)| PanelDraft {
            fields,
            secret,
            default_user,
            always: None,
            save_unverified,
        },
    )
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        4 => Just(Verdict::Valid),
        2 => proptest::sample::select(REFUSALS.to_vec()),
        3 => proptest::sample::select(UNCERTAIN.to_vec()),
    ]
}

fn turn() -> impl Strategy<Value = Turn> {
    let panels = ASKED.map(|crm| {
        (
            option::weighted(0.8, panel(crm)),
            option::weighted(0.9, verdict()),
        )
    });
    let platform = option::of(proptest::sample::select(ASKED.to_vec()));
    (platform, panels).prop_map(|(agent_platform, panels)| {
        let mut turn = Turn {
            draft: Draft {
                agent_platform,
                ..Draft::default()
            },
            says: BTreeMap::new(),
        };
        for (crm, (panel, verdict)) in ASKED.into_iter().zip(panels) {
            turn.draft.panels.extend(panel.map(|panel| (crm, panel)));
            turn.says
                .extend(verdict.map(|verdict| (crm, Check::of(verdict))));
        }
        turn
    })
}

pub(super) fn history() -> impl Strategy<Value = Vec<Turn>> {
    vec(turn(), 1..8)
}

/// Plays a history and gives every step of every panel, with the settings in the end.
pub(super) fn play(turns: &[Turn]) -> (Vec<Step>, Settings) {
    let mut stored = Settings::default();
    let mut steps = Vec::new();
    for turn in turns {
        let plan = plan(stored.clone(), &turn.draft).expect("nothing stops it");
        let asked: Vec<_> = plan.questions().cloned().collect();
        let mut outcome = plan.settle(&turn.says, NOW);
        assert_eq!(outcome.settings.version, stored.version + 1);
        for crm in ASKED {
            let Some(write) = outcome.writes.remove(&crm) else {
                assert_eq!(outcome.settings.panel(crm), stored.panel(crm));
                continue;
            };
            steps.push(Step {
                crm,
                before: stored.panel(crm),
                after: outcome.settings.panel(crm),
                wanted: turn.draft.wanted(crm, &stored),
                asked: asked
                    .iter()
                    .find(|question| question.connection.crm() == crm)
                    .cloned(),
                says: turn
                    .says
                    .get(&crm)
                    .map_or(Verdict::Unreachable, |check| check.verdict),
                write,
                report: outcome.report.panels.remove(&crm).expect("sent"),
            });
        }
        stored = outcome.settings;
    }
    (steps, stored)
}
