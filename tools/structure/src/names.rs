//! What a path names: the file that defines it, however many modules pass it on by `use`.
//! Names are looked up as the compiler does, only without telling types from values.

use std::collections::{HashMap, HashSet};

use syn::visit::Visit;
use syn::{Item, ItemUse, UseTree};

use crate::tree::Tree;

/// A path as written: `["crate", "save", "plan"]`.
pub type Segments = Vec<String>;

/// Something a path may name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A module.
    Module(usize),
    /// An item, by the file that defines it.
    File(usize),
}

/// What each module declares and passes on.
pub struct Names<'a> {
    tree: &'a Tree,
    items: Vec<HashSet<String>>,
    aliases: Vec<HashMap<String, Vec<Segments>>>,
    globs: Vec<Vec<Segments>>,
}

type Visited = HashSet<(usize, String)>;

impl<'a> Names<'a> {
    /// Notes the names of all modules.
    pub fn of(tree: &'a Tree) -> Self {
        let count = tree.modules.len();
        let mut names = Self {
            tree,
            items: vec![HashSet::new(); count],
            aliases: vec![HashMap::new(); count],
            globs: vec![Vec::new(); count],
        };
        for (index, module) in tree.modules.iter().enumerate() {
            for item in &module.items {
                names.note(index, item);
            }
        }
        names
    }

    fn note(&mut self, module: usize, item: &Item) {
        let mut uses = Uses::default();
        uses.visit_item(item);
        for import in uses.0 {
            match import.name {
                Some(name) => {
                    let known = self.aliases[module].entry(name).or_default();
                    known.push(import.path);
                }
                None => self.globs[module].push(import.path),
            }
        }
        self.items[module].extend(name_of(item));
    }

    /// All that a path may name, seen from a module; nothing if it leads out of the crate.
    pub fn resolve(&self, from: usize, path: &[String]) -> Vec<Target> {
        self.walk(from, path, &mut Visited::new())
    }

    fn walk(&self, from: usize, path: &[String], visited: &mut Visited) -> Vec<Target> {
        let Some(first) = path.first() else {
            return Vec::new();
        };
        let mut found = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(from)],
            "super" => {
                let parent = self.tree.modules[from].parent;
                parent.map(Target::Module).into_iter().collect()
            }
            name => self.look_up(from, name, visited),
        };
        for segment in &path[1..] {
            found = found
                .into_iter()
                .flat_map(|target| self.step(target, segment, visited))
                .collect();
        }
        found
    }

    /// One segment further; behind an item come its own variants and functions.
    fn step(&self, target: Target, segment: &str, visited: &mut Visited) -> Vec<Target> {
        let Target::Module(module) = target else {
            return vec![target];
        };
        if segment == "super" {
            let parent = self.tree.modules[module].parent;
            return parent.map(Target::Module).into_iter().collect();
        }
        self.look_up(module, segment, visited)
    }

    /// What a module knows by a name: its own, what it imports, what it imports as a whole.
    fn look_up(&self, module: usize, name: &str, visited: &mut Visited) -> Vec<Target> {
        if !visited.insert((module, name.to_owned())) {
            return Vec::new();
        }
        let mut found: Vec<_> = self
            .tree
            .children(module, name)
            .map(Target::Module)
            .collect();
        if self.items[module].contains(name) {
            found.push(Target::File(self.tree.modules[module].file));
        }
        for path in self.aliases[module].get(name).into_iter().flatten() {
            found.extend(self.walk(module, path, visited));
        }
        if found.is_empty() {
            for path in &self.globs[module] {
                for target in self.walk(module, path, visited) {
                    if matches!(target, Target::Module(_)) {
                        found.extend(self.step(target, name, visited));
                    }
                }
            }
        }
        visited.remove(&(module, name.to_owned()));
        found
    }
}

/// All imports in a piece of code: those inside a function name modules as well.
#[derive(Default)]
struct Uses(Vec<Import>);

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.0.extend(flatten(&item.tree));
    }
}

/// One name that a `use` brings, or all of a module where there is no name.
pub struct Import {
    /// The path it stands for.
    pub path: Segments,
    /// What it is called here.
    pub name: Option<String>,
}

/// The single imports of a `use`.
pub fn flatten(tree: &UseTree) -> Vec<Import> {
    let mut imports = Vec::new();
    collect(tree, &mut Vec::new(), &mut imports);
    imports
}

fn collect(tree: &UseTree, before: &mut Segments, imports: &mut Vec<Import>) {
    let mut add = |last: Option<String>, name: Option<String>| {
        let path = before.iter().cloned().chain(last).collect();
        imports.push(Import { path, name });
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            collect(&path.tree, before, imports);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => add(None, before.last().cloned()),
        UseTree::Name(name) => add(Some(name.ident.to_string()), Some(name.ident.to_string())),
        UseTree::Rename(rename) => {
            let last = (rename.ident != "self").then(|| rename.ident.to_string());
            add(last, Some(rename.rename.to_string()));
        }
        UseTree::Glob(_) => add(None, None),
        UseTree::Group(group) => {
            for item in &group.items {
                collect(item, before, imports);
            }
        }
    }
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
