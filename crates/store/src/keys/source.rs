//! Where the keys come from, and the one made on first start.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read as _, Write as _},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret as _, SecretString};

use super::ring::{KeyError, Keys};
use crate::private::create_file;

/// Where to read the keys.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// From a file, made if the database holds no sealed secret yet.
    File(PathBuf),
    /// From the environment.
    Given(SecretString),
}

impl KeySource {
    /// Reads the keys for a database whose secrets were sealed with these key ids.
    pub(crate) fn load(&self, sealed_with: &[String]) -> Result<Keys, KeyError> {
        let keys = match self {
            Self::Given(text) => Keys::parse(text.expose_secret())?,
            Self::File(path) => match read(path)? {
                // An empty one holds nothing that could be lost: somebody's disk was full.
                Some(text) if is_blank(&text) && sealed_with.is_empty() => {
                    fs::remove_file(path).map_err(|cause| unusable(path, cause))?;
                    make(path)?
                }
                Some(text) => Keys::parse(text.expose_secret())?,
                None if sealed_with.is_empty() => make(path)?,
                None => return Err(KeyError::Missing(path.display().to_string())),
            },
        };
        match sealed_with.iter().find(|id| !keys.knows(id)) {
            Some(id) => Err(KeyError::Wrong(id.clone())),
            None => Ok(keys),
        }
    }
}

fn read(path: &Path) -> Result<Option<SecretString>, KeyError> {
    let mut text = String::new();
    match File::open(path).and_then(|mut file| file.read_to_string(&mut text)) {
        Ok(_) => {
            warn_if_readable_by_others(path);
            Ok(Some(text.into()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(unusable(path, cause)),
    }
}

/// Makes a key file that only this user can read. It is on disk before the first secret is sealed.
fn make(path: &Path) -> Result<Keys, KeyError> {
    let text = format!(
        "# Opens the secrets in the portal's database. Keep a copy apart from the database's back-ups.\n\
         # To rotate, put a new key above this one; the first seals, all of them open.\n{}\n",
        STANDARD.encode(rand::random::<[u8; 32]>())
    );
    match write_whole(path, text.as_bytes()) {
        Ok(()) => Keys::parse(&text),
        // A second server was quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Keys::parse(&fs::read_to_string(path).map_err(|cause| unusable(path, cause))?)
        }
        Err(cause) => Err(unusable(path, cause)),
    }
}

/// The file is there whole or not at all: written beside its place, put on disk, then named.
fn write_whole(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let beside = path.with_extension(format!("new-{:08x}", rand::random::<u32>()));
    let written = create_file(&beside).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()
    });
    // A link, not a renaming: it never takes the place of a file that is there.
    let named = written.and_then(|()| fs::hard_link(&beside, path));
    let _ = fs::remove_file(&beside);
    named?;
    sync_folder(path)
}

fn is_blank(text: &SecretString) -> bool {
    text.expose_secret().trim().is_empty()
}

/// The file's name is in its folder, and that has to survive a power cut as well.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => {
            File::open(folder)?.sync_all()
        }
        _ => Ok(()),
    }
}

fn warn_if_readable_by_others(path: &Path) {
    #[cfg(unix)]
    if fs::metadata(path)
        .is_ok_and(|meta| std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o077 != 0)
    {
        tracing::warn!(path = %path.display(), "others on this machine can read the key file: chmod 600 it");
    }
}

fn unusable(path: &Path, cause: std::io::Error) -> KeyError {
    KeyError::File {
        path: path.display().to_string(),
        cause,
    }
}
