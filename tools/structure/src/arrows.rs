//! Which crate may build upon which, and which crates stay free of the web and of I/O.
//! `docs/architecture.md` has the same as a picture.

use std::collections::BTreeSet;

use crate::workspace::Package;

/// Each member, and the members it may build upon.
const ARROWS: &[(&str, &[&str])] = &[
    ("portal", &["domain"]),
    (
        "server",
        &[
            "delivery", "access", "health", "links", "crm", "store", "domain",
        ],
    ),
    ("delivery", &["links", "crm", "store", "domain"]),
    ("health", &["links", "crm", "store", "domain"]),
    ("links", &["crm", "store", "domain"]),
    ("access", &["store", "domain"]),
    ("crm", &["domain"]),
    ("store", &["domain"]),
    ("domain", &[]),
    ("sandbox", &[]),
    ("structure", &[]),
    ("wasm-streams", &[]),
    ("xtask", &[]),
];

/// Crates that a worker or a test runs without the HTTP server, and the rules, which wait for nothing.
/// What they do without is not to be found however deep below them.
const FREE_OF: &[(&[&str], &[&str])] = &[
    (
        &[
            "delivery", "health", "links", "access", "crm", "store", "domain",
        ],
        &["axum"],
    ),
    (&["domain"], &["tokio", "sqlx", "web-sys", "reqwest"]),
];

/// Every member that builds upon one it should not, as a sentence; a member without a place counts as one.
pub fn broken(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    let member = |name: &str| packages.iter().any(|package| package.name == name);
    for package in packages {
        let name = package.name.as_str();
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
            found.push(format!("{name} has no place among the arrows"));
            continue;
        };
        for dependency in package.dependencies.iter().map(String::as_str) {
            if member(dependency) && !allowed.contains(&dependency) {
                found.push(format!("{name} builds upon {dependency}"));
            }
        }
    }
    found
}

/// What a crate does without, but has beneath it, as sentences.
pub fn tied(name: &str, beneath: &BTreeSet<String>) -> Vec<String> {
    let without = FREE_OF.iter().filter(|(crates, _)| crates.contains(&name));
    let all = without.flat_map(|(_, dependencies)| *dependencies);
    let found = all.filter(|dependency| beneath.contains(**dependency));
    found
        .map(|dependency| format!("{name} needs {dependency}"))
        .collect()
}
