//! Where an organisation's data lives, as Salesforce itself says: read more strictly than what people type,
//! since tokens go there.

use std::{fmt, str::FromStr};

use super::login::LoginHost;
use crate::{
    code::Code,
    parse::host::{check_label, pasted_host},
};

/// Host that Salesforce names in `instance_url`: where an organisation's data lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InstanceHost(String);

impl InstanceHost {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for InstanceHost {
    type Err = Code;

    /// Takes an `instance_url`: https, no port, no user, no path, on Salesforce's own hosts.
    fn from_str(text: &str) -> Result<Self, Code> {
        let rest = text.strip_prefix("https://").ok_or(Code::ForeignHost)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let host = pasted_host(rest)?;
        // `na139.salesforce.com`, from before every organisation had a My Domain.
        let is_old = host.strip_suffix(".salesforce.com").is_some_and(is_pod);
        if host.len() != rest.len() || !(is_old || host.parse::<LoginHost>().is_ok()) {
            return Err(Code::ForeignHost);
        }
        Ok(Self(host))
    }
}

fn is_pod(label: &str) -> bool {
    let begins_well = label.starts_with(|first: char| first.is_ascii_alphabetic());
    begins_well && label.len() <= 8 && check_label(label).is_ok()
}

impl fmt::Display for InstanceHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_an_https_host_of_salesforce_and_nothing_else() {
        for fine in [
            "https://acme.my.salesforce.com",
            "https://na139.salesforce.com/",
            "https://acme--uat.sandbox.my.salesforce.com",
        ] {
            assert!(fine.parse::<InstanceHost>().is_ok(), "{fine}");
        }
        for wrong in [
            "http://acme.my.salesforce.com",
            "acme.my.salesforce.com",
            "https://acme.my.salesforce.com:444",
            "https://acme.my.salesforce.com/x",
            "https://evil.example",
            "https://acme.my.salesforce.com@evil.example",
            "https://acme.my.salesforce.com.evil.example",
            "https://acme.lightning.force.com",
            "https://[::1]",
            "https://169.254.169.254",
            "https://a.b.salesforce.com",
            "https://acme.my.salesforce.com:443",
            "https://12341234.salesforce.com",
            "https://acme.my.salesforce-setup.com",
            "",
        ] {
            assert!(wrong.parse::<InstanceHost>().is_err(), "{wrong}");
        }
    }
}
