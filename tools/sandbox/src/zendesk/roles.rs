//! The account's users by `role` or `role[]`.

use super::desk::Desk;
use crate::seed::zendesk::{Account, User};

/// Those of the roles asked for; everybody where none is.
pub(super) fn of_roles(desk: &Desk, account: &Account, query: &[(String, String)]) -> Vec<User> {
    let roles: Vec<&str> = query
        .iter()
        .filter(|(name, _)| name == "role" || name == "role[]")
        .map(|(_, value)| value.as_str())
        .collect();
    let mut users = desk.people.staff(account);
    users.retain(|user| roles.is_empty() || roles.contains(&user.role.as_str()));
    users
}
