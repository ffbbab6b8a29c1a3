//! What a person may do: rights come by profile, by permission set, or by a group of sets.
//! Taking the administrator's rights away takes each of these three, as an admin would.

use super::book::Book;
use crate::seed::salesforce::{Org, User};

/// How somebody came to modify all data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    ByProfile,
    ByPermissionSet,
    ByGroup,
    Ordinary,
}

impl Standing {
    /// A few words for the login page.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::ByProfile => "administrator",
            Self::ByPermissionSet => "administrator by permission set",
            Self::ByGroup => "administrator by permission set group",
            Self::Ordinary => "ordinary user",
        }
    }
}

/// What somebody's rights add up to.
pub(super) fn standing(user: &User, org: &Org) -> Standing {
    let strong = |set: &String| sets_modify(std::slice::from_ref(set), org);
    if profile_modifies(&user.profile, org) {
        Standing::ByProfile
    } else if user.permission_sets.iter().any(strong) {
        Standing::ByPermissionSet
    } else if user.groups.iter().any(|g| group_modifies(g, org)) {
        Standing::ByGroup
    } else {
        Standing::Ordinary
    }
}

/// Somebody as they are now.
pub(super) fn current(mut user: User, org: &Org, book: &Book) -> User {
    let change = book.people.get(&user.id).copied().unwrap_or_default();
    user.active = change.active.unwrap_or(user.active);
    match change.admin {
        Some(false) => demote(&mut user, org),
        Some(true) if standing(&user, org) == Standing::Ordinary => promote(&mut user, org),
        Some(true) | None => {}
    }
    user
}

fn demote(user: &mut User, org: &Org) {
    if profile_modifies(&user.profile, org)
        && let Some(weak) = org.profiles.iter().find(|p| !p.modifies_all_data)
    {
        user.profile = weak.name.clone();
    }
    user.permission_sets
        .retain(|s| !sets_modify(std::slice::from_ref(s), org));
    user.groups.retain(|g| !group_modifies(g, org));
}

fn promote(user: &mut User, org: &Org) {
    if let Some(strong) = org.profiles.iter().find(|p| p.modifies_all_data) {
        user.profile = strong.name.clone();
    }
}

fn profile_modifies(name: &str, org: &Org) -> bool {
    org.profiles
        .iter()
        .any(|p| p.name == name && p.modifies_all_data)
}

pub(super) fn group_modifies(name: &str, org: &Org) -> bool {
    org.groups
        .iter()
        .any(|g| g.name == name && sets_modify(&g.holds, org))
}

fn sets_modify(names: &[String], org: &Org) -> bool {
    org.permission_sets
        .iter()
        .any(|s| s.modifies_all_data && names.contains(&s.name))
}
