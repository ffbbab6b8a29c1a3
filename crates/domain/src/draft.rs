//! What a person wants saved, as it is sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    code::Code, crm::Crm, field::Input, fields::Fields, problem::Problem, secret::SecretEdit,
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

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::*;
    use crate::Field;

    fn fields() -> Fields {
        Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ])
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
                fields: fields(),
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
        assert_eq!(panel.fields, fields());
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
}
