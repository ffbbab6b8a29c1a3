//! One style sheet to download instead of one per cascade layer.
//! The layers stay files of their own in `style/`, where people read them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Joins the style sheets that `index.html` links into the first of them.
pub(crate) fn join(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).context("the build wrote no index.html")?;
    let (html, sheets) = without_all_but_first(&html);
    let Some((first, others)) = sheets.split_first() else {
        return Ok(());
    };
    let mut css = fs::read_to_string(dist.join(first))?;
    for sheet in others {
        css.push_str(&fs::read_to_string(dist.join(sheet))?);
        fs::remove_file(dist.join(sheet))?;
    }
    fs::write(dist.join(first), css)?;
    fs::write(&index, html)?;
    Ok(())
}

/// The page with only its first style sheet, and the names of all of them in order.
fn without_all_but_first(html: &str) -> (String, Vec<String>) {
    let mut sheets = Vec::new();
    let mut page = String::with_capacity(html.len());
    for line in html.split_inclusive('\n') {
        match sheet(line) {
            Some(name) => {
                if sheets.is_empty() {
                    page.push_str(line);
                }
                sheets.push(name.to_owned());
            }
            None => page.push_str(line),
        }
    }
    (page, sheets)
}

/// The file a line links as a style sheet.
fn sheet(line: &str) -> Option<&str> {
    line.contains(r#"rel="stylesheet""#).then_some(())?;
    let (_, rest) = line.split_once(r#"href="/"#)?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_link_stays_and_the_order_is_kept() {
        let html = "<link rel=\"stylesheet\" href=\"/a-1.css\"/>\n<link rel=\"icon\" href=\"/i.svg\"/>\n<link rel=\"stylesheet\" href=\"/b-2.css\"/>\n";
        let (page, sheets) = without_all_but_first(html);
        assert_eq!(sheets, ["a-1.css", "b-2.css"]);
        assert!(page.contains("a-1.css") && page.contains("i.svg") && !page.contains("b-2.css"));
    }
}
