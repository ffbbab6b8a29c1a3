//! Prints the circles of a workspace's files: `cargo run -q -p structure [FOLDER]`.
//! The tests say the same; this is for looking while untying.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use structure::{circles, workspace};

fn main() -> Result<ExitCode> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(workspace::here, PathBuf::from);
    let mut count = 0;
    for package in workspace::packages(&folder)? {
        for root in &package.roots {
            for circle in circles::of(root)? {
                count += 1;
                println!("{}, {}: {circle}", package.name, root.display());
            }
        }
    }
    println!("{count} circles");
    Ok(if count == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
