//! Circles: files each of which imports from every other, directly or by way of others.
//! They are told with the names that make them, so that it shows which definition to move.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::imports::{self, Imports};
use crate::tree::Tree;

/// Files that import each other in a circle.
#[derive(Debug)]
pub struct Circle {
    /// The files, from the target's folder.
    pub files: Vec<PathBuf>,
    /// From which file to which, and the names taken.
    pub edges: Vec<(PathBuf, PathBuf, BTreeSet<String>)>,
}

/// All circles of the target with this root file.
///
/// # Errors
/// If a file of it is missing or is no Rust.
pub fn of(root: &Path) -> Result<Vec<Circle>> {
    let tree = Tree::read(root)?;
    let imports = imports::among(&tree);
    let folder = root.parent().unwrap_or(Path::new(""));
    let name = |file: usize| {
        let path = &tree.files[file];
        path.strip_prefix(folder).unwrap_or(path).to_owned()
    };
    let circles = components(&imports).into_iter().map(|files| Circle {
        edges: imports
            .iter()
            .filter(|((from, to), _)| files.contains(from) && files.contains(to))
            .map(|((from, to), names)| (name(*from), name(*to), names.clone()))
            .collect(),
        files: files.into_iter().map(name).collect(),
    });
    Ok(circles.collect())
}

/// Files in a circle, each file once. A crate has a hundred files: plain reachability is quick enough.
fn components(imports: &Imports) -> Vec<BTreeSet<usize>> {
    let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        next.entry(*from).or_default().push(*to);
    }
    let reached: BTreeMap<_, _> = next
        .keys()
        .map(|file| (*file, reach(&next, *file)))
        .collect();
    let back = |from: usize, to: usize| reached.get(&to).is_some_and(|all| all.contains(&from));
    let mut components = BTreeSet::new();
    for (file, all) in &reached {
        let together: BTreeSet<_> = all.iter().copied().filter(|to| back(*file, *to)).collect();
        if !together.is_empty() {
            components.insert(together);
        }
    }
    components.into_iter().collect()
}

/// All files that come after one; itself only if there is a way back.
fn reach(next: &BTreeMap<usize, Vec<usize>>, from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        let after = next.get(&file).into_iter().flatten().copied();
        open.extend(after.filter(|file| reached.insert(*file)));
    }
    reached
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} files in a circle", self.files.len())?;
        for (from, to, names) in &self.edges {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            let (from, to) = (from.display(), to.display());
            writeln!(f, "  {from} -> {to}  ({})", names.join(", "))?;
        }
        Ok(())
    }
}
