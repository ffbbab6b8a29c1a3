//! The table "type this, see that": one row for each behaviour worth trying.
//! The page, `GET /control/seed` and the README all show these rows.

mod dynamics;
mod kustomer;
mod salesforce;
mod zendesk;

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

fn row(crm: &str, fields: &[(&str, &str)], happens: &str, verdict: &str) -> Row {
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

pub(super) fn built_in() -> Vec<Row> {
    let mut rows = zendesk::by_token();
    rows.extend(zendesk::by_client());
    rows.extend(kustomer::rows());
    rows.extend(dynamics::rows());
    rows.extend(salesforce::rows());
    rows
}
