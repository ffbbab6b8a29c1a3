//! Circles of files: none in this workspace, and those in small made-up crates are found.

use std::fs::{create_dir_all, write};

use structure::{circles, workspace};

/// The edges of all circles of a crate with these files, as `from -> to: names`.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        write(path, text).expect("a file");
    }
    let found = circles::of(&folder.path().join("lib.rs")).expect("it is Rust");
    let edges = found.into_iter().flat_map(|circle| circle.edges);
    edges
        .map(|(from, to, names)| {
            let names: Vec<_> = names.into_iter().collect();
            let (from, to) = (from.display(), to.display());
            format!("{from} -> {to}: {}", names.join(", "))
        })
        .collect()
}

#[test]
fn no_two_files_of_a_crate_import_each_other() {
    let mut found = Vec::new();
    for package in workspace::packages(&workspace::here()).expect("this is a workspace") {
        for root in &package.roots {
            for circle in circles::of(root).expect("it compiles, so it is Rust") {
                found.push(format!("{}: {circle}", package.name));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn two_files_that_import_each_other_are_found_with_what_they_take() {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "use super::a; pub struct B; fn f(a: a::A) {}"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: B", "b.rs -> a.rs: A"]);
}

#[test]
fn a_module_named_inside_a_function_leads_on() {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub fn a() { use crate::b as other; other::b() }"),
        ("b.rs", "pub fn b() { super::a::a() }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: b", "b.rs -> a.rs: a"]);
}

#[test]
fn one_direction_is_no_circle() {
    let found = circles_of(&[
        ("lib.rs", "pub mod a; mod b; pub use a::A;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_circle_over_a_third_file_is_one() {
    let found = circles_of(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "pub fn a() { crate::b::b() }"),
        ("b.rs", "use super::*; pub fn b() { c::c() }"),
        ("c.rs", "pub fn c() { println!(\"{}\", crate::a::a()) }"),
    ]);
    let expected = ["a.rs -> b.rs: b", "b.rs -> c.rs: c", "c.rs -> a.rs: a"];
    assert!(
        expected
            .iter()
            .all(|edge| found.iter().any(|found| found == edge)),
        "{found:?}"
    );
}

#[test]
fn a_name_that_is_passed_on_leads_to_the_file_that_defines_it() {
    let found = circles_of(&[
        ("lib.rs", "pub mod parent;"),
        (
            "parent.rs",
            "mod left; mod right; pub use left::Left; pub use right::*;",
        ),
        (
            "parent/left.rs",
            "use super::Right; pub struct Left(Right);",
        ),
        ("parent/right.rs", "pub struct Right;"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_parent_that_passes_on_a_child_which_takes_from_the_parent_is_a_circle() {
    let found = circles_of(&[
        ("lib.rs", "mod parent;"),
        (
            "parent/mod.rs",
            "mod child; pub use child::Child; pub struct Parent;",
        ),
        (
            "parent/child.rs",
            "use super::Parent; pub struct Child(Parent);",
        ),
    ]);
    assert_eq!(
        found,
        [
            "parent/mod.rs -> parent/child.rs: Child",
            "parent/child.rs -> parent/mod.rs: Parent"
        ]
    );
}

#[test]
fn declaring_a_child_takes_nothing_from_it() {
    let found = circles_of(&[
        ("lib.rs", "mod child; pub struct Parent;"),
        ("child.rs", "pub struct Child(crate::Parent);"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn tests_may_look_back() {
    let found = circles_of(&[
        ("lib.rs", "mod a; #[cfg(test)] mod testing;"),
        (
            "a.rs",
            "pub struct A; #[cfg(test)] mod tests { use crate::testing::sample; }",
        ),
        ("testing.rs", "use crate::a::A; pub fn sample() -> A { A }"),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn two_files_of_tests_may_not_import_each_other_either() {
    let found = circles_of(&[
        ("lib.rs", "#[cfg(test)] mod a; #[cfg(test)] mod b;"),
        ("a.rs", "use crate::b::b; pub fn a() { b() }"),
        ("b.rs", "pub fn b() { crate::a::a() }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: b", "b.rs -> a.rs: a"]);
}

#[test]
fn a_declared_file_that_is_missing_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("lib.rs");
    write(&root, "mod gone;").expect("a file");
    let error = circles::of(&root).expect_err("it is missing");
    assert!(error.to_string().contains("mod gone"), "{error}");
}
