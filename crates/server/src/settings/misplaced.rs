//! A kept secret typed into a field that is shown: refused, before it is stored in clear or asked about.
//!
//! What is typed in the same draft is compared by `domain`; only the store can compare what is kept.

use domain::{Code, Crm, Input, PanelDraft, Secret, Settings, wire::Problem};

use super::{context::Service, error::Error};

impl Service {
    /// Compares the texts that differ from what is stored with every kept secret, whosever it is.
    ///
    /// # Errors
    /// [`Error::InvalidFields`] names the fields; [`Error::Store`].
    pub(super) async fn refuse_kept_secrets(
        &self,
        stored: &Settings,
        drafts: impl Iterator<Item = (Crm, &PanelDraft)>,
    ) -> Result<(), Error> {
        let kept = self.kept_secrets(stored).await?;
        let mut problems = Vec::new();
        for (crm, draft) in drafts {
            let before = stored.panel(crm).fields;
            let changed = draft
                .fields
                .iter()
                .filter(|(field, text)| before.get(*field) != *text);
            problems.extend(
                changed
                    .filter(|(_, text)| kept.iter().any(|secret| secret.stands_in(text)))
                    .map(|(field, _)| Problem::of(crm, Input::Field(field), Code::MisplacedSecret)),
            );
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Error::InvalidFields(problems))
        }
    }

    /// Those that open: one that does not is a state of its panel already.
    async fn kept_secrets(&self, stored: &Settings) -> Result<Vec<Secret>, Error> {
        let mut kept = Vec::new();
        for (crm, panel) in &stored.panels {
            let Some(state) = &panel.secret else { continue };
            match self.store.open_secret(*crm, &state.bound_to).await {
                Ok(secret) => kept.push(secret),
                Err(store::Error::Sealed { .. } | store::Error::NoSecret(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(kept)
    }
}
