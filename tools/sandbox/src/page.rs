//! `GET /`: the table "type this, see that" as a page.
//! Its values are the seed's public ones, so it may show them.

use std::fmt::Write as _;

use axum::{extract::State, response::Html};

use crate::{html::escape, seed::guide::Row, state::Sandbox};

const HEAD: &str = include_str!("page.html");

/// The page, one table for each CRM.
pub(crate) async fn show(State(sandbox): State<Sandbox>) -> Html<String> {
    let guide = &sandbox.seed().guide;
    let mut tables = String::new();
    let mut seen: Vec<&str> = Vec::new();
    for crm in guide.iter().map(|r| r.crm.as_str()) {
        if !seen.contains(&crm) {
            seen.push(crm);
            tables += &table(crm, guide.iter().filter(|r| r.crm == crm));
        }
    }
    Html(HEAD.replace("{{tables}}", &tables))
}

fn table<'a>(crm: &str, rows: impl Iterator<Item = &'a Row>) -> String {
    let mut out = format!("<h2>{}</h2><table><thead><tr>", escape(crm));
    let rows: Vec<&Row> = rows.collect();
    let labels = rows
        .first()
        .map(|r| r.fields.as_slice())
        .unwrap_or_default();
    for (label, _) in labels {
        write!(out, "<th scope=\"col\">{}</th>", escape(label)).ok();
    }
    out += "<th scope=\"col\">What happens</th><th scope=\"col\">Verdict</th></tr></thead><tbody>";
    for row in rows {
        out += "<tr>";
        for (_, value) in &row.fields {
            write!(out, "<td><code>{}</code></td>", escape(value)).ok();
        }
        let (happens, verdict) = (escape(&row.happens), escape(&row.verdict));
        write!(
            out,
            "<td>{happens}</td><td class=\"verdict\">{verdict}</td></tr>"
        )
        .ok();
    }
    out + "</tbody></table>"
}
