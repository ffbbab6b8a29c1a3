//! `cargo xtask ...`: set-up, build, start, test, bundle and bench with one command each.
//! A plain program instead of scripts, so that a fresh machine needs nothing but cargo to begin.

mod bench;
mod build;
mod bundle;
mod chaos;
mod dev;
mod dist;
mod guard;
mod guide;
mod http;
mod load;
mod minify;
mod postgres;
mod programs;
mod sample;
mod services;
mod setup;
mod start;
mod styles;
mod temporary;
mod test;
mod tools;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

/// Set-up, start, test, bundle and bench of the project.
#[derive(Subcommand)]
enum Task {
    /// Install what is missing: wasm target, Trunk, wasm-bindgen, wasm-opt, cargo-deny, Chromium, PostgreSQL
    Setup,
    /// Build the release application into dist/, compressed, and the two programs
    Build,
    /// Build everything, start sandbox and server, and print what to try
    Start(start::Options),
    /// Like start, but a debug build that follows every change
    Dev(dev::Options),
    /// Send a sample chat to the started product, and print whose record it became
    Sample(sample::Options),
    /// Every check, from formatting to the whole product in a browser
    Test(test::Options),
    /// Kill the server while it saves, and look whether it kept what it acknowledged
    Chaos(chaos::Options),
    /// A private PostgreSQL for `cargo test` by hand, until Ctrl-C
    Postgres,
    /// What the first visit downloads, the largest crates, and the budget
    Bundle,
    /// Times, layout shift, memory and Lighthouse, measured in Chromium
    Bench(bench::Options),
    #[command(hide = true)]
    Watchdog,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one task; `false` means that it ran and found something to complain about.
fn run(task: Task) -> Result<bool> {
    if matches!(task, Task::Watchdog) {
        guard::watch();
        return Ok(true);
    }
    guard::start()?;
    match task {
        Task::Setup => setup::run(setup::Scope::Everything).map(|_| true),
        Task::Build => build::run(&setup::run(setup::Scope::Build)?).map(|()| true),
        Task::Start(options) => start::run(&options),
        Task::Dev(options) => dev::run(&options),
        Task::Sample(options) => sample::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Chaos(options) => chaos::run(&options),
        Task::Postgres => postgres::hold(),
        Task::Bundle => bundle::run(&setup::run(setup::Scope::Build)?),
        Task::Bench(options) => bench::run(&options),
        Task::Watchdog => Ok(true),
    }
}
