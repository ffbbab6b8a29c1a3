//! The crates' arrows: in this workspace, and in small made-up ones.

use std::collections::BTreeSet;
use std::path::PathBuf;

use structure::arrows::{broken, tied};
use structure::workspace::{Package, beneath, here, packages};

fn package(name: &str, dependencies: &[&str]) -> Package {
    Package {
        name: name.to_owned(),
        dependencies: dependencies.iter().map(ToString::to_string).collect(),
        folder: PathBuf::new(),
        roots: Vec::new(),
    }
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_points_back() {
    let packages = packages(&here()).expect("this is a workspace");
    assert!(packages.len() > 5, "members are missing: {packages:?}");
    let broken = broken(&packages);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn services_are_free_of_the_edge_and_rules_of_io() {
    for package in packages(&here()).expect("this is a workspace") {
        let beneath = beneath(&package.folder).expect("cargo tells");
        assert!(beneath.contains(&package.name), "{beneath:?}");
        let tied = tied(&package.name, &beneath);
        assert!(tied.is_empty(), "{}", tied.join("\n"));
    }
}

#[test]
fn a_dependency_that_points_back_is_found() {
    let packages = [package("domain", &["store"]), package("store", &["domain"])];
    assert_eq!(broken(&packages), ["domain builds upon store"]);
}

#[test]
fn a_service_that_needs_the_edge_is_found() {
    let beneath = names(&["axum", "links", "tokio"]);
    assert_eq!(tied("links", &beneath), ["links needs axum"]);
    assert!(tied("server", &beneath).is_empty());
}

#[test]
fn rules_that_wait_are_found() {
    assert_eq!(
        tied("domain", &names(&["serde", "tokio"])),
        ["domain needs tokio"]
    );
}

#[test]
fn what_is_beneath_a_package_is_known_however_deep() {
    let beneath = beneath(&here().join("crates/server")).expect("cargo tells");
    let some = ["axum", "domain", "hyper", "memchr"];
    assert!(
        some.iter().all(|name| beneath.contains(*name)),
        "{beneath:?}"
    );
}

#[test]
fn the_sandbox_knows_none_of_ours() {
    let packages = [package("sandbox", &["domain"]), package("domain", &[])];
    assert_eq!(broken(&packages), ["sandbox builds upon domain"]);
}

#[test]
fn a_new_crate_has_to_be_given_a_place() {
    let packages = [package("extra", &[])];
    assert_eq!(broken(&packages), ["extra has no place among the arrows"]);
}
