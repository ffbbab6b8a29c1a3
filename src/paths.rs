//! Where the pages live.

/// Monitor > Activity.
pub const ACTIVITY: &str = "/monitor/activity";

/// Settings > Developer Settings > CRM.
pub const CRM: &str = "/settings/developer/crm";

/// Settings > Operation Management > General.
pub const OPERATIONS: &str = "/settings/operations/general";

/// The page that a parent of pages leads to. What is above all of them leads to the CRM page, which is
/// where one begins.
#[must_use]
pub fn from_parent(path: &str) -> Option<&'static str> {
    let path = path.trim_end_matches('/');
    [CRM, OPERATIONS, ACTIVITY].into_iter().find(|page| {
        let rest = page.strip_prefix(path);
        rest.is_some_and(|rest| rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::{ACTIVITY, CRM, OPERATIONS, from_parent};

    #[test]
    fn parents_lead_to_their_first_page() {
        for parent in ["/", "", "/settings", "/settings/", "/settings/developer"] {
            assert_eq!(from_parent(parent), Some(CRM), "{parent}");
        }
        assert_eq!(from_parent("/settings/operations"), Some(OPERATIONS));
        for parent in ["/monitor", "/monitor/"] {
            assert_eq!(from_parent(parent), Some(ACTIVITY), "{parent}");
        }
    }

    #[test]
    fn what_is_no_parent_leads_nowhere() {
        for other in [
            "/settings/developer/crm",
            "/monitor/activity",
            "/sett",
            "/mon",
            "/nothing",
            "/settings/x",
        ] {
            assert_eq!(from_parent(other), None, "{other}");
        }
    }
}
