//! What the first visit downloads, which crates it consists of, and whether that is within the budget.
//! A budget that fails the tests keeps the application from growing by accident.

use std::fs;

use anyhow::Result;

use crate::build;
use crate::dist::Asset;
use crate::tools::{Toolbox, target};
use crate::wasm;

/// Bytes, brotli 11, of everything the first visit downloads.
///
/// It was 255 kB for the CRM page alone, and 270.5 were used when Activity came. Activity costs 31:
/// a second route and page, the reading of its answers, and 160 texts in two languages. To load it only
/// when it is looked at, Leptos' `#[lazy]` needs the wasm splitter of cargo-leptos, which Trunk has not.
/// The page of record creation costs 17: its form, what each CRM is offered, and 60 texts in two languages.
const BUDGET: usize = 320_000;

/// Builds the application, prints the tables and answers whether the budget is kept.
pub(crate) fn run(tools: &Toolbox) -> Result<bool> {
    let assets = build::application(tools)?;
    println!("{}", table(&assets));
    println!("{}", crates()?);
    let sent = total(&assets);
    if sent > BUDGET {
        println!(
            "Over the budget of {} kB by {} kB",
            kilo(BUDGET),
            kilo(sent - BUDGET)
        );
    } else {
        println!(
            "Within the budget of {} kB, {} kB left",
            kilo(BUDGET),
            kilo(BUDGET - sent)
        );
    }
    Ok(sent <= BUDGET)
}

fn total(assets: &[Asset]) -> usize {
    assets.iter().map(Asset::sent).sum()
}

fn table(assets: &[Asset]) -> String {
    let mut lines = vec![format!(
        "{:<44} {:>10} {:>10}",
        "first visit, kB", "raw", "brotli 11"
    )];
    for asset in assets {
        let sent = asset.brotli.map_or_else(|| "-".to_owned(), kilo);
        lines.push(format!(
            "{:<44} {:>10} {:>10}",
            asset.name,
            kilo(asset.raw),
            sent
        ));
    }
    let raw = assets.iter().map(|asset| asset.raw).sum();
    lines.push(format!(
        "{:<44} {:>10} {:>10}\n",
        "all",
        kilo(raw),
        kilo(total(assets))
    ));
    lines.join("\n")
}

/// The crates by code size, of what wasm-bindgen wrote: wasm-opt takes the names away.
fn crates() -> Result<String> {
    let file = target().join("wasm-bindgen/release/portal_bg.wasm");
    let sizes = wasm::crates(&fs::read(&file)?)?;
    if sizes.is_empty() {
        return Ok("The wasm has no names: the largest crates cannot be told\n".to_owned());
    }
    let all = sizes.iter().map(|(_, size)| size).sum::<usize>();
    let mut lines = vec![format!(
        "{:<44} {:>10} {:>10}",
        "largest crates, kB of code", "raw", "share"
    )];
    for (name, size) in sizes.iter().take(15) {
        let share = *size as f64 * 100.0 / all as f64;
        lines.push(format!("{name:<44} {:>10} {share:>8.1} %", kilo(*size)));
    }
    lines.push(format!(
        "{:<44} {:>10}\n",
        "all, before wasm-opt",
        kilo(all)
    ));
    Ok(lines.join("\n"))
}

fn kilo(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_compress_counts_as_it_is() {
        let asset = |name: &str, raw, brotli| Asset {
            name: name.to_owned(),
            raw,
            brotli,
        };
        let assets = [
            asset("app.wasm", 600_000, Some(190_000)),
            asset("icon.png", 1_500, None),
        ];
        assert_eq!(total(&assets), 191_500);
        let table = table(&assets);
        assert!(
            table.contains("190.0") && table.contains("191.5"),
            "{table}"
        );
    }
}
