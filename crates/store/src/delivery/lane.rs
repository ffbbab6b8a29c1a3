//! Reading a lane: its events, opened, and its records.

use domain::{
    Channel, Crm, DeliveryState, Owner, Party,
    event::{Data, Event, Kind},
};
use sqlx::{Row as _, any::AnyRow};

use super::{
    receive::place,
    types::{KeptRecord, Lane, LaneLease, Stored},
};
use crate::{
    error::Error,
    seal::{Place, open},
    store::Store,
};

/// How many events of one session are folded: what comes after so many no longer changes its owner.
const FOLDED: i64 = 2000;

/// How many that wait are read at least, wherever they stand.
const WAITING: i64 = 16;

impl Store {
    /// All that is kept of a leased lane, its events in their order.
    ///
    /// # Errors
    /// The database's own. A body that does not open is none.
    pub async fn lane(&self, lease: &LaneLease) -> Result<Lane, Error> {
        let mut events = self.events(lease, "1 = 1", FOLDED).await?;
        if i64::try_from(events.len()).unwrap_or(i64::MAX) >= FOLDED {
            // The first of those that wait may stand behind all that is folded.
            let waiting = self.events(lease, "d.state = 'waiting'", WAITING).await?;
            let is_new = |one: &Stored| events.iter().all(|other| other.id != one.id);
            let more: Vec<Stored> = waiting.into_iter().filter(is_new).collect();
            events.extend(more);
        }
        let records = sqlx::query(
            "SELECT origin, account, remote_id, contact_id, owner_party, owner_id, owner_name,
                 is_appended, channel, queue, closed_at FROM records WHERE lane = $1",
        )
        .bind(lease.lane.clone())
        .fetch_all(&self.pool)
        .await?;
        Ok(Lane {
            events,
            records: records.iter().map(record).collect::<Result<_, _>>()?,
        })
    }

    /// The CRM's id of the consumer's newest open record of this channel and queue.
    ///
    /// # Errors
    /// The database's own.
    pub async fn open_record(
        &self,
        (crm, account): (Crm, &str),
        contact: &str,
        channel: Option<Channel>,
        queue: &str,
    ) -> Result<Option<String>, Error> {
        let row = sqlx::query(
            "SELECT remote_id FROM records WHERE crm = $1 AND account = $2 AND contact_id = $3
                 AND queue = $4 AND COALESCE(channel, '') = $5 AND closed_at IS NULL
             ORDER BY made_at DESC LIMIT 1",
        )
        .bind(crm.key())
        .bind(account.to_owned())
        .bind(contact.to_owned())
        .bind(queue.to_owned())
        .bind(channel.map_or("", Channel::key))
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok(row.try_get("remote_id")?)).transpose()
    }

    async fn events(
        &self,
        lease: &LaneLease,
        which: &'static str,
        limit: i64,
    ) -> Result<Vec<Stored>, Error> {
        let sql = format!(
            "SELECT e.id, e.event, e.kind, e.at, e.body, d.state, d.tries
             FROM events e JOIN deliveries d ON d.id = e.id
             WHERE e.lane = $1 AND {which} ORDER BY e.at, e.event LIMIT $2"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(lease.lane.clone())
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(|row| self.stored(row, lease)).collect()
    }

    fn stored(&self, row: &AnyRow, lease: &LaneLease) -> Result<Stored, Error> {
        let id: String = row.try_get("id")?;
        let kind: String = row.try_get("kind")?;
        let kind = Kind::from_key(&kind).ok_or(Error::Corrupt("events.kind"))?;
        let at = row.try_get("at")?;
        let sealed: Option<Vec<u8>> = row.try_get("body")?;
        let data = sealed.and_then(|sealed| self.data(&id, kind, &sealed));
        let event_id: String = row.try_get("event")?;
        let event = data.map(|data| Event {
            source: lease.source.clone(),
            id: event_id,
            session: lease.session.clone(),
            at,
            data,
        });
        let state: String = row.try_get("state")?;
        let tries: i64 = row.try_get("tries")?;
        Ok(Stored {
            id,
            kind,
            at,
            event,
            state: DeliveryState::from_key(&state).ok_or(Error::Corrupt("deliveries.state"))?,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
        })
    }

    fn data(&self, id: &str, kind: Kind, sealed: &[u8]) -> Option<Data> {
        let body = open(&self.keys, Place::own(&place(id)), sealed)
            .inspect_err(|cause| tracing::error!(event = id, %cause, "an event does not open"))
            .ok()?;
        let mut json = serde_json::Deserializer::from_str(body.expose_secret());
        Data::read(kind, &mut json).ok()
    }
}

fn record(row: &AnyRow) -> Result<KeptRecord, Error> {
    let closed_at: Option<i64> = row.try_get("closed_at")?;
    let is_appended: i64 = row.try_get("is_appended")?;
    let channel: Option<String> = row.try_get("channel")?;
    Ok(KeptRecord {
        origin: row.try_get("origin")?,
        account: row.try_get("account")?,
        remote_id: row.try_get("remote_id")?,
        contact_id: row.try_get("contact_id")?,
        owner: owner(row, "owner")?,
        is_appended: is_appended != 0,
        channel: channel.as_deref().and_then(Channel::from_key),
        queue: row.try_get("queue")?,
        is_closed: closed_at.is_some(),
    })
}

/// The three columns of a party.
pub(super) fn owner(row: &AnyRow, prefix: &str) -> Result<Option<Owner>, Error> {
    let party: Option<String> = row.try_get(format!("{prefix}_party").as_str())?;
    let Some(party) = party else {
        return Ok(None);
    };
    Ok(Some(Owner {
        party: Party::from_key(&party).ok_or(Error::Corrupt("a party"))?,
        id: row.try_get(format!("{prefix}_id").as_str())?,
        name: row.try_get(format!("{prefix}_name").as_str())?,
    }))
}
