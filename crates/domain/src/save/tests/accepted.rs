//! What the page is told a panel would be, before anything is sent.

use super::{
    links::{both_boxes, linked},
    *,
};
use crate::{LinkState, Status, Wanted, status};

fn accepted(crm: Crm, stored: &Panel, edit: &PanelDraft) -> Panel {
    Wanted::merge(crm, stored, edit).accepted(crm, stored)
}

#[test]
fn an_untouched_panel_would_be_what_it_is() {
    for crm in ASKED {
        for stored in [set_up(crm), switched_on(crm)] {
            assert_eq!(accepted(crm, &stored, &edit()), stored, "{crm:?}");
            assert_eq!(accepted(crm, &stored, &edit().replace(" ")), stored);
        }
    }
    let stored = linked(&[LinkState::Active]);
    assert_eq!(accepted(Crm::Salesforce, &stored, &edit()), stored);
}

#[test]
fn a_typed_tuple_would_be_ready_with_nothing_said_of_it_yet() {
    for crm in ASKED {
        let panel = accepted(crm, &Panel::default(), &whole(crm).tick());
        let secret = panel.secret.as_ref().expect("typed");
        assert_eq!(secret.bound_to, binding(crm, &tuple(crm)), "{crm:?}");
        assert_eq!(panel.health, None);
        assert_eq!(status(crm, &panel), Status::NotVerified);
        assert!(panel.default_user);
    }
}

#[test]
fn what_cannot_be_saved_would_not_be_set_up() {
    for crm in ASKED {
        let host = host(crm);
        let malformed = edit().set(host, impossible(host).0);
        let bound_elsewhere = edit().set(host, another(crm, host));
        for edit in [malformed, bound_elsewhere, edit().clear_secret()] {
            let panel = accepted(crm, &switched_on(crm), &edit);
            assert_eq!(status(crm, &panel), Status::NotSetUp, "{crm:?}");
        }
    }
}

#[test]
fn salesforce_would_stand_as_a_save_makes_it() {
    let crm = Crm::Salesforce;
    let ticked = || both_boxes();
    let edits = [
        edit(),
        ticked(),
        ticked().replace(TYPED),
        ticked().set(Field::OrgId, another(crm, Field::OrgId)),
        whole(crm).tick(),
    ];
    for stored in [Panel::default(), linked(&[]), linked(&[LinkState::Active])] {
        for edit in &edits {
            let told = save(crm, &stored, edit.clone(), Verdict::Valid);
            let foretold = accepted(crm, &stored, edit);
            assert_eq!(
                (foretold.default_user, foretold.always),
                (told.panel.default_user, told.panel.always),
                "{edit:?}"
            );
            assert_eq!(status(crm, &foretold), status(crm, &told.panel));
            assert_eq!(foretold.fields, told.panel.fields);
        }
    }
}
