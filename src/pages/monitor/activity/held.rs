//! What is held as a whole: how much, since when, why, and what cures it.

use domain::{Crm, Reason};
use leptos::prelude::*;

use super::{feed::use_feed, told};
use crate::{
    connections::use_connections,
    i18n::{Text, text, use_lang},
    paths, time,
    ui::{Dynamic, Note, Tone},
    words,
};

/// The note; nothing while nothing is held.
#[component]
pub fn HeldNote() -> impl IntoView {
    let (feed, connections) = (use_feed(), use_connections());
    let (t, tag) = (text(), use_lang().get_untracked().tag());
    let view = move || {
        let held = feed
            .rows
            .with(|rows| rows.as_ref().and_then(|rows| rows.held.clone()))?;
        let count = told::held(t, &held, &time::since(tag, held.oldest));
        let why = connections.settings.with(|settings| {
            let check = checked(held.crm, held.reason).and_then(|crm| {
                let panel = settings.as_ref()?.panel(crm);
                let health = panel
                    .health
                    .filter(|health| health.check.verdict.is_refusal())?;
                Some(words::why(t, crm, &health.check))
            });
            check.unwrap_or_else(|| words::reason(t, held.reason).to_owned())
        });
        Some(view! {
            <Note tone=Tone::Warn>
                <b>{count}</b>
                <span>{why} " " {t.held_hint}</span>
                <p>
                    <Cure crm=held.crm reason=held.reason />
                </p>
            </Note>
        })
    };
    view! { <Dynamic view /> }
}

/// The CRM whose last word says more than the reason does.
fn checked(crm: Option<Crm>, reason: Reason) -> Option<Crm> {
    crm.filter(|_| reason == Reason::Paused)
}

/// The link to where it is cured.
#[component]
pub fn Cure(
    /// The CRM it waits for; none while none is chosen.
    crm: Option<Crm>,
    /// Why it waits.
    reason: Reason,
) -> impl IntoView {
    let (words, place) = cure(text(), crm, reason);
    view! { <a href=place>{words}</a> }
}

fn cure(t: &Text, crm: Option<Crm>, reason: Reason) -> (String, String) {
    match crm {
        Some(crm) if reason != Reason::NoPlatform => (
            t.banner_go(crm.name()),
            format!("{}#{}", paths::CRM, crm.key()),
        ),
        _ => (t.choose_platform.to_owned(), paths::CRM.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn each_reason_leads_to_where_it_is_cured() {
        let t = Lang::En.text();
        assert_eq!(
            cure(t, Some(Crm::Zendesk), Reason::Paused),
            (
                "Go to Zendesk".to_owned(),
                "/settings/developer/crm#zendesk".to_owned()
            )
        );
        assert_eq!(
            cure(t, None, Reason::NoPlatform),
            (
                "Choose an agent platform".to_owned(),
                "/settings/developer/crm".to_owned()
            )
        );
    }
}
