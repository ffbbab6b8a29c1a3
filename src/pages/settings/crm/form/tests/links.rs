//! Salesforce: boxes by links, the login URL saved alone, and what a link still lacks.

use domain::{Crm, Field, Input, LinkState, Obstacle, Settings};

use super::{field, secret};
use crate::pages::settings::crm::{
    fixtures::{admins, linked, switched_on, valid, verified},
    form::{Change, Effect, Form},
};

const CRM: Crm = Crm::Salesforce;

fn two() -> Settings {
    admins(vec![
        linked("camille", "Camille Roy"),
        linked("noor", "Noor Haddad"),
    ])
}

fn always(mut form: Form) -> Form {
    form.toggle_always(CRM);
    form
}

#[test]
fn without_a_linked_administrator_both_boxes_ignore_a_click() {
    let form = Form::new(admins(Vec::new()));
    assert_eq!(form.obstacles(CRM), [Obstacle::NoAdminLinked]);
    assert_eq!(always(form.clone().toggling(CRM)), form);
}

#[test]
fn with_one_linked_both_boxes_go_on_and_off_on_their_own() {
    let form = always(Form::new(verified(CRM)));
    assert!(form.shows_always(CRM) && !form.shows_default_user(CRM));
    assert_eq!(form.changes(), [Change::Always(CRM)]);
    let both = form.toggling(CRM);
    assert_eq!(
        both.changes(),
        [Change::DefaultUser(CRM), Change::Always(CRM)]
    );
    let saved = both.rebased(&both, &both.saved(&valid()));
    assert_eq!(saved.changes(), []);
    assert!(saved.stored_panel(CRM).always && saved.stored_panel(CRM).default_user);
    assert_eq!(always(saved).changes(), [Change::Always(CRM)]);
}

#[test]
fn a_wish_outlives_the_links_and_comes_back_with_them() {
    let mut settings = switched_on(verified(CRM));
    let form = Form::new(settings.clone());
    settings.version += 1;
    if let Some(panel) = settings.panels.get_mut(&CRM) {
        panel.links.clear();
        panel.default_user = false;
    }
    let unlinked = form.over(settings);
    assert!(!unlinked.shows_default_user(CRM));
    assert_eq!(
        unlinked.changes(),
        [],
        "the box went off on the server as well"
    );
}

#[test]
fn the_login_url_is_saved_alone_and_the_rest_of_the_draft_stays() {
    let form = Form::new(Settings::default())
        .typing(CRM, Field::OrgName, "Acme")
        .typing(CRM, Field::LoginUrl, "acme.my.salesforce.com")
        .secret(CRM, "typed-secret-9z8y")
        .typing(Crm::Zendesk, Field::Subdomain, "acme")
        .choosing(CRM);
    let (sent, draft) = form.login_url_alone();
    assert_eq!(sent.changes(), [field(CRM, Field::LoginUrl)]);
    assert_eq!(draft.agent_platform, None);
    let fields = draft.panels[&CRM].fields.iter();
    assert_eq!(
        fields.collect::<Vec<_>>(),
        [(Field::LoginUrl, "acme.my.salesforce.com")]
    );
    let next = form.rebased(&sent, &sent.saved(&valid()));
    assert!(!next.has_new_login_url());
    assert_eq!(
        next.changes(),
        [
            Change::Platform,
            field(Crm::Zendesk, Field::Subdomain),
            field(CRM, Field::OrgName),
            secret(CRM),
        ]
    );
}

#[test]
fn a_link_waits_for_what_is_missing_and_for_what_is_not_saved() {
    let empty = Form::new(Settings::default());
    let fill: Vec<_> = [
        Field::OrgId,
        Field::OrgName,
        Field::ConsumerKey,
        Field::Cloud,
        Field::LoginUrl,
    ]
    .map(Input::Field)
    .into_iter()
    .chain([Input::Secret])
    .collect();
    assert_eq!(empty.link_gate().fill, fill);
    let typed = empty.setting_up(CRM).link_gate();
    assert_eq!((typed.fill, typed.save.len()), (Vec::new(), 6));
    let whole = Form::new(verified(CRM));
    assert!(whole.link_gate().is_open());
    let other = whole.clone().typing(CRM, Field::OrgId, "00Dam00000Uo32q");
    assert_eq!(other.link_gate().save, [Input::Field(Field::OrgId)]);
    let name = whole.typing(CRM, Field::OrgName, "Acme Europe");
    assert!(
        name.link_gate().is_open(),
        "a name keeps nobody from linking"
    );
}

#[test]
fn another_app_organisation_or_login_url_ends_the_links_and_another_name_does_not() {
    let form = Form::new(verified(CRM));
    for (one, text) in [
        (Field::OrgId, "00Dam00000Uo32q"),
        (Field::ConsumerKey, "3MVG9.other"),
        (Field::LoginUrl, "other.my.salesforce.com"),
    ] {
        let changed = form.clone().typing(CRM, one, text);
        assert!(changed.ends_links(), "{one:?}");
        assert_eq!(changed.acts_as(CRM), None);
    }
    assert!(!form.clone().typing(CRM, Field::OrgName, "x").ends_links());
    let nobody = Form::new(admins(Vec::new())).typing(CRM, Field::OrgId, "00Dam00000Uo32q");
    assert!(!nobody.ends_links(), "there is nothing to end");
}

#[test]
fn unlinking_says_who_acts_next_and_only_with_the_last_what_goes_off() {
    let form = Form::new(two());
    let name = |name: &str| name.to_owned();
    assert_eq!(
        form.unlink_effect("camille"),
        Effect::Next(name("Noor Haddad"))
    );
    assert_eq!(
        form.unlink_effect("noor"),
        Effect::Stays(name("Camille Roy"))
    );
    let mut dead = linked("noor", "Noor Haddad");
    dead.state = LinkState::NeedsRelinking;
    let form = Form::new(admins(vec![linked("camille", "Camille Roy"), dead]));
    assert_eq!(form.unlink_effect("camille"), Effect::NobodyWorks);
    assert_eq!(
        Form::new(verified(CRM)).unlink_effect("camille"),
        Effect::NobodyLeft
    );
    let on = Form::new(switched_on(verified(CRM)));
    assert_eq!(on.unlink_effect("camille"), Effect::Unticks);
}

#[test]
fn salesforce_is_asked_only_when_the_box_goes_on() {
    let form = Form::new(verified(CRM));
    assert!(form.clone().toggling(CRM).asks(CRM));
    assert!(!form.clone().secret(CRM, "typed-secret-9z8y").asks(CRM));
    let moved = form.typing(CRM, Field::OrgId, "00Dam00000Uo32q");
    assert!(!moved.toggling(CRM).asks(CRM));
}
