//! Taking events in: with their deliveries, lanes and the digests of their consumers.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Millis,
    event::{Contact, Event},
};
use sqlx::{Any, AssertSqlSafe, Row as _, query::Query};
use uuid::Uuid;

use super::types::Received;
use crate::{
    database::Transaction,
    error::Error,
    row::to_json,
    seal::{Place, seal},
    store::Store,
};

/// How many rows one statement takes: few sizes keep few statements prepared.
const SIZES: [usize; 3] = [64, 8, 1];

/// An event on its way into the database.
struct Row<'a> {
    id: String,
    event: &'a Event,
    lane: String,
    digest: Vec<u8>,
    body: Vec<u8>,
}

/// Where a body is sealed.
pub(super) fn place(id: &str) -> String {
    format!("event {id}")
}

/// A lane's name. Neither part holds control characters.
pub(crate) fn lane_of(source: &str, session: &str) -> String {
    format!("{source}\u{1f}{session}")
}

/// Writes these events, and says of each what became of it.
pub(crate) async fn receive(
    transaction: &mut Transaction<'_>,
    store: &Store,
    events: &[&Event],
    now: Millis,
) -> Result<Vec<Received>, Error> {
    let rows: Vec<Row<'_>> = events.iter().map(|event| row(store, event)).collect();
    let key_id = store.keys.first().id().to_string();
    let mut new = BTreeSet::new();
    for part in parts(&rows) {
        new.extend(insert_events(transaction, part, &key_id, now).await?);
    }
    let is_new = |row: &&Row<'_>| new.contains(&row.id);
    let fresh: Vec<&Row<'_>> = rows.iter().filter(is_new).collect();
    for part in parts(&fresh) {
        insert_deliveries(transaction, part).await?;
    }
    let mut lanes: BTreeMap<&str, (&Event, i64)> = BTreeMap::new();
    for row in &fresh {
        lanes.entry(&row.lane).or_insert((row.event, 0)).1 += 1;
    }
    if !lanes.is_empty() {
        // In their order: two processes that take the same lanes wait for each other, and not in a ring.
        let crm = platform(transaction).await?;
        let lanes: Vec<_> = lanes.into_iter().collect();
        for part in parts(&lanes) {
            ready(transaction, part, &crm, now).await?;
        }
    }
    let known: BTreeSet<(Vec<u8>, &str)> = fresh
        .iter()
        .flat_map(|row| digests_of(store, row.event).map(|digest| (digest, row.lane.as_str())))
        .collect();
    let known: Vec<_> = known.into_iter().collect();
    for part in parts(&known) {
        know(transaction, part).await?;
    }
    let mut received = Vec::with_capacity(rows.len());
    for row in &rows {
        received.push(if new.contains(&row.id) {
            Received::New
        } else {
            let known = known_digest(transaction, row.event)
                .await?
                .unwrap_or_default();
            // An erased one says nothing any more, and nothing is kept of it again.
            if known.is_empty() || known == row.digest {
                Received::Repeat
            } else {
                Received::Conflict
            }
        });
    }
    Ok(received)
}

/// The digests of what a consumer is known by.
pub(super) fn digests(store: &Store, contact: &Contact) -> Vec<Vec<u8>> {
    let clean = |text: &Option<String>| text.as_ref().map(|text| text.trim().to_lowercase());
    [
        ("email", clean(&contact.email)),
        ("phone", contact.phone.as_deref().map(digits)),
        ("id", clean(&contact.id)),
    ]
    .into_iter()
    .filter_map(|(what, text)| Some((what, text.filter(|text| !text.is_empty())?)))
    .map(|(what, text)| {
        store
            .installation
            .digest(&[b"consumer", what.as_bytes(), text.as_bytes()])
    })
    .collect()
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

fn row<'a>(store: &Store, event: &'a Event) -> Row<'a> {
    let id = Uuid::now_v7().to_string();
    let body = to_json(&event.data);
    let at = event.at.to_be_bytes();
    let digest = store.installation.digest(&[
        b"event",
        event.kind().key().as_bytes(),
        event.session.as_bytes(),
        &at,
        body.as_bytes(),
    ]);
    let sealed = seal(store.keys.first(), Place::own(&place(&id)), &body.into());
    Row {
        lane: lane_of(&event.source, &event.session),
        id,
        event,
        digest,
        body: sealed,
    }
}

/// The rows by statement.
fn parts<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rest.len())?;
        let (part, more) = rest.split_at(size);
        rest = more;
        Some(part)
    })
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places = (1..=columns).map(|column| format!("${}", row * columns + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

async fn insert_events(
    transaction: &mut Transaction<'_>,
    rows: &[Row<'_>],
    key_id: &str,
    now: Millis,
) -> Result<Vec<String>, Error> {
    let sql = format!(
        "INSERT INTO events (id, source, event, digest, lane, kind, at, received_at, body, key_id) VALUES {}
         ON CONFLICT (source, event) DO NOTHING RETURNING id",
        places(rows.len(), 10)
    );
    let mut query: Query<'_, Any, _> = sqlx::query(AssertSqlSafe(sql));
    for row in rows {
        query = query
            .bind(row.id.clone())
            .bind(row.event.source.clone())
            .bind(row.event.id.clone())
            .bind(row.digest.clone())
            .bind(row.lane.clone())
            .bind(row.event.kind().key())
            .bind(row.event.at)
            .bind(now)
            .bind(row.body.clone())
            .bind(key_id.to_owned());
    }
    let new = query.fetch_all(&mut **transaction).await?;
    new.iter().map(|row| Ok(row.try_get("id")?)).collect()
}

async fn insert_deliveries(
    transaction: &mut Transaction<'_>,
    rows: &[&Row<'_>],
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO deliveries (id, lane, state) VALUES {}",
        places(rows.len(), 3)
    );
    let mut query: Query<'_, Any, _> = sqlx::query(AssertSqlSafe(sql));
    for row in rows {
        query = query
            .bind(row.id.clone())
            .bind(row.lane.clone())
            .bind("waiting");
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// The CRM that new lanes go to; empty while none is chosen.
async fn platform(transaction: &mut Transaction<'_>) -> Result<String, Error> {
    let row =
        sqlx::query("SELECT COALESCE(agent_platform, '') AS crm FROM settings WHERE page = 'crm'")
            .fetch_one(&mut **transaction)
            .await?;
    Ok(row.try_get("crm")?)
}

/// Makes these lanes ready, each with how many events of it came.
async fn ready(
    transaction: &mut Transaction<'_>,
    lanes: &[(&str, (&Event, i64))],
    crm: &str,
    now: Millis,
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO lanes (lane, source, session, crm, state, due_at, pending, lease, tries) VALUES {}
         ON CONFLICT (lane) DO UPDATE SET pending = lanes.pending + excluded.pending,
             state = CASE WHEN lanes.state = 'idle' THEN 'ready' ELSE lanes.state END,
             due_at = CASE WHEN lanes.state = 'idle' THEN excluded.due_at ELSE lanes.due_at END",
        places(lanes.len(), 9)
    );
    let mut query: Query<'_, Any, _> = sqlx::query(AssertSqlSafe(sql));
    for (lane, (event, count)) in lanes {
        query = query
            .bind((*lane).to_owned())
            .bind(event.source.clone())
            .bind(event.session.clone())
            .bind(crm.to_owned())
            .bind("ready")
            .bind(now)
            .bind(*count)
            .bind(0_i64)
            .bind(0_i64);
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// The digests of the consumer an event tells of.
fn digests_of(store: &Store, event: &Event) -> impl Iterator<Item = Vec<u8>> + use<> {
    let contact = event.data.facts().and_then(|facts| facts.contact.as_ref());
    let digests = contact.map(|contact| digests(store, contact));
    digests.unwrap_or_default().into_iter()
}

async fn know(
    transaction: &mut Transaction<'_>,
    consumers: &[(Vec<u8>, &str)],
) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO consumers (digest, lane) VALUES {} ON CONFLICT DO NOTHING",
        places(consumers.len(), 2)
    );
    let mut query: Query<'_, Any, _> = sqlx::query(AssertSqlSafe(sql));
    for (digest, lane) in consumers {
        query = query.bind(digest.clone()).bind((*lane).to_owned());
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

async fn known_digest(
    transaction: &mut Transaction<'_>,
    event: &Event,
) -> Result<Option<Vec<u8>>, Error> {
    let row = sqlx::query("SELECT digest FROM events WHERE source = $1 AND event = $2")
        .bind(event.source.clone())
        .bind(event.id.clone())
        .fetch_optional(&mut **transaction)
        .await?;
    row.map(|row| Ok(row.try_get("digest")?)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_few_sizes() {
        let rows: Vec<u8> = vec![0; 64 + 8 + 8 + 2];
        let sizes: Vec<usize> = parts(&rows).map(<[u8]>::len).collect();
        assert_eq!(sizes, [64, 8, 8, 1, 1]);
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
    }
}
