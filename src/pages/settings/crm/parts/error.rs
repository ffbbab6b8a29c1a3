//! What is wrong with an input: what the server said, else what its parser says once it was left.

use domain::{Code, Crm, Input};
use leptos::prelude::*;

use super::super::{page::use_page, save::told};
use crate::{i18n::text, words};

/// The sentence at an input, if anything is wrong with it.
pub type Error = Memo<Option<String>>;

/// The error of an input whose text is read by `parse`.
pub fn use_error(
    crm: Crm,
    input: Input,
    parse: impl Fn() -> Option<Code> + Send + Sync + 'static,
) -> Error {
    let (page, t) = (use_page(), text());
    Memo::new(move |_| {
        let said = page.save.problems.with(|problems| {
            let problem = problems
                .iter()
                .find(|problem| problem.crm == crm && problem.input == input)?;
            Some(
                page.draft
                    .form
                    .with(|form| told::problem_here(t, form, problems, problem)),
            )
        });
        if said.is_some() {
            return said;
        }
        let was_left = page.draft.left.with(|left| left.contains(&(crm, input)));
        parse()
            .filter(|_| was_left)
            .map(|code| words::code(t, crm, code))
    })
}
