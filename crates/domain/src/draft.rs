//! What a person wants saved: the draft as it is sent, and as it reads over what is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    code::Code,
    crm::{Crm, Input},
    fields::Fields,
    problem::Problem,
    secret::SecretEdit,
    settings::{Panel, Settings},
};

/// The body of a save: what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The agent platform to switch to, `null` for none. Always named, so that none is never a slip.
    #[serde(deserialize_with = "named")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub agent_platform: Option<Crm>,
    /// The panels to change.
    #[serde(default)]
    pub panels: BTreeMap<Crm, PanelDraft>,
}

/// Reads an `Option` that has to be named.
fn named<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Crm>, D::Error> {
    Option::deserialize(from)
}

/// The changes to one panel: what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PanelDraft {
    /// The plain values to change.
    pub fields: Fields,
    /// What to do with the secret.
    pub secret: SecretEdit,
    /// Whether the default user is wanted (box 1).
    pub default_user: Option<bool>,
    /// Whether the default user is to write everything (box 2). Without effect where no
    /// administrators are linked.
    pub always: Option<bool>,
    /// "Save anyway": store the tuple even if the CRM's answer proves nothing.
    pub save_unverified: bool,
}

impl PanelDraft {
    /// The named fields that this CRM does not have.
    #[must_use]
    pub fn strangers(&self, crm: Crm) -> Vec<Problem> {
        self.fields
            .iter()
            .filter(|(field, _)| !crm.fields().contains(field))
            .map(|(field, text)| {
                let input = Input::Field(field);
                Problem::at(crm, input, Code::UnknownField, Some(text), &self.secret)
            })
            .collect()
    }
}

/// A whole panel as wanted: a draft merged over what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The plain values, every field of the CRM.
    pub fields: Fields,
    /// What to do with the secret.
    pub secret: SecretEdit,
    /// Whether the default user is wanted.
    pub default_user: bool,
    /// Whether it is to write everything.
    pub always: bool,
    /// "Save anyway".
    pub save_unverified: bool,
}

impl Wanted {
    /// The wish to leave everything as it is: what an untouched form shows.
    #[must_use]
    pub fn unchanged(crm: Crm, stored: &Panel) -> Self {
        Self::merge(crm, stored, &PanelDraft::default())
    }

    /// What was typed into an input, unless it is the secret.
    #[must_use]
    pub fn typed(&self, input: Input) -> Option<&str> {
        match input {
            Input::Field(field) => Some(self.fields.get(field)),
            Input::Secret => None,
        }
    }

    /// What is wrong with one input, with as much of what was typed as may be repeated.
    #[must_use]
    pub fn problem(&self, crm: Crm, input: Input, code: Code) -> Problem {
        Problem::at(crm, input, code, self.typed(input), &self.secret)
    }

    /// The draft over what is stored.
    #[must_use]
    pub fn merge(crm: Crm, stored: &Panel, draft: &PanelDraft) -> Self {
        let value = |field| {
            if draft.fields.names(field) {
                draft.fields.get(field)
            } else {
                stored.fields.get(field)
            }
        };
        Self {
            fields: crm
                .fields()
                .iter()
                .map(|field| (*field, value(*field).to_owned()))
                .collect(),
            secret: draft.secret.clone(),
            default_user: draft.default_user.unwrap_or(stored.default_user),
            always: draft.always.unwrap_or(stored.always) && crm.has_links(),
            save_unverified: draft.save_unverified,
        }
    }
}

impl From<Wanted> for PanelDraft {
    fn from(wanted: Wanted) -> Self {
        Self {
            fields: wanted.fields,
            secret: wanted.secret,
            default_user: Some(wanted.default_user),
            always: Some(wanted.always),
            save_unverified: wanted.save_unverified,
        }
    }
}

impl Draft {
    /// The panel as wanted.
    #[must_use]
    pub fn wanted(&self, crm: Crm, stored: &Settings) -> Wanted {
        let untouched = PanelDraft::default();
        Wanted::merge(
            crm,
            &stored.panel(crm),
            self.panels.get(&crm).unwrap_or(&untouched),
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::*;
    use crate::Field;

    fn stored() -> Panel {
        let fields = Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ]);
        Panel {
            fields,
            default_user: true,
            ..Panel::default()
        }
    }

    fn secret(edit: &serde_json::Value) -> Result<SecretEdit, String> {
        from_value::<PanelDraft>(json!({ "secret": edit }))
            .map(|panel| panel.secret)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_secret_that_is_absent_is_kept() {
        let panel: PanelDraft = from_value(json!({})).expect("a draft");
        assert_eq!(panel, PanelDraft::default());
        assert_eq!(panel.secret, SecretEdit::Keep);
    }

    #[test]
    fn a_secret_is_kept_replaced_or_cleared_by_name() {
        assert_eq!(secret(&json!("keep")), Ok(SecretEdit::Keep));
        assert_eq!(secret(&json!("clear")), Ok(SecretEdit::Clear));
        assert_eq!(
            secret(&json!({ "replace": "token" })),
            Ok(SecretEdit::Replace("token".into()))
        );
    }

    #[test]
    fn a_secret_in_any_other_shape_is_refused_and_not_repeated() {
        let shapes = [
            json!("canary"),
            json!(["canary"]),
            json!({ "canary": "x" }),
            json!({ "replace": ["canary"] }),
            json!({ "replace": "canary", "clear": true }),
            json!({ "replace": null }),
            json!(null),
            json!(731_731),
            json!("replace"),
        ];
        for shape in shapes {
            let error = secret(&shape).expect_err("refused");
            assert!(
                !error.contains("canary") && !error.contains("731731"),
                "{shape}: {error}"
            );
        }
    }

    #[test]
    fn what_the_page_sends_is_what_the_server_reads() {
        for edit in [
            SecretEdit::Keep,
            SecretEdit::Clear,
            SecretEdit::Replace("token".into()),
        ] {
            let panel = PanelDraft {
                secret: edit,
                fields: stored().fields,
                default_user: Some(true),
                always: Some(false),
                save_unverified: true,
            };
            let draft = Draft {
                agent_platform: Some(Crm::Zendesk),
                panels: [(Crm::Zendesk, panel)].into(),
            };
            assert_eq!(
                from_value::<Draft>(to_value(&draft).expect("JSON")).expect("a draft"),
                draft
            );
        }
    }

    #[test]
    fn a_draft_reads_as_its_documentation_says() {
        let draft: Draft = from_value(json!({
            "agent_platform": "zendesk",
            "panels": { "zendesk": {
                "fields": { "subdomain": "acme", "email": "camille@acme.example" },
                "secret": { "replace": "token" },
                "default_user": true,
            } },
        }))
        .expect("a draft");
        let panel = &draft.panels[&Crm::Zendesk];
        assert_eq!(draft.agent_platform, Some(Crm::Zendesk));
        assert_eq!(panel.fields, stored().fields);
        assert_eq!(
            (panel.default_user, panel.save_unverified),
            (Some(true), false)
        );
    }

    #[test]
    fn the_agent_platform_has_to_be_named_be_it_as_none() {
        assert!(from_value::<Draft>(json!({})).is_err());
        assert_eq!(
            from_value::<Draft>(json!({ "agent_platform": null })).expect("a draft"),
            Draft::default()
        );
    }

    #[test]
    fn what_nobody_asked_for_is_refused() {
        let with = |panel| json!({ "agent_platform": null, "panels": { "zendesk": panel } });
        let strangers = [
            json!({ "agent_platform": null, "version": 3 }),
            json!({ "agent_platform": "hubspot" }),
            json!({ "agent_platform": null, "panels": { "hubspot": {} } }),
            with(json!({ "links": [] })),
            with(json!({ "verified": true })),
            with(json!({ "health": null })),
            with(json!({ "fields": { "api_token": "x" } })),
            with(json!({ "fields": { "email": null } })),
            with(json!({ "default_user": "yes" })),
        ];
        for stranger in strangers {
            assert!(from_value::<Draft>(stranger.clone()).is_err(), "{stranger}");
        }
    }

    #[test]
    fn a_typed_secret_is_never_printed() {
        let panel = PanelDraft {
            secret: SecretEdit::Replace("canary".into()),
            ..PanelDraft::default()
        };
        let wanted = Wanted::merge(Crm::Zendesk, &stored(), &panel);
        assert!(!format!("{panel:?} {wanted:?}").contains("canary"));
    }

    #[test]
    fn what_a_draft_does_not_name_stays_and_what_it_names_empty_is_emptied() {
        let draft = PanelDraft {
            fields: Fields::from([(Field::Email, "")]),
            ..PanelDraft::default()
        };
        let wanted = Wanted::merge(Crm::Zendesk, &stored(), &draft);
        assert_eq!(
            (
                wanted.fields.get(Field::Subdomain),
                wanted.fields.get(Field::Email)
            ),
            ("acme", "")
        );
        assert!(wanted.default_user && wanted.fields.names(Field::SessionField));
    }

    #[test]
    fn a_panel_that_was_not_sent_is_wanted_as_it_is() {
        let settings = Settings {
            panels: [(Crm::Zendesk, stored())].into(),
            ..Settings::default()
        };
        let wanted = Draft::default().wanted(Crm::Zendesk, &settings);
        assert_eq!(wanted, Wanted::unchanged(Crm::Zendesk, &stored()));
    }
}
