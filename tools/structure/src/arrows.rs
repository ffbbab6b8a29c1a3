//! Which crate may build upon which, and which crates stay free of the web and of I/O.
//! `docs/architecture.md` has the same as a picture.

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

/// What a worker never needs: the edge.
const EDGE: &[&str] = &["axum", "axum-extra", "tower-http"];

/// What rules that also run in the browser, and without I/O, never need.
const INPUT_AND_OUTPUT: &[&str] = &["tokio", "sqlx", "web-sys", "reqwest"];

/// Crates, and what they do without.
const FREE_OF: &[(&[&str], &[&str])] = &[
    (
        &[
            "delivery", "health", "links", "access", "crm", "store", "domain",
        ],
        EDGE,
    ),
    (&["domain"], INPUT_AND_OUTPUT),
];

/// Every dependency that should not be, as a sentence; a member without a place counts as one.
pub fn broken(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    let member = |name: &str| packages.iter().any(|package| package.name == name);
    for package in packages {
        let name = package.name.as_str();
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == name) else {
            found.push(format!("{name} has no place among the arrows"));
            continue;
        };
        let forbidden = FREE_OF.iter().filter(|(crates, _)| crates.contains(&name));
        let forbidden: Vec<_> = forbidden.flat_map(|(_, all)| all.iter().copied()).collect();
        for dependency in package.dependencies.iter().map(String::as_str) {
            if member(dependency) && !allowed.contains(&dependency) {
                found.push(format!("{name} builds upon {dependency}"));
            }
            if forbidden.contains(&dependency) {
                found.push(format!("{name} needs {dependency}"));
            }
        }
    }
    found
}
