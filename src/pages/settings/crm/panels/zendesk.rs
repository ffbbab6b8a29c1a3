//! Zendesk: enter the API token, then the administrator's e-mail address, tick the box, save. Where
//! either is empty the box is disabled; a refused pair goes back and unticks it.

use domain::{CredentialKind, Crm, Field, Input, Panel};
use leptos::prelude::*;

use super::super::{
    ids,
    page::use_page,
    parts::{
        Before, DefaultUser, FieldInput, Outcome, PanelFrame, Reason, SecretInput, known, use_error,
    },
};
use crate::{
    i18n::{Text, text},
    ui::{Checkbox, Choice, ChoiceField, Show},
    words,
};

const CRM: Crm = Crm::Zendesk;

/// The panel.
#[component]
pub fn ZendeskPanel() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let kind = Memo::new(move |_| form.with(|form| form.kind(CRM)));
    let is_client = Signal::derive(move || kind.get() == CredentialKind::OAuthClient);
    let ticked = Signal::derive(move || form.with(|form| form.shows_default_user(CRM)));
    let unavailable = Signal::derive(move || form.with(|form| !form.obstacles(CRM).is_empty()));
    let toggle = Callback::new(move |()| form.update(|form| form.toggle_default_user(CRM)));
    let user = move || {
        let acts_as = form.with(|form| form.acts_as(CRM));
        acts_as.map_or_else(|| t.box_zendesk_user.to_owned(), |user| user.name)
    };
    view! {
        <PanelFrame crm=CRM known=|t: &Text, tag, stored: &Panel| known(t, tag, CRM, stored)>
            <Before crm=CRM>
                <li>{t.before_zendesk_1}</li>
                <li>{t.before_zendesk_2}</li>
                <li>{t.before_zendesk_3}</li>
            </Before>
            <FieldInput crm=CRM field=Field::Subdomain />
            <KindChoice kind />
            <Show when=is_client>
                <FieldInput crm=CRM field=Field::ClientId />
            </Show>
            <SecretInput crm=CRM />
            <Show when=Signal::derive(move || !is_client.get())>
                <FieldInput crm=CRM field=Field::Email />
            </Show>
            <FieldInput crm=CRM field=Field::SessionField optional=true />
        </PanelFrame>
        <DefaultUser crm=CRM>
            <Checkbox
                id="default-user"
                label=t.default_user
                checked=ticked
                unavailable
                described_by="default-user-why"
                on_toggle=toggle
            >
                <p>{Signal::derive(move || t.box_zendesk_hint(&user()))}</p>
                <Reason crm=CRM />
                <Outcome
                    crm=CRM
                    paused=|t: &Text, tag, stored: &Panel| words::paused(t, tag, CRM, stored)
                />
            </Checkbox>
        </DefaultUser>
    }
}

/// How Zendesk is entered: by a token that speaks for a user, or as an OAuth client.
#[component]
fn KindChoice(
    /// The kind that is chosen.
    kind: Memo<CredentialKind>,
) -> impl IntoView {
    let (page, t) = (use_page(), text());
    let input = Input::Field(Field::CredentialKind);
    let choices = CredentialKind::ALL.map(|kind| {
        let (label, note) = match kind {
            CredentialKind::ApiToken => (t.kind_token, t.kind_token_hint),
            CredentialKind::OAuthClient => (t.kind_client, t.kind_client_hint),
        };
        Choice {
            key: kind.key(),
            label,
            note: Some(note),
        }
    });
    let choose = move |word: &'static str| {
        page.save.forget(CRM, input);
        page.save.forget(CRM, Input::Secret);
        let mut kinds = CredentialKind::ALL.into_iter();
        if let Some(kind) = kinds.find(|kind| kind.key() == word) {
            page.draft.set_kind(kind);
        }
    };
    view! {
        <ChoiceField
            id=ids::of(CRM, input)
            legend=t.kind
            choices=choices.into()
            value=Signal::derive(move || kind.get().key().to_owned())
            error=use_error(CRM, input, || None)
            on_choose=Callback::new(choose)
        />
    }
}
