//! `server serve` runs the portal's backend, `server openapi` prints what its API looks like; the others
//! work on what it keeps.

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::{Cli, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(options) => options.run().await,
        Command::Token(token) => token.run().await,
        Command::Replay(options) => options.run().await,
        Command::Erase(options) => options.run().await,
        Command::Openapi => {
            println!("{}", server::openapi_json());
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
