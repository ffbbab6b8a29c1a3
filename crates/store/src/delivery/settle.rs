//! Writing an outcome down, under the lease it was reached with.

use domain::wire::Call;
use sqlx::Row as _;

use super::types::{Decided, Ended, KeptRecord, Settlement, Then};
use crate::{database::Transaction, error::Error, row::to_json};

/// Writes an outcome; whether the lease still held. If not, nothing is written.
pub(crate) async fn settle(
    transaction: &mut Transaction<'_>,
    settlement: &Settlement,
) -> Result<bool, Error> {
    let Some(crm) = spend(transaction, settlement).await? else {
        return Ok(false);
    };
    if let Some(delivery) = &settlement.delivery {
        end(transaction, delivery, settlement).await?;
        if let Some(decided) = &settlement.decided {
            note(transaction, delivery, decided).await?;
        }
        for call in &settlement.calls {
            add_call(transaction, delivery, call).await?;
        }
    }
    if let Some((record, _)) = &settlement.record {
        keep(transaction, &settlement.lane, &crm, record, settlement.now).await?;
    }
    Ok(true)
}

/// Counts the delivery off and ends or prolongs the lease; the lane's CRM, unless the lease is lost.
async fn spend(
    transaction: &mut Transaction<'_>,
    settlement: &Settlement,
) -> Result<Option<String>, Error> {
    let is_done = matches!(
        settlement.ended,
        Ended::Delivered | Ended::Nothing | Ended::Parked
    );
    let done = i64::from(is_done && settlement.delivery.is_some());
    let tries = i64::from(settlement.ended == Ended::Again);
    let (due_at, spends, parks) = match settlement.then {
        Then::GoOn(until) => (until, 0, 0_i64),
        Then::Release(due_at) => (due_at, 1_i64, 0),
        Then::Park => (settlement.now, 1, 1),
    };
    // The counter in the row is right where a look at the deliveries would read an old snapshot.
    let row = sqlx::query(
        "UPDATE lanes SET pending = pending - $1, due_at = $2, lease = lease + $3,
             leased_by = CASE WHEN $3 = 1 THEN NULL ELSE leased_by END,
             tries = CASE WHEN $4 = 1 THEN tries + 1 ELSE 0 END,
             state = CASE WHEN $3 = 0 THEN state WHEN $5 = 1 THEN 'parked'
                 WHEN pending - $1 > 0 THEN 'ready' ELSE 'idle' END
         WHERE lane = $6 AND lease = $7 RETURNING crm",
    )
    .bind(done)
    .bind(due_at)
    .bind(spends)
    .bind(tries)
    .bind(parks)
    .bind(settlement.lane.clone())
    .bind(settlement.lease)
    .fetch_optional(&mut **transaction)
    .await?;
    row.map(|row| Ok(row.try_get("crm")?)).transpose()
}

async fn end(
    transaction: &mut Transaction<'_>,
    delivery: &str,
    settlement: &Settlement,
) -> Result<(), Error> {
    let (state, is_held) = match settlement.ended {
        Ended::Delivered => ("delivered", 0_i64),
        Ended::Nothing => ("nothing", 0),
        Ended::Parked => ("parked", 0),
        Ended::Again => ("waiting", 0),
        Ended::Held => ("waiting", 1),
    };
    let done_at = (state != "waiting").then_some(settlement.now);
    let record = settlement.record.as_ref();
    sqlx::query(
        "UPDATE deliveries SET state = $1, is_held = $2, reason = $3, done_at = $4,
             tries = tries + 1, record = COALESCE($5, record), url = COALESCE($6, url)
         WHERE id = $7",
    )
    .bind(state)
    .bind(is_held)
    .bind(settlement.reason.clone())
    .bind(done_at)
    .bind(record.map(|(record, _)| record.remote_id.clone()))
    .bind(record.map(|(_, url)| url.clone()))
    .bind(delivery.to_owned())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn note(
    transaction: &mut Transaction<'_>,
    delivery: &str,
    decided: &Decided,
) -> Result<(), Error> {
    let (owner, actor) = (decided.owner.as_ref(), decided.actor.as_ref());
    sqlx::query(
        "UPDATE deliveries SET owner_party = $1, owner_id = $2, owner_name = $3, actor_party = $4,
             actor_id = $5, actor_name = $6, actor_instead = $7, seen = $8 WHERE id = $9",
    )
    .bind(owner.map(|owner| owner.party.key()))
    .bind(owner.map(|owner| owner.id.clone()))
    .bind(owner.map(|owner| owner.name.clone()))
    .bind(actor.map(|actor| actor.party.key()))
    .bind(actor.map(|actor| actor.id.clone()))
    .bind(actor.map(|actor| actor.name.clone()))
    .bind(i64::from(decided.actor_instead))
    .bind(to_json(&decided.seen))
    .bind(delivery.to_owned())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn add_call(
    transaction: &mut Transaction<'_>,
    delivery: &str,
    call: &Call,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO calls (delivery, n, what, status, at, ms)
         VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM calls WHERE delivery = $1), $2, $3, $4, $5)",
    )
    .bind(delivery.to_owned())
    .bind(call.what.clone())
    .bind(call.status.map(i64::from))
    .bind(call.at)
    .bind(i64::from(call.ms))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn keep(
    transaction: &mut Transaction<'_>,
    lane: &str,
    crm: &str,
    record: &KeptRecord,
    now: i64,
) -> Result<(), Error> {
    let owner = record.owner.as_ref();
    sqlx::query(
        "INSERT INTO records (lane, origin, crm, account, remote_id, contact_id, owner_party, owner_id,
             owner_name, is_appended, channel, queue, closed_at, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (lane, origin) DO UPDATE SET remote_id = excluded.remote_id,
             account = excluded.account, contact_id = excluded.contact_id,
             owner_party = excluded.owner_party, owner_id = excluded.owner_id,
             owner_name = excluded.owner_name, is_appended = excluded.is_appended,
             channel = excluded.channel, queue = excluded.queue, closed_at = excluded.closed_at",
    )
    .bind(lane.to_owned())
    .bind(record.origin.clone())
    .bind(crm.to_owned())
    .bind(record.account.clone())
    .bind(record.remote_id.clone())
    .bind(record.contact_id.clone())
    .bind(owner.map(|owner| owner.party.key()))
    .bind(owner.map(|owner| owner.id.clone()))
    .bind(owner.map(|owner| owner.name.clone()))
    .bind(i64::from(record.is_appended))
    .bind(record.channel.map(domain::Channel::key))
    .bind(record.queue.clone())
    .bind(record.is_closed.then_some(now))
    .bind(now)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
