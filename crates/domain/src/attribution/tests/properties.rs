//! Whatever the order and however often: a session's events end the same.
//!
//! A voicemail that is told late splits the session after a record was made for the whole of it, which
//! stays where it is. What the last voicemail's own comes to does not depend on the order either.

use std::collections::BTreeMap;

use proptest::{prelude::*, sample::select};

use super::*;
use crate::event::Kind;

/// The owners of a session's records after these arrivals, each decided as it comes.
fn owners(arrivals: &[Event], world: &World<'_>) -> BTreeMap<String, Option<Owner>> {
    let mut records: BTreeMap<String, Record> = BTreeMap::new();
    let mut received: Vec<&Event> = Vec::new();
    for event in arrivals {
        received.push(event);
        let fold = Fold::of(received.iter().copied());
        let mut session = fold.session_of(event).clone();
        let part = format!("{:?}", session.origin);
        session.record = records.get(&part).cloned();
        if let Decision::Do {
            owner: Some(owner), ..
        } = decide(event, &session, world)
        {
            let record = Record {
                owner_now: Some(owner.id.clone()),
                written: Some(owner),
                is_appended: false,
            };
            records.insert(part, record);
        }
    }
    let written = |record: Record| record.written;
    records
        .into_iter()
        .map(|(part, record)| (part, written(record)))
        .collect()
}

/// Of a session that is held and came as this says.
fn any_data(opening: Data) -> impl Strategy<Value = Data> {
    let name = || {
        select(vec![
            "odile", "peter", "camille", "light", "gone", "twin", "nobody",
        ])
    };
    prop_oneof![
        Just(opening),
        name().prop_map(assigned),
        name().prop_map(connected),
        name().prop_map(transferred),
        name().prop_map(cancelled),
        Just(voicemail()),
        proptest::option::of(name()).prop_map(callback),
        Just(abandoned()),
        Just(said()),
        Just(comment()),
        Just(ended(false)),
    ]
}

/// Events and an order of their arrival, some of them twice.
fn history() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    let openings = [
        chat(),
        started(Channel::Call, Entry::Phone),
        started(Channel::Call, Entry::App),
    ];
    let events = select(openings.to_vec()).prop_flat_map(|opening| {
        proptest::collection::vec(any_data(opening), 1..8).prop_map(|data| {
            let at = |(at, data)| event(at, data);
            (1..).zip(data).map(at).collect::<Vec<Event>>()
        })
    });
    events.prop_flat_map(|events| {
        let twice: Vec<Event> = [events.clone(), events.clone()].concat();
        let some = proptest::sample::subsequence(twice.clone(), events.len()..=twice.len());
        let arrivals = (Just(events.clone()), some).prop_map(|(mut events, more)| {
            events.extend(more);
            events
        });
        (Just(events), arrivals.prop_shuffle())
    })
}

fn any_world() -> impl Strategy<Value = (Policy, RecordCreation)> {
    let policy = select(vec![
        Policy::RandomAgent,
        Policy::DefaultUser,
        Policy::AlwaysDefaultUser,
    ]);
    let creation = (any::<bool>(), any::<bool>(), 0..3_u32).prop_map(
        |(abandoned, delay_calls, chat_messages)| RecordCreation {
            abandoned,
            delay_calls,
            chat_messages,
            ..RecordCreation::default()
        },
    );
    (policy, creation)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_owner_follows_from_what_is_known_and_not_from_the_order_of_arrival(
        (events, arrivals) in history(),
        (policy, creation) in any_world(),
    ) {
        let fixture = Fixture::new();
        let world = World { creation, ..fixture.world(policy) };
        let (mut found, mut expected) = (owners(&arrivals, &world), owners(&events, &world));
        let mut voicemails = events.iter().rev();
        if let Some(last) = voicemails.find(|event| event.kind() == Kind::VoicemailLeft) {
            let its = format!("{:?}", Origin::Voicemail(last.id.clone()));
            found.retain(|part, _| *part == its);
            expected.retain(|part, _| *part == its);
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_paused_connection_holds_everything(
        (events, _) in history(),
        (policy, creation) in any_world(),
    ) {
        let fixture = Fixture::new();
        let world = World { creation, readiness: Readiness::Paused, ..fixture.world(policy) };
        for event in &events {
            let fold = Fold::of(&events);
            let decision = decide(event, fold.session_of(event), &world);
            prop_assert_eq!(decision, Decision::Held(Reason::Paused));
        }
    }

    #[test]
    fn with_a_box_nobody_is_drawn_at_random(
        (events, _) in history(),
        (_, creation) in any_world(),
        always in any::<bool>(),
    ) {
        let fixture = Fixture::new();
        let world = World { creation, ..fixture.world(Policy::of(true, always)) };
        for owner in owners(&events, &world).into_values().flatten() {
            prop_assert_ne!(owner.party, Party::RandomAgent);
        }
    }
}
