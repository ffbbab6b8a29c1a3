//! A crate's modules, read from its root file as the compiler would find them.
//! Both sides of a `cfg` are read; what exists for tests alone is marked, since tests may look at anything.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta};

/// One module, in a file of its own or inline.
pub struct Module {
    /// The module around it; the root has none.
    pub parent: Option<usize>,
    /// Its name; the root's is `crate`.
    pub name: String,
    /// The file it is written in, as a place in [`Tree::files`].
    pub file: usize,
    /// Whether it exists in tests alone while its file does not.
    pub tests_of_its_file: bool,
    /// What it declares, inline modules apart.
    pub items: Vec<Item>,
}

/// All modules of a crate's target; the root comes first.
#[derive(Default)]
pub struct Tree {
    /// The modules.
    pub modules: Vec<Module>,
    /// The files they are written in.
    pub files: Vec<PathBuf>,
}

impl Tree {
    /// Reads a target's root file and all that it declares.
    ///
    /// # Errors
    /// If a file is missing or is no Rust.
    pub fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        let folder = root.parent().unwrap_or(Path::new(""));
        tree.read_file(root.to_owned(), None, "crate", folder)?;
        Ok(tree)
    }

    /// The module of this name right inside another.
    pub fn children(&self, of: usize, name: &str) -> impl Iterator<Item = usize> {
        (0..self.modules.len()).filter(move |index| {
            let module = &self.modules[*index];
            module.parent == Some(of) && module.name == name
        })
    }

    /// `folder` is where the files of the module's children are.
    fn read_file(
        &mut self,
        path: PathBuf,
        parent: Option<usize>,
        name: &str,
        folder: &Path,
    ) -> Result<()> {
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let parsed =
            syn::parse_file(&text).with_context(|| format!("{} is no Rust", path.display()))?;
        self.files.push(path);
        let file = self.files.len() - 1;
        self.add(parent, name, (file, false), folder, parsed.items)
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        name: &str,
        (file, tests_of_its_file): (usize, bool),
        folder: &Path,
        items: Vec<Item>,
    ) -> Result<()> {
        let here = self.modules.len();
        self.modules.push(Module {
            parent,
            name: name.to_owned(),
            file,
            tests_of_its_file,
            items: Vec::new(),
        });
        let mut rest = Vec::new();
        for item in items {
            match item {
                Item::Mod(module) => self.read_child(here, file, folder, module)?,
                other => rest.push(other),
            }
        }
        self.modules[here].items = rest;
        Ok(())
    }

    fn read_child(
        &mut self,
        parent: usize,
        file: usize,
        folder: &Path,
        module: ItemMod,
    ) -> Result<()> {
        let name = module.ident.to_string();
        let below = folder.join(&name);
        if let Some((_, items)) = module.content {
            let tests = self.modules[parent].tests_of_its_file || for_tests(&module.attrs);
            return self.add(Some(parent), &name, (file, tests), &below, items);
        }
        if let Some(path) = named_path(&module.attrs) {
            let beside = self.files[file].parent().unwrap_or(Path::new(""));
            let path = beside.join(path);
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            return self.read_file(path, Some(parent), &name, &folder);
        }
        for path in [folder.join(format!("{name}.rs")), below.join("mod.rs")] {
            if path.is_file() {
                return self.read_file(path, Some(parent), &name, &below);
            }
        }
        bail!(
            "{} declares `mod {name}`, which has no file",
            self.files[file].display()
        )
    }
}

/// Whether these attributes keep an item for tests.
pub fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition == "test" || condition.replace(' ', "").starts_with("all(test")
        }
        _ => false,
    })
}

/// The value of `#[path = "..."]`.
fn named_path(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
}
