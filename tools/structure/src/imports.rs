//! Which file takes what from which other file of its crate, by `use`, by a path in the code or in a macro.
//! A `mod` declaration alone takes nothing, nor does a module's name: only what is named inside it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemUse, Macro, Meta, Path};

use crate::names::{Names, Segments, Target, flatten};
use crate::tree::{Tree, for_tests};

/// From file, to file, and the names that are taken.
pub type Imports = BTreeMap<(usize, usize), BTreeSet<String>>;

/// Reads all imports among a crate's files.
pub fn among(tree: &Tree) -> Imports {
    let names = Names::of(tree);
    let mut imports = Imports::new();
    for (index, module) in tree.modules.iter().enumerate() {
        // The tests inside a file look at it from outside.
        if module.tests_of_its_file {
            continue;
        }
        let mut paths = Paths::default();
        for item in &module.items {
            paths.visit_item(item);
        }
        for (path, whole) in paths.found {
            for target in names.resolve(index, &path) {
                let file = match target {
                    Target::File(file) => file,
                    Target::Module(module) if whole => tree.modules[module].file,
                    Target::Module(_) => continue,
                };
                if file != module.file {
                    let last = if whole {
                        "*"
                    } else {
                        path.last().map_or("", String::as_str)
                    };
                    let taken = imports.entry((module.file, file)).or_default();
                    taken.insert(last.to_owned());
                }
            }
        }
    }
    imports
}

/// Collects the paths in a piece of code, and whether all of the module is meant.
#[derive(Default)]
struct Paths {
    found: BTreeSet<(Segments, bool)>,
}

impl Paths {
    /// Sequences like `crate::a::b`, wherever they stand.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.flush(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.flush(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.scan(group.stream());
                    }
                }
            }
        }
        self.flush(&mut path);
    }

    fn flush(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.found.insert((path, false));
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        if !for_tests(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            _ => &[],
        };
        if !for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for import in flatten(&item.tree) {
            self.found.insert((import.path, import.name.is_none()));
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter();
            let path = segments.map(|segment| segment.ident.to_string()).collect();
            self.found.insert((path, false));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.scan(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
    }
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
