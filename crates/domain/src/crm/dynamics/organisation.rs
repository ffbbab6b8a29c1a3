//! Hosts of Dynamics 365 environments; the region list is Microsoft's, and kept open for new regions.

use std::{fmt, str::FromStr};

use crate::{
    code::Code,
    parse::host::{check_label, pasted_host},
};

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

/// Microsoft's own hosts of a region: the lists of environments, and no environment.
const OWN_SITES: [&str; 4] = ["globaldisco", "disco", "api", "www"];

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
        if is_region(name) && cloud(rest).is_some() {
            return Err(Code::NamesNoAccount);
        }
        let rest = rest.strip_prefix("api.").unwrap_or(rest);
        let (region, domain) = rest.split_once('.').ok_or(Code::ForeignHost)?;
        let cloud = cloud(domain).filter(|_| is_region(region));
        let cloud = cloud.ok_or(Code::ForeignHost)?;
        if OWN_SITES.contains(&name) {
            return Err(Code::NamesNoAccount);
        }
        check_label(name)?;
        Ok(Self {
            host: format!("{name}.{rest}"),
            cloud,
        })
    }
}

/// `crm`, `crm4`, `crm11`.
fn is_region(label: &str) -> bool {
    label
        .strip_prefix("crm")
        .is_some_and(|number| number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn cloud(domain: &str) -> Option<Cloud> {
    let known = CLOUDS.into_iter().find(|(known, _)| *known == domain);
    known.map(|(_, cloud)| cloud)
}
