//! What the CRM said of a link.

use domain::{Cause, Check, Crm, Fields, Link, LinkState, Millis, Verdict};

use super::{
    ends::{current_binding, hold_settings},
    row::read_one,
};
use crate::{error::Error, row::to_json, store::Store};

impl Store {
    /// Notes what the CRM said of a link with the tokens of this generation, made for these settings.
    /// Whether it was noted: not if it was linked again or the settings were changed since.
    ///
    /// # Errors
    /// The database's own.
    pub async fn note_link(
        &self,
        crm: Crm,
        id: &str,
        (bound_to, generation): (&Fields, i64),
        check: &Check,
        now: Millis,
    ) -> Result<bool, Error> {
        let mut writing = self.write().await?;
        hold_settings(&mut writing).await?;
        if current_binding(&mut writing, crm).await?.as_ref() != Some(bound_to) {
            return Ok(false);
        }
        let held = sqlx::query(
            "UPDATE links SET generation = generation WHERE id = $1 AND generation = $2",
        )
        .bind(id.to_owned())
        .bind(generation)
        .execute(&mut **writing)
        .await?;
        if held.rows_affected() == 0 {
            return Ok(false);
        }
        let before = read_one(&mut writing, id).await?;
        let state = before.state.after(check);
        let is_valid = check.verdict == Verdict::Valid;
        let role = check
            .acts_as
            .as_ref()
            .filter(|_| is_valid)
            .map(|user| user.role.clone());
        sqlx::query(
            "UPDATE links SET state = $1, since = $2, cause = $3, verified_at = $4, role = $5 WHERE id = $6",
        )
        .bind(state.key())
        .bind(if state == before.state { before.since } else { now })
        .bind(cause_after(&before, state, check).map(|cause| to_json(&cause)))
        .bind(if is_valid { Some(now) } else { before.verified_at })
        .bind(role.unwrap_or(before.role))
        .bind(id.to_owned())
        .execute(&mut **writing)
        .await?;
        writing.commit().await?;
        Ok(true)
    }
}

/// A link that is dead keeps the cause it died of while nothing better is known.
fn cause_after(before: &Link, state: LinkState, check: &Check) -> Option<Cause> {
    if state == before.state && !check.verdict.is_final() {
        before.cause
    } else {
        check.cause
    }
}
