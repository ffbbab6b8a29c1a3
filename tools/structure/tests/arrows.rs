//! The crates' arrows: in this workspace, and in small made-up ones.

use structure::arrows::broken;
use structure::workspace::{Package, here, packages};

fn package(name: &str, dependencies: &[&str]) -> Package {
    Package {
        name: name.to_owned(),
        dependencies: dependencies.iter().map(ToString::to_string).collect(),
        roots: Vec::new(),
    }
}

#[test]
fn nothing_points_back() {
    let packages = packages(&here()).expect("this is a workspace");
    assert!(packages.len() > 5, "members are missing: {packages:?}");
    let broken = broken(&packages);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_dependency_that_points_back_is_found() {
    let packages = [package("domain", &["store"]), package("store", &["domain"])];
    assert_eq!(broken(&packages), ["domain builds upon store"]);
}

#[test]
fn a_service_that_needs_the_edge_is_found() {
    let packages = [package("links", &["axum", "tokio"])];
    assert_eq!(broken(&packages), ["links needs axum"]);
}

#[test]
fn rules_that_wait_are_found() {
    let packages = [package("domain", &["serde", "tokio"])];
    assert_eq!(broken(&packages), ["domain needs tokio"]);
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
