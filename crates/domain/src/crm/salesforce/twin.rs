//! The My Domain that belongs to another address of the same organisation.

use super::{
    login::LoginHost,
    relatives::{Family, Twin, family_of},
};
use crate::{clipboard::clean, parse::host::pasted_host};

/// The My Domain that belongs to a pasted address of Salesforce's, where it is certain.
#[must_use]
pub fn login_twin(typed: &str) -> Option<LoginHost> {
    let host = pasted_host(&clean(typed)).ok()?;
    let (family, front) = family_of(&host)?;
    let front = match family.twin {
        Twin::Front => front.to_owned(),
        Twin::Package => without_package(front)?,
        Twin::Unknown => return None,
    };
    let Family { twin_end, .. } = family;
    format!("{front}{twin_end}").parse().ok()
}

/// `acme--c` and `acme--uat--c.sandbox` without the package. A sandbox has a name of its own, so that
/// `acme--uat.sandbox` names no package.
fn without_package(front: &str) -> Option<String> {
    let (name, partition) = front.split_once('.').unwrap_or((front, ""));
    let (domain, _) = name.rsplit_once("--")?;
    match partition {
        "" => Some(domain.to_owned()),
        "sandbox" if !domain.contains("--") => None,
        _ => Some(format!("{domain}.{partition}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    fn twin(typed: &str) -> Option<String> {
        login_twin(typed).map(|host| host.to_string())
    }

    #[test]
    fn every_other_address_is_named_and_leads_to_its_my_domain_where_that_is_certain() {
        use Code as C;
        let table = [
            (
                "https://acme.lightning.force.com/one",
                C::LightningUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme--uat.sandbox.lightning.force.com",
                C::LightningUrl,
                "acme--uat.sandbox.my.salesforce.com",
            ),
            (
                "acme.lightning.crmforce.mil",
                C::LightningUrl,
                "acme.my.salesforce.mil",
            ),
            (
                "https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home",
                C::SetupUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme--uat.my.salesforce-setup.com",
                C::SetupUrl,
                "acme--uat.my.salesforce.com",
            ),
            (
                "acme--uat.sandbox.my.salesforce-setup.com",
                C::SetupUrl,
                "acme--uat.sandbox.my.salesforce.com",
            ),
            (
                "acme-dev-ed.develop.my.salesforce-setup.com",
                C::SetupUrl,
                "acme-dev-ed.develop.my.salesforce.com",
            ),
            (
                "acme-dev-ed.my.salesforce-setup.com:443",
                C::SetupUrl,
                "acme-dev-ed.my.salesforce.com",
            ),
            (
                "https://acme.my.site.com/help/s/",
                C::SiteUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme--uat.sandbox.my.site.com",
                C::SiteUrl,
                "acme--uat.sandbox.my.salesforce.com",
            ),
            (
                "acme.my.salesforce-sites.com",
                C::SiteUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme.builder.salesforce-experience.com",
                C::SiteUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme.live-preview.salesforce-experience.com",
                C::SiteUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme--c.vf.force.com",
                C::VisualforceUrl,
                "acme.my.salesforce.com",
            ),
            (
                "https://acme--uat--c.sandbox.vf.force.com/apex/x",
                C::VisualforceUrl,
                "acme--uat.sandbox.my.salesforce.com",
            ),
            (
                "acme-dev-ed--c.develop.vf.force.com",
                C::VisualforceUrl,
                "acme-dev-ed.develop.my.salesforce.com",
            ),
            (
                "acme--c.visualforce.com",
                C::VisualforceUrl,
                "acme.my.salesforce.com",
            ),
            (
                "acme--c.vf.crmforce.mil",
                C::VisualforceUrl,
                "acme.my.salesforce.mil",
            ),
            (
                "acme.file.force.com",
                C::ContentUrl,
                "acme.my.salesforce.com",
            ),
            (
                "12341234.lightning.force.com",
                C::LightningUrl,
                "12341234.my.salesforce.com",
            ),
        ];
        for (typed, code, host) in table {
            assert_eq!(typed.parse::<LoginHost>(), Err(code), "{typed}");
            assert_eq!(twin(typed).as_deref(), Some(host), "{typed}");
        }
    }

    #[test]
    fn a_guess_is_not_offered() {
        use Code as C;
        let table = [
            ("acme.vf.force.com", C::VisualforceUrl),
            ("acme--uat.sandbox.vf.force.com", C::VisualforceUrl),
            ("acme--c.na139.visual.force.com", C::VisualforceUrl),
            ("acme--c.na139.visualforce.com", C::VisualforceUrl),
            ("c.na139.content.force.com", C::ContentUrl),
            ("acme--c.documentforce.com", C::ContentUrl),
            ("acme.force.com", C::SiteUrl),
            ("uat-acme.cs42.force.com", C::SiteUrl),
            ("acme.secure.force.com", C::SiteUrl),
            ("acme.salesforce-sites.com", C::SiteUrl),
            ("a.b.lightning.force.com", C::LightningUrl),
            ("www.salesforce.com", C::NamesNoAccount),
            ("na139.salesforce.com", C::NamesNoAccount),
            ("salesforce.com", C::NamesNoAccount),
            ("my.salesforce.com", C::NamesNoAccount),
        ];
        for (typed, code) in table {
            assert_eq!(typed.parse::<LoginHost>(), Err(code), "{typed}");
            assert_eq!(twin(typed), None, "{typed}");
        }
    }
}
