//! Turns `locales/*.json` into the `Text` struct of `src/i18n.rs`.
//!
//! A text without placeholders becomes a field, one with `{name}` becomes a method that takes it.
//! A key or placeholder that one language lacks stops the build, so no language can be incomplete.

use std::{collections::BTreeMap, env, error::Error, fmt::Write as _, fs, path::Path};

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    let en = read("locales/en.json")?;
    let fr = read("locales/fr.json")?;
    for (key, text) in &en {
        let other = fr.get(key).ok_or(format!("locales/fr.json lacks {key}"))?;
        if placeholders(text) != placeholders(other) {
            return Err(format!("{key}: the placeholders of en.json and fr.json differ").into());
        }
    }
    if let Some(key) = fr.keys().find(|key| !en.contains_key(*key)) {
        return Err(format!("locales/en.json lacks {key}").into());
    }
    let target = Path::new(&env::var("OUT_DIR")?).join("text.rs");
    fs::write(target, generate(&en, &fr)?)?;
    Ok(())
}

fn read(path: &str) -> Result<Texts, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(path)?)
        .map_err(|error| format!("{path}: {error}"))?)
}

/// The distinct `{names}` of a text, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn generate(en: &Texts, fr: &Texts) -> Result<String, std::fmt::Error> {
    let (mut fields, mut methods) = (String::new(), String::new());
    for (key, text) in en {
        let names = placeholders(text);
        let visibility = if names.is_empty() { "pub " } else { "" };
        writeln!(
            fields,
            "    /// {text:?}\n    {visibility}{key}: &'static str,"
        )?;
        if !names.is_empty() {
            let parameters: String = names.iter().map(|name| format!(", {name}: &str")).collect();
            let pairs: String = names
                .iter()
                .map(|name| format!("(\"{name}\", {name}), "))
                .collect();
            writeln!(
                methods,
                "    /// {text:?}\n    #[must_use] pub fn {key}(&self{parameters}) -> String {{ fill(self.{key}, &[{pairs}]) }}"
            )?;
        }
    }
    let values = |texts: &Texts| {
        texts
            .iter()
            .map(|(key, text)| format!("    {key}: {text:?},\n"))
            .collect::<String>()
    };
    Ok(format!(
        "/// Every text of the application in one language.\n#[derive(Debug)]\npub struct Text {{\n{fields}}}\n\nimpl Text {{\n{methods}}}\n\n\
         static EN: Text = Text {{\n{}}};\nstatic FR: Text = Text {{\n{}}};\n",
        values(en),
        values(fr)
    ))
}
