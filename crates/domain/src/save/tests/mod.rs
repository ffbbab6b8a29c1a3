//! The tables of saving, row by row, for every CRM.
//!
//! One small vocabulary: a stored panel, an edit of it, what the CRM says, and what comes of it.

mod accepted;
mod asking;
mod first_tuple;
mod history;
mod incomplete;
mod kept_secret;
mod kinds;
mod links;
mod malformed;
mod misplaced;
mod outcomes;
mod platform;
mod properties;
mod reports;
mod switch;
mod turning_on;

use std::collections::BTreeMap;

use super::{BoxReport, Outcome, PanelReport, PanelWrite, Question, TupleReport, plan};
use crate::{
    Check, Code, Crm, Draft, Field, Fields, Health, Input, Millis, Panel, PanelDraft, SecretEdit,
    SecretState, Settings, Verdict, binding, last_four,
};

const BEFORE: Millis = 1_000;
const NOW: Millis = 5_000;
const KEPT: &str = "kept-token-1a2b";
const TYPED: &str = "typed-token-9z8y";
const LONG: &str = "A name that nobody would give to an organisation, since it does not fit on any page of any book.";

/// The CRMs that are asked about what is typed. Salesforce is not: see `links`.
const ASKED: [Crm; 3] = [Crm::Kustomer, Crm::Dynamics, Crm::Zendesk];

/// The fields of a CRM's tuple, in its first kind.
fn parts(crm: Crm) -> impl Iterator<Item = Field> {
    crm.tuple_fields(&Fields::default())
}

/// The four final verdicts other than valid.
const REFUSALS: [Verdict; 4] = [
    Verdict::Rejected,
    Verdict::NotAdmin,
    Verdict::WrongAccount,
    Verdict::NotFound,
];
/// The verdicts that say nothing for good.
const UNCERTAIN: [Verdict; 3] = [
    Verdict::Unreachable,
    Verdict::RateLimited,
    Verdict::Unverified,
];

/// What one save of one panel comes to.
struct Told {
    asked: Vec<Question>,
    panel: Panel,
    write: PanelWrite,
    report: PanelReport,
}

/// Saves an edit of one panel. The answer lies ready even where nobody should ask for it.
fn save(crm: Crm, stored: &Panel, edit: PanelDraft, says: Verdict) -> Told {
    let stored = settings([(crm, stored.clone())]);
    let draft = draft(None, [(crm, edit)]);
    let plan = plan(stored, &draft).expect("nothing stops it");
    let asked = plan.questions().cloned().collect();
    let mut outcome = plan.settle(&answers([(crm, says)]), NOW);
    Told {
        asked,
        panel: outcome.settings.panel(crm),
        write: outcome.writes.remove(&crm).expect("sent"),
        report: outcome.report.panels.remove(&crm).expect("sent"),
    }
}

/// Saves a whole draft.
fn save_all<const N: usize>(stored: Settings, draft: &Draft, says: [(Crm, Verdict); N]) -> Outcome {
    plan(stored, draft)
        .expect("nothing stops it")
        .settle(&answers(says), NOW)
}

fn settings<const N: usize>(panels: [(Crm, Panel); N]) -> Settings {
    Settings {
        version: 7,
        saved_at: Some(BEFORE),
        agent_platform: None,
        panels: panels.into(),
        ..Settings::default()
    }
}

fn draft<const N: usize>(platform: Option<Crm>, panels: [(Crm, PanelDraft); N]) -> Draft {
    Draft {
        agent_platform: platform,
        panels: panels.into(),
    }
}

fn answers<const N: usize>(says: [(Crm, Verdict); N]) -> BTreeMap<Crm, Check> {
    says.into_iter()
        .map(|(crm, verdict)| (crm, Check::of(verdict)))
        .collect()
}

/// A panel with a complete tuple that was verified, box off.
fn set_up(crm: Crm) -> Panel {
    let secret = SecretState {
        last_four: last_four(&KEPT.into()),
        replaced_at: BEFORE,
        bound_to: binding(crm, &tuple(crm)),
    };
    let health = Health {
        check: Check::of(Verdict::Valid),
        checked_at: BEFORE,
    };
    let empty = crm.fields().iter().map(|field| (*field, String::new()));
    let filled = tuple(crm);
    let filled = filled.iter().map(|(field, text)| (field, text.to_owned()));
    let fields = empty.chain(filled).collect();
    Panel {
        fields,
        secret: Some(secret),
        health: Some(health),
        ..Panel::default()
    }
}

/// The same with the box on.
fn switched_on(crm: Crm) -> Panel {
    Panel {
        default_user: true,
        ..set_up(crm)
    }
}

/// Host and identity, complete and canonical.
fn tuple(crm: Crm) -> Fields {
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
            (Field::ConsumerKey, "3MVG9.consumer.key"),
            (Field::LoginUrl, "acme.my.salesforce.com"),
        ]),
    }
}

/// The field that decides first where a secret goes.
fn host(crm: Crm) -> Field {
    parts(crm).next().expect("every CRM has a host")
}

/// Another valid value, canonical.
fn another(crm: Crm, field: Field) -> &'static str {
    match field {
        Field::Subdomain => "umbrella",
        Field::Email => "second@acme.example",
        Field::Tenant => "umbrella.example",
        Field::Organisation => "umbrella.crm.dynamics.com",
        Field::AppId => "3f2504e0-4f89-41d3-9a0c-0305e82c3302",
        Field::SessionField if crm == Crm::Zendesk => "360012345678",
        Field::SessionField => "session_id",
        Field::ExternalIdPrefix => "eu-",
        Field::ExpiresOn => "2027-04-30",
        Field::CredentialKind => "api_token",
        Field::ClientId => "portal_client",
        Field::OrgId => "00Dam00000Uo32q",
        Field::OrgName => "Umbrella",
        Field::ConsumerKey => "3MVG9.another.key",
        Field::Cloud => "sales",
        Field::LoginUrl => "umbrella.my.salesforce.com",
    }
}

/// A value that cannot be, and its code.
fn impossible(field: Field) -> (&'static str, Code) {
    match field {
        Field::Subdomain => ("acme.evil.example", Code::ForeignHost),
        Field::Email => ("camille", Code::EmailInvalid),
        Field::Tenant => ("contoso", Code::TenantInvalid),
        Field::Organisation => ("acme", Code::HostNeedsRegion),
        Field::AppId => ("12345", Code::AppIdInvalid),
        Field::SessionField => ("two words", Code::SessionFieldInvalid),
        Field::ExternalIdPrefix => ("a/b", Code::PrefixInvalid),
        Field::ExpiresOn => ("2027-02-30", Code::DateInvalid),
        Field::CredentialKind => ("password", Code::ChoiceInvalid),
        Field::ClientId => ("two words", Code::ClientIdInvalid),
        Field::OrgId => ("00D0O000005Jj18UAB", Code::OrgIdSuffixWrong),
        Field::OrgName => (LONG, Code::TooLong),
        Field::ConsumerKey => ("two words", Code::ConsumerKeyInvalid),
        Field::Cloud => ("marketing", Code::ChoiceInvalid),
        Field::LoginUrl => ("acme.lightning.force.com", Code::LightningUrl),
    }
}

/// Nothing edited yet.
fn edit() -> PanelDraft {
    PanelDraft::default()
}

/// Everything that a complete tuple needs, typed.
fn whole(crm: Crm) -> PanelDraft {
    PanelDraft {
        fields: tuple(crm),
        ..edit()
    }
    .replace(TYPED)
}

impl PanelDraft {
    fn set(mut self, field: Field, text: &str) -> Self {
        self.fields.set(field, text);
        self
    }

    fn replace(self, secret: &str) -> Self {
        Self {
            secret: SecretEdit::Replace(secret.into()),
            ..self
        }
    }

    fn clear_secret(self) -> Self {
        Self {
            secret: SecretEdit::Clear,
            ..self
        }
    }

    fn tick(self) -> Self {
        Self {
            default_user: Some(true),
            ..self
        }
    }

    fn untick(self) -> Self {
        Self {
            default_user: Some(false),
            ..self
        }
    }

    fn save_anyway(self) -> Self {
        Self {
            save_unverified: true,
            ..self
        }
    }
}

/// What the tests ask a report.
trait Reads {
    /// Whether nothing happened that a person should hear of.
    fn is_quiet(&self) -> bool;
    /// Whether this field's new value is saved.
    fn saved_field(&self, field: Field) -> bool;
}

impl Reads for PanelReport {
    fn is_quiet(&self) -> bool {
        self.tuple == TupleReport::Unchanged
            && self.default_user == BoxReport::AsAsked
            && self.check.is_none()
            && self.problems.is_empty()
            && self.saved.is_empty()
    }

    fn saved_field(&self, field: Field) -> bool {
        self.saved.contains(&Input::Field(field))
    }
}
