//! What administrators were told last, so that each turn is told once by each channel, whichever
//! process sees it first.

use domain::Millis;
use sqlx::Row as _;

use crate::{error::Error, store::Store};

/// A turn that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It needs attention.
    Attention,
    /// It works again.
    Repaired,
}

impl Turn {
    fn key(self) -> &'static str {
        match self {
            Self::Attention => "attention",
            Self::Repaired => "repaired",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Attention => Self::Repaired,
            Self::Repaired => Self::Attention,
        }
    }
}

/// How long a telling may take; after that the program that was at it is taken for dead.
const TELLING_MS: Millis = 120_000;

impl Store {
    /// Claims the telling of a turn: for one caller only, and of a repair only where attention was
    /// asked for before. [`Store::confirm_notification`] ends it; without that it can be claimed again.
    ///
    /// # Errors
    /// The database's own.
    pub async fn claim_notification(
        &self,
        subject: &str,
        turn: Turn,
        now: Millis,
    ) -> Result<bool, Error> {
        let query = match turn {
            Turn::Attention => sqlx::query(
                "INSERT INTO notifications (subject, told, telling_until) VALUES ($1, $2, $3)
                 ON CONFLICT (subject) DO UPDATE SET told = excluded.told, telling_until = excluded.telling_until
                 WHERE notifications.told <> excluded.told
                     OR (notifications.telling_until > 0 AND notifications.telling_until <= $4)",
            ),
            Turn::Repaired => sqlx::query(
                "UPDATE notifications SET told = $2, telling_until = $3
                 WHERE subject = $1 AND (told <> $2 OR (telling_until > 0 AND telling_until <= $4))",
            ),
        };
        let mut writing = self.write().await?;
        let claimed = query
            .bind(subject.to_owned())
            .bind(turn.key())
            .bind(now + TELLING_MS)
            .bind(now)
            .execute(&mut **writing)
            .await?;
        writing.commit().await?;
        Ok(claimed.rows_affected() == 1)
    }

    /// It is told.
    ///
    /// # Errors
    /// The database's own.
    pub async fn confirm_notification(&self, subject: &str, turn: Turn) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query("UPDATE notifications SET telling_until = 0 WHERE subject = $1 AND told = $2")
            .bind(subject.to_owned())
            .bind(turn.key())
            .execute(&mut **writing)
            .await?;
        writing.commit().await
    }

    /// Gives a claim back: nobody could be told.
    ///
    /// # Errors
    /// The database's own.
    pub async fn give_notification_back(&self, subject: &str, turn: Turn) -> Result<(), Error> {
        let mut writing = self.write().await?;
        sqlx::query(
            "UPDATE notifications SET told = $1, telling_until = 0 WHERE subject = $2 AND told = $3",
        )
        .bind(turn.other().key())
        .bind(subject.to_owned())
        .bind(turn.key())
        .execute(&mut **writing)
        .await?;
        writing.commit().await
    }

    /// Forgets what is none of these any more: it was unlinked, or its settings were emptied.
    ///
    /// # Errors
    /// The database's own.
    pub async fn keep_notifications_of(&self, subjects: &[String]) -> Result<(), Error> {
        let rows = sqlx::query("SELECT subject FROM notifications")
            .fetch_all(&self.pool)
            .await?;
        for row in rows {
            let subject: String = row.try_get("subject")?;
            if !subjects.contains(&subject) {
                let mut writing = self.write().await?;
                sqlx::query("DELETE FROM notifications WHERE subject = $1")
                    .bind(subject)
                    .execute(&mut **writing)
                    .await?;
                writing.commit().await?;
            }
        }
        Ok(())
    }
}
