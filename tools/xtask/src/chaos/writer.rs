//! A writer: saves a new value into its own field, again and again, until nobody answers.
//! All fields share one version, so that writers get in each other's way as people do.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::ledger::{Ledger, Place, Stored};
use crate::http::{self, Answer};

const PATH: &str = "/api/settings/crm";

/// One field, and what its values begin with.
pub(super) struct Writer {
    place: Place,
    prefix: &'static str,
}

/// Fields outside the credentials: no CRM is asked, so saves follow each other closely.
pub(super) const WRITERS: &[Writer] = &[
    Writer::new(("zendesk", "session_field"), ""),
    Writer::new(("kustomer", "external_id_prefix"), "eu-"),
    Writer::new(("kustomer", "session_field"), "session"),
    Writer::new(("dynamics", "session_field"), "new_"),
    Writer::new(("salesforce", "org_name"), "Acme "),
    Writer::new(("salesforce", "session_field"), "Session_"),
];

/// Makes every value distinct.
static NEXT: AtomicU64 = AtomicU64::new(1);

impl Writer {
    const fn new(place: Place, prefix: &'static str) -> Self {
        Self { place, prefix }
    }

    /// Saves until the server does not answer any more, and notes what it said.
    pub(super) fn save_on(&self, url: &str, ledger: &Mutex<Ledger>) {
        while let Ok(stored) = stored(url) {
            let value = format!("{}{}", self.prefix, NEXT.fetch_add(1, Ordering::Relaxed));
            let answer = self.save(url, stored.version, &value);
            let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
            match answer {
                Ok(answer) if answer.status == 200 => match version(&answer.body) {
                    Ok(version) => ledger.acknowledge(self.place, version, value),
                    // Cut off by the kill.
                    Err(_) => ledger.leave_under_way(self.place, value),
                },
                // Somebody else was quicker.
                Ok(answer) if answer.status == 412 => {}
                Ok(answer) => {
                    ledger.refuse(format!("{}: {}", answer.status, answer.body));
                    ledger.leave_under_way(self.place, value);
                }
                Err(_) => ledger.leave_under_way(self.place, value),
            }
        }
    }

    fn save(&self, url: &str, version: u64, value: &str) -> Result<Answer> {
        let (crm, field) = self.place;
        let draft = json!({
            "agent_platform": null,
            "panels": { crm: { "fields": { field: value } } },
        });
        http::send(
            url,
            "PATCH",
            PATH,
            &[("If-Match", &format!("\"{version}\""))],
            &draft,
        )
    }
}

/// What the server holds.
pub(super) fn stored(url: &str) -> Result<Stored> {
    let answer = http::get(url, PATH)?;
    ensure!(answer.status == 200, "{PATH}: {}", answer.body);
    let settings: Value = serde_json::from_str(&answer.body)?;
    let value = |(crm, field): Place| {
        let text = settings["panels"][crm]["fields"][field].as_str()?;
        Some(((crm, field), text.to_owned()))
    };
    Ok(Stored {
        version: settings["version"]
            .as_u64()
            .context("the settings have no version")?,
        values: WRITERS
            .iter()
            .filter_map(|writer| value(writer.place))
            .collect(),
    })
}

/// The version in the answer to a save.
fn version(saved: &str) -> Result<u64> {
    let saved: Value = serde_json::from_str(saved)?;
    saved["settings"]["version"]
        .as_u64()
        .context("a save was answered without its version")
}
