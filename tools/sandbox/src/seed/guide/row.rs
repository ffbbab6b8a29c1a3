//! One row of the table.

use serde::{Deserialize, Serialize};

/// One thing to try.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) crm: String,
    /// Label and value of each field to fill.
    pub(crate) fields: Vec<(String, String)>,
    /// What the CRM answers.
    pub(crate) happens: String,
    /// The verdict a connector should come to.
    pub(crate) verdict: String,
}

pub(super) fn row(crm: &str, fields: &[(&str, &str)], happens: &str, verdict: &str) -> Row {
    Row {
        crm: crm.to_owned(),
        fields: fields
            .iter()
            .map(|(l, v)| ((*l).to_owned(), (*v).to_owned()))
            .collect(),
        happens: happens.to_owned(),
        verdict: verdict.to_owned(),
    }
}
