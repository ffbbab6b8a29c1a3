//! An incomplete tuple is stored as typed, nobody is asked, and the box is off.

use super::*;
use crate::{
    Input, Status,
    save::{BoxReport, HealthWrite, SecretWrite, TupleReport},
    status,
};

#[test]
fn a_tuple_without_one_of_its_fields_is_stored_as_typed() {
    for crm in ASKED {
        for missing in parts(crm) {
            let told = save(
                crm,
                &Panel::default(),
                whole(crm).set(missing, " ").tick(),
                Verdict::Valid,
            );
            assert_eq!(told.asked, [], "{crm:?} {missing:?}");
            assert_eq!(told.report.tuple, TupleReport::Saved);
            for field in parts(crm) {
                let typed = if field == missing {
                    String::new()
                } else {
                    tuple(crm).get(field).to_owned()
                };
                assert_eq!(
                    told.panel.fields.get(field),
                    typed,
                    "{crm:?} without {missing:?}"
                );
            }
            assert_eq!(told.write.secret, SecretWrite::Replace(TYPED.into()));
            assert_eq!(
                told.panel.secret.as_ref().expect("kept").bound_to,
                binding(crm, &told.panel.fields)
            );
            assert_eq!(
                (told.panel.default_user, told.report.default_user),
                (false, BoxReport::OffUnavailable)
            );
            assert_eq!(status(crm, &told.panel), Status::NotSetUp);
        }
    }
}

#[test]
fn a_tuple_without_its_secret_is_stored_as_typed() {
    for crm in ASKED {
        let edit = PanelDraft {
            fields: tuple(crm),
            ..edit().tick()
        };
        let told = save(crm, &Panel::default(), edit, Verdict::Valid);
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(binding(crm, &told.panel.fields), binding(crm, &tuple(crm)));
        assert_eq!(
            (&told.panel.secret, &told.write.secret),
            (&None, &SecretWrite::Keep)
        );
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::OffUnavailable)
        );
        assert_eq!(status(crm, &told.panel), Status::NotSetUp);
    }
}

#[test]
fn removing_the_secret_forgets_it_and_turns_the_box_off() {
    for crm in ASKED {
        let told = save(
            crm,
            &switched_on(crm),
            edit().clear_secret(),
            Verdict::Valid,
        );
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(told.write.secret, SecretWrite::Clear);
        assert_eq!(told.write.health, HealthWrite::Set);
        assert_eq!((&told.panel.secret, &told.panel.health), (&None, &None));
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::OffUnavailable)
        );
        assert_eq!(told.report.saved, [Input::Secret]);
        assert_eq!(told.panel.fields, switched_on(crm).fields);
    }
}

#[test]
fn removing_the_secret_together_with_a_new_host_saves_both() {
    for crm in ASKED {
        let host = host(crm);
        let told = save(
            crm,
            &switched_on(crm),
            edit().set(host, another(crm, host)).clear_secret(),
            Verdict::Valid,
        );
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(told.panel.fields.get(host), another(crm, host));
        assert_eq!(told.panel.secret, None);
    }
}

#[test]
fn removing_a_secret_that_is_not_there_is_nothing() {
    for crm in ASKED {
        let told = save(
            crm,
            &Panel::default(),
            edit().clear_secret(),
            Verdict::Valid,
        );
        assert!(told.report.is_quiet(), "{:?}", told.report);
        assert_eq!(told.write.secret, SecretWrite::Keep);
    }
}

#[test]
fn ticking_an_empty_panel_is_refused_with_a_reason_and_without_a_call() {
    for crm in ASKED {
        let told = save(crm, &Panel::default(), edit().tick(), Verdict::Valid);
        assert_eq!(told.asked, [], "{crm:?}");
        assert_eq!(
            (told.panel.default_user, told.report.default_user),
            (false, BoxReport::OffUnavailable)
        );
        assert_eq!(told.report.tuple, TupleReport::Unchanged);
    }
}
