//! How many bytes of code each crate brought into a wasm file that still has its names.
//! Two sections and one subsection tell it all, so no parser library is needed.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;

/// Bytes of code by crate, largest first; empty if the names were stripped.
pub(crate) fn crates(module: &[u8]) -> Result<Vec<(String, usize)>> {
    ensure!(module.starts_with(b"\0asm"), "this is no wasm file");
    let mut reader = Reader(module.get(8..).context("the file is cut off")?);
    let (mut imported, mut bodies, mut names) = (0, Vec::new(), HashMap::new());
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let mut section = reader.sized()?;
        match id {
            IMPORT => imported = imported_functions(&mut section)?,
            CODE => bodies = function_bodies(&mut section)?,
            CUSTOM if section.sized()?.0 == b"name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for (index, size) in bodies.into_iter().enumerate() {
        let name = names.get(&(imported + index)).map_or("", String::as_str);
        *sizes.entry(crate_of(name)).or_default() += size;
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by(|(a, small), (b, large)| large.cmp(small).then(a.cmp(b)));
    Ok(sizes)
}

/// The crate in whose text a function stands, from the readable name wasm-bindgen leaves.
///
/// `core[c593]::fmt::write` is core's, `<alloc::vec::Vec<T> as core::ops::Drop>::drop` alloc's,
/// and `<T as serde::Serialize>::serialize` serde's.
fn crate_of(function: &str) -> String {
    let (own, of_trait) = function.split_once(" as ").unwrap_or((function, ""));
    [own, of_trait]
        .into_iter()
        .find_map(leading_crate)
        .unwrap_or("(other)")
        .to_owned()
}

fn leading_crate(path: &str) -> Option<&str> {
    let mut path = path.trim_start_matches(['<', '&', '*', '[', '(']);
    for word in ["mut ", "const ", "dyn "] {
        path = path.trim_start_matches(word);
    }
    let end = path.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?;
    let (name, rest) = path.split_at_checked(end)?;
    let is_crate = !name.is_empty() && (rest.starts_with("::") || rest.starts_with('['));
    is_crate.then_some(name)
}

fn imported_functions(section: &mut Reader) -> Result<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.sized()?;
        section.sized()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.byte()?;
                section.byte()?;
            }
            _ => {
                section.byte()?;
                section.number()?;
            }
        }
    }
    Ok(functions)
}

fn function_bodies(section: &mut Reader) -> Result<Vec<usize>> {
    (0..section.number()?)
        .map(|_| Ok(section.sized()?.0.len()))
        .collect()
}

fn function_names(section: &mut Reader) -> Result<HashMap<usize, String>> {
    let mut names = HashMap::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = section.sized()?;
        if kind != 1 {
            continue;
        }
        for _ in 0..part.number()? {
            let index = part.number()?;
            let name = String::from_utf8_lossy(part.sized()?.0).into_owned();
            names.insert(index, name);
        }
    }
    Ok(names)
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the wasm file is cut off")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        anyhow::bail!("a number in the wasm file is too long")
    }

    /// A length, and that many bytes.
    fn sized(&mut self) -> Result<Reader<'a>> {
        let length = self.number()?;
        let (part, rest) = self
            .0
            .split_at_checked(length)
            .context("the wasm file is cut off")?;
        self.0 = rest;
        Ok(Reader(part))
    }

    fn limits(&mut self) -> Result<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One imported function and two of our own, without names.
    const STRIPPED: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x0a\x08\x02\x02\0\x0b\x03\0\x01\x0b";

    fn sized(content: &[u8]) -> Vec<u8> {
        let mut part = vec![u8::try_from(content.len()).expect("it is short")];
        part.extend(content);
        part
    }

    #[test]
    fn functions_are_counted_for_their_crate() {
        let mut names = vec![2];
        for (index, name) in [(1, "a::b"), (2, "core[c5]::x")] {
            names.push(index);
            names.extend(sized(name.as_bytes()));
        }
        let section = [b"\x04name\x01".as_slice(), &sized(&names)].concat();
        let module = [STRIPPED, &[CUSTOM], &sized(&section)].concat();
        let found = crates(&module).expect("it parses");
        assert_eq!(found, [("core".to_owned(), 3), ("a".to_owned(), 2)]);
    }

    #[test]
    fn a_stripped_file_has_no_table() {
        let found = crates(STRIPPED).expect("it parses");
        assert!(found.is_empty());
    }

    #[test]
    fn a_cut_file_is_an_error() {
        assert!(crates(&STRIPPED[..20]).is_err());
        assert!(crates(b"\x7fELF").is_err());
    }

    #[test]
    fn an_implementation_belongs_to_its_type_if_that_has_a_crate() {
        for (function, expected) in [
            ("<alloc::vec::Vec<T> as core::ops::Drop>::drop", "alloc"),
            ("<T as serde::Serialize>::serialize", "serde"),
            (
                "<&mut portal::ui::Field as core::fmt::Debug>::fmt",
                "portal",
            ),
            ("<dlmalloc[e24a]::dlmalloc::Dlmalloc>::malloc", "dlmalloc"),
            ("__wbindgen_malloc", "(other)"),
            ("main", "(other)"),
        ] {
            assert_eq!(crate_of(function), expected, "{function}");
        }
    }
}
