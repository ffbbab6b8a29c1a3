//! Hosts and tenants of Dynamics 365; the region list is Microsoft's, and kept open for new regions.

use std::{fmt, str::FromStr};

use super::{
    guid::Guid,
    host::{check_label, pasted_host},
};
use crate::code::Code;

/// The national cloud an organisation lives in; it decides where tokens come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    /// `*.dynamics.com`.
    Public,
    /// `*.microsoftdynamics.us` and `*.appsplatform.us`.
    UsGovernment,
    /// `*.dynamics.cn`.
    China,
    /// `*.microsoftdynamics.de`, the former German cloud.
    Germany,
}

/// What may follow `{organisation}.crm{n}.`, with the cloud it belongs to.
const CLOUDS: [(&str, Cloud); 5] = [
    ("dynamics.com", Cloud::Public),
    ("dynamics.cn", Cloud::China),
    ("microsoftdynamics.us", Cloud::UsGovernment),
    ("microsoftdynamics.de", Cloud::Germany),
    ("appsplatform.us", Cloud::UsGovernment),
];

/// The host of one environment, such as `acme.crm4.dynamics.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgHost {
    host: String,
    cloud: Cloud,
}

impl OrgHost {
    /// The host in lower case, without the optional `.api`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.host
    }

    /// The cloud the host belongs to.
    #[must_use]
    pub fn cloud(&self) -> Cloud {
        self.cloud
    }
}

impl fmt::Display for OrgHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)
    }
}

impl FromStr for OrgHost {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        let host = pasted_host(text)?;
        if !host.contains('.') {
            check_label(&host)?;
            return Err(Code::HostNeedsRegion);
        }
        let (name, rest) = host.split_once('.').ok_or(Code::ForeignHost)?;
        let rest = rest.strip_prefix("api.").unwrap_or(rest);
        let (region, domain) = rest.split_once('.').ok_or(Code::ForeignHost)?;
        let number = region.strip_prefix("crm").ok_or(Code::ForeignHost)?;
        if number.len() > 2 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Code::ForeignHost);
        }
        let (_, cloud) = CLOUDS
            .into_iter()
            .find(|(known, _)| *known == domain)
            .ok_or(Code::ForeignHost)?;
        check_label(name)?;
        Ok(Self {
            host: format!("{name}.{rest}"),
            cloud,
        })
    }
}

/// A Microsoft Entra tenant: a GUID or a verified domain, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant(String);

impl Tenant {
    /// The lower-case text, fit for a path segment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
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
        let is_label = |label: &str| {
            label.starts_with("xn--") && label.is_ascii() || check_label(label).is_ok()
        };
        if text.len() > 253 {
            return Err(Code::TooLong);
        }
        let is_numeric = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        if text.contains('.') && is_plain && !is_numeric && text.split('.').all(is_label) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Code::TenantInvalid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org(text: &str) -> Result<String, Code> {
        text.parse::<OrgHost>().map(|host| host.to_string())
    }

    #[test]
    fn an_environment_is_cut_out_of_what_people_paste() {
        for text in [
            "acme.crm4.dynamics.com",
            "https://ACME.crm4.dynamics.com/main.aspx?appid=1",
            "acme.api.crm4.dynamics.com",
        ] {
            assert_eq!(org(text).as_deref(), Ok("acme.crm4.dynamics.com"), "{text}");
        }
        assert_eq!(
            org("acme.crm.dynamics.com").as_deref(),
            Ok("acme.crm.dynamics.com")
        );
        assert_eq!(
            "a.crm.microsoftdynamics.us"
                .parse::<OrgHost>()
                .map(|host| host.cloud()),
            Ok(Cloud::UsGovernment)
        );
    }

    #[test]
    fn other_products_and_foreign_hosts_are_refused() {
        for text in [
            "acme.operations.dynamics.com",
            "make.powerapps.com",
            "acme.crm4.dynamics.com.evil.example",
            "acme.crm123.dynamics.com",
            "a.b.crm4.dynamics.com",
            "127.0.0.1",
            "acme.crmx.dynamics.com",
        ] {
            assert_eq!(org(text), Err(Code::ForeignHost), "{text}");
        }
        assert_eq!(org("acme"), Err(Code::HostNeedsRegion));
        assert_eq!(org("acme.crm4.dynamics.com:443"), Err(Code::HostInvalid));
    }

    #[test]
    fn a_tenant_is_a_guid_or_a_domain() {
        assert!("contoso.onmicrosoft.com".parse::<Tenant>().is_ok());
        assert!(
            "3F2504E0-4F89-41D3-9A0C-0305E82C3301"
                .parse::<Tenant>()
                .is_ok()
        );
        for bad in [
            "contoso",
            "common/../x.y",
            "a b.c",
            "169.254.169.254",
            "x.y?z",
            "a..b",
            "é.example",
        ] {
            assert_eq!(bad.parse::<Tenant>(), Err(Code::TenantInvalid), "{bad}");
        }
    }
}
