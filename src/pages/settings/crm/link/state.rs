//! What is done with the links that there are: order and unlinking. Making new ones is in `under_way`.

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{draft::Draft, ids},
    attempt::Attempt,
};
use crate::{api, connections::Connections, ui::focus};

/// What is done with links.
#[derive(Clone, Copy)]
pub struct Links {
    /// The link attempt that is under way, or how the last one ended.
    pub attempt: RwSignal<Attempt>,
    /// The link that is asked about before it is unlinked.
    pub asked: RwSignal<Option<String>>,
    /// Whether the channel of links is listened to.
    pub(super) hears: StoredValue<bool>,
    pub(super) draft: Draft,
    pub(super) connections: Connections,
}

impl Links {
    /// Nothing under way.
    #[must_use]
    pub fn new(draft: Draft, connections: Connections) -> Self {
        Self {
            attempt: RwSignal::new(Attempt::Idle),
            asked: RwSignal::new(None),
            hears: StoredValue::new(false),
            draft,
            connections,
        }
    }

    /// Unlinks the administrator that was asked about.
    pub fn unlink(self) {
        let Some(id) = self.asked.try_update(Option::take).flatten() else {
            return;
        };
        let t = self.draft.text();
        let name = self.name(&id);
        spawn_local(async move {
            match api::unlink(&id).await {
                Ok(done) => {
                    self.draft
                        .form
                        .update(|form| *form = form.over(done.settings.clone()));
                    self.connections.learn(done.settings);
                    let revoked = if done.is_revoked {
                        ""
                    } else {
                        t.unlinked_not_revoked
                    };
                    let words = format!("{} {revoked}", t.unlinked(&name));
                    self.draft.tell(words.trim().to_owned());
                    request_animation_frame(|| focus(ids::ADMINS));
                }
                Err(error) => self.draft.tell(crate::words::failure(t, &error)),
            }
        });
    }

    /// Puts a linked administrator first.
    pub fn make_primary(self, id: &str) {
        let id = id.to_owned();
        let t = self.draft.text();
        spawn_local(async move {
            match api::make_primary(&id).await {
                Ok(()) => {
                    self.connections.ask().await;
                    self.draft.tell(t.made_primary(&self.name(&id)));
                    request_animation_frame(move || focus(&format!("link-{id}")));
                }
                Err(error) => self.draft.tell(crate::words::failure(t, &error)),
            }
        });
    }

    /// Forgets how the last attempt ended.
    pub fn clear(self) {
        self.attempt.maybe_update(|attempt| {
            let is_over = matches!(attempt, Attempt::Ended(_));
            if is_over {
                *attempt = Attempt::Idle;
            }
            is_over
        });
    }

    fn name(self, id: &str) -> String {
        self.draft.form.with_untracked(|form| form.admin_name(id))
    }
}
