//! Salesforce: fill in every field, save the login URL, link an administrator and a second one, then
//! tick the boxes. Without a linked administrator both are disabled.

use domain::{Cloud, Crm, Field, Input, LinkState, Panel, Status, acting, status};
use leptos::prelude::*;

use super::super::{
    ids,
    link::AdminToken,
    page::use_page,
    parts::{Before, DefaultUser, FieldInput, Outcome, PanelFrame, Reason, SecretInput, use_error},
};
use crate::{
    i18n::{Text, text},
    time,
    ui::{Checkbox, Choice, ChoiceField},
    words,
};

const CRM: Crm = Crm::Salesforce;

/// The panel.
#[component]
pub fn SalesforcePanel() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let unavailable = Signal::derive(move || form.with(|form| !form.obstacles(CRM).is_empty()));
    let ticked = Signal::derive(move || form.with(|form| form.shows_default_user(CRM)));
    let toggle = Callback::new(move |()| form.update(|form| form.toggle_default_user(CRM)));
    let always = Signal::derive(move || form.with(|form| form.shows_always(CRM)));
    let toggle_always = Callback::new(move |()| form.update(|form| form.toggle_always(CRM)));
    view! {
        <PanelFrame crm=CRM known>
            <Before crm=CRM>
                <li>{t.before_salesforce_1}</li>
                <li>{t.before_salesforce_2}</li>
                <li>{t.before_salesforce_3}</li>
                <li>{t.before_salesforce_4}</li>
                <li>{t.before_salesforce_5}</li>
            </Before>
            <FieldInput crm=CRM field=Field::OrgId />
            <FieldInput crm=CRM field=Field::OrgName />
            <FieldInput crm=CRM field=Field::ConsumerKey />
            <SecretInput crm=CRM />
            <CloudChoice />
            <FieldInput crm=CRM field=Field::SessionField optional=true />
        </PanelFrame>
        <DefaultUser crm=CRM>
            <Checkbox
                id="default-user"
                label=t.box_salesforce
                checked=ticked
                unavailable
                described_by="default-user-why"
                on_toggle=toggle
            >
                <Reason crm=CRM />
                <Outcome
                    crm=CRM
                    paused=|t: &Text, tag, stored: &Panel| {
                        t.all_dead_paused(&dead_since(tag, stored))
                    }
                />
            </Checkbox>
            <Checkbox
                id="always"
                label=t.box_always
                checked=always
                unavailable
                described_by="always-why"
                on_toggle=toggle_always
            >
                <p>{t.box_always_hint}</p>
                <Reason crm=CRM />
            </Checkbox>
        </DefaultUser>
        <AdminToken />
    }
}

/// Service or Sales Cloud.
#[component]
fn CloudChoice() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let input = Input::Field(Field::Cloud);
    let value = Memo::new(move |_| {
        page.draft
            .form
            .with(|form| form.wanted(CRM).fields.get(Field::Cloud).to_owned())
    });
    let choices = Cloud::ALL.map(|cloud| Choice {
        key: cloud.key(),
        label: words::cloud(t, cloud),
        note: None,
    });
    let choose = move |word: &'static str| {
        page.save.forget(CRM, input);
        page.draft.set_field(CRM, Field::Cloud, word.to_owned());
    };
    view! {
        <ChoiceField
            id=ids::of(CRM, input)
            legend=t.sf_cloud
            choices=choices.into()
            value
            error=use_error(CRM, input, || None)
            on_choose=Callback::new(choose)
        />
    }
}

/// What is known of the linked administrators, in a sentence.
fn known(t: &Text, tag: &str, stored: &Panel) -> String {
    match (status(CRM, stored), acting(&stored.links)) {
        (Status::NotSetUp, _) => t.sf_link_hint.to_owned(),
        (Status::Unreadable, _) => words::unreadable(t, stored).to_owned(),
        (_, Some(link)) if link.state == LinkState::Active => {
            let ago = time::ago(tag, link.verified_at.unwrap_or(link.linked_at));
            t.verified_ago(&ago, &words::name_and_role(&link.name, &link.role))
        }
        (_, Some(link)) => t.links_unsure(&link.name),
        (_, None) => t.all_dead_since(&dead_since(tag, stored)),
    }
}

/// Since when no linked administrator works.
fn dead_since(tag: &str, stored: &Panel) -> String {
    let last = stored.links.iter().map(|link| link.since).max();
    last.map(|at| time::moment(tag, at)).unwrap_or_default()
}
