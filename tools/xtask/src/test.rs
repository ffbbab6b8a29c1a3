//! Every check in order, each with its heading and time, and a verdict at the end.
//! A failed check does not stop the others, except those that need what it should have built.

mod check;
mod checks;
mod tally;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::setup;
use check::Check;
use checks::ALL;
use tally::Tally;

/// Which checks.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these: fmt, clippy, clippy-wasm, doc, deny, native, wasm, bundle, peers, e2e
    checks: Vec<String>,
}

/// Runs the checks and answers whether all passed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let chosen = choose(&options.checks)?;
    let tools = setup::run(setup::Scope::Everything)?;
    let (started, mut all, mut summary) = (Instant::now(), Tally::default(), Vec::new());
    for (index, check) in chosen.iter().enumerate() {
        println!("\n== {}/{} {}", index + 1, chosen.len(), check.title);
        let begun = Instant::now();
        let tally = (check.run)(&tools).unwrap_or_else(|error| {
            eprintln!("{error:#}");
            Tally::failure()
        });
        let word = if tally.failed == 0 {
            "passed"
        } else {
            "FAILED"
        };
        let line = format!("{word} {:<44} {}", check.title, seconds(begun.elapsed()));
        println!("-- {line}");
        summary.push(line);
        all += tally;
    }
    println!("\n== Summary, {}", seconds(started.elapsed()));
    println!("{}\n\n{all}", summary.join("\n"));
    Ok(all.failed == 0)
}

fn choose(names: &[String]) -> Result<Vec<&'static Check>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| ALL.iter().all(|check| check.name != *name))
    {
        let known: Vec<_> = ALL.iter().map(|check| check.name).collect();
        bail!(
            "There is no check {unknown}: choose from {}",
            known.join(", ")
        );
    }
    let wanted = |check: &&Check| names.is_empty() || names.iter().any(|name| name == check.name);
    Ok(ALL.iter().filter(wanted).collect())
}

fn seconds(time: Duration) -> String {
    format!("{:>6.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_names_mean_every_check_in_order() {
        let chosen = choose(&[]).expect("all are known");
        assert_eq!(chosen.len(), ALL.len());
        assert_eq!(chosen.first().map(|check| check.name), Some("fmt"));
    }

    #[test]
    fn an_unknown_check_names_the_known_ones() {
        let error = choose(&["lint".to_owned()]).err().expect("it is unknown");
        assert!(error.to_string().contains("clippy"), "{error}");
    }
}
