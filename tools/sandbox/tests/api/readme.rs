//! What is written down is what happens: the tables come from the seed.

use serde_json::Value;

use crate::helpers::{Answer, Sandbox};

/// The guide as Markdown, one table for each CRM.
fn markdown(guide: &[Value]) -> String {
    let mut out = String::new();
    let mut last = "";
    for row in guide {
        let fields = row["fields"].as_array().expect("fields");
        let text = |v: &Value| v.as_str().expect("text").to_owned();
        let crm = row["crm"].as_str().expect("a name");
        if crm != last {
            let labels: Vec<String> = fields.iter().map(|f| text(&f[0])).collect();
            out += &format!(
                "\n### {crm}\n\n| {} | What happens | Verdict |\n",
                labels.join(" | ")
            );
            out += &format!("|{}\n", "---|".repeat(labels.len() + 2));
            last = crm;
        }
        let values: Vec<String> = fields
            .iter()
            .map(|f| format!("`{}`", text(&f[1])))
            .collect();
        let (happens, verdict) = (text(&row["happens"]), text(&row["verdict"]));
        out += &format!("| {} | {happens} | {verdict} |\n", values.join(" | "));
    }
    out
}

#[tokio::test]
async fn the_readmes_have_the_table_of_the_seed() {
    let sandbox = Sandbox::start().await;
    let seed = sandbox.control("GET", "seed", None).await.json();
    let table = markdown(seed["guide"].as_array().expect("rows"));
    // The project's README prints it one heading deeper.
    let deeper = table.replace("\n### ", "\n#### ");
    let readmes = [
        (include_str!("../../README.md"), table),
        (include_str!("../../../../README.md"), deeper),
    ];
    for (readme, table) in readmes {
        let (_, rest) = readme
            .split_once("<!-- guide -->\n")
            .expect("a place for it");
        let (found, _) = rest.split_once("\n<!-- /guide -->").expect("its end");
        assert!(
            found == table,
            "put this between the guide marks of the README:\n{table}"
        );
    }
}

#[tokio::test]
async fn the_front_page_shows_what_to_type() {
    let sandbox = Sandbox::start().await;
    let page = Answer::of(sandbox.client.get(&sandbox.origin)).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"));
    let seed = sandbox.control("GET", "seed", None).await.json();
    for row in seed["guide"].as_array().expect("rows") {
        for field in row["fields"].as_array().expect("fields") {
            assert!(page.text.contains(field[1].as_str().expect("text")));
        }
    }
}
