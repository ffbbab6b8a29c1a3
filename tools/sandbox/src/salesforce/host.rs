//! Which hosts are Salesforce's: every form of My Domain, and the two that carry identities.
//! Lightning, Experience Cloud and Visualforce hosts are none of them.

use crate::label::is_label;

/// Where the `id` of a token answer points: production's host, and sandboxes'.
pub(crate) const IDENTITY: [&str; 2] = ["login.salesforce.com", "test.salesforce.com"];

/// What may stand between a My Domain's name and its suffix.
const PARTITIONS: [&str; 7] = [
    ".sandbox",
    ".develop",
    ".scratch",
    ".trailblaze",
    ".demo",
    ".patch",
    ".free",
];

const SUFFIXES: [&str; 3] = [
    ".my.salesforce.com",
    ".my.salesforce.mil",
    ".my.sfcrmproducts.cn",
];

/// Whether a host, in lower case, is imitated here.
pub(crate) fn is_ours(host: &str) -> bool {
    if IDENTITY.contains(&host) {
        return true;
    }
    let Some(name) = SUFFIXES.iter().find_map(|s| host.strip_suffix(s)) else {
        return false;
    };
    let bare = PARTITIONS.iter().find_map(|p| name.strip_suffix(p));
    is_label(bare.unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_my_domain_is_known() {
        for host in [
            "acme.my.salesforce.com",
            "acme--uat.sandbox.my.salesforce.com",
            "initech-dev-ed.develop.my.salesforce.com",
            "brave-bear.trailblaze.my.salesforce.com",
            "cs12.my.salesforce.com",
            "test.salesforce.com",
        ] {
            assert!(is_ours(host), "{host}");
        }
    }

    #[test]
    fn its_other_products_and_look_alikes_are_not() {
        for host in [
            "acme.lightning.force.com",
            "acme.my.site.com",
            "my.salesforce.com",
            "a.b.my.salesforce.com",
            "acme.my.salesforce.com.evil.example",
        ] {
            assert!(!is_ours(host), "{host}");
        }
    }
}
