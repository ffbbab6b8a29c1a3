//! A secret in a field that is shown: such a text is neither saved nor repeated.
//!
//! A plain field is read out to everybody who opens the page. A secret that slipped into one is known by
//! its CRM's shape, which [`parse::canonical`] refuses, or by being typed into its own input as well.

use crate::{
    code::Code,
    crm::Crm,
    field::{Field, Input},
    parse,
    problem::Problem,
    wanted::Wanted,
};

impl Wanted {
    /// The canonical form of a field's text, or what is wrong with it: also that the secret which is
    /// typed beside it stands in it.
    ///
    /// # Errors
    /// The code to show at the field.
    pub fn canonical(&self, crm: Crm, field: Field) -> Result<String, Code> {
        let text = self.fields.get(field);
        // What was typed for a secret and is none may belong here.
        let is_one = |code| code != Err(Code::MisplacedSecret);
        let secret = self.secret.typed();
        let secret = secret.filter(|typed| is_one(parse::secret(crm, typed)));
        match secret {
            Some(secret) if secret.stands_in(&parse::tidied(crm, field, text)) => {
                Err(Code::MisplacedSecret)
            }
            _ => parse::canonical(crm, field, text),
        }
    }

    /// The fields outside the chosen tuple that hold a secret: with one of these nothing is saved.
    #[must_use]
    pub fn misplaced(&self, crm: Crm) -> Vec<Problem> {
        let is_tuple = |field| crm.tuple_fields(&self.fields).any(|one| one == field);
        let code = Code::MisplacedSecret;
        let fields = crm.fields().iter().copied();
        fields
            .filter(|field| !is_tuple(*field) && self.canonical(crm, *field) == Err(code))
            .map(|field| Problem::of(crm, Input::Field(field), code))
            .collect()
    }
}
