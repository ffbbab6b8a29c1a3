//! A short "type this, see that" for the terminal, asked of the running sandbox.
//! The sandbox's own page has every row; here is one of each kind per CRM.

use serde_json::Value;

use crate::http;

/// Verdicts worth one row each.
const KINDS: [&str; 3] = ["valid", "not_admin", "rejected"];

/// The rows to show, or where to find them.
pub(crate) fn table(sandbox: &str) -> String {
    let rows = http::get(sandbox, "/control/seed")
        .ok()
        .filter(|answer| answer.status == 200)
        .and_then(|answer| serde_json::from_str::<Value>(&answer.body).ok())
        .map(|seed| shown(&seed))
        .unwrap_or_default();
    if rows.is_empty() {
        return format!("  what can be typed is listed at {sandbox}\n");
    }
    format!("{}  ... and more at {sandbox}\n", rows.concat())
}

fn shown(seed: &Value) -> Vec<String> {
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for row in seed["guide"].as_array().into_iter().flatten() {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let kind = (text("crm"), text("verdict"));
        if !KINDS.contains(&kind.1) || seen.contains(&kind) {
            continue;
        }
        seen.push(kind);
        lines.push(format!("  {}: {} ({})\n", kind.0, text("happens"), kind.1));
        for field in row["fields"].as_array().into_iter().flatten() {
            let [label, value] = [0, 1].map(|index| field[index].as_str().unwrap_or_default());
            lines.push(format!("    {label:<18} {value}\n"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_of_each_kind_is_shown() {
        let row = |verdict: &str, value: &str| {
            serde_json::json!({
                "crm": "Zendesk", "fields": [["API token", value]],
                "happens": "it answers", "verdict": verdict,
            })
        };
        let rows = [
            row("valid", "first"),
            row("valid", "second"),
            row("not_found", "third"),
        ];
        let text = shown(&serde_json::json!({ "guide": rows })).concat();
        assert!(text.contains("first") && !text.contains("second") && !text.contains("third"));
    }

    #[test]
    fn a_seed_without_a_guide_shows_nothing() {
        assert!(shown(&serde_json::json!({})).is_empty());
    }
}
