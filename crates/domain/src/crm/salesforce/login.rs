//! My Domains: where an organisation's administrators sign in and tokens are asked for.

use std::{fmt, str::FromStr};

use super::relatives::other_code;
use crate::{
    code::Code,
    parse::host::{check_label, pasted_host},
};

/// Host of a My Domain, in lower case: where administrators sign in and tokens are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoginHost(String);

impl LoginHost {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
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

    /// Takes a My Domain, bare or in a pasted URL of it. Every other address of Salesforce's has a code
    /// that names it.
    fn from_str(text: &str) -> Result<Self, Code> {
        if text.to_ascii_lowercase().starts_with("http://") {
            return Err(Code::LoginUrlInvalid);
        }
        let host = pasted_host(text)?;
        if host == "login.salesforce.com" || host == "test.salesforce.com" {
            return Err(Code::CommonLoginUrl);
        }
        let front = SUFFIXES.iter().find_map(|end| host.strip_suffix(end));
        let front = front.ok_or_else(|| other_code(&host))?;
        let name = match front.split_once('.') {
            None => front,
            Some((name, partition)) if PARTITIONS.contains(&partition) => name,
            Some(_) => return Err(Code::LoginUrlInvalid),
        };
        check_label(name)?;
        Ok(Self(host))
    }
}

impl fmt::Display for LoginHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
