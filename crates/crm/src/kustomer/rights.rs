//! What the roles of a key allow.
//!
//! Roles are a hierarchy by name: whoever holds `org` holds `org.admin` and all else below it, and
//! `org.permission` is above every `org.permission.*`.

/// What the roles allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rights {
    /// All that `org.admin` does, by this role.
    Admin(&'static str),
    /// Only permissions: a functional probe has to tell.
    Permissions,
    /// Neither.
    None,
    /// No answer lists roles.
    Unknown,
}

impl Rights {
    /// Of the roles that an answer lists, if one does.
    pub(super) fn of(roles: Option<&[String]>) -> Self {
        let Some(roles) = roles else {
            return Self::Unknown;
        };
        let admin = ["org.admin", "org"]
            .into_iter()
            .find(|name| roles.iter().any(|role| role == name));
        let is_permission =
            |role: &String| role == "org.permission" || role.starts_with("org.permission.");
        match admin {
            Some(role) => Self::Admin(role),
            None if roles.iter().any(is_permission) => Self::Permissions,
            None => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_holds_what_is_below_it_and_nothing_beside() {
        let of = |roles: &[&str]| {
            let roles: Vec<_> = roles.iter().map(ToString::to_string).collect();
            Rights::of(Some(&roles))
        };
        for (roles, rights) in [
            (&["org"][..], Rights::Admin("org")),
            (&["org.admin"], Rights::Admin("org.admin")),
            (&["org", "org.admin"], Rights::Admin("org.admin")),
            (&["org.permission.note.create", "org"], Rights::Admin("org")),
            (&["org.permission"], Rights::Permissions),
            (&["org.permission.user.read"], Rights::Permissions),
            (&["org.user", "org.permission"], Rights::Permissions),
            (&["org.admin.teams.read"], Rights::None),
            (&["org.permissions"], Rights::None),
            (&["org.administrator", "organisation", "ORG"], Rights::None),
            (&["org.user"], Rights::None),
            (&[], Rights::None),
        ] {
            assert_eq!(of(roles), rights, "{roles:?}");
        }
        assert_eq!(Rights::of(None), Rights::Unknown);
    }
}
