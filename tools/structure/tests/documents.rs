//! The documents' links: all lead somewhere, and one that does not would be found.

use std::fs::write;

use structure::documents::{broken, documents, links};
use structure::workspace::here;

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let all = documents(&here()).expect("they can be read");
    for name in ["README.md", "docs/architecture.md"] {
        assert!(all.contains(&here().join(name)), "{name} is missing");
    }
    let broken = broken(&here()).expect("they can be read");
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "[a](a.md#part), [here](here.md) and [there](../nowhere/there.rs)";
    write(folder.path().join("here.md"), text).expect("a file");
    let found = broken(folder.path()).expect("they can be read");
    assert_eq!(
        found,
        ["here.md: a.md#part", "here.md: ../nowhere/there.rs"]
    );
}

#[test]
fn code_and_other_peoples_pages_are_no_links_of_ours() {
    let text = "[`a`](a.rs) [b](https://b.example/) [c](#c) ![d](d.png)\n```\n[e](e.rs)\n```\n";
    assert_eq!(links(text), ["a.rs", "d.png"]);
}
