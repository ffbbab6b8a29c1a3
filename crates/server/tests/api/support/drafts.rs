//! What people type, per CRM.

use domain::{Crm, Draft, Field, Fields, PanelDraft, SecretEdit};

/// A draft of these panels for the agent platform Zendesk.
pub(crate) fn draft(panels: impl IntoIterator<Item = (Crm, PanelDraft)>) -> Draft {
    Draft {
        agent_platform: Some(Crm::Zendesk),
        panels: panels.into_iter().collect(),
    }
}

/// A complete tuple with the box ticked.
pub(crate) fn complete(crm: Crm, secret: &str) -> PanelDraft {
    let fields = match crm {
        Crm::Kustomer => Fields::from([(Field::Subdomain, "acme")]),
        Crm::Dynamics => Fields::from([
            (Field::Tenant, "acme.example"),
            (Field::Organisation, "acme.crm4.dynamics.com"),
            (Field::AppId, "6f1c1a52-6c0e-4c9b-9a0e-0d3f5a6b7c8d"),
        ]),
        Crm::Zendesk => Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ]),
        Crm::Salesforce => unreachable!("nothing is typed there that a CRM is asked about"),
    };
    PanelDraft {
        fields,
        secret: SecretEdit::Replace(secret.into()),
        default_user: Some(true),
        ..PanelDraft::default()
    }
}

/// Another secret for whatever else is stored.
pub(crate) fn with_secret(secret: &str) -> PanelDraft {
    PanelDraft {
        secret: SecretEdit::Replace(secret.into()),
        ..PanelDraft::default()
    }
}

/// Only the tick.
pub(crate) fn box_on(on: bool) -> PanelDraft {
    PanelDraft {
        default_user: Some(on),
        ..PanelDraft::default()
    }
}

/// A field outside the tuple, and a value it takes.
pub(crate) fn session_field(crm: Crm) -> (Field, &'static str) {
    (
        Field::SessionField,
        if crm == Crm::Zendesk {
            "360012345678"
        } else {
            "sessionId"
        },
    )
}

/// Another host than [`complete`]'s.
pub(crate) fn changed_host(crm: Crm) -> (Field, &'static str) {
    match crm {
        Crm::Kustomer | Crm::Zendesk => (Field::Subdomain, "other"),
        Crm::Dynamics => (Field::Organisation, "other.crm4.dynamics.com"),
        Crm::Salesforce => (Field::LoginUrl, "other.my.salesforce.com"),
    }
}

/// A host that is not the CRM's.
pub(crate) fn foreign(crm: Crm) -> (Field, &'static str) {
    let (field, _) = changed_host(crm);
    (field, "https://acme.zendesk.com.evil.example/")
}
