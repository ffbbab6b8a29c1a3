//! `GET WhoAmI`: three ids, and no name.
//! Who that is has to be read from `systemusers`.

use serde_json::{Value, json};

use super::caller::Caller;

/// The ids of the caller, or of another application user when somebody else is to answer.
pub(super) fn am_i(caller: &Caller, somebody_else: bool, context: &str) -> Value {
    let users = &caller.org.users;
    let other = users
        .iter()
        .find(|u| u.application_id.is_some() && u.id != caller.user.id);
    let user = other.filter(|_| somebody_else).unwrap_or(&caller.user);
    json!({
        "@odata.context": format!("{context}#Microsoft.Dynamics.CRM.WhoAmIResponse"),
        "BusinessUnitId": caller.org.business_unit_id, "UserId": user.id,
        "OrganizationId": caller.org.organization_id,
    })
}
