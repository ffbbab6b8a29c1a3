//! What a save did not accept, each at an input that is there.

use domain::{CredentialKind, Crm, Field, Input, Problem, save::Report};

use super::super::form::Form;

/// The problems of a report on `sent`, given Zendesk's kind of credential as it is now.
pub fn problems(sent: &Form, kind: CredentialKind, report: &Report) -> Vec<Problem> {
    let panels = report.panels.values();
    let mut problems: Vec<_> = panels.flat_map(|panel| panel.problems.clone()).collect();
    let was = sent.kind(Crm::Zendesk);
    if kind != was {
        at_the_kind(&mut problems, was);
    }
    problems
}

/// The kind of credential went back to what it was, and took the inputs that were refused with it:
/// what is wrong with them is said at the choice.
fn at_the_kind(problems: &mut Vec<Problem>, was: CredentialKind) {
    let kind = Input::Field(Field::CredentialKind);
    let gone = match was {
        CredentialKind::ApiToken => Field::Email,
        CredentialKind::OAuthClient => Field::ClientId,
    };
    let mut is_said = false;
    problems.retain_mut(|problem| {
        let is_gone = problem.crm == Crm::Zendesk
            && (problem.input == Input::Field(gone) || problem.input == Input::Secret);
        if is_gone {
            problem.input = kind;
        }
        !is_gone || !std::mem::replace(&mut is_said, true)
    });
}
