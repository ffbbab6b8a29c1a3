//! The life of an event: taken in, leased, settled, held, parked, replayed, seen, forgotten.

use std::sync::Arc;

use domain::{
    Channel, Crm, DeliveryState, Draft, Owner, Party, Reason,
    event::{AgentRef, AgentStep, Contact, Data, Event, Opened, SessionFacts},
    save::plan,
    wire::{Call, Seen},
};
use store::{
    Clock, Decided, Ended, Filter, Intake, KeptRecord, KeySource, LaneLease, Received, Settlement,
    Store, Then,
};
use tokio::sync::Notify;

use crate::support::Database;

const NOW: i64 = 1_000_000;

fn started(session: &str) -> Event {
    let facts = SessionFacts {
        channel: Some(Channel::Chat),
        contact: Some(Contact {
            email: Some("Eve@client.example".to_owned()),
            ..Contact::default()
        }),
        ..SessionFacts::default()
    };
    event(
        session,
        "started",
        1,
        Data::Started(Opened { session: facts }),
    )
}

fn assigned(session: &str, at: i64) -> Event {
    let agent = AgentRef {
        email: Some("odile@acme.example".to_owned()),
        ..AgentRef::default()
    };
    let step = AgentStep {
        agent,
        session: None,
    };
    event(session, &format!("assigned-{at}"), at, Data::Assigned(step))
}

fn event(session: &str, id: &str, at: i64, data: Data) -> Event {
    Event {
        source: "test".to_owned(),
        id: format!("{session}-{id}"),
        session: session.to_owned(),
        at,
        data,
    }
}

struct Place {
    store: Store,
    intake: Intake,
    _database: Database,
}

impl Place {
    /// One of each database.
    async fn each() -> Vec<Self> {
        let mut places = Vec::new();
        for database in Database::each().await {
            let store = database.open().await;
            let clock = Clock::from_fn(|| NOW);
            let intake = Intake::start(store.clone(), clock, Arc::new(Notify::new()));
            places.push(Self {
                store,
                intake,
                _database: database,
            });
        }
        places
    }

    async fn choose_zendesk(&self) {
        let stored = self.store.settings().await.unwrap();
        let draft = Draft {
            agent_platform: Some(Crm::Zendesk),
            panels: [].into(),
        };
        let outcome = plan(stored, &draft).unwrap().settle(&[].into(), 1);
        self.store.save(&outcome).await.unwrap();
    }

    async fn receive(&self, events: &[Event]) -> Vec<Received> {
        self.intake.receive(events.to_vec()).await.unwrap()
    }

    async fn claim(&self, now: i64) -> Vec<LaneLease> {
        let claimed = self.store.claim(Crm::Zendesk, "me", 16, now, now + 60_000);
        claimed.await.unwrap()
    }

    async fn settle(&self, lease: &LaneLease, ended: Ended, then: Then) -> bool {
        let lane = self.store.lane(lease).await.unwrap();
        let mut waiting = lane.events.iter();
        let next = waiting.find(|event| event.state == DeliveryState::Waiting);
        let settlement = Settlement {
            delivery: next.map(|event| event.id.clone()),
            ..settlement(lease, ended, then)
        };
        self.intake.settle(settlement).await.unwrap()
    }

    async fn states(&self) -> Vec<(String, DeliveryState)> {
        let page = self.store.activity(&Filter::default()).await.unwrap();
        let of = |row: domain::wire::Activity| (row.kind, row.state);
        page.rows.into_iter().map(of).collect()
    }
}

fn settlement(lease: &LaneLease, ended: Ended, then: Then) -> Settlement {
    let owner = Owner {
        party: Party::DefaultUser,
        id: "382".to_owned(),
        name: "Camille Roy".to_owned(),
    };
    let record = KeptRecord {
        origin: "session".to_owned(),
        account: "acme".to_owned(),
        remote_id: "35436".to_owned(),
        contact_id: Some("91".to_owned()),
        owner: Some(owner.clone()),
        is_appended: false,
        channel: Some(Channel::Chat),
        queue: Some("billing".to_owned()),
        is_closed: false,
    };
    Settlement {
        lane: lease.lane.clone(),
        lease: lease.number,
        delivery: None,
        ended,
        reason: Some("no_agent_yet".to_owned()),
        decided: Some(Decided {
            owner: Some(owner),
            actor: None,
            actor_instead: false,
            seen: Seen::default(),
        }),
        record: Some((record, "https://acme.example/35436".to_owned())),
        calls: vec![Call {
            what: "create_record".to_owned(),
            status: Some(201),
            at: NOW,
            ms: 12,
        }],
        then,
        now: NOW,
    }
}

#[tokio::test]
async fn an_event_that_comes_again_is_one_and_one_that_says_something_else_is_a_conflict() {
    for place in Place::each().await {
        let (first, mut other) = (started("s"), started("s"));
        other.at = 2;
        let batch = [first.clone(), first.clone(), assigned("s", 5)];
        let received = place.receive(&batch).await;
        assert_eq!(received, [Received::New, Received::Repeat, Received::New]);
        let received = place.receive(&[other, first]).await;
        assert_eq!(received, [Received::Conflict, Received::Repeat]);
        assert_eq!(place.states().await.len(), 2);
    }
}

#[tokio::test]
async fn of_many_callers_at_once_everybody_gets_an_answer_of_their_own() {
    for place in Place::each().await {
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..200 {
            let intake = place.intake.clone();
            let twin = started(&format!("s{}", caller / 2));
            callers.spawn(async move { intake.receive(vec![twin]).await.unwrap() });
        }
        let mut new = 0;
        while let Some(received) = callers.join_next().await {
            new += usize::from(received.unwrap() == [Received::New]);
        }
        assert_eq!(new, 100, "of two that are the same one is new");
    }
}

#[tokio::test]
async fn a_lane_is_leased_to_one_and_a_lost_lease_writes_nothing() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s"), assigned("s", 5)]).await;
        let first = place.claim(NOW).await;
        assert_eq!(first.len(), 1);
        assert!(place.claim(NOW + 1).await.is_empty(), "it is leased");
        // Its holder has died; another takes over when the lease has ended.
        let second = place.claim(NOW + 60_000).await;
        assert_eq!(second[0].number, first[0].number + 1);
        assert_eq!(
            (first[0].tries, second[0].tries),
            (0, 1),
            "it may have been done"
        );
        let late = place.settle(&first[0], Ended::Delivered, Then::Release(NOW));
        assert!(!late.await, "its lease is lost");
        assert!(
            place
                .states()
                .await
                .iter()
                .all(|(_, state)| *state == DeliveryState::Waiting)
        );
        let done = place.settle(&second[0], Ended::Delivered, Then::GoOn(NOW + 120_000));
        assert!(done.await);
        assert!(
            place
                .settle(&second[0], Ended::Nothing, Then::Release(NOW))
                .await
        );
        let again = place.settle(&second[0], Ended::Nothing, Then::Release(NOW));
        assert!(!again.await, "ending spends the lease");
        assert!(
            place.claim(NOW + 999_999).await.is_empty(),
            "nothing is left"
        );
        // One that comes later makes it ready again.
        place.receive(&[assigned("s", 9)]).await;
        assert_eq!(place.claim(NOW + 999_999).await.len(), 1);
    }
}

#[tokio::test]
async fn what_comes_in_while_a_lane_is_leased_is_not_forgotten_when_the_lease_ends() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s")]).await;
        let lease = place.claim(NOW).await.remove(0);
        place.receive(&[assigned("s", 5)]).await;
        assert!(
            place
                .settle(&lease, Ended::Delivered, Then::Release(NOW))
                .await
        );
        assert_eq!(place.claim(NOW).await.len(), 1);
    }
}

#[tokio::test]
async fn what_came_before_a_platform_was_chosen_goes_to_the_one_that_is() {
    for place in Place::each().await {
        place.receive(&[started("s")]).await;
        assert!(place.claim(NOW).await.is_empty());
        let page = place.store.activity(&Filter::default()).await.unwrap();
        assert_eq!(page.rows[0].state, DeliveryState::Held);
        assert_eq!(page.rows[0].reason.as_deref(), Some("no_platform"));
        assert_eq!(page.held.unwrap().reason, Reason::NoPlatform);
        assert_eq!(place.store.bind_lanes(Crm::Zendesk).await.unwrap(), 1);
        assert_eq!(place.claim(NOW).await.len(), 1);
    }
}

#[tokio::test]
async fn a_parked_lane_waits_for_its_replay_and_goes_on_in_order() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s"), assigned("s", 5)]).await;
        let lease = place.claim(NOW).await.remove(0);
        assert!(place.settle(&lease, Ended::Parked, Then::Park).await);
        assert!(place.claim(NOW + 999_999).await.is_empty());
        let parked = Filter {
            state: Some(DeliveryState::Parked),
            ..Filter::default()
        };
        let page = place.store.activity(&parked).await.unwrap();
        let id = page.rows[0].id.clone();
        assert!(place.store.replay(&id, NOW).await.unwrap());
        assert!(
            !place.store.replay(&id, NOW).await.unwrap(),
            "it waits already"
        );
        let lease = place.claim(NOW).await.remove(0);
        let lane = place.store.lane(&lease).await.unwrap();
        assert_eq!(lane.events[0].id, id);
        assert!(place.settle(&lease, Ended::Parked, Then::Park).await);
        assert_eq!(
            place
                .store
                .replay_all(Some(Crm::Zendesk), NOW)
                .await
                .unwrap(),
            1
        );
        assert_eq!(place.store.replay_all(None, NOW).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_try_without_an_outcome_is_counted_and_comes_back_when_it_is_due() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s")]).await;
        let lease = place.claim(NOW).await.remove(0);
        assert!(
            place
                .settle(&lease, Ended::Again, Then::Release(NOW + 5_000))
                .await
        );
        assert!(place.claim(NOW + 4_999).await.is_empty());
        assert_eq!(
            place.store.next_due(Crm::Zendesk).await.unwrap(),
            Some(NOW + 5_000)
        );
        let lease = place.claim(NOW + 5_000).await.remove(0);
        assert_eq!(lease.tries, 1);
    }
}

#[tokio::test]
async fn a_story_tells_who_got_it_and_why_and_every_call() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s")]).await;
        let lease = place.claim(NOW).await.remove(0);
        assert!(
            place
                .settle(&lease, Ended::Delivered, Then::Release(NOW))
                .await
        );
        let filter = Filter {
            owner: Some(Party::DefaultUser),
            ..Filter::default()
        };
        let page = place.store.activity(&filter).await.unwrap();
        let row = &page.rows[0];
        assert_eq!(row.owner.as_ref().unwrap().name, "Camille Roy");
        assert_eq!(row.record.as_ref().unwrap().id, "35436");
        let story = place.store.story(&row.id, &filter).await.unwrap().unwrap();
        assert_eq!(story.calls[0].status, Some(201));
        assert_eq!((story.event.as_str(), story.tries), ("s-started", 1));
        assert!(
            place
                .store
                .story("nobody", &filter)
                .await
                .unwrap()
                .is_none()
        );
        let others = Filter {
            owner: Some(Party::Agent),
            ..Filter::default()
        };
        assert!(place.store.activity(&others).await.unwrap().rows.is_empty());
        let zendesk = (Crm::Zendesk, "acme");
        let open = place
            .store
            .open_record(zendesk, "91", Some(Channel::Chat), "billing");
        assert_eq!(open.await.unwrap().as_deref(), Some("35436"));
        let open = place
            .store
            .open_record(zendesk, "91", Some(Channel::Call), "billing");
        assert_eq!(open.await.unwrap(), None);
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    for place in Place::each().await {
        let events: Vec<Event> = (0..120).map(|n| started(&format!("s{n}"))).collect();
        place.receive(&events).await;
        let (mut seen, mut filter) = (Vec::new(), Filter::default());
        loop {
            let page = place.store.activity(&filter).await.unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.session));
            filter.before = page.next;
            if filter.before.is_none() {
                break;
            }
        }
        let newest_first: Vec<String> = (0..120).rev().map(|n| format!("s{n}")).collect();
        assert_eq!(seen, newest_first);
    }
}

#[tokio::test]
async fn a_connection_that_carries_nothing_holds_what_waits_for_it_and_touches_no_lane() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s"), started("t")]).await;
        let filter = Filter {
            state: Some(DeliveryState::Held),
            waiting_for: vec![(Crm::Zendesk, Reason::Paused)],
            ..Filter::default()
        };
        let page = place.store.activity(&filter).await.unwrap();
        assert_eq!(page.rows.len(), 2);
        let held = page.held.unwrap();
        assert_eq!(
            (held.count, held.reason, held.crm),
            (2, Reason::Paused, Some(Crm::Zendesk))
        );
        let filter = Filter {
            state: Some(DeliveryState::Waiting),
            ..Filter::default()
        };
        assert_eq!(place.store.activity(&filter).await.unwrap().rows.len(), 2);
    }
}

#[tokio::test]
async fn bodies_go_after_their_time_and_a_repeat_is_recognised_all_the_same() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        place.receive(&[started("s"), started("t")]).await;
        let lease = place.claim(NOW).await.remove(0);
        assert!(
            place
                .settle(&lease, Ended::Delivered, Then::Release(NOW))
                .await
        );
        assert_eq!(
            place.store.forget_bodies(NOW + 1).await.unwrap(),
            1,
            "the other waits"
        );
        let lane = place.store.lane(&lease).await.unwrap();
        assert!(lane.events[0].event.is_none());
        assert_eq!(
            place.receive(&[started(&lease.session)]).await,
            [Received::Repeat]
        );
    }
}

#[tokio::test]
async fn a_consumer_is_erased_by_any_of_their_names_and_others_are_not() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        let mut other = started("t");
        if let Data::Started(opened) = &mut other.data {
            opened.session.contact = Some(Contact {
                phone: Some("+33 1 23".to_owned()),
                ..Contact::default()
            });
        }
        place.receive(&[started("s"), other]).await;
        let eve = Contact {
            email: Some(" eve@CLIENT.example".to_owned()),
            ..Contact::default()
        };
        assert_eq!(place.store.erase_consumer(&eve, NOW).await.unwrap(), 1);
        assert_eq!(place.store.erase_consumer(&eve, NOW).await.unwrap(), 0);
        // An event that comes again is known, and nothing of it is kept again.
        assert_eq!(place.receive(&[started("s")]).await, [Received::Repeat]);
        assert_eq!(place.store.erase_consumer(&eve, NOW).await.unwrap(), 0);
        let leases = place.claim(NOW).await;
        assert_eq!(leases.len(), 1, "what waited of hers is delivered no more");
        assert_eq!(leases[0].session, "t");
        let phone = Contact {
            phone: Some("+33-123".to_owned()),
            ..Contact::default()
        };
        assert_eq!(place.store.erase_consumer(&phone, NOW).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn calls_are_drawn_from_a_bucket_that_fills_up_evenly() {
    for place in Place::each().await {
        let draw = |wanted, now| place.store.draw_calls(Crm::Zendesk, wanted, 60, now);
        assert_eq!(draw(20, 0).await.unwrap(), 20);
        assert_eq!(draw(50, 0).await.unwrap(), 40);
        assert_eq!(draw(20, 500).await.unwrap(), 0);
        assert_eq!(
            draw(20, 1_000).await.unwrap(),
            1,
            "the half second is not lost"
        );
        assert_eq!(draw(20, 6_000).await.unwrap(), 5);
        assert_eq!(draw(100, 600_000).await.unwrap(), 60, "it holds a minute's");
    }
}

#[tokio::test]
async fn what_an_older_key_sealed_opens_after_that_key_is_gone() {
    for database in Database::each().await {
        let (old, new) = (
            "b2xkLWtleS1vZi0zMi1ieXRlcyEhISEhISEhMTIzNDU=",
            "bmV3LWtleS1vZi0zMi1ieXRlcyE5ODc2NTQzMjEwYWI=",
        );
        let open = async |keys: String| {
            database
                .try_open(&KeySource::Given(keys.into()))
                .await
                .unwrap()
        };
        let store = open(old.to_owned()).await;
        let clock = Clock::from_fn(|| NOW);
        let intake = Intake::start(store.clone(), clock.clone(), Arc::new(Notify::new()));
        intake.receive(vec![started("s")]).await.unwrap();
        store.close().await;
        open(format!("{new}\n{old}")).await.close().await;
        let store = open(new.to_owned()).await;
        let lease = LaneLease {
            lane: "test\u{1f}s".to_owned(),
            source: "test".to_owned(),
            session: "s".to_owned(),
            number: 1,
            tries: 0,
        };
        let lane = store.lane(&lease).await.unwrap();
        assert_eq!(lane.events[0].event, Some(started("s")));
        let intake = Intake::start(store.clone(), clock, Arc::new(Notify::new()));
        let received = intake.receive(vec![started("s")]).await.unwrap();
        assert_eq!(
            received,
            [Received::Repeat],
            "the key of digests is the same"
        );
    }
}

#[tokio::test]
async fn one_program_delivers_from_a_file_and_several_from_a_server() {
    for database in Database::each().await {
        database.open().await.close().await;
        let first = Store::alone(&database.url).unwrap();
        let second = Store::alone(&database.url);
        if database.url.starts_with("sqlite") {
            assert!(matches!(second, Err(store::Error::InUse)));
            drop(first);
            assert!(Store::alone(&database.url).is_ok());
        } else {
            assert!(second.is_ok());
        }
    }
}

#[tokio::test]
async fn of_a_very_long_session_the_last_event_is_delivered_too() {
    for place in Place::each().await {
        place.choose_zendesk().await;
        for part in 0..5 {
            let events: Vec<Event> = (0..450).map(|n| assigned("s", part * 450 + n)).collect();
            place.receive(&events).await;
        }
        let lease = place.claim(NOW).await.remove(0);
        let mut left = 5 * 450;
        while left > 0 {
            let lane = place.store.lane(&lease).await.unwrap();
            let waiting = lane
                .events
                .iter()
                .filter(|one| one.state == DeliveryState::Waiting);
            let ids: Vec<String> = waiting.map(|one| one.id.clone()).collect();
            assert!(!ids.is_empty(), "{left} are left and none is found");
            for id in ids {
                let settlement = Settlement {
                    delivery: Some(id),
                    record: None,
                    calls: Vec::new(),
                    ..settlement(&lease, Ended::Nothing, Then::GoOn(NOW + 1))
                };
                assert!(place.intake.settle(settlement).await.unwrap());
                left -= 1;
            }
        }
    }
}
