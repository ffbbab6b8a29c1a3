//! Where requests go: the one place that makes a host name, and the one that makes a URL.
//!
//! A host is a validated label and a fixed suffix; nothing else, and no URL that anybody typed or a
//! CRM sent, is ever called.

use std::{fmt, net::IpAddr, str::FromStr};

use domain::parse::{Cloud, InstanceHost, Label, LoginHost, OrgHost};
use url::{Host as UrlHost, Url};

/// The real CRMs, or all of them imitated by one server on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `https://{host}{path}`.
    Real,
    /// `{base}/at/{host}{path}`.
    Sandbox(SandboxBase),
}

/// Address of a sandbox: `http`, and a literal loopback address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxBase(String);

/// Why an address is not one of a sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxBaseError {
    /// Not a URL at all.
    #[error("the sandbox address is not a URL; write http://127.0.0.2:4010")]
    NotAUrl,
    /// Another scheme than `http`.
    #[error("the sandbox address has to start with http://")]
    NotHttp,
    /// A name, or an address that leads off this machine.
    #[error("the sandbox address has to be a literal loopback address, such as 127.0.0.2")]
    NotLoopback,
    /// A user name, path, query or fragment.
    #[error("the sandbox address has to end after its port")]
    Overlong,
}

impl FromStr for SandboxBase {
    type Err = SandboxBaseError;

    fn from_str(text: &str) -> Result<Self, SandboxBaseError> {
        let url = Url::parse(text.trim()).map_err(|_| SandboxBaseError::NotAUrl)?;
        if url.scheme() != "http" {
            return Err(SandboxBaseError::NotHttp);
        }
        let address: IpAddr = match url.host() {
            Some(UrlHost::Ipv4(address)) => address.into(),
            Some(UrlHost::Ipv6(address)) => address.into(),
            Some(UrlHost::Domain(_)) | None => return Err(SandboxBaseError::NotLoopback),
        };
        if !address.is_loopback() {
            return Err(SandboxBaseError::NotLoopback);
        }
        let origin = url.origin().ascii_serialization();
        if url.as_str().trim_end_matches('/') != origin {
            return Err(SandboxBaseError::Overlong);
        }
        Ok(Self(origin))
    }
}

impl fmt::Display for SandboxBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a host of one of the CRMs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host(String);

impl Host {
    pub(crate) fn zendesk(subdomain: &Label) -> Self {
        Self(format!("{subdomain}.zendesk.com"))
    }

    /// Finds the region by itself: US, EU or India.
    pub(crate) fn kustomer(subdomain: &Label) -> Self {
        Self(format!("{subdomain}.api.kustomerapp.com"))
    }

    /// Where Kustomer's agents work.
    pub(crate) fn kustomer_app(subdomain: &Label) -> Self {
        Self(format!("{subdomain}.kustomerapp.com"))
    }

    pub(crate) fn dataverse(organisation: &OrgHost) -> Self {
        Self(organisation.to_string())
    }

    /// Where a Salesforce organisation's administrators sign in and its tokens come from.
    pub(crate) fn login(host: &LoginHost) -> Self {
        Self(host.to_string())
    }

    /// Where a Salesforce organisation's data lives.
    pub(crate) fn instance(host: &InstanceHost) -> Self {
        Self(host.to_string())
    }

    /// Where a cloud's tokens come from.
    pub(crate) fn entra(cloud: Cloud) -> Self {
        let host = match cloud {
            Cloud::Public => "login.microsoftonline.com",
            Cloud::UsGovernment => "login.microsoftonline.us",
            Cloud::China => "login.partner.microsoftonline.cn",
            Cloud::Germany => "login.microsoftonline.de",
        };
        Self(host.to_owned())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Destination {
    /// The URL of a path on a host. Path and query are our own words, ids parsed as such, or the
    /// query of a paging link; white space and the like in a query are escaped.
    pub(crate) fn url(&self, host: &Host, path: &str, query: &str) -> Url {
        let text = match self {
            Self::Real => format!("https://{host}{path}"),
            Self::Sandbox(base) => format!("{base}/at/{host}{path}"),
        };
        let mut url = Url::parse(&text).expect("a validated label and a fixed suffix make a host");
        url.set_query((!query.is_empty()).then_some(query));
        url
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn a_sandbox_is_a_literal_loopback_address() {
        for (text, base) in [
            ("http://127.0.0.2:4010", "http://127.0.0.2:4010"),
            ("http://[::1]:80/", "http://[::1]"),
        ] {
            assert_eq!(
                text.parse::<SandboxBase>()
                    .map(|base| base.to_string())
                    .as_deref(),
                Ok(base)
            );
        }
        for (text, error) in [
            ("127.0.0.2:4010", SandboxBaseError::NotAUrl),
            ("https://127.0.0.2:4010", SandboxBaseError::NotHttp),
            ("file:///etc/passwd", SandboxBaseError::NotHttp),
            ("http://localhost:4010", SandboxBaseError::NotLoopback),
            ("http://10.0.0.1", SandboxBaseError::NotLoopback),
            ("http://169.254.169.254", SandboxBaseError::NotLoopback),
            (
                "http://127.0.0.1.evil.example",
                SandboxBaseError::NotLoopback,
            ),
            ("http://[::ffff:127.0.0.1]", SandboxBaseError::NotLoopback),
            ("http://u:p@127.0.0.1", SandboxBaseError::Overlong),
            ("http://127.0.0.1/x", SandboxBaseError::Overlong),
            ("http://127.0.0.1/?x=1", SandboxBaseError::Overlong),
        ] {
            assert_eq!(text.parse::<SandboxBase>(), Err(error), "{text}");
        }
    }

    #[test]
    fn hosts_have_the_crms_own_suffix() {
        let label: Label = "acme".parse().unwrap();
        let real = |host: &Host| Destination::Real.url(host, "/x", "").to_string();
        assert_eq!(real(&Host::zendesk(&label)), "https://acme.zendesk.com/x");
        assert_eq!(
            real(&Host::kustomer(&label)),
            "https://acme.api.kustomerapp.com/x"
        );
        let org: OrgHost = "acme.crm.dynamics.cn".parse().unwrap();
        assert_eq!(
            real(&Host::dataverse(&org)),
            "https://acme.crm.dynamics.cn/x"
        );
        assert_eq!(
            real(&Host::entra(org.cloud())),
            "https://login.partner.microsoftonline.cn/x"
        );
        let login: LoginHost = "acme--uat.sandbox.my.salesforce.com".parse().unwrap();
        assert_eq!(
            real(&Host::login(&login)),
            "https://acme--uat.sandbox.my.salesforce.com/x"
        );
        let instance: InstanceHost = "https://na139.salesforce.com".parse().unwrap();
        assert_eq!(
            real(&Host::instance(&instance)),
            "https://na139.salesforce.com/x"
        );
    }

    #[test]
    fn a_sandbox_url_names_the_host_in_its_path() {
        let sandbox = Destination::Sandbox("http://127.0.0.2:4010".parse().unwrap());
        let host = Host::zendesk(&"acme".parse().unwrap());
        let url = sandbox.url(&host, "/api/v2/users", "a[]=1&$filter=x eq null#y");
        assert_eq!(
            url.as_str(),
            "http://127.0.0.2:4010/at/acme.zendesk.com/api/v2/users?a[]=1&$filter=x%20eq%20null%23y"
        );
    }
}
