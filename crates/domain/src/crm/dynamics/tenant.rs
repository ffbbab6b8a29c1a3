//! Microsoft Entra tenants, also cut out of the addresses that Azure shows beside them.

use std::{fmt, str::FromStr};

use crate::{
    code::Code,
    parse::{
        guid::Guid,
        host::{check_domain, split_url},
    },
};

/// A Microsoft Entra tenant: a GUID or a verified domain, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant(String);

/// Where tokens come from, in all clouds and under their former names; the tenant follows.
const AUTHORITIES: [&str; 9] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.microsoftonline.de",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
    "login.windows.net",
    "login.microsoft.com",
    "sts.windows.net",
    "sts.chinacloudapi.cn",
];

impl Tenant {
    /// The lower-case text, fit for a path segment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a tenant, also out of the URL of its token endpoint or issuer.
    ///
    /// # Errors
    /// [`Code::TenantInvalid`] or [`Code::TooLong`].
    pub(super) fn pasted(text: &str) -> Result<Self, Code> {
        let (host, path) = split_url(text);
        if AUTHORITIES.contains(&host.as_str()) {
            // Without a path it would read as a domain, and it is nobody's.
            let segment = path.split(['/', '?', '#']).next();
            segment.unwrap_or_default().parse()
        } else {
            text.parse()
        }
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Tenant {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        if let Ok(guid) = text.parse::<Guid>() {
            return Ok(Self(guid.to_string()));
        }
        let text = text.to_ascii_lowercase();
        let text = text.strip_suffix('.').unwrap_or(&text);
        if text.len() > 253 {
            return Err(Code::TooLong);
        }
        if check_domain(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::TenantInvalid)
        }
    }
}
