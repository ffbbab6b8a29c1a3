//! Salesforce's own shapes: organisation ids, and the hosts where one signs in and where data lives.

use std::{fmt, str::FromStr};

use super::{
    clean,
    host::{check_label, pasted_host},
};
use crate::code::Code;

/// A Salesforce organisation's id: 15 letters and digits, case-sensitive, starting with `00D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrgId(String);

/// Host of a My Domain, in lower case: where administrators sign in and tokens are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoginHost(String);

/// Host that Salesforce names in `instance_url`: where an organisation's data lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InstanceHost(String);

impl FromStr for OrgId {
    type Err = Code;

    /// Takes the 15 characters, or 18 whose last three fit.
    fn from_str(text: &str) -> Result<Self, Code> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_plain || !text.starts_with("00D") {
            return Err(Code::OrgIdInvalid);
        }
        match text.len() {
            15 => Ok(Self(text.to_owned())),
            18 if text[15..].eq_ignore_ascii_case(&suffix(&text[..15])) => {
                Ok(Self(text[..15].to_owned()))
            }
            18 => Err(Code::OrgIdSuffixWrong),
            _ => Err(Code::OrgIdInvalid),
        }
    }
}

/// Whether a typed id was cut from 18 to its 15 characters.
#[must_use]
pub fn org_id_was_trimmed(typed: &str) -> bool {
    let typed = clean(typed);
    typed.len() == 18 && typed.parse::<OrgId>().is_ok()
}

/// The three characters that tell which letters of the 15 are capitals.
fn suffix(id: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    id.as_bytes()
        .chunks(5)
        .map(|chunk| {
            let bits = chunk.iter().enumerate().fold(0, |bits, (place, byte)| {
                bits | (usize::from(byte.is_ascii_uppercase()) << place)
            });
            char::from(ALPHABET[bits])
        })
        .collect()
}

/// What may stand between a My Domain's name and `my.salesforce.com`.
const PARTITIONS: [&str; 7] = [
    "sandbox",
    "develop",
    "scratch",
    "trailblaze",
    "demo",
    "patch",
    "free",
];

/// What a My Domain ends with; the last two are the clouds of the US military and of China.
const SUFFIXES: [&str; 3] = [
    ".my.salesforce.com",
    ".my.salesforce.mil",
    ".my.sfcrmproducts.cn",
];

impl FromStr for LoginHost {
    type Err = Code;

    /// Takes a My Domain, bare or in a pasted URL of it.
    fn from_str(text: &str) -> Result<Self, Code> {
        if text.to_ascii_lowercase().starts_with("http://") {
            return Err(Code::LoginUrlInvalid);
        }
        let host = pasted_host(text)?;
        if host == "login.salesforce.com" || host == "test.salesforce.com" {
            return Err(Code::CommonLoginUrl);
        }
        if host.ends_with(".lightning.force.com") {
            return Err(Code::LightningUrl);
        }
        let front = front(&host).ok_or(Code::ForeignHost)?;
        let name = match front.split_once('.') {
            None => front,
            Some((name, partition)) if PARTITIONS.contains(&partition) => name,
            Some(_) => return Err(Code::LoginUrlInvalid),
        };
        check_label(name)?;
        Ok(Self(host))
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
        let is_pod = host
            .strip_suffix(".salesforce.com")
            .is_some_and(|pod| pod.len() <= 8 && check_label(pod).is_ok());
        if host.len() != rest.len() || !(is_pod || host.parse::<LoginHost>().is_ok()) {
            return Err(Code::ForeignHost);
        }
        Ok(Self(host))
    }
}

fn front(host: &str) -> Option<&str> {
    SUFFIXES.iter().find_map(|end| host.strip_suffix(end))
}

/// The My Domain that belongs to a pasted Lightning address.
#[must_use]
pub fn login_twin(typed: &str) -> Option<LoginHost> {
    let host = pasted_host(&clean(typed)).ok()?;
    let front = host.strip_suffix(".lightning.force.com")?;
    format!("{front}.my.salesforce.com").parse().ok()
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )*};
}

shown_as_text!(OrgId, LoginHost, InstanceHost);

#[cfg(test)]
mod tests {
    use super::*;

    fn login(text: &str) -> Result<String, Code> {
        text.parse::<LoginHost>().map(|host| host.to_string())
    }

    #[test]
    fn fifteen_characters_are_taken_and_a_fitting_suffix_is_cut_off() {
        for (id, end) in [
            ("00D0O000005Jj18", "UAC"),
            ("00Dam00000Uo32q", "EAB"),
            ("00Dx0000000BV7z", "EAG"),
        ] {
            assert_eq!(suffix(id), end);
            assert_eq!(
                id.parse::<OrgId>().map(|id| id.to_string()),
                Ok(id.to_owned())
            );
            let long = format!("{id}{end}");
            assert_eq!(
                long.parse::<OrgId>().map(|id| id.to_string()),
                Ok(id.to_owned())
            );
            assert!(org_id_was_trimmed(&format!(" {long} ")) && !org_id_was_trimmed(id));
        }
        assert_eq!(suffix("50130000000014C"), "AAQ");
    }

    #[test]
    fn a_suffix_that_does_not_fit_and_ids_of_other_things_are_refused() {
        assert_eq!(
            "00D0O000005Jj18UAB".parse::<OrgId>(),
            Err(Code::OrgIdSuffixWrong)
        );
        for wrong in [
            "0050O000005Jj18",
            "00D0O000005Jj1",
            "00D0O000005Jj18U",
            "00D0O000005Jj1é",
            "00D0O000005Jj18UACX",
            "00D-O000005Jj18",
        ] {
            assert_eq!(wrong.parse::<OrgId>(), Err(Code::OrgIdInvalid), "{wrong}");
        }
    }

    #[test]
    fn every_form_of_a_my_domain_is_taken() {
        for host in [
            "acme.my.salesforce.com",
            "acme--uat.sandbox.my.salesforce.com",
            "acme-dev-ed.develop.my.salesforce.com",
            "acme-dev-ed.my.salesforce.com",
            "acme--uat.my.salesforce.com",
            "acme.my.salesforce.mil",
        ] {
            assert_eq!(login(host).as_deref(), Ok(host));
            assert_eq!(
                login(&format!("https://{}/lightning/x?y", host.to_uppercase())).as_deref(),
                Ok(host)
            );
        }
    }

    #[test]
    fn other_addresses_of_salesforce_are_refused_with_their_own_word() {
        assert_eq!(
            login("https://acme.lightning.force.com/one"),
            Err(Code::LightningUrl)
        );
        assert_eq!(
            login_twin("https://acme.lightning.force.com/one")
                .map(|host| host.to_string())
                .as_deref(),
            Some("acme.my.salesforce.com")
        );
        assert_eq!(
            login_twin("acme--uat.sandbox.lightning.force.com")
                .map(|host| host.to_string())
                .as_deref(),
            Some("acme--uat.sandbox.my.salesforce.com")
        );
        assert_eq!(
            login("https://login.salesforce.com"),
            Err(Code::CommonLoginUrl)
        );
        assert_eq!(login("test.salesforce.com"), Err(Code::CommonLoginUrl));
        assert_eq!(
            login("http://acme.my.salesforce.com"),
            Err(Code::LoginUrlInvalid)
        );
        assert_eq!(login("a.b.my.salesforce.com"), Err(Code::LoginUrlInvalid));
        for foreign in [
            "acme.my.site.com",
            "acme.vf.force.com",
            "acme",
            "my.salesforce.com",
            "acme.my.salesforce.com.evil.example",
            "evil-my.salesforce.com",
            "127.0.0.1",
        ] {
            assert_eq!(login(foreign), Err(Code::ForeignHost), "{foreign}");
        }
        for trick in [
            "acme.my.salesforce.com:8443",
            "u@acme.my.salesforce.com",
            "acme%2emy.salesforce.com",
            "аcme.my.salesforce.com",
            "acme\\.my.salesforce.com",
            "acme#.my.salesforce.com",
        ] {
            assert!(login(trick).is_err(), "{trick}");
        }
    }

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
            "",
        ] {
            assert!(wrong.parse::<InstanceHost>().is_err(), "{wrong}");
        }
    }
}
