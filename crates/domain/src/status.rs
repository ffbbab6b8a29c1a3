//! The word for what is known of a stored connection.

use crate::{
    connection::Connection,
    crm::Crm,
    link::{LinkState, acting},
    settings::Panel,
    verdict::{Cause, Verdict},
    wanted::Wanted,
};

/// The word on the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Host, identity or secret is missing.
    NotSetUp,
    /// The CRM accepts the stored connection.
    Verified,
    /// Nobody knows: never asked, or the answer proved nothing.
    NotVerified,
    /// The CRM refuses the stored connection; its records wait.
    NeedsAttention,
    /// What is stored, its secret or the links' tokens, opens with no key of this server; its records
    /// wait until it is entered, or linked, again.
    Unreadable,
}

impl Status {
    /// Whether records can go there, as far as is known: such a platform is not left lightly.
    #[must_use]
    pub fn works(self) -> bool {
        matches!(self, Self::Verified | Self::NotVerified)
    }
}

/// The status of a stored panel.
#[must_use]
pub fn status(crm: Crm, stored: &Panel) -> Status {
    if Connection::of(crm, &Wanted::unchanged(crm, stored), stored.secret.as_ref()).is_err() {
        return Status::NotSetUp;
    }
    let unreadable = Some(Cause::SecretUnreadable);
    if stored.cause() == unreadable {
        return Status::Unreadable;
    }
    if crm.has_links() {
        return match acting(&stored.links).map(|link| link.state) {
            _ if stored.links.is_empty() => Status::NotSetUp,
            Some(LinkState::Active) => Status::Verified,
            Some(_) => Status::NotVerified,
            None if stored.links.iter().any(|link| link.cause == unreadable) => Status::Unreadable,
            None => Status::NeedsAttention,
        };
    }
    match stored.health.as_ref().map(|health| health.check.verdict) {
        Some(Verdict::Valid) => Status::Verified,
        Some(verdict) if verdict.is_refusal() => Status::NeedsAttention,
        _ => Status::NotVerified,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Check, Field, Fields, Health, Link, SecretState, binding};

    fn stored(verdict: Option<Verdict>) -> Panel {
        let fields = Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ]);
        let secret = SecretState {
            last_four: None,
            replaced_at: 0,
            bound_to: binding(Crm::Zendesk, &fields),
        };
        let health = verdict.map(|verdict| Health {
            check: Check::of(verdict),
            checked_at: 0,
        });
        Panel {
            fields,
            secret: Some(secret),
            health,
            ..Panel::default()
        }
    }

    fn chip(panel: &Panel) -> Status {
        status(Crm::Zendesk, panel)
    }

    #[test]
    fn an_empty_panel_of_any_crm_is_not_set_up() {
        for crm in Crm::ALL {
            assert_eq!(status(crm, &Panel::default()), Status::NotSetUp);
        }
    }

    #[test]
    fn a_panel_without_host_identity_or_secret_is_not_set_up_whatever_was_said_of_it() {
        let valid = stored(Some(Verdict::Valid));
        assert_eq!(
            chip(&Panel {
                secret: None,
                ..valid.clone()
            }),
            Status::NotSetUp
        );
        for field in Crm::Zendesk.tuple_fields(&Fields::default()) {
            let mut panel = valid.clone();
            panel.fields.set(field, "");
            assert_eq!(chip(&panel), Status::NotSetUp, "{field:?}");
        }
    }

    #[test]
    fn a_secret_that_does_not_open_is_a_state_of_its_own_and_carries_nothing() {
        let mut panel = stored(Some(Verdict::Rejected));
        if let Some(health) = &mut panel.health {
            health.check.cause = Some(Cause::SecretUnreadable);
        }
        assert_eq!(chip(&panel), Status::Unreadable);
        assert!(!Status::Unreadable.works());
        panel.secret = None;
        assert_eq!(
            chip(&panel),
            Status::NotSetUp,
            "where there is none, none is unreadable"
        );
    }

    #[test]
    fn links_that_do_not_open_are_unreadable_once_none_of_them_works() {
        let fields = Fields::from([
            (Field::OrgId, "00D0O000005Jj18"),
            (Field::ConsumerKey, "3MVG9.acme"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]);
        let link = |state, cause| Link {
            id: String::new(),
            name: String::new(),
            username: String::new(),
            role: String::new(),
            linked_at: 0,
            linked_by: None,
            verified_at: None,
            state,
            since: 0,
            cause,
        };
        let unreadable = link(LinkState::NeedsRelinking, Some(Cause::SecretUnreadable));
        let mut panel = Panel {
            secret: Some(SecretState {
                last_four: None,
                replaced_at: 0,
                bound_to: binding(Crm::Salesforce, &fields),
            }),
            fields,
            links: vec![unreadable, link(LinkState::Active, None)],
            ..Panel::default()
        };
        assert_eq!(status(Crm::Salesforce, &panel), Status::Verified);
        panel.links.truncate(1);
        assert_eq!(status(Crm::Salesforce, &panel), Status::Unreadable);
        panel.links[0].cause = Some(Cause::GrantGone);
        assert_eq!(status(Crm::Salesforce, &panel), Status::NeedsAttention);
    }

    #[test]
    fn a_secret_entered_for_something_else_is_no_secret() {
        let mut panel = stored(Some(Verdict::Valid));
        panel.fields.set(Field::Email, "second@acme.example");
        assert_eq!(chip(&panel), Status::NotSetUp);
    }

    #[test]
    fn a_complete_panel_is_what_was_last_said_of_it() {
        use Verdict as V;
        assert_eq!(chip(&stored(None)), Status::NotVerified);
        assert_eq!(chip(&stored(Some(V::Valid))), Status::Verified);
        for refusal in [V::Rejected, V::NotAdmin, V::WrongAccount, V::NotFound] {
            assert_eq!(
                chip(&stored(Some(refusal))),
                Status::NeedsAttention,
                "{refusal:?}"
            );
        }
        for uncertain in [V::Unreachable, V::RateLimited, V::Unverified] {
            assert_eq!(
                chip(&stored(Some(uncertain))),
                Status::NotVerified,
                "{uncertain:?}"
            );
        }
    }
}
