//! From a panel's wish to its connection, or to what keeps it from having one.

use crate::{
    binding::differing,
    code::Code,
    connection::Connection,
    crm::Crm,
    field::{Field, Input},
    fields::Fields,
    parse,
    problem::Problem,
    secret::{SecretEdit, SecretState},
    wanted::Wanted,
};

/// What keeps a panel's tuple from being a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unready {
    /// Inputs that are blank.
    pub missing: Vec<Input>,
    /// Inputs that say something that cannot be.
    pub malformed: Vec<(Input, Code)>,
    /// The first field in which the draft differs from what the kept secret was entered for.
    pub bound_elsewhere: Option<Field>,
}

impl Unready {
    /// The same, one problem an input.
    #[must_use]
    pub fn problems(&self, crm: Crm, wanted: &Wanted) -> Vec<Problem> {
        let missing = self.missing.iter().map(|input| (*input, Code::Missing));
        let malformed = self.malformed.iter().copied();
        let bound = self
            .bound_elsewhere
            .map(|_| (Input::Secret, Code::SecretRequired));
        missing
            .chain(malformed)
            .chain(bound)
            .map(|(input, code)| wanted.problem(crm, input, code))
            .collect()
    }
}

/// The malformed inputs of a panel's tuple: what Save leads to, since with one of these nobody is asked.
/// What was typed still stands there, so it is not repeated; the page never needs to know what may be.
#[must_use]
pub fn malformed(crm: Crm, wanted: &Wanted) -> Vec<Problem> {
    let unready = Connection::of(crm, wanted, None).err().unwrap_or_default();
    let malformed = unready.malformed.into_iter();
    malformed
        .map(|(input, code)| Problem::of(crm, input, code))
        .collect()
}

impl Connection {
    /// The connection a panel asks for, with its secret present and bound to it.
    ///
    /// # Errors
    /// Everything that is missing, malformed or bound elsewhere.
    pub fn of(crm: Crm, wanted: &Wanted, kept: Option<&SecretState>) -> Result<Self, Unready> {
        let mut unready = Unready::default();
        let needed = crm.tuple_fields(&wanted.fields);
        // Proof of the organisation comes with a link, so its id is needed although no secret is bound to it.
        let needed = crm.room().linked_by.into_iter().chain(needed);
        for field in needed {
            match wanted.canonical(crm, field) {
                Ok(text) if text.is_empty() => unready.missing.push(Input::Field(field)),
                Ok(_) => {}
                Err(code) => unready.malformed.push((Input::Field(field), code)),
            }
        }
        match (&wanted.secret, kept) {
            (SecretEdit::Replace(typed), _) if !typed.is_blank() => {
                if let Err(code) = parse::secret(crm, typed) {
                    unready.malformed.push((Input::Secret, code));
                }
            }
            (SecretEdit::Keep, Some(kept)) => {
                unready.bound_elsewhere = differing(crm, &wanted.fields, kept);
            }
            _ => unready.missing.push(Input::Secret),
        }
        match Self::parse(crm, &wanted.fields) {
            Ok(connection) if unready == Unready::default() => Ok(connection),
            _ => Err(unready),
        }
    }

    /// The typed values of a complete and well-formed tuple.
    ///
    /// # Errors
    /// The code of the first field that is blank or malformed.
    pub fn parse(crm: Crm, fields: &Fields) -> Result<Self, Code> {
        (crm.room().connection)(fields)
    }
}
