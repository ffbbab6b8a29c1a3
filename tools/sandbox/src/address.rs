//! Which CRM a request is meant for: told by its Host header, or by `/at/{host}/...`.
//! Both forms carry a base, on which the links inside answers are built.

use axum::{
    Extension,
    http::{HeaderMap, Uri, header},
};

use crate::{label::is_label, salesforce};

/// The imitated services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crm {
    Zendesk,
    Entra,
    Dynamics,
    Kustomer,
    Salesforce,
}

/// One CRM host, and how the caller reached it.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) crm: Crm,
    /// Lower case, without port; Dataverse hosts without `.api`.
    pub(crate) host: String,
    /// What stands before the path in a link, without a slash at its end.
    pub(crate) base: String,
}

/// What every CRM's router needs to know about a request.
pub(crate) type At = Extension<Address>;

/// Marks a request whose who-am-I must tell of somebody else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SomebodyElse;

/// Where a request goes.
#[derive(Debug)]
pub(crate) enum Target {
    /// The sandbox's own page and controls.
    Own,
    /// A CRM, with the path and query it would have seen.
    Crm(Address, Uri),
    /// A host that is none of ours.
    Nowhere,
}

impl Target {
    /// Reads the Host header and the path.
    pub(crate) fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let host = headers
            .get(header::HOST)
            .and_then(|h| h.to_str().ok())
            .unwrap_or_default();
        // Vendors' libraries insist on https, so they are tried through a proxy that adds TLS.
        let is_https = headers
            .get("x-forwarded-proto")
            .is_some_and(|p| p == "https");
        let scheme = if is_https { "https" } else { "http" };
        let name = bare(host);
        if let Some(crm) = crm_of(&name) {
            return Self::crm(crm, name, format!("{scheme}://{host}"), uri.clone());
        }
        if !is_ours(&name) {
            return Self::Nowhere;
        }
        let Some(rest) = uri.path().strip_prefix("/at/") else {
            return Self::Own;
        };
        let (at, path) = rest.split_once('/').unwrap_or((rest, ""));
        let name = bare(at);
        let query = uri.query().map(|q| format!("?{q}")).unwrap_or_default();
        match (crm_of(&name), format!("/{path}{query}").parse()) {
            (Some(crm), Ok(inner)) => {
                let base = format!("{scheme}://{host}/at/{name}");
                Self::crm(crm, name, base, inner)
            }
            _ => Self::Nowhere,
        }
    }

    fn crm(crm: Crm, name: String, base: String, uri: Uri) -> Self {
        let host = if crm == Crm::Dynamics {
            name.replacen(".api.", ".", 1)
        } else {
            name
        };
        Self::Crm(Address { crm, host, base }, uri)
    }
}

/// Lower case, without port and without the dot that may end a name.
fn bare(host: &str) -> String {
    let end = match host.rfind(':') {
        Some(colon) if !host.ends_with(']') => colon,
        _ => host.len(),
    };
    host[..end].trim_end_matches('.').to_ascii_lowercase()
}

/// Names under which the sandbox's own pages may be asked for; a page elsewhere that
/// points its name at our address (DNS rebinding) is not among them.
fn is_ours(name: &str) -> bool {
    let ip = name
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    name == "localhost" || name.ends_with(".localhost") || ip.is_ok_and(|ip| ip.is_loopback())
}

fn crm_of(host: &str) -> Option<Crm> {
    let label = |suffix| host.strip_suffix(suffix).filter(|l: &&str| is_label(l));
    if label(".zendesk.com").is_some() {
        Some(Crm::Zendesk)
    } else if ENTRA.contains(&host) {
        Some(Crm::Entra)
    } else if label(".api.kustomerapp.com").is_some() || KUSTOMER_REGIONS.contains(&host) {
        Some(Crm::Kustomer)
    } else if label(".kustomerapp.com").is_some() {
        // Where its agents work.
        Some(Crm::Kustomer)
    } else if salesforce::host::is_ours(host) {
        Some(Crm::Salesforce)
    } else {
        is_dataverse(host).then_some(Crm::Dynamics)
    }
}

const ENTRA: [&str; 3] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
];

/// Kustomer's regional hosts, where the key tells the organisation.
pub(crate) const KUSTOMER_REGIONS: [&str; 3] = [
    "api.kustomerapp.com",
    "api.prod2.kustomerapp.com",
    "api.prod4.kustomerapp.com",
];

/// `{org}[.api].crm{n}.{suffix}`, for every Microsoft cloud.
fn is_dataverse(host: &str) -> bool {
    const SUFFIXES: [&str; 5] = [
        ".dynamics.com",
        ".dynamics.cn",
        ".microsoftdynamics.us",
        ".microsoftdynamics.de",
        ".appsplatform.us",
    ];
    let Some(front) = SUFFIXES.iter().find_map(|s| host.strip_suffix(s)) else {
        return false;
    };
    let Some((org, region)) = front.rsplit_once('.') else {
        return false;
    };
    let number = region.strip_prefix("crm");
    let is_region = number.is_some_and(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    is_region && is_label(org.strip_suffix(".api").unwrap_or(org))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_lead_to_their_crm() {
        assert_eq!(crm_of("acme-support.zendesk.com"), Some(Crm::Zendesk));
        assert_eq!(crm_of("login.partner.microsoftonline.cn"), Some(Crm::Entra));
        assert_eq!(crm_of("acme.crm4.dynamics.com"), Some(Crm::Dynamics));
        assert_eq!(crm_of("acme.api.crm.dynamics.com"), Some(Crm::Dynamics));
        assert_eq!(crm_of("acme.api.kustomerapp.com"), Some(Crm::Kustomer));
        assert_eq!(crm_of("api.prod2.kustomerapp.com"), Some(Crm::Kustomer));
    }

    #[test]
    fn look_alikes_lead_nowhere() {
        for host in [
            "a.b.zendesk.com",
            "zendesk.com",
            "acme.operations.dynamics.com",
        ] {
            assert_eq!(crm_of(host), None, "{host}");
        }
        assert!(!is_ours("evil.example"));
        assert!(is_ours("127.0.0.2") && is_ours("[::1]") && is_ours("localhost"));
    }

    #[test]
    fn ports_and_case_do_not_matter() {
        assert_eq!(bare("ACME.zendesk.com.:4010"), "acme.zendesk.com");
        assert_eq!(bare("[::1]:4010"), "[::1]");
    }
}
