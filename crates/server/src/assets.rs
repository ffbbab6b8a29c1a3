//! The built application in memory, from a folder or from the binary itself.
//!
//! By hand: the content security policy names the hashes of the very `index.html` that is handed out, so
//! both have to come from one reading. `ServeDir` would read the file again at each request, and
//! memory-serve cannot be built before the application is.

mod asset;
mod inline;

use std::{collections::BTreeMap, fs, io, path::Path};

use axum::body::Bytes;

pub(crate) use asset::Asset;

/// Every file of the built application under its path, without a leading slash.
#[derive(Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Reads a folder. A folder that is not there is an application that is not built yet: the API
    /// works all the same, as it must beside `trunk serve`.
    ///
    /// # Errors
    /// What keeps a file from being read.
    pub fn from_folder(root: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        if root.is_dir() {
            walk(root, "", &mut files)?;
        } else {
            tracing::warn!(folder = %root.display(), "the application is not built: only the API is served");
        }
        Ok(Self::from_files(files))
    }

    /// Takes the files the binary carries.
    #[cfg(feature = "embed")]
    #[must_use]
    pub fn embedded() -> Self {
        use std::borrow::Cow;

        #[derive(rust_embed::Embed)]
        #[folder = "../../dist"]
        struct Dist;

        let bytes = |path: &str| {
            Dist::get(path).map(|file| match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            })
        };
        Self::from_files(
            Dist::iter()
                .filter_map(|path| Some((path.to_string(), bytes(&path)?)))
                .collect(),
        )
    }

    /// A file and its compressed sibling (`app.js` and `app.js.br`) become one asset.
    fn from_files(files: Vec<(String, Bytes)>) -> Self {
        let (siblings, plain): (Vec<_>, Vec<_>) = files
            .into_iter()
            .partition(|(path, _)| path.ends_with(".br"));
        let mut siblings: BTreeMap<String, Bytes> = siblings.into_iter().collect();
        let asset = |(path, raw): (String, Bytes)| {
            let brotli = siblings.remove(&format!("{path}.br"));
            let asset = Asset::new(&path, raw, brotli);
            (path, asset)
        };
        Self(plain.into_iter().map(asset).collect())
    }

    /// The file of a path.
    pub(crate) fn get(&self, path: &str) -> Option<&Asset> {
        self.0.get(path)
    }

    /// The page every address of the application opens.
    pub(crate) fn index(&self) -> Option<&Asset> {
        self.get("index.html")
    }

    /// What the content security policy says of the page's inline scripts.
    pub(crate) fn inline_script_hashes(&self) -> Vec<String> {
        self.index()
            .map(|index| inline::script_hashes(&String::from_utf8_lossy(index.raw())))
            .unwrap_or_default()
    }
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, Bytes)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let below = if prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{prefix}/{name}")
        };
        if path.is_dir() {
            walk(&path, &below, files)?;
        } else {
            files.push((below, fs::read(&path)?.into()));
        }
    }
    Ok(())
}
