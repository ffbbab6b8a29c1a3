//! Settings as a server would send them, for native tests and for those in a browser.
//!
//! They are plain `domain` values, so that what a test starts from can be read at a glance.

use domain::{
    ActsAs, Check, Crm, Draft, Field, Fields, Health, Link, LinkState, Millis, Panel, SecretState,
    Settings, Verdict, binding, save::plan, wire::Saved,
};

/// When everything in the fixtures was saved and checked: 12 March 2026, 13:02 UTC.
pub const SAVED_AT: Millis = 1_773_320_520_000;

/// A CRM that is the agent platform and verified, its box off.
pub fn verified(crm: Crm) -> Settings {
    checked(crm, valid())
}

/// The same, with another last word of the CRM.
pub fn checked(crm: Crm, check: Check) -> Settings {
    let secret = SecretState {
        last_four: Some("1a2b".to_owned()),
        replaced_at: SAVED_AT,
        bound_to: binding(crm, &tuple(crm)),
    };
    let links = if crm.has_links() {
        vec![Link {
            state: LinkState::Active.after(&check),
            ..linked("camille", "Camille Roy")
        }]
    } else {
        Vec::new()
    };
    let panel = Panel {
        fields: tuple(crm),
        secret: Some(secret),
        default_user: false,
        always: false,
        links,
        health: Some(Health {
            check,
            checked_at: SAVED_AT,
        }),
    };
    Settings {
        version: 7,
        saved_at: Some(SAVED_AT),
        agent_platform: Some(crm),
        panels: [(crm, panel)].into(),
        ..Settings::default()
    }
}

/// An administrator who is linked and accepted.
pub fn linked(id: &str, name: &str) -> Link {
    Link {
        id: id.to_owned(),
        name: name.to_owned(),
        username: format!("{id}@acme.example"),
        role: "System Administrator".to_owned(),
        linked_at: SAVED_AT,
        linked_by: None,
        verified_at: Some(SAVED_AT),
        state: LinkState::Active,
        since: SAVED_AT,
        cause: None,
    }
}

/// Salesforce as the agent platform, with these administrators.
pub fn admins(links: Vec<Link>) -> Settings {
    let mut settings = verified(Crm::Salesforce);
    if let Some(panel) = settings.panels.get_mut(&Crm::Salesforce) {
        panel.links = links;
    }
    settings
}

/// Those settings with the box on.
pub fn switched_on(mut settings: Settings) -> Settings {
    for panel in settings.panels.values_mut() {
        panel.default_user = true;
    }
    settings
}

/// "Valid, as Camille Roy, admin".
pub fn valid() -> Check {
    Check {
        acts_as: Some(ActsAs {
            name: "Camille Roy".to_owned(),
            email: Some("camille@acme.example".to_owned()),
            role: "admin".to_owned(),
        }),
        ..Check::of(Verdict::Valid)
    }
}

/// Host and identity, complete and canonical.
pub fn tuple(crm: Crm) -> Fields {
    match crm {
        Crm::Kustomer => Fields::from([(Field::Subdomain, "acme")]),
        Crm::Dynamics => Fields::from([
            (Field::Tenant, "contoso.onmicrosoft.com"),
            (Field::Organisation, "acme.crm4.dynamics.com"),
            (Field::AppId, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        ]),
        Crm::Zendesk => Fields::from([
            (Field::Subdomain, "acme"),
            (Field::Email, "camille@acme.example"),
        ]),
        Crm::Salesforce => Fields::from([
            (Field::OrgId, "00D0O000005Jj18"),
            (Field::OrgName, "Acme"),
            (Field::ConsumerKey, "3MVG9.acme"),
            (Field::Cloud, "service"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]),
    }
}

/// What the server answers to a save of that draft while the CRMs say that, by its own rules.
pub fn answer(stored: &Settings, draft: &Draft, says: &Check) -> Saved {
    let answers = Crm::ALL.map(|crm| (crm, says.clone())).into();
    let outcome = plan(stored.clone(), draft)
        .expect("nothing outside the tuples is malformed")
        .settle(&answers, SAVED_AT + 60_000);
    Saved {
        settings: outcome.settings,
        report: outcome.report,
    }
}
