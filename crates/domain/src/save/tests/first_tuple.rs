//! A tuple where nothing was stored before: what each answer leaves of it.

use super::*;
use crate::{
    Input, Part, Status,
    save::{BoxReport, SecretWrite, TupleReport},
    status,
};

#[test]
fn a_first_tuple_that_could_not_be_checked_leaves_the_panel_empty() {
    for crm in ASKED {
        for says in UNCERTAIN {
            let told = save(crm, &Panel::default(), whole(crm).tick(), says);
            assert!(
                told.panel.fields.iter().all(|(_, text)| text.is_empty()),
                "{crm:?} {says:?}"
            );
            assert_eq!(
                (&told.panel.secret, told.panel.default_user),
                (&None, false)
            );
            assert_eq!(told.panel.health, None);
        }
    }
}

#[test]
fn a_first_tuple_that_is_refused_leaves_its_host_and_nothing_of_the_credential() {
    for crm in ASKED {
        for says in REFUSALS {
            let told = save(crm, &Panel::default(), whole(crm).tick(), says);
            assert_eq!(told.report.tuple, TupleReport::Reverted);
            for field in parts(crm) {
                let is_host = field.part() == Part::Host;
                let expected = if is_host {
                    tuple(crm).get(field).to_owned()
                } else {
                    String::new()
                };
                assert_eq!(told.panel.fields.get(field), expected, "{crm:?} {says:?}");
                assert_eq!(told.report.saved_field(field), is_host);
            }
            assert!(!told.report.saved.contains(&Input::Secret));
            assert_eq!(told.write.secret, SecretWrite::Keep);
            assert_eq!(
                (
                    &told.panel.secret,
                    told.panel.default_user,
                    told.report.default_user
                ),
                (&None, false, BoxReport::OffRefused)
            );
            assert_eq!(told.panel.health, None);
            assert_eq!(status(crm, &told.panel), Status::NotSetUp);
        }
    }
}

#[test]
fn a_token_typed_as_the_host_of_a_refused_first_tuple_is_not_stored() {
    let token = "6wiibwbgkbmo1mrdmuvwkw1epsnkeuj95piz2akv";
    for crm in [Crm::Kustomer, Crm::Zendesk] {
        let edit = whole(crm).set(Field::Subdomain, token);
        let told = save(crm, &Panel::default(), edit, Verdict::NotFound);
        assert_eq!(told.asked.len(), 1, "{crm:?}: it may be a name");
        assert_eq!(told.panel.fields.get(Field::Subdomain), "", "{crm:?}");
        assert!(!format!("{:?}", told.report).contains(token));
    }
}

#[test]
fn a_refusal_brings_the_host_back_where_anything_of_the_tuple_was_stored() {
    for crm in ASKED {
        let host = host(crm);
        let mut only_host = Panel::default();
        only_host.fields.set(host, tuple(crm).get(host));
        let only_secret = Panel {
            secret: set_up(crm).secret,
            ..Panel::default()
        };
        for stored in [only_host, only_secret] {
            let edit = whole(crm).set(host, another(crm, host));
            let told = save(crm, &stored, edit, Verdict::Rejected);
            assert_eq!(
                told.panel.fields.get(host),
                stored.fields.get(host),
                "{crm:?}"
            );
            assert_eq!(told.report.saved, []);
        }
    }
}

#[test]
fn a_first_tuple_that_is_accepted_turns_the_box_on_if_asked() {
    for crm in ASKED {
        let told = save(crm, &Panel::default(), whole(crm).tick(), Verdict::Valid);
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (true, BoxReport::AsAsked),
            "{crm:?}"
        );
        assert_eq!(told.panel.secret.expect("kept").replaced_at, NOW);
        let told = save(crm, &Panel::default(), whole(crm), Verdict::Valid);
        assert!(!told.panel.default_user, "{crm:?}: nobody asked for it");
    }
}
