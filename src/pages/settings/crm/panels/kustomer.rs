//! Kustomer: enter the API key, tick the box, save. With a key nobody can delete the default user
//! under you.

use domain::{Crm, Field, Panel};
use leptos::prelude::*;

use super::super::{
    page::use_page,
    parts::{
        Before, DefaultUser, ExpiryNote, FieldInput, Outcome, PanelFrame, Reason, SecretInput,
        known,
    },
};
use crate::{
    i18n::{Text, text},
    ui::Checkbox,
    words,
};

const CRM: Crm = Crm::Kustomer;

/// The panel.
#[component]
pub fn KustomerPanel() -> impl IntoView {
    let (page, t) = (use_page(), text());
    let form = page.draft.form;
    let ticked = Signal::derive(move || form.with(|form| form.shows_default_user(CRM)));
    let unavailable = Signal::derive(move || form.with(|form| !form.obstacles(CRM).is_empty()));
    let toggle = Callback::new(move |()| form.update(|form| form.toggle_default_user(CRM)));
    view! {
        <PanelFrame crm=CRM known=|t: &Text, tag, stored: &Panel| known(t, tag, CRM, stored)>
            <Before crm=CRM>
                <li>{t.before_kustomer_1}</li>
                <li>{t.before_kustomer_2}</li>
            </Before>
            <ExpiryNote crm=CRM />
            <FieldInput crm=CRM field=Field::Subdomain />
            <SecretInput crm=CRM />
            <FieldInput crm=CRM field=Field::ExpiresOn optional=true />
            <FieldInput crm=CRM field=Field::ExternalIdPrefix optional=true />
            <FieldInput crm=CRM field=Field::SessionField optional=true />
        </PanelFrame>
        <DefaultUser crm=CRM>
            <Checkbox
                id="default-user"
                label=t.box_kustomer
                checked=ticked
                unavailable
                described_by="default-user-why"
                on_toggle=toggle
            >
                <Reason crm=CRM />
                <Outcome
                    crm=CRM
                    paused=|t: &Text, tag, stored: &Panel| words::paused(t, tag, CRM, stored)
                />
            </Checkbox>
        </DefaultUser>
    }
}
