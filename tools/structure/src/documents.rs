//! The documents' links into the repository: each has to lead to something that is there.
//! Pages elsewhere are not asked for, and places within a page are not looked up.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Every link of the folder's documents that leads nowhere, as `document: link`.
///
/// # Errors
/// If a folder or a document cannot be read.
pub fn broken(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for document in documents(folder)? {
        let beside = document.parent().unwrap_or(folder);
        for link in links(&fs::read_to_string(&document)?) {
            let path = link.split('#').next().unwrap_or_default();
            if !beside.join(path).exists() {
                let name = document.strip_prefix(folder).unwrap_or(&document);
                found.push(format!("{}: {link}", name.display()));
            }
        }
    }
    Ok(found)
}

/// All Markdown below a folder, other than what was built or belongs to others.
///
/// # Errors
/// If a folder cannot be read.
pub fn documents(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let skipped = ["target", "dist", "data", "node_modules", "test-results"];
        if name.starts_with('.') || skipped.contains(&name.as_ref()) {
            continue;
        }
        if path.is_dir() {
            found.extend(documents(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The relative links of a text, code left out.
pub fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            // The label may be code, so what follows `](` is looked for, not what stands outside backticks.
            let targets = line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next());
            let relative = |link: &&str| !link.contains("://") && !link.starts_with(['#', '<']);
            found.extend(targets.filter(relative).map(str::to_owned));
        }
    }
    found
}
