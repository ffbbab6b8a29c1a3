//! Finds what the other tasks call and installs what is missing, saying what it does and how long it takes.
//! Tools are kept by name and version in the user's cache, so every clone on a machine shares them.

mod apt;
mod browser;
mod npm;
mod postgres;
mod rust;
mod step;

use std::fs::{File, TryLockError, create_dir_all};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::tools::{Toolbox, cache};
use step::Step;

/// How much of the set-up a task needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Compile the application and the programs.
    Build,
    /// Also open the application in a browser.
    Bench,
    /// Also all checks.
    Everything,
}

/// Makes everything in `scope` available.
pub(crate) fn run(scope: Scope) -> Result<Toolbox> {
    let steps = steps(scope);
    let mut tools = Toolbox::default();
    if steps.iter().filter(|step| !step.find(&mut tools)).count() == 0 {
        println!("Set-up: everything is here");
        return Ok(tools);
    }
    let _lock = lock()?;
    for (index, step) in steps.iter().enumerate() {
        let label = format!("[{}/{}] {}", index + 1, steps.len(), step.name());
        if step.find(&mut tools) {
            println!("{label} — ready");
            continue;
        }
        println!("{label} — {}", step.effort());
        let started = Instant::now();
        let installed = step.install();
        if installed.is_err() || !step.find(&mut tools) {
            if let Err(error) = installed {
                eprintln!("{error:#}");
            }
            bail!(
                "{} is missing and could not be installed: type `{}`, then try again",
                step.name(),
                step.by_hand()
            );
        }
        println!("{label} — done in {} s", started.elapsed().as_secs());
    }
    Ok(tools)
}

fn steps(scope: Scope) -> Vec<Box<dyn Step>> {
    let mut steps: Vec<Box<dyn Step>> = vec![
        Box::new(rust::WasmTarget),
        Box::new(rust::WASM_BINDGEN),
        Box::new(rust::TRUNK),
        Box::new(npm::WASM_OPT),
        Box::new(npm::ESBUILD),
    ];
    if scope != Scope::Build {
        steps.push(Box::new(browser::Browser));
        steps.push(Box::new(npm::BROWSER_TESTS));
    }
    if scope == Scope::Everything {
        steps.push(Box::new(npm::PEERS));
        steps.push(Box::new(postgres::Postgres));
        steps.push(Box::new(rust::Components));
        steps.push(Box::new(rust::CARGO_DENY));
    }
    steps
}

/// Held while installing, so that two clones do not build the same tool at once.
fn lock() -> Result<File> {
    let folder = cache()?;
    create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let file = File::create(folder.join(".lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("Another clone is installing tools: waiting for it");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_needs_neither_browser_nor_cargo_deny() {
        let names: Vec<_> = steps(Scope::Build).iter().map(|step| step.name()).collect();
        assert_eq!(names.len(), 5);
        assert!(steps(Scope::Everything).len() > names.len());
    }

    #[test]
    fn the_checks_have_postgresql_and_a_build_does_without() {
        let has = |scope| steps(scope).iter().any(|step| step.name() == "PostgreSQL");
        assert!(has(Scope::Everything) && !has(Scope::Build));
    }

    #[test]
    fn every_step_names_the_command_to_type() {
        for step in steps(Scope::Everything) {
            assert!(step.by_hand().contains(' '), "{}", step.name());
        }
    }
}
