//! The switch of the agent platform that a save would bring.

use domain::Crm;

use super::super::form::Form;

/// A switch of the agent platform that waits for a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The platform that is left.
    pub old: Crm,
    /// The one that takes over.
    pub new: Crm,
    /// The CRM whose "Save anyway" was pressed.
    pub(super) unverified: Option<Crm>,
}

impl Question {
    /// Whether the new one's boxes will be off, so that its unattributed records go to somebody by
    /// chance. "Save anyway" turns no box on.
    #[must_use]
    pub fn is_random(self, form: &Form) -> bool {
        let (crm, stored) = (self.new, form.stored_panel(self.new));
        let may_turn_on = self.unverified != Some(crm);
        let stays_on = |is_ticked: bool, was: bool| is_ticked && (was || may_turn_on);
        !stays_on(form.shows_default_user(crm), stored.default_user)
            && !stays_on(form.shows_always(crm), stored.always)
    }
}

#[cfg(test)]
mod tests {
    use domain::Crm;

    use super::Question;
    use crate::pages::settings::crm::{
        fixtures::{switched_on, verified},
        form::Form,
    };

    const NEW: Crm = Crm::Kustomer;

    fn asked(unverified: Option<Crm>) -> Question {
        Question {
            old: Crm::Zendesk,
            new: NEW,
            unverified,
        }
    }

    #[test]
    fn a_box_that_is_off_is_named_and_one_that_is_ticked_is_believed() {
        let form = Form::new(verified(NEW));
        assert!(asked(None).is_random(&form));
        assert!(!asked(None).is_random(&form.toggling(NEW)));
    }

    #[test]
    fn save_anyway_turns_no_box_on_so_it_promises_none() {
        let ticked = Form::new(verified(NEW)).toggling(NEW);
        assert!(asked(Some(NEW)).is_random(&ticked));
        assert!(!asked(Some(Crm::Zendesk)).is_random(&ticked), "of another");
        let was_on = Form::new(switched_on(verified(NEW)));
        assert!(!asked(Some(NEW)).is_random(&was_on), "it stays on");
    }
}
