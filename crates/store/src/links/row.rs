//! A link as it stands in its row, without its tokens.

use domain::{Link, LinkState};
use sqlx::{Row as _, any::AnyRow};

use crate::{database::Transaction, error::Error, row::from_json};

const READ_ONE: &str =
    "SELECT id, name, username, role, linked_at, linked_by, verified_at, state, since, cause
     FROM links WHERE id = $1";

/// The link of this id, which is there.
pub(crate) async fn read_one(transaction: &mut Transaction<'_>, id: &str) -> Result<Link, Error> {
    let row = sqlx::query(READ_ONE)
        .bind(id.to_owned())
        .fetch_one(&mut **transaction)
        .await?;
    link(&row)?.ok_or(Error::Corrupt("links.id"))
}

/// The link of a row, if it has one.
pub(crate) fn link(row: &AnyRow) -> Result<Option<Link>, Error> {
    let Some(id) = row.try_get::<Option<String>, _>("id")? else {
        return Ok(None);
    };
    let state: String = row.try_get("state")?;
    let cause: Option<String> = row.try_get("cause")?;
    Ok(Some(Link {
        id,
        name: row.try_get("name")?,
        username: row.try_get("username")?,
        role: row.try_get("role")?,
        linked_at: row.try_get("linked_at")?,
        linked_by: row.try_get("linked_by")?,
        verified_at: row.try_get("verified_at")?,
        state: LinkState::from_key(&state).ok_or(Error::Corrupt("links.state"))?,
        since: row.try_get("since")?,
        cause: cause
            .map(|text| from_json(&text, "links.cause"))
            .transpose()?,
    }))
}
