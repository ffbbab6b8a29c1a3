//! The table "type this, see that": one row for each behaviour worth trying.
//! The page, `GET /control/seed` and the README all show these rows.

mod dynamics;
mod kustomer;
mod row;
mod salesforce;
mod zendesk;

pub(crate) use row::Row;

pub(super) fn built_in() -> Vec<Row> {
    let mut rows = zendesk::by_token();
    rows.extend(zendesk::by_client());
    rows.extend(kustomer::rows());
    rows.extend(dynamics::rows());
    rows.extend(salesforce::rows());
    rows
}
