//! What a story says, as plain words.

use domain::wire::{Attributed, DeliveryState, Held, Seen, Story};

use crate::{i18n::Text, words};

/// "Camille Roy (default user)".
#[must_use]
pub fn who(t: &Text, somebody: &Attributed) -> String {
    let party = words::party(t, somebody.party).to_lowercase();
    format!("{} ({party})", somebody.name)
}

/// What was decided, in a sentence.
#[must_use]
pub fn decided(t: &Text, story: &Story) -> String {
    let is_done = story.activity.state == DeliveryState::Delivered;
    if let Some(owner) = &story.activity.owner {
        let party = words::party(t, owner.party).to_lowercase();
        return if is_done {
            t.decided_owns(&party, &owner.name)
        } else {
            t.decided_is_to_own(&party, &owner.name)
        };
    }
    let words = match story.activity.state {
        DeliveryState::Delivered => t.decided_noted,
        DeliveryState::Nothing => t.decided_nothing,
        DeliveryState::Waiting | DeliveryState::Held | DeliveryState::Parked => t.decided_not_yet,
    };
    words.to_owned()
}

/// That the CRM was written to in another name than it should have been.
#[must_use]
pub fn instead(t: &Text, story: &Story) -> Option<String> {
    let actor = story.actor.as_ref().filter(|_| story.actor_instead)?;
    Some(match story.activity.crm {
        Some(crm) => t.actor_instead(crm.name(), &actor.name),
        None => t.actor_instead_no_crm(&actor.name),
    })
}

/// What the rule saw, as caption and value.
#[must_use]
pub fn seen(t: &Text, seen: &Seen) -> Vec<(&'static str, String)> {
    let on = |is_on| if is_on { t.on } else { t.off }.to_owned();
    let agents = if seen.agents.is_empty() {
        t.none.to_owned()
    } else {
        seen.agents.join(", ")
    };
    let before = seen.owner_before.as_deref().unwrap_or(t.seen_no_record);
    vec![
        (t.seen_agents, agents),
        (t.default_user, on(seen.default_user)),
        (t.seen_always, on(seen.always)),
        (t.seen_eligible, seen.eligible.to_string()),
        (t.seen_before, before.to_owned()),
    ]
}

/// What happens to it now, and what cures what is in its way. The moments come in words: when it is tried
/// next, and when it was done.
#[must_use]
pub fn now(t: &Text, story: &Story, due: Option<&str>, done: Option<&str>) -> String {
    let tried = match story.tries {
        0 => None,
        1 => Some(t.tried_one.to_owned()),
        n => Some(t.tried_many(&n.to_string())),
    };
    let sentences = match story.activity.state {
        DeliveryState::Waiting => {
            let next = due.map(|due| t.now_due(due));
            [Some(t.now_waiting.to_owned()), tried, next]
        }
        DeliveryState::Held => [Some(t.held_hint_one.to_owned()), None, None],
        DeliveryState::Delivered => [done.map(|done| t.now_delivered(done)), tried, None],
        DeliveryState::Nothing => [Some(t.now_nothing.to_owned()), None, None],
        DeliveryState::Parked => {
            let reason = story.activity.reason.as_deref();
            let cure = reason.and_then(|key| words::cure_of_parked(t, key));
            [
                Some(t.now_parked.to_owned()),
                tried,
                cure.map(str::to_owned),
            ]
        }
    };
    let sentences: Vec<_> = sentences.into_iter().flatten().collect();
    sentences.join(" ")
}

/// How much is held, for which CRM and since when.
#[must_use]
pub fn held(t: &Text, held: &Held, since: &str) -> String {
    let count = held.count.to_string();
    match (held.count, held.crm) {
        (1, Some(crm)) => t.held_one_for(crm.name(), since),
        (1, None) => t.held_one(since),
        (_, Some(crm)) => t.held_many_for(crm.name(), &count, since),
        (_, None) => t.held_many(&count, since),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Crm, Reason, wire::Activity};

    use super::{
        super::fixtures::{AT, parked, row, story},
        *,
    };
    use crate::i18n::Lang;

    fn en() -> &'static Text {
        Lang::En.text()
    }

    #[test]
    fn what_was_decided_names_the_owner_as_what_and_whether_it_is_so() {
        let done = story(row("1"));
        assert_eq!(
            decided(en(), &done),
            "The record belongs to Camille Roy (default user)."
        );
        assert_eq!(
            decided(en(), &story(parked("1", "invalid"))),
            "The record is to belong to Camille Roy (default user)."
        );
        let noted = story(Activity {
            owner: None,
            ..row("1")
        });
        assert_eq!(decided(en(), &noted), en().decided_noted);
    }

    #[test]
    fn an_actor_who_stands_in_is_said() {
        let mut told = story(row("1"));
        assert_eq!(instead(en(), &told), None);
        told.actor_instead = true;
        let said = instead(en(), &told).expect("it says so");
        assert!(said.starts_with("Zendesk cannot write this"), "{said}");
        assert!(said.contains("Camille Roy stands in"), "{said}");
    }

    #[test]
    fn what_is_parked_says_its_cure() {
        let told = story(parked("1", "record_closed"));
        assert_eq!(
            now(en(), &told, None, None),
            "It is not tried again by itself. Tried once. Reopen the record in the CRM, then replay."
        );
    }

    #[test]
    fn what_waits_says_when_it_is_tried_next() {
        let mut told = story(row("1"));
        told.activity.state = DeliveryState::Waiting;
        told.tries = 3;
        assert_eq!(
            now(en(), &told, Some("14:02:10"), None),
            "It is on its way. Tried 3 times. It is tried next at 14:02:10."
        );
    }

    #[test]
    fn what_is_held_is_counted() {
        let of = |count, crm| {
            let all = Held {
                count,
                oldest: AT,
                reason: Reason::Paused,
                crm,
            };
            held(en(), &all, "14:02")
        };
        assert_eq!(
            of(12, Some(Crm::Zendesk)),
            "12 events have been waiting for Zendesk since 14:02."
        );
        assert_eq!(of(1, None), "1 event has been waiting since 14:02.");
    }
}
