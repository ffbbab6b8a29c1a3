//! What a row says, as plain words.

use domain::wire::{Activity, DeliveryState};

use crate::{i18n::Text, ui::Tone, words};

/// The words of a row; its times come from the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What happened.
    pub what: String,
    /// In which session, and for which CRM.
    pub place: String,
    /// Whom the record belongs to.
    pub who: String,
    /// As what, and why.
    pub why: String,
    /// Where it stands.
    pub state: &'static str,
    /// The colour that goes with that.
    pub tone: Tone,
}

impl Line {
    /// The words of this row.
    #[must_use]
    pub fn of(t: &Text, row: &Activity) -> Self {
        let session = t.session_of(&row.session);
        let crm = row.crm.map(|crm| crm.name().to_owned());
        let party = row.owner.as_ref().map(|owner| words::party(t, owner.party));
        let reason = row.reason.as_ref().map(|key| words::why_so(t, key));
        Self {
            what: words::event(t, &row.kind),
            place: joined([Some(session), crm]),
            who: row.owner.as_ref().map_or_else(
                || nobody(t, row.state).to_owned(),
                |owner| owner.name.clone(),
            ),
            why: joined([party.map(str::to_owned), reason]),
            state: words::delivery(t, row.state),
            tone: tone(row.state),
        }
    }
}

/// What stands in the place of a name: a note in a record leaves its owner alone.
fn nobody(t: &Text, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Delivered => t.owner_unchanged,
        DeliveryState::Nothing | DeliveryState::Parked => t.nobody,
        DeliveryState::Waiting | DeliveryState::Held => t.nobody_yet,
    }
}

fn tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Waiting | DeliveryState::Nothing => Tone::Plain,
        DeliveryState::Held => Tone::Warn,
        DeliveryState::Delivered => Tone::Good,
        DeliveryState::Parked => Tone::Bad,
    }
}

fn joined(parts: [Option<String>; 2]) -> String {
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::{
        super::fixtures::{parked, row},
        *,
    };
    use crate::i18n::Lang;

    #[test]
    fn a_row_says_what_happened_who_owns_it_as_what_and_why() {
        let line = Line::of(Lang::En.text(), &row("1"));
        assert_eq!(line.what, "Session started");
        assert_eq!(line.place, "Session chat-1 · Zendesk");
        assert_eq!(line.who, "Camille Roy");
        assert_eq!(
            line.why,
            "Default user · No agent has taken the session yet."
        );
        assert_eq!((line.state, line.tone), ("Delivered", Tone::Good));
    }

    #[test]
    fn without_an_owner_it_depends_on_the_state_what_stands_there() {
        let who = |state| {
            let row = Activity {
                owner: None,
                state,
                ..row("1")
            };
            Line::of(Lang::En.text(), &row).who
        };
        assert_eq!(who(DeliveryState::Delivered), "Owner unchanged");
        assert_eq!(who(DeliveryState::Held), "Nobody yet");
        assert_eq!(who(DeliveryState::Nothing), "Nobody");
    }

    #[test]
    fn what_is_not_known_leaves_no_gap() {
        let bare = Activity {
            crm: None,
            owner: None,
            ..parked("1", "solar_flare")
        };
        let line = Line::of(Lang::En.text(), &bare);
        assert_eq!(line.place, "Session chat-1");
        assert_eq!(line.why, "solar_flare");
    }
}
