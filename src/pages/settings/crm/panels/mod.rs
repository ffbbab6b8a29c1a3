//! A panel per CRM, each in the order of its section of the help page.

mod dynamics;
mod kustomer;
mod salesforce;
mod zendesk;

use domain::Crm;
use leptos::prelude::*;

/// The panel of a CRM.
#[must_use]
pub fn panel(crm: Crm) -> AnyView {
    match crm {
        Crm::Kustomer => view! { <kustomer::KustomerPanel /> }.into_any(),
        Crm::Dynamics => view! { <dynamics::DynamicsPanel /> }.into_any(),
        Crm::Zendesk => view! { <zendesk::ZendeskPanel /> }.into_any(),
        Crm::Salesforce => view! { <salesforce::SalesforcePanel /> }.into_any(),
    }
}
