//! Where the database is: a path is a path, whatever characters it is made of.

use std::{
    fs::{File, TryLockError},
    path::PathBuf,
    str::FromStr,
};

use crate::error::Error;

/// A file of SQLite's, or a PostgreSQL server.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// The file, as an absolute path.
    Sqlite(PathBuf),
    /// The server's URL.
    Postgres(String),
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres:") || text.starts_with("postgresql:") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").ok_or(Error::UnknownDatabase)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        // In memory every connection of the pool would have a database of its own.
        if path.is_empty() || path.contains(":memory:") {
            return Err(Error::UnknownDatabase);
        }
        let absolute = std::path::absolute(path).map_err(|cause| Error::File {
            path: path.to_owned(),
            cause,
        })?;
        Ok(Self::Sqlite(absolute))
    }
}

impl Address {
    /// Takes the file for this program alone, as long as what is given back is kept: its writers queue in
    /// one process. PostgreSQL lets several programs work side by side.
    pub(super) fn take(&self) -> Result<Option<File>, Error> {
        let Self::Sqlite(path) = self else {
            return Ok(None);
        };
        let mut lock = path.clone().into_os_string();
        lock.push(".lock");
        let path = PathBuf::from(lock);
        let failed = |cause| Error::File {
            path: path.display().to_string(),
            cause,
        };
        let file = File::create(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            // A file system without locks is no reason not to start.
            Err(TryLockError::Error(_)) => Ok(Some(file)),
        }
    }

    /// The URL for the driver, which decodes percent signs and ends a path at a question mark.
    pub(super) fn url(&self) -> String {
        match self {
            Self::Postgres(url) => url.clone(),
            Self::Sqlite(path) => format!("sqlite://{}", encoded(&path.to_string_lossy())),
        }
    }
}

fn encoded(path: &str) -> String {
    let mut url = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            url.push(char::from(byte));
        } else {
            url += &format!("%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_path() {
        for path in ["/a/b.db", "/a%2Fb/c.db", "/what?/c.db#1", "/two words/é.db"] {
            let address: Address = format!("sqlite://{path}").parse().unwrap();
            assert_eq!(address, Address::Sqlite(path.into()));
            let url = address.url();
            assert!(!url.contains(['?', '#', ' ']), "{url}");
        }
        assert_eq!(
            "sqlite:///a%2Fb/c?".parse::<Address>().unwrap().url(),
            "sqlite:///a%252Fb/c%3F"
        );
    }

    #[test]
    fn what_is_no_file_and_no_server_is_refused() {
        for other in [
            "sqlite::memory:",
            "sqlite://",
            "mysql://x",
            "data/portal.db",
            "",
        ] {
            assert!(
                matches!(other.parse::<Address>(), Err(Error::UnknownDatabase)),
                "{other}"
            );
        }
    }
}
