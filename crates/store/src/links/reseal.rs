//! Sealing tokens anew when the database is opened: with the first key, and in today's way.

use domain::Fields;
use sqlx::{AnyPool, Row as _};

use super::tokens::{self, Belongs};
use crate::{
    error::Error,
    row::{crm as crm_of, from_json},
    store::Store,
};

/// The ids of the keys that sealed the tokens.
pub(crate) async fn key_ids(pool: &AnyPool) -> Result<Vec<String>, Error> {
    let rows = sqlx::query("SELECT DISTINCT key_id FROM links")
        .fetch_all(pool)
        .await?;
    rows.iter().map(|row| Ok(row.try_get("key_id")?)).collect()
}

impl Store {
    /// Seals with the first key what another key sealed; and, only in the run that brought the
    /// database up to date, what was sealed without instance, user and generation. Later on such an
    /// envelope is one that somebody put back.
    pub(crate) async fn reseal_tokens(&self, was_before_grants: bool) -> Result<(), Error> {
        let first = self.keys.first().id().to_string();
        let rows = sqlx::query(
            "SELECT id, crm, key_id, refresh, access, instance, generation, renewed_at, user_id, bound_to
             FROM links",
        )
        .fetch_all(&self.pool)
        .await?;
        for row in rows {
            let id: String = row.try_get("id")?;
            let crm = crm_of(row.try_get("crm")?, "links.crm")?;
            let bound_to: Fields = from_json(row.try_get("bound_to")?, "links.bound_to")?;
            let key_id: String = row.try_get("key_id")?;
            let opened = if was_before_grants {
                tokens::former_of_row(&row, &self.keys, crm, &id, bound_to)
            } else {
                tokens::of_row(&row, &self.keys, crm, &id, bound_to)
            };
            let tokens = match opened {
                Ok(_) if key_id == first && !was_before_grants => continue,
                Ok(tokens) => tokens,
                Err(error) => {
                    tracing::error!(link = id, %error, "the tokens of a link do not open: link again");
                    continue;
                }
            };
            let belongs = Belongs {
                crm,
                id: &id,
                user_id: &tokens.user_id,
                instance: &tokens.instance,
                generation: tokens.generation,
                bound_to: &tokens.bound_to,
            };
            let mut writing = self.write().await?;
            // Only if the row is still what was read. Generation and lease stay: they are the same
            // tokens, and somebody may just be renewing them.
            sqlx::query(
                "UPDATE links SET refresh = $1, access = $2, key_id = $3 WHERE id = $4 AND refresh = $5",
            )
            .bind(belongs.seal(&self.keys, "refresh", &tokens.refresh))
            .bind(belongs.seal(&self.keys, "access", &tokens.access))
            .bind(first.clone())
            .bind(id.clone())
            .bind(row.try_get::<Vec<u8>, _>("refresh")?)
            .execute(&mut **writing)
            .await?;
            writing.commit().await?;
            tracing::info!(link = id, "tokens sealed anew");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::{Crm, Fields, Secret};

    use super::*;
    use crate::{
        keys::KeySource,
        seal::{Place, seal},
    };

    async fn with_a_link_of_old_times() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        let url = format!("sqlite://{}", path("portal.db").display());
        let store = Store::open(&url, &KeySource::File(path("portal.key"))).await;
        let store = store.unwrap();
        let sealed = |token: &str| {
            let what = format!("{token} of link one");
            let bound_to = Fields::default();
            let place = Place::former_token(Crm::Salesforce, &what, &bound_to);
            seal(store.keys.first(), place, &Secret::from(token))
        };
        sqlx::query(
            "INSERT INTO links (id, crm, user_id, name, username, role, place, linked_at, state, since,
                 bound_to, instance, refresh, access, key_id, generation, renewed_at)
             VALUES ('one', 'salesforce', 'u', 'n', 'n', 'r', 1, 1, 'active', 1, '{}', 'https://i', $1,
                 $2, $3, 4, 1)",
        )
        .bind(sealed("refresh"))
        .bind(sealed("access"))
        .bind(store.keys.first().id().to_string())
        .execute(&store.pool)
        .await
        .unwrap();
        (store, folder)
    }

    #[tokio::test]
    async fn tokens_of_old_times_are_sealed_anew_while_the_database_is_brought_up_to_date() {
        let (store, _folder) = with_a_link_of_old_times().await;
        store.reseal_tokens(true).await.unwrap();
        let tokens = store.link_tokens(Crm::Salesforce, "one").await.unwrap();
        assert_eq!(tokens.unwrap().refresh.expose_secret(), "refresh");
    }

    #[tokio::test]
    async fn at_any_other_time_they_are_what_somebody_put_back() {
        let (store, _folder) = with_a_link_of_old_times().await;
        store.reseal_tokens(false).await.unwrap();
        let tokens = store.link_tokens(Crm::Salesforce, "one").await;
        assert!(matches!(tokens, Err(Error::Sealed { .. })));
    }
}
