//! Answers of Salesforce, row by row.

mod agents;
mod passing;
mod person;
mod refusals;
mod revocation;
mod rights;
mod token;
mod url;

use domain::{Cause, Verdict};

use super::{app::App, grant::Grant};
use crate::answer::Step;

const ORG: &str = "00Dam00000Acme7";
const ORG_18: &str = "00Dam00000Acme7EAB";
const USER: &str = "005am00000CRoy1AAF";

fn app() -> App {
    App {
        login: "acme.my.salesforce.com".parse().unwrap(),
        consumer_key: "3MVG9.key/+".to_owned(),
        org: ORG.parse().unwrap(),
    }
}

fn grant() -> Grant {
    Grant {
        access: "the-secret".into(),
        refresh: None,
        instance: Some("https://acme.my.salesforce.com".parse().unwrap()),
        org: Some(ORG.parse().unwrap()),
        user: Some(USER.to_owned()),
    }
}

fn verdict_of<T>(step: Step<T>) -> (Verdict, Option<Cause>) {
    step.map_or_else(
        |check| (check.verdict, check.cause),
        |_| (Verdict::Valid, None),
    )
}
