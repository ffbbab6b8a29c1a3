//! Counts what test runners report while their output passes through.
//! The closing line of the whole run is the sum, so that a run that tested nothing is noticed.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::guard;

/// Tests, or checks that count as one.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
}

impl Tally {
    /// One thing that passed.
    pub(super) fn success() -> Self {
        Self {
            passed: 1,
            ..Self::default()
        }
    }

    /// One thing that failed.
    pub(super) fn failure() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }

    /// Runs a check that passes or fails as a whole.
    pub(super) fn of(command: &mut Command) -> Result<Self> {
        let passed = guard::status(command)?.success();
        Ok(if passed {
            Self::success()
        } else {
            Self::failure()
        })
    }

    /// Runs a test runner, shows its output and adds up its closing lines.
    pub(super) fn of_tests(command: &mut Command) -> Result<Self> {
        let mut child = guard::spawn(command.stdout(Stdio::piped()))?;
        let output = child.stdout.take().context("the tests have no output")?;
        let mut tally = Self::default();
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            tally += Self::in_line(&line);
        }
        if !guard::wait(&mut child)?.success() && tally.failed == 0 {
            tally.failed = 1;
        }
        Ok(tally)
    }

    /// `test result: ok. 3 passed; 0 failed; 1 ignored; ...`, Playwright's `  12 passed (3.4s)`,
    /// or Node's `ℹ pass 3`.
    fn in_line(line: &str) -> Self {
        let line = plain(line);
        let mut tally = Self::default();
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            let counts = result.split_once(". ").map_or(result, |(_, counts)| counts);
            for part in counts.split(';') {
                tally.count(part, true);
            }
        } else if let Some((word, number)) = line
            .strip_prefix("ℹ ")
            .and_then(|rest| rest.split_once(' '))
        {
            tally.add(word, number.parse().unwrap_or(0), true);
        } else if line.starts_with("  ") {
            tally.count(&line, false);
        }
        tally
    }

    /// `3 passed`: as a part of a longer line, or as all of it but the time.
    fn count(&mut self, part: &str, within: bool) {
        let mut words = part.split_whitespace();
        let (Some(number), Some(word)) = (words.next(), words.next()) else {
            return;
        };
        let Ok(number) = number.parse::<usize>() else {
            return;
        };
        if !within && words.next().is_some_and(|rest| !rest.starts_with('(')) {
            return;
        }
        self.add(word, number, within);
    }

    fn add(&mut self, word: &str, number: usize, within: bool) {
        match word {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "interrupted" | "cancelled" => self.failed += number,
            "ignored" | "skipped" => self.skipped += number,
            // Playwright counts what passed on a second try apart.
            "flaky" if !within => self.passed += number,
            _ => {}
        }
    }
}

/// The line without colours.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, after)| after)
    })
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(line: &str) -> (usize, usize, usize) {
        let tally = Tally::in_line(line);
        (tally.passed, tally.failed, tally.skipped)
    }

    #[test]
    fn cargos_closing_line_is_counted() {
        let line = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 7 filtered out";
        assert_eq!(tally(line), (3, 2, 1));
    }

    #[test]
    fn playwrights_closing_lines_are_counted_with_and_without_colour() {
        assert_eq!(tally("  12 passed (3.4s)"), (12, 0, 0));
        assert_eq!(
            tally("\u{1b}[32m  12 passed\u{1b}[39m\u{1b}[2m (3.4s)\u{1b}[22m"),
            (12, 0, 0)
        );
        assert_eq!(tally("  1 failed"), (0, 1, 0));
        assert_eq!(tally("  2 skipped"), (0, 0, 2));
    }

    #[test]
    fn nodes_closing_lines_are_counted() {
        assert_eq!(tally("ℹ pass 12"), (12, 0, 0));
        assert_eq!(tally("\u{1b}[34mℹ fail 2\u{1b}[39m"), (0, 2, 0));
        assert_eq!(tally("ℹ cancelled 1"), (0, 1, 0));
        assert_eq!(tally("ℹ skipped 3"), (0, 0, 3));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "12 passed",
            "  12 passed tests are shown",
            "test a ... ok",
            "ℹ tests 12",
            "ℹ duration_ms 691.780163",
            "",
        ] {
            assert_eq!(tally(line), (0, 0, 0), "{line}");
        }
    }

    #[test]
    fn the_sum_is_one_plain_line() {
        let mut sum = Tally::success();
        sum += Tally::in_line("  2 passed (1s)");
        assert_eq!(sum.to_string(), "3 passed, 0 failed");
    }
}
