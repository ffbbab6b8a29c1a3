//! Keeping a link that has just been made.

use domain::{Crm, Link, LinkState, Millis};
use sqlx::Row as _;

use super::{
    ends::{current_binding, hold_settings},
    new_link::{Former, NewLink},
    row::read_one,
    tokens::{self, Belongs},
};
use crate::{error::Error, grants, row::to_json, store::Store};

impl Store {
    /// Keeps a new link under `id`, or renews the one of the same user and gives its former grant.
    /// The grant it came with is a link from then on.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the settings it was made for have changed since.
    pub async fn keep_link(
        &self,
        crm: Crm,
        id: &str,
        new: &NewLink,
        now: Millis,
    ) -> Result<(Link, Option<Former>), Error> {
        let mut writing = self.write().await?;
        hold_settings(&mut writing).await?;
        if current_binding(&mut writing, crm).await? != Some(new.bound_to.clone()) {
            return Err(Error::Conflict);
        }
        // The id is part of the seal, so a renewed link keeps its own.
        let known = sqlx::query(
            "SELECT id, user_id, instance, generation, bound_to, refresh
             FROM links WHERE crm = $1 AND user_id = $2",
        )
        .bind(crm.key())
        .bind(new.user_id.clone())
        .fetch_optional(&mut **writing)
        .await?;
        let (id, generation, former) = match known {
            Some(row) => {
                let id: String = row.try_get("id")?;
                let generation: i64 = row.try_get("generation")?;
                let former = tokens::former(&row, &self.keys, crm, &id)?;
                (id, generation + 1, former)
            }
            None => (id.to_owned(), 1, None),
        };
        let belongs = Belongs {
            crm,
            id: &id,
            user_id: &new.user_id,
            instance: &new.instance,
            generation,
            bound_to: &new.bound_to,
        };
        sqlx::query(
            "INSERT INTO links (id, crm, user_id, name, username, role, place, linked_at, verified_at,
                 state, since, bound_to, instance, refresh, access, key_id, generation, renewed_at)
             VALUES ($1, $2, $3, $4, $5, $6,
                 (SELECT COALESCE(MAX(place), 0) + 1 FROM links WHERE crm = $2),
                 $7, $7, $8, $7, $9, $10, $11, $12, $13, $14, $7)
             ON CONFLICT (crm, user_id) DO UPDATE SET name = excluded.name, username = excluded.username,
                 role = excluded.role, linked_at = excluded.linked_at, verified_at = excluded.verified_at,
                 state = excluded.state, since = excluded.since, cause = NULL,
                 bound_to = excluded.bound_to, instance = excluded.instance, refresh = excluded.refresh,
                 access = excluded.access, key_id = excluded.key_id, generation = excluded.generation,
                 renewed_at = excluded.renewed_at,
                 leased_by = NULL, leased_until = 0",
        )
        .bind(id.clone())
        .bind(crm.key())
        .bind(new.user_id.clone())
        .bind(new.name.clone())
        .bind(new.username.clone())
        .bind(new.role.clone())
        .bind(now)
        .bind(LinkState::Active.key())
        .bind(to_json(&new.bound_to))
        .bind(new.instance.clone())
        .bind(belongs.seal(&self.keys, "refresh", &new.refresh))
        .bind(belongs.seal(&self.keys, "access", &new.access))
        .bind(self.keys.first().id().to_string())
        .bind(generation)
        .execute(&mut **writing)
        .await?;
        grants::forget(&mut writing, &new.grant_id).await?;
        let link = read_one(&mut writing, &id).await?;
        writing.commit().await?;
        Ok((link, former))
    }
}
