//! Activity: deliveries newest first, and the story of one.

use domain::{
    Crm, DeliveryState, Millis, Party, Reason,
    wire::{Activity, ActivityPage, Attributed, Call, Held, RecordLink, Story},
};
use sqlx::{
    Any, AssertSqlSafe, Row as _, SqlSafeStr,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use super::lane::owner;
use crate::{error::Error, row::from_json, store::Store};

/// How many rows a page has.
const PAGE: usize = 50;

/// What is asked for. Every connection that cannot carry records is named: what waits for it is held.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what stands so.
    pub state: Option<DeliveryState>,
    /// Only what belongs to somebody as this.
    pub owner: Option<Party>,
    /// Only what came in before the delivery of this id.
    pub before: Option<String>,
    /// The CRMs that records cannot go to at present, and why.
    pub waiting_for: Vec<(Crm, Reason)>,
}

impl Filter {
    /// The keys of the CRMs that are waited for, and of none: as many as a statement has room for.
    fn keys(&self) -> [&'static str; 4] {
        let mut keys = ["-"; 4];
        for (key, (crm, _)) in keys.iter_mut().zip(&self.waiting_for) {
            *key = crm.key();
        }
        keys
    }
}

/// What is held, of what waits; `$1` to `$4` are [`Filter::keys`].
macro_rules! held {
    () => {
        "d.state = 'waiting' AND (l.crm = '' OR d.is_held = 1 OR l.crm IN ($1, $2, $3, $4))"
    };
}

/// The columns of a row.
const ROW: &str = concat!(
    "SELECT d.id, l.session, e.kind, e.at, e.received_at, l.crm, d.state, d.reason,
    d.owner_party, d.owner_id, d.owner_name, d.record, d.url,
    CASE WHEN ",
    held!(),
    " THEN 1 ELSE 0 END AS is_held"
);

const FROM: &str = "FROM deliveries d JOIN events e ON e.id = d.id JOIN lanes l ON l.lane = d.lane";

/// A statement whose first places are [`Filter::keys`].
fn query<'q>(sql: impl SqlSafeStr, filter: &Filter) -> Query<'q, Any, AnyArguments> {
    filter
        .keys()
        .into_iter()
        .fold(sqlx::query(sql), Query::bind)
}

impl Store {
    /// One page.
    ///
    /// # Errors
    /// The database's own.
    pub async fn activity(&self, filter: &Filter) -> Result<ActivityPage, Error> {
        let state = match filter.state {
            None => "1 = 1",
            Some(DeliveryState::Waiting) => {
                concat!("d.state = 'waiting' AND NOT (", held!(), ")")
            }
            Some(DeliveryState::Held) => held!(),
            Some(DeliveryState::Delivered) => "d.state = 'delivered'",
            Some(DeliveryState::Nothing) => "d.state = 'nothing'",
            Some(DeliveryState::Parked) => "d.state = 'parked'",
        };
        let owned = match filter.owner {
            None => "1 = 1",
            Some(Party::Agent) => "d.owner_party = 'agent'",
            Some(Party::DefaultUser) => "d.owner_party = 'default_user'",
            Some(Party::RandomAgent) => "d.owner_party = 'random_agent'",
        };
        let sql = format!(
            "{ROW} {FROM} WHERE {state} AND {owned} AND ($5 = '' OR d.id < $5) ORDER BY d.id DESC LIMIT $6"
        );
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let rows = query(AssertSqlSafe(sql), filter)
            .bind(filter.before.clone().unwrap_or_default())
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        let mut rows = rows
            .iter()
            .map(|row| activity(row, filter))
            .collect::<Result<Vec<_>, _>>()?;
        let has_more = rows.len() > PAGE;
        rows.truncate(PAGE);
        Ok(ActivityPage {
            next: rows.last().filter(|_| has_more).map(|row| row.id.clone()),
            rows,
            held: self.held(filter).await?,
        })
    }

    /// The story of one delivery, if there is one of that id.
    ///
    /// # Errors
    /// The database's own.
    pub async fn story(&self, id: &str, filter: &Filter) -> Result<Option<Story>, Error> {
        let sql = format!(
            "{ROW}, l.source, e.event, d.actor_party, d.actor_id, d.actor_name, d.actor_instead, d.seen,
                 d.tries, d.done_at, l.due_at, l.state AS lane_state {FROM} WHERE d.id = $5"
        );
        let row = query(AssertSqlSafe(sql), filter)
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let calls =
            sqlx::query("SELECT what, status, at, ms FROM calls WHERE delivery = $1 ORDER BY n")
                .bind(id.to_owned())
                .fetch_all(&self.pool)
                .await?;
        let activity = activity(&row, filter)?;
        let seen: Option<String> = row.try_get("seen")?;
        let (tries, instead): (i64, i64) = (row.try_get("tries")?, row.try_get("actor_instead")?);
        let lane_state: String = row.try_get("lane_state")?;
        let is_due = activity.state == DeliveryState::Waiting && lane_state == "ready";
        Ok(Some(Story {
            source: row.try_get("source")?,
            event: row.try_get("event")?,
            seen: seen
                .map(|seen| from_json(&seen, "deliveries.seen"))
                .transpose()?,
            actor: owner(&row, "actor")?.map(attributed),
            actor_instead: instead != 0,
            calls: calls.iter().map(call).collect::<Result<_, _>>()?,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
            due_at: if is_due {
                Some(row.try_get("due_at")?)
            } else {
                None
            },
            done_at: row.try_get("done_at")?,
            activity,
        }))
    }

    async fn held(&self, filter: &Filter) -> Result<Option<Held>, Error> {
        let sql = format!(
            "SELECT COUNT(*) AS count, MIN(e.received_at) AS oldest, MIN(l.crm) AS crm,
                 MIN(CASE WHEN d.is_held = 1 THEN d.reason END) AS reason {FROM} WHERE {}",
            held!()
        );
        let row = query(AssertSqlSafe(sql), filter)
            .fetch_one(&self.pool)
            .await?;
        let count: i64 = row.try_get("count")?;
        if count == 0 {
            return Ok(None);
        }
        let crm: Option<String> = row.try_get("crm")?;
        let crm = crm.as_deref().and_then(Crm::from_key);
        let reason: Option<String> = row.try_get("reason")?;
        let reason = reason.as_deref().and_then(Reason::from_key);
        Ok(Some(Held {
            count: count.unsigned_abs(),
            oldest: row.try_get("oldest")?,
            reason: waits_for(crm, filter).or(reason).unwrap_or(Reason::Paused),
            crm,
        }))
    }
}

/// Why what goes to this CRM waits as a whole.
fn waits_for(crm: Option<Crm>, filter: &Filter) -> Option<Reason> {
    let Some(crm) = crm else {
        return Some(Reason::NoPlatform);
    };
    let mut waiting = filter.waiting_for.iter();
    waiting
        .find(|(other, _)| *other == crm)
        .map(|(_, reason)| *reason)
}

fn activity(row: &AnyRow, filter: &Filter) -> Result<Activity, Error> {
    let crm: String = row.try_get("crm")?;
    let crm = Crm::from_key(&crm);
    let is_held: i64 = row.try_get("is_held")?;
    let state: String = row.try_get("state")?;
    let state = DeliveryState::from_key(&state).ok_or(Error::Corrupt("deliveries.state"))?;
    let is_held = is_held != 0;
    let reason: Option<String> = row.try_get("reason")?;
    let record: Option<String> = row.try_get("record")?;
    let url = row.try_get("url")?;
    Ok(Activity {
        id: row.try_get("id")?,
        session: row.try_get("session")?,
        kind: row.try_get("kind")?,
        at: row.try_get::<Millis, _>("at")?,
        received_at: row.try_get("received_at")?,
        crm,
        state: if is_held { DeliveryState::Held } else { state },
        reason: match waits_for(crm, filter).filter(|_| is_held) {
            Some(reason) => Some(reason.key().to_owned()),
            None => reason,
        },
        owner: owner(row, "owner")?.map(attributed),
        record: record.map(|id| RecordLink { id, url }),
    })
}

fn attributed(owner: domain::Owner) -> Attributed {
    Attributed {
        party: owner.party,
        id: owner.id,
        name: owner.name,
    }
}

fn call(row: &AnyRow) -> Result<Call, Error> {
    let (status, ms): (Option<i64>, i64) = (row.try_get("status")?, row.try_get("ms")?);
    Ok(Call {
        what: row.try_get("what")?,
        status: status.and_then(|status| u16::try_from(status).ok()),
        at: row.try_get("at")?,
        ms: u32::try_from(ms).unwrap_or(u32::MAX),
    })
}
