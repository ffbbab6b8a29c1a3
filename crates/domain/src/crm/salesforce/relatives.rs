//! Salesforce's other addresses of one organisation. Where people are asked for their My Domain, these are
//! what stands in their browser.

use crate::code::Code;

/// What a family of addresses tells of the organisation's My Domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    /// The same front before another ending.
    Front,
    /// The same front with a package's name added to it: `acme--c`.
    Package,
    /// Nothing for certain.
    Unknown,
}

/// A family of addresses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Family {
    /// What its hosts end with.
    pub(super) end: &'static str,
    /// The code that names it.
    pub(super) code: Code,
    /// What it tells.
    pub(super) twin: Twin,
    /// What the twin ends with.
    pub(super) twin_end: &'static str,
}

const COM: &str = ".my.salesforce.com";
const MIL: &str = ".my.salesforce.mil";

const fn family(end: &'static str, code: Code, twin: Twin, twin_end: &'static str) -> Family {
    Family {
        end,
        code,
        twin,
        twin_end,
    }
}

/// From the longest ending to the shortest, since the first that fits is taken. Source: Salesforce Help,
/// "My Domain URL Formats", with the formats from before enhanced domains.
const FAMILIES: [Family; 20] = [
    family(".lightning.force.com", Code::LightningUrl, Twin::Front, COM),
    family(
        ".lightning.crmforce.mil",
        Code::LightningUrl,
        Twin::Front,
        MIL,
    ),
    family(".my.salesforce-setup.com", Code::SetupUrl, Twin::Front, COM),
    family(".my.site.com", Code::SiteUrl, Twin::Front, COM),
    family(".my.salesforce-sites.com", Code::SiteUrl, Twin::Front, COM),
    family(
        ".builder.salesforce-experience.com",
        Code::SiteUrl,
        Twin::Front,
        COM,
    ),
    family(
        ".live-preview.salesforce-experience.com",
        Code::SiteUrl,
        Twin::Front,
        COM,
    ),
    family(
        ".preview.salesforce-experience.com",
        Code::SiteUrl,
        Twin::Front,
        COM,
    ),
    family(
        ".salesforce-experience.com",
        Code::SiteUrl,
        Twin::Unknown,
        COM,
    ),
    family(".salesforce-sites.com", Code::SiteUrl, Twin::Unknown, COM),
    family(".vf.force.com", Code::VisualforceUrl, Twin::Package, COM),
    family(".vf.crmforce.mil", Code::VisualforceUrl, Twin::Package, MIL),
    family(".visualforce.com", Code::VisualforceUrl, Twin::Package, COM),
    family(
        ".visual.force.com",
        Code::VisualforceUrl,
        Twin::Unknown,
        COM,
    ),
    family(".container.force.com", Code::ContentUrl, Twin::Package, COM),
    family(".file.force.com", Code::ContentUrl, Twin::Front, COM),
    family(".content.force.com", Code::ContentUrl, Twin::Unknown, COM),
    family(".documentforce.com", Code::ContentUrl, Twin::Unknown, COM),
    family(
        ".my.salesforce-scrt.com",
        Code::ContentUrl,
        Twin::Front,
        COM,
    ),
    // Sites from before enhanced domains, whose names were chosen apart.
    family(".force.com", Code::SiteUrl, Twin::Unknown, COM),
];

/// The family of a host, and what stands before its ending.
pub(super) fn family_of(host: &str) -> Option<(Family, &str)> {
    FAMILIES
        .iter()
        .find_map(|family| Some((*family, host.strip_suffix(family.end)?)))
}

/// Why a host that is no My Domain is not one.
pub(super) fn other_code(host: &str) -> Code {
    let is_own_site = host == "salesforce.com" || host.ends_with(".salesforce.com");
    match family_of(host) {
        Some((family, _)) => family.code,
        None if is_own_site => Code::NamesNoAccount,
        None => Code::ForeignHost,
    }
}
