//! What the page knows of the server it came from.

use leptos::prelude::*;

use crate::{api, paths};

/// The server's own words about itself, once they have arrived.
#[derive(Clone, Copy)]
pub struct About(RwSignal<Option<domain::wire::About>>);

impl About {
    /// Asks the server.
    #[must_use]
    pub fn ask() -> Self {
        let about = Self::unknown();
        leptos::task::spawn_local(async move {
            if let Ok(answer) = api::about().await {
                about.0.set(Some(answer));
            }
        });
        about
    }

    /// Nothing is known yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self(RwSignal::new(None))
    }

    /// Notes what the server says.
    pub fn note(self, about: domain::wire::About) {
        self.0.set(Some(about));
    }

    /// Whether it talks to the sandbox instead of the real CRMs.
    #[must_use]
    pub fn is_sandbox(self) -> bool {
        self.0
            .with(|about| about.as_ref().is_some_and(|about| about.sandbox))
    }

    /// Where Salesforce sends a signed-in administrator back to; empty until it is known.
    #[must_use]
    pub fn redirect_uri(self) -> String {
        self.0.with(|about| {
            about
                .as_ref()
                .map(|about| about.redirect_uri.clone())
                .unwrap_or_default()
        })
    }

    /// The settings of the CRMs under the server's public address.
    #[must_use]
    pub fn public_url(self) -> Option<String> {
        let uri = self.redirect_uri();
        let (scheme, rest) = uri.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(format!("{scheme}://{host}{}", paths::CRM))
    }
}
