//! The account's users by `role` or `role[]`.

use crate::seed::zendesk::{Account, User};

/// Those of the roles asked for; everybody where none is.
pub(super) fn of_roles(account: &Account, query: &[(String, String)]) -> Vec<User> {
    let roles: Vec<&str> = query
        .iter()
        .filter(|(name, _)| name == "role" || name == "role[]")
        .map(|(_, value)| value.as_str())
        .collect();
    let mut users = account.everyone();
    users.retain(|user| roles.is_empty() || roles.contains(&user.role.as_str()));
    users
}
