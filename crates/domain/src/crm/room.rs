//! What a CRM has of its own, as its room states it: tables where a table says it, functions where not.

use super::zendesk::kind::CredentialKind;
use crate::{
    abilities::Abilities,
    code::Code,
    connection::Connection,
    field::{Field, Input},
    fields::Fields,
    parse::apart::Apart,
    verdict::Check,
};

/// One CRM's own fields, and how they are read.
pub(crate) struct Room {
    /// The panel's fields in the order of the page, the secret left out.
    pub(crate) fields: &'static [Field],
    /// Those that decide where the secret is sent.
    pub(crate) hosts: &'static [Field],
    /// Those that decide whom it speaks for.
    pub(crate) identity: &'static [Field],
    /// Those that make the credential tuple, which may depend on what they say.
    pub(crate) tuple: fn(&Fields) -> &'static [Field],
    /// Those of the tuple that mean something else in another case.
    pub(crate) exact: &'static [Field],
    /// Those of the tuple that may follow a secret: the first value is the one it was entered for.
    pub(crate) late: &'static [Field],
    /// Names, which keep every character.
    pub(crate) names: &'static [Field],
    /// Where administrators are linked instead of one credential being typed: the field that says to
    /// which organisation they have to belong.
    pub(crate) linked_by: Option<Field>,
    /// The canonical form of a field's text, which is clean and not blank.
    pub(crate) canonical: fn(Field, &str) -> Result<String, Code>,
    /// The secret in what was pasted.
    pub(crate) secret: fn(&str) -> Result<String, Code>,
    /// Whether a word has the shape of its secrets, which no value of its fields has.
    pub(crate) is_secret: fn(&str) -> bool,
    /// What was pasted into one input and belongs into two.
    pub(crate) apart: fn(CredentialKind, Input, &str) -> Option<Apart>,
    /// Host and identity of a complete and well-formed tuple.
    pub(crate) connection: fn(&Fields) -> Result<Connection, Code>,
    /// In whose name it can be written to with the default user's credential.
    pub(crate) abilities: Abilities,
    /// The inputs that a refusal is about.
    pub(crate) blames: fn(&Check, &Fields) -> Vec<Input>,
}

/// The canonical text of a field that has to be there.
pub(super) fn needed(
    read: fn(Field, &str) -> Result<String, Code>,
    field: Field,
    fields: &Fields,
) -> Result<String, Code> {
    match crate::clipboard::clean(fields.get(field)) {
        text if text.is_empty() => Err(Code::Missing),
        text => read(field, &text),
    }
}
