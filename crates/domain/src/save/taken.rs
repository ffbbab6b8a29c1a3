//! What of a panel's typed fields a save takes over.

use super::report::TupleReport;
use crate::{
    crm::Crm,
    field::{Field, Part},
    fields::Fields,
    parse,
    settings::Panel,
    wanted::Wanted,
};

/// The fields as they will be, given what became of the tuple.
pub(super) fn fields(crm: Crm, tuple: TupleReport, wanted: &Wanted, stored: &Panel) -> Fields {
    let takes = match tuple {
        // Unchanged means the same connection, perhaps spelled otherwise: the new spelling is taken.
        TupleReport::Saved | TupleReport::Unchanged => Takes::All,
        TupleReport::Reverted if !has_tuple(crm, stored) && is_shown(crm, wanted) => Takes::Host,
        TupleReport::Reverted | TupleReport::NotSavedYet => Takes::Nothing,
    };
    merged(crm, &wanted.fields, &stored.fields, takes)
}

/// What of a tuple's typed fields is taken over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    All,
    /// The host, and of what kind the credential is: where nothing was stored, a refusal takes only
    /// the credential back.
    Host,
    Nothing,
}

/// Whether anything of a tuple is stored: a host, an identity or a secret.
fn has_tuple(crm: Crm, stored: &Panel) -> bool {
    let is_filled = |field: &Field| {
        field.part() != Part::Other
            && *field != Field::CredentialKind
            && !stored.fields.get(*field).is_empty()
    };
    stored.secret.is_some() || crm.fields().iter().any(is_filled)
}

/// Whether the typed host is none: a secret typed into the wrong field is not stored where it shows.
fn is_shown(crm: Crm, wanted: &Wanted) -> bool {
    crm.room().hosts.iter().all(|host| {
        let text = wanted.fields.get(*host);
        parse::shown(text, wanted.secret.typed()).is_some()
    })
}

/// Fields outside the tuple as typed; those inside as typed only as far as they are taken.
fn merged(crm: Crm, typed: &Fields, stored: &Fields, takes: Takes) -> Fields {
    let is_typed = |field: Field| match field.part() {
        Part::Other => true,
        Part::Host => takes != Takes::Nothing,
        Part::Identity if field == Field::CredentialKind => takes != Takes::Nothing,
        Part::Identity => takes == Takes::All,
    };
    crm.fields()
        .iter()
        .map(|field| {
            let from = if is_typed(*field) { typed } else { stored };
            (*field, parse::tidied(crm, *field, from.get(*field)))
        })
        .collect()
}
