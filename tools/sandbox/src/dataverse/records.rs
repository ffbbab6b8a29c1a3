//! The cases of an organisation as articles of the page `/records`.

use std::fmt::Write as _;

use super::{
    row::{self, Row},
    rows,
    store::Store,
};
use crate::{html::escape, seed::dynamics::Org, state::Live};

/// How many cases are shown.
const SHOWN: usize = 200;

/// The name of a state of a case.
pub(crate) fn state(case: &Row) -> &'static str {
    match row::number(case, "statecode") {
        0 => "active",
        1 => "resolved",
        _ => "cancelled",
    }
}

/// The cases that were written; the samples were not.
pub(crate) fn written(store: &Store) -> impl DoubleEndedIterator<Item = &Row> {
    let cases = store.rows("incidents").iter();
    cases.filter(|case| !row::text(case, "_createdby_value").is_empty())
}

/// The rows of a set that hang on a case.
pub(crate) fn on<'a>(
    store: &'a Store,
    set: &str,
    column: &'a str,
    case: &'a Row,
) -> impl Iterator<Item = &'a Row> {
    let id = row::text(case, "incidentid");
    let all = store.rows(set).iter();
    all.filter(move |found| rows::is(row::text(found, column), id))
}

/// The name of somebody; those who were deleted keep theirs.
pub(crate) fn name(org: &Org, id: &str) -> String {
    let mut everyone = org.everyone().into_iter();
    let found = everyone.find(|user| rows::is(&user.id, id));
    found.map_or_else(|| "nobody".to_owned(), |user| user.fullname)
}

/// Every organisation with cases that were written, newest first.
pub(crate) fn articles(live: &mut Live, orgs: &[Org]) -> String {
    let mut body = String::new();
    for org in orgs {
        let store = live.dynamics(&org.host);
        let cases: Vec<&Row> = written(store).rev().take(SHOWN).collect();
        if cases.is_empty() {
            continue;
        }
        write!(body, "<h2>{}</h2>", escape(&org.host)).ok();
        for case in cases {
            body += &article(org, store, case);
        }
    }
    body
}

fn article(org: &Org, store: &Store, case: &Row) -> String {
    let named = |column: &str| escape(&name(org, row::text(case, column)));
    let customer = store.find("contacts", row::text(case, "_customerid_value"));
    let mut out = format!(
        "<article id=\"{}\"><h3>{} {}</h3><dl><dt>Owner</dt><dd>{}</dd><dt>Customer</dt><dd>{}</dd>\
         <dt>Created by</dt><dd>{}</dd><dt>State</dt><dd>{}</dd></dl>",
        escape(row::text(case, "incidentid")),
        escape(row::text(case, "ticketnumber")),
        escape(row::text(case, "title")),
        named("_ownerid_value"),
        escape(customer.map_or("nobody", |contact| row::text(contact, "fullname"))),
        named("_createdby_value"),
        state(case),
    );
    let description = row::text(case, "description");
    if !description.is_empty() {
        out += &quote(&named("_createdby_value"), "description", description);
    }
    for note in on(store, "annotations", "_objectid_value", case) {
        let by = escape(&name(org, row::text(note, "_createdby_value")));
        out += &quote(&by, row::text(note, "subject"), row::text(note, "notetext"));
    }
    for call in on(store, "phonecalls", "_regardingobjectid_value", case) {
        let by = escape(&name(org, row::text(call, "_createdby_value")));
        out += &quote(
            &by,
            row::text(call, "subject"),
            row::text(call, "phonenumber"),
        );
    }
    out + "</article>"
}

/// What somebody, whose name is escaped, wrote.
fn quote(by: &str, about: &str, text: &str) -> String {
    format!(
        "<blockquote><b>{by}</b> <small>{}</small><p>{}</p></blockquote>",
        escape(about),
        escape(text).replace('\n', "<br>"),
    )
}
