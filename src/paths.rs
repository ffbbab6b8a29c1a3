//! Where the pages live.

/// Settings > Developer Settings > CRM.
pub const CRM: &str = "/settings/developer/crm";

/// Whether a path is one of the parents of the CRM page, which has no sister yet.
#[must_use]
pub fn lead_to_crm(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    CRM.strip_prefix(path)
        .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::lead_to_crm;

    #[test]
    fn only_the_parents_of_the_crm_page_lead_to_it() {
        for parent in ["/", "", "/settings", "/settings/", "/settings/developer"] {
            assert!(lead_to_crm(parent), "{parent}");
        }
        for other in [
            "/settings/developer/crm",
            "/sett",
            "/nothing",
            "/settings/x",
        ] {
            assert!(!lead_to_crm(other), "{other}");
        }
    }
}
