//! What the server delivers: files named by their own content, and beside each one its brotli.
//! Trunk names JS and wasm by the wasm before optimisation, which makes immutable caching wrong.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

/// Types that compress; pictures and fonts are compressed already.
const TEXT: [&str; 9] = [
    "html",
    "js",
    "css",
    "wasm",
    "svg",
    "json",
    "txt",
    "ico",
    "webmanifest",
];

/// One file of the first visit.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Path below `dist`.
    pub(crate) name: String,
    /// Bytes on disk.
    pub(crate) raw: usize,
    /// Bytes as brotli 11, for what compresses.
    pub(crate) brotli: Option<usize>,
}

impl Asset {
    /// Bytes that travel.
    pub(crate) fn sent(&self) -> usize {
        self.brotli.unwrap_or(self.raw)
    }
}

/// Renames and compresses a fresh build; the answer lists every file, largest first.
pub(crate) fn finish(dist: &Path) -> Result<Vec<Asset>> {
    rename(dist)?;
    let mut assets = files(dist)?
        .iter()
        .map(|file| compress(dist, file))
        .collect::<Result<Vec<_>>>()?;
    assets.sort_by_key(|asset| std::cmp::Reverse(asset.sent()));
    Ok(assets)
}

/// Gives each hashed file the hash of its final content and follows up in `index.html`.
fn rename(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let mut html = fs::read_to_string(&index).context("the build wrote no index.html")?;
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        let old = entry.file_name().to_string_lossy().into_owned();
        if !html.contains(&old) {
            continue;
        }
        let Some(new) = hashed_name(&old, &fs::read(entry.path())?) else {
            continue;
        };
        fs::rename(entry.path(), dist.join(&new))?;
        html = html.replace(&old, &new);
    }
    fs::write(&index, html)?;
    Ok(())
}

/// `portal-1f00_bg.wasm` with another hash, or nothing if the name carries none.
fn hashed_name(name: &str, content: &[u8]) -> Option<String> {
    let (stem, rest) = name.rsplit_once('-')?;
    let end = rest.find(|letter: char| !letter.is_ascii_hexdigit())?;
    // Trunk writes 64 bits without leading zeros.
    let plausible = (10..=16).contains(&end) && matches!(rest.get(end..=end), Some("." | "_"));
    plausible.then(|| format!("{stem}-{:016x}{}", fnv(content), &rest[end..]))
}

/// FNV-1a, 64 bits: a name for a content, nothing that needs to withstand an attacker.
fn fnv(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_none_or(|ext| ext != "br") {
            found.push(path);
        }
    }
    Ok(found)
}

fn compress(dist: &Path, file: &Path) -> Result<Asset> {
    let content = fs::read(file)?;
    let text = file
        .extension()
        .is_some_and(|ext| TEXT.iter().any(|known| ext == *known));
    let brotli = if text {
        let packed = brotli(&content)?;
        fs::write(file.with_added_extension("br"), &packed)?;
        Some(packed.len())
    } else {
        None
    };
    let name = file.strip_prefix(dist).unwrap_or(file);
    Ok(Asset {
        name: name.to_string_lossy().into_owned(),
        raw: content.len(),
        brotli,
    })
}

/// Level 11, the largest window every browser takes.
fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut packed, &params)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_follows_the_content() {
        let name = |old| hashed_name(old, b"a");
        assert_eq!(
            name("portal-0123456789abcdef.js"),
            Some("portal-af63dc4c8601ec8c.js".into())
        );
        assert_eq!(
            name("portal-123456789abcdef_bg.wasm"),
            Some("portal-af63dc4c8601ec8c_bg.wasm".into())
        );
        assert_ne!(
            name("a-0123456789abcdef.js"),
            hashed_name("a-0123456789abcdef.js", b"b")
        );
    }

    #[test]
    fn a_name_without_a_hash_stays() {
        for name in ["boot.js", "apple-icon.png", "a-deadbeef.js", "index.html"] {
            assert_eq!(hashed_name(name, b"a"), None, "{name}");
        }
    }

    #[test]
    fn a_build_is_renamed_compressed_and_can_be_finished_twice() {
        let dist = std::env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        fs::create_dir_all(&dist).expect("temp is writable");
        let script = "let a = 1;".repeat(200);
        fs::write(dist.join("app-0123456789abcdef.js"), &script).expect("it is written");
        fs::write(
            dist.join("index.html"),
            "<script src=/app-0123456789abcdef.js>",
        )
        .expect("it is");
        let first = finish(&dist).expect("it finishes");
        let js = first
            .iter()
            .find(|asset| asset.name.ends_with(".js"))
            .expect("the script");
        assert_ne!(js.name, "app-0123456789abcdef.js");
        assert!(js.sent() < 100 && js.raw == script.len());
        assert!(dist.join(format!("{}.br", js.name)).is_file());
        let html = fs::read_to_string(dist.join("index.html")).expect("it is there");
        assert!(html.contains(&js.name));
        assert_eq!(finish(&dist).expect("it finishes again").len(), first.len());
        fs::remove_dir_all(&dist).expect("it is removed");
    }
}
