//! When the Default User box can be ticked, and what stands in the way.
//!
//! The page greys the box by this function and the server refuses by it. Source: the help page's
//! troubleshooting of Zendesk ("if the field is empty, the box is disabled").

use crate::{
    connection::Connection,
    crm::Crm,
    field::{Field, Input},
    secret::SecretEdit,
    settings::Panel,
    wanted::Wanted,
};

/// Why the box cannot be ticked; the page shows the first one with a link to its cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The input is empty.
    Missing(Input),
    /// "Replace" was pressed and nothing typed yet.
    NewSecretBlank,
    /// The kept secret was entered for another value of this field.
    SecretBoundElsewhere(Field),
    /// No administrator is linked.
    NoAdminLinked,
}

/// What stands in the way of ticking the box, in the order of the page; nothing where it is free.
///
/// A malformed value does not grey the box, so that it does not flicker while one types.
#[must_use]
pub fn availability(crm: Crm, wanted: &Wanted, stored: &Panel) -> Vec<Obstacle> {
    if crm.has_links() {
        let nobody = stored.links.is_empty().then_some(Obstacle::NoAdminLinked);
        return nobody.into_iter().collect();
    }
    let kept = stored.secret.as_ref();
    let Err(unready) = Connection::of(crm, wanted, kept) else {
        return Vec::new();
    };
    let replacing = kept.is_some() && matches!(wanted.secret, SecretEdit::Replace(_));
    let name = |input| match input {
        Input::Secret if replacing => Obstacle::NewSecretBlank,
        input => Obstacle::Missing(input),
    };
    let bound = unready.bound_elsewhere.map(Obstacle::SecretBoundElsewhere);
    unready.missing.into_iter().map(name).chain(bound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fields, SecretState, binding};

    fn zendesk(email: &str, secret: SecretEdit) -> Wanted {
        let fields = Fields::from([(Field::Subdomain, "acme"), (Field::Email, email)]);
        Wanted {
            fields,
            secret,
            ..Wanted::default()
        }
    }

    fn kept() -> Panel {
        let fields = Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "Camille@acme.example"),
        ]);
        Panel {
            secret: Some(SecretState {
                last_four: None,
                replaced_at: 0,
                bound_to: binding(Crm::Zendesk, &fields),
            }),
            ..Panel::default()
        }
    }

    #[test]
    fn an_empty_token_disables_the_box() {
        let blank = SecretEdit::Replace(" \u{200b}".into());
        let wanted = zendesk("camille@acme.example", blank);
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &Panel::default()),
            [Obstacle::Missing(Input::Secret)]
        );
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &kept()),
            [Obstacle::NewSecretBlank]
        );
    }

    #[test]
    fn an_empty_email_disables_the_box() {
        let wanted = zendesk("", SecretEdit::Replace("token".into()));
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &Panel::default()),
            [Obstacle::Missing(Input::Field(Field::Email))]
        );
    }

    #[test]
    fn email_and_token_free_the_box() {
        let wanted = zendesk("camille@acme.example", SecretEdit::Replace("token".into()));
        assert_eq!(availability(Crm::Zendesk, &wanted, &Panel::default()), []);
        assert_eq!(
            availability(
                Crm::Zendesk,
                &zendesk("CAMILLE@acme.example", SecretEdit::Keep),
                &kept()
            ),
            []
        );
    }

    #[test]
    fn a_kept_token_counts_as_missing_for_another_email() {
        let wanted = zendesk("second@acme.example", SecretEdit::Keep);
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &kept()),
            [Obstacle::SecretBoundElsewhere(Field::Email)]
        );
    }

    #[test]
    fn a_removed_token_disables_the_box() {
        let wanted = zendesk("camille@acme.example", SecretEdit::Clear);
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &kept()),
            [Obstacle::Missing(Input::Secret)]
        );
    }

    #[test]
    fn an_oauth_client_needs_its_id_and_secret_in_place_of_email_and_token() {
        let fields = Fields::from([
            (Field::Subdomain, "acme"),
            (Field::CredentialKind, "oauth_client"),
            (Field::Email, "camille@acme.example"),
        ]);
        let wanted = Wanted {
            fields,
            ..Wanted::default()
        };
        assert_eq!(
            availability(Crm::Zendesk, &wanted, &Panel::default()),
            [
                Obstacle::Missing(Input::Field(Field::ClientId)),
                Obstacle::Missing(Input::Secret)
            ]
        );
    }

    #[test]
    fn without_a_linked_administrator_the_boxes_are_disabled() {
        let wanted = Wanted::default();
        assert_eq!(
            availability(Crm::Salesforce, &wanted, &Panel::default()),
            [Obstacle::NoAdminLinked]
        );
    }

    #[test]
    fn an_untouched_panel_names_every_missing_input() {
        let wanted = Wanted::unchanged(Crm::Dynamics, &Panel::default());
        assert_eq!(
            availability(Crm::Dynamics, &wanted, &Panel::default()).len(),
            4
        );
    }
}
