//! Every row of the table.

use super::*;

/// What became of the last of these events: its task, actor and owner, and why.
struct Row {
    events: Vec<Event>,
    record: Option<Record>,
    can_append: bool,
}

impl Row {
    fn of(events: impl IntoIterator<Item = Data>) -> Self {
        Self {
            events: (1..)
                .zip(events)
                .map(|(at, data)| event(at, data))
                .collect(),
            record: None,
            can_append: false,
        }
    }

    /// With a record that is this one's.
    fn with(mut self, party: Party, id: &str) -> Self {
        self.record = Some(Record {
            written: Some(Owner {
                party,
                id: id.to_owned(),
                name: id.to_owned(),
            }),
            owner_now: Some(id.to_owned()),
            is_appended: false,
        });
        self
    }

    fn decide(&self, world: &World<'_>) -> Decision {
        let event = self.events.last().expect("an event");
        let mut session = Fold::of(&self.events).session_of(event).clone();
        session.record.clone_from(&self.record);
        session.can_append = self.can_append;
        decide(event, &session, world)
    }

    /// With box 1.
    fn default_user(&self) -> String {
        let fixture = Fixture::new();
        told(&self.decide(&fixture.world(Policy::DefaultUser)))
    }

    fn random(&self) -> String {
        let fixture = Fixture::new();
        told(&self.decide(&fixture.world(Policy::RandomAgent)))
    }
}

/// `task: actor -> owner (reason)`.
fn told(decision: &Decision) -> String {
    match decision {
        Decision::Do {
            task,
            actor,
            owner,
            reason,
        } => {
            let owner = owner.as_ref().map_or("unchanged", |owner| &owner.id);
            let instead = if actor.instead { " instead" } else { "" };
            let actor = &actor.who.id;
            format!("{task:?}: {actor}{instead} -> {owner} ({})", reason.key())
        }
        Decision::Held(reason) => format!("Held ({})", reason.key()),
        Decision::Nothing(reason) => format!("Nothing ({})", reason.key()),
    }
}

#[test]
fn a_chat_that_nobody_has_taken_is_the_default_users_and_without_a_box_a_random_agents() {
    let row = Row::of([chat()]);
    assert_eq!(
        row.default_user(),
        "Create: camille -> camille (no_agent_yet)"
    );
    assert_eq!(row.random(), "Create: twin-1 -> twin-1 (no_agent_yet)");
}

#[test]
fn what_a_virtual_agent_handled_is_the_default_users() {
    let data = Data::VirtualAgent(Opened {
        session: SessionFacts::default(),
    });
    assert_eq!(
        Row::of([data]).default_user(),
        "Create: camille -> camille (no_agent_yet)"
    );
}

#[test]
fn a_chat_waits_for_as_many_messages_as_are_set() {
    let fixture = Fixture::new();
    let mut world = fixture.world(Policy::DefaultUser);
    world.creation.chat_messages = 2;
    let after = |events: Vec<Data>| told(&Row::of(events).decide(&world));
    assert_eq!(after(vec![chat()]), "Nothing (delayed)");
    assert_eq!(after(vec![chat(), said()]), "Nothing (delayed)");
    assert_eq!(
        after(vec![chat(), said(), said()]),
        "Create: camille -> camille (no_agent_yet)"
    );
}

#[test]
fn a_telephone_call_has_its_record_once_it_is_assigned_and_one_from_an_application_on_arrival() {
    let phone = started(Channel::Call, Entry::Phone);
    assert_eq!(Row::of([phone.clone()]).default_user(), "Nothing (delayed)");
    assert_eq!(
        Row::of([phone, assigned("odile")]).default_user(),
        "Create: odile -> odile (agent_known)"
    );
    let app = started(Channel::Call, Entry::App);
    assert_eq!(
        Row::of([app]).default_user(),
        "Create: camille -> camille (no_agent_yet)"
    );
}

#[test]
fn by_setting_a_call_waits_until_it_is_connected() {
    let fixture = Fixture::new();
    let mut world = fixture.world(Policy::DefaultUser);
    world.creation.delay_calls = true;
    let phone = started(Channel::Call, Entry::Phone);
    let row = Row::of([phone.clone(), assigned("odile")]);
    assert_eq!(told(&row.decide(&world)), "Nothing (delayed)");
    let row = Row::of([phone, assigned("odile"), connected("odile")]);
    assert_eq!(
        told(&row.decide(&world)),
        "Create: odile -> odile (agent_known)"
    );
}

#[test]
fn an_agent_the_crm_cannot_use_is_none_and_the_reason_is_that_word() {
    for (name, word) in [
        ("nobody", "agent_unmatched"),
        ("gone", "agent_inactive"),
        ("light", "agent_cannot_own"),
        ("twin", "agent_ambiguous"),
    ] {
        let row = Row::of([assigned(name)]);
        assert_eq!(
            row.default_user(),
            format!("Create: camille -> camille ({word})")
        );
        assert_eq!(row.random(), format!("Create: twin-1 -> twin-1 ({word})"));
        let row = row.with(Party::DefaultUser, "camille");
        assert_eq!(
            row.default_user(),
            format!("Note: camille -> unchanged ({word})")
        );
    }
}

#[test]
fn an_agent_who_comes_takes_over_and_one_who_is_given_it_too() {
    let row = Row::of([chat(), assigned("odile")]).with(Party::DefaultUser, "camille");
    assert_eq!(
        row.default_user(),
        "SetOwner: camille instead -> odile (takeover)"
    );
    let row =
        Row::of([chat(), assigned("odile"), transferred("peter")]).with(Party::Agent, "odile");
    assert_eq!(
        row.default_user(),
        "SetOwner: camille instead -> peter (transfer)"
    );
    let row = Row::of([chat(), assigned("odile"), transferred("gone")]).with(Party::Agent, "odile");
    assert_eq!(row.default_user(), "Note: odile -> unchanged (update)");
}

#[test]
fn who_cancels_gives_it_back_and_to_another_agent_if_there_is_one() {
    let both = [assigned("odile"), assigned("peter"), cancelled("peter")];
    let row = Row::of(both).with(Party::Agent, "peter");
    assert_eq!(
        row.default_user(),
        "SetOwner: camille instead -> odile (takeover)"
    );
    let alone = [assigned("odile"), cancelled("odile")];
    assert_eq!(
        Row::of(alone.clone()).default_user(),
        "Create: camille -> camille (agent_cancelled)"
    );
    let row = Row::of(alone).with(Party::Agent, "odile");
    assert_eq!(
        row.default_user(),
        "SetOwner: camille -> camille (agent_cancelled)"
    );
}

#[test]
fn only_cancelling_moves_an_agents_record_back() {
    let row = Row::of([assigned("gone"), comment()]).with(Party::Agent, "gone");
    assert_eq!(row.default_user(), "Note: gone -> unchanged (update)");
}

#[test]
fn a_voicemail_is_a_new_record_of_the_default_user_until_somebody_calls_back() {
    let row = Row::of([assigned("odile"), voicemail()]);
    assert_eq!(
        row.default_user(),
        "Create: camille -> camille (until_callback)"
    );
    let ours = |data| Row::of([voicemail(), data]).with(Party::DefaultUser, "camille");
    assert_eq!(
        ours(assigned("odile")).default_user(),
        "Note: camille -> unchanged (until_callback)"
    );
    assert_eq!(
        ours(callback(Some("odile"))).default_user(),
        "SetOwner: camille instead -> odile (callback_made)"
    );
    assert_eq!(
        ours(callback(None)).default_user(),
        "Note: camille -> unchanged (no_agent_yet)"
    );
}

#[test]
fn an_abandoned_call_has_a_record_where_that_is_on() {
    let fixture = Fixture::new();
    let mut world = fixture.world(Policy::DefaultUser);
    let row = Row::of([started(Channel::Call, Entry::Phone), abandoned()]);
    assert_eq!(told(&row.decide(&world)), "Nothing (abandoned_off)");
    world.creation.abandoned = true;
    assert_eq!(
        told(&row.decide(&world)),
        "Create: camille -> camille (no_agent_yet)"
    );
}

#[test]
fn a_session_goes_on_in_the_open_record_of_its_queue_where_that_is_on() {
    let fixture = Fixture::new();
    let mut world = fixture.world(Policy::DefaultUser);
    world.creation.append = true;
    let mut row = Row::of([chat()]);
    row.can_append = true;
    assert_eq!(
        told(&row.decide(&world)),
        "Append: camille -> unchanged (appended)"
    );
    row.record = Some(Record {
        written: None,
        owner_now: Some("peter".to_owned()),
        is_appended: true,
    });
    row.events.push(event(2, assigned("odile")));
    assert_eq!(
        told(&row.decide(&world)),
        "Note: camille -> unchanged (appended)"
    );
    // A voicemail is always a new record.
    let mut row = Row::of([voicemail()]);
    row.can_append = true;
    assert_eq!(
        told(&row.decide(&world)),
        "Create: camille -> camille (until_callback)"
    );
}

#[test]
fn what_comes_later_is_noted_and_closes_only_where_it_is_settled() {
    let row = |data| Row::of([chat(), data]).with(Party::DefaultUser, "camille");
    assert_eq!(
        row(comment()).default_user(),
        "Note: camille -> unchanged (update)"
    );
    assert_eq!(
        row(ended(false)).default_user(),
        "Note: camille -> unchanged (update)"
    );
    assert_eq!(
        row(ended(true)).default_user(),
        "Close: camille -> unchanged (update)"
    );
    assert_eq!(row(said()).default_user(), "Nothing (update)");
    assert_eq!(Row::of([comment()]).default_user(), "Nothing (no_record)");
}

#[test]
fn a_record_that_was_reassigned_in_the_crm_stays_with_whom_it_was_given() {
    let mut row = Row::of([chat(), assigned("odile")]).with(Party::DefaultUser, "camille");
    let record = row.record.as_mut().expect("it has one");
    record.owner_now = Some("peter".to_owned());
    assert_eq!(
        row.default_user(),
        "Note: camille -> unchanged (changed_in_crm)"
    );
}

#[test]
fn box_2_changes_every_rows_actor_and_no_rows_owner() {
    let fixture = Fixture::new();
    let (one, two) = (Policy::DefaultUser, Policy::AlwaysDefaultUser);
    for row in [
        Row::of([chat()]),
        Row::of([assigned("odile")]),
        Row::of([assigned("odile"), transferred("peter")]).with(Party::Agent, "odile"),
        Row::of([voicemail(), callback(Some("odile"))]).with(Party::DefaultUser, "camille"),
    ] {
        let decisions = [one, two].map(|policy| row.decide(&fixture.world(policy)));
        let [
            Decision::Do { owner: first, .. },
            Decision::Do { owner, actor, .. },
        ] = decisions
        else {
            panic!("it is written");
        };
        assert_eq!((owner, actor.who.id.as_str()), (first, "camille"));
        assert!(!actor.instead);
    }
}

#[test]
fn nothing_goes_to_a_random_agent_for_want_of_a_connection_or_a_default_user() {
    let fixture = Fixture::new();
    let row = Row::of([chat()]);
    for (readiness, reason) in [
        (Readiness::NotSetUp, Reason::NotSetUp),
        (Readiness::Paused, Reason::Paused),
    ] {
        let world = World {
            readiness,
            ..fixture.world(Policy::RandomAgent)
        };
        assert_eq!(row.decide(&world), Decision::Held(reason));
    }
    let light = fixture.people.by_id("light");
    for (default_user, reason) in [
        (None, Reason::NotSetUp),
        (light, Reason::DefaultUserCannotOwn),
    ] {
        let world = World {
            default_user,
            ..fixture.world(Policy::DefaultUser)
        };
        assert_eq!(row.decide(&world), Decision::Held(reason));
    }
    let nobody = People::default();
    let world = World {
        people: &nobody,
        ..fixture.world(Policy::RandomAgent)
    };
    assert_eq!(row.decide(&world), Decision::Held(Reason::NobodyEligible));
}

#[test]
fn where_records_are_off_nothing_is_written() {
    let fixture = Fixture::new();
    let mut world = fixture.world(Policy::DefaultUser);
    world.creation.skip_records = true;
    assert_eq!(
        told(&Row::of([voicemail()]).decide(&world)),
        "Nothing (records_off)"
    );
}
