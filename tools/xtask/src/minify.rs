//! Takes white space and long names out of what the build wrote: Trunk's own minifier gives up on wasm-bindgen's JS.
//! Saves about a third of the JS on the wire.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::guard;
use crate::tools::Toolbox;

/// Minifies each script and style sheet of `dist` in place.
pub(crate) fn run(tools: &Toolbox, dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let file = entry?.path();
        if !file
            .extension()
            .is_some_and(|ext| ext == "js" || ext == "css")
        {
            continue;
        }
        let mut esbuild = tools.command("esbuild");
        esbuild
            .arg(&file)
            .args(["--minify", "--legal-comments=none", "--log-level=warning"])
            .arg("--allow-overwrite")
            .arg(format!("--outfile={}", file.display()));
        if is_module(&file)? {
            // Only in a module may names at the top be shortened.
            esbuild.arg("--format=esm");
        }
        ensure!(
            guard::status(&mut esbuild)?.success(),
            "{} cannot be minified",
            file.display()
        );
    }
    let index = dist.join("index.html");
    fs::write(&index, without_integrity(&fs::read_to_string(&index)?))?;
    Ok(())
}

fn is_module(file: &Path) -> Result<bool> {
    let script = file.extension().is_some_and(|ext| ext == "js");
    Ok(script && fs::read_to_string(file)?.contains("export"))
}

/// The page without Trunk's checksums, which the minified files no longer match.
/// They guard against other hosts; everything here comes from the page's own.
fn without_integrity(html: &str) -> String {
    let mut parts = html.split(" integrity=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| {
        page + part.split_once('"').map_or(part, |(_, after)| after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_taken_off_the_page() {
        let page = r#"<link href="a.css" integrity="sha384-x/y+z"/><script integrity="s" src="b"></script>"#;
        let expected = r#"<link href="a.css"/><script src="b"></script>"#;
        assert_eq!(without_integrity(page), expected);
        assert_eq!(without_integrity(expected), expected);
    }
}
