//! The rule.

use super::{
    decision::{Acting, Decision, Owner, Task},
    fold::{Origin, Record, Session},
    party::{Party, Policy, Readiness, Reason},
    people::Person,
    random::highest,
    world::World,
};
use crate::event::{Data, Event, Kind};

/// What to do about an event of this part of its session.
#[must_use]
pub fn decide(event: &Event, session: &Session, world: &World<'_>) -> Decision {
    match world.readiness {
        Readiness::NotSetUp => return Decision::Held(Reason::NotSetUp),
        Readiness::Paused => return Decision::Held(Reason::Paused),
        Readiness::Ready => {}
    }
    match &session.record {
        None => create(event, session, world),
        // The transcript brings them; one by one they would fill the record.
        Some(_) if event.kind() == Kind::Message => Ok(Decision::Nothing(Reason::Update)),
        Some(record) => go_on(event, session, record, world),
    }
    .unwrap_or_else(|held| held)
}

/// A decision, or the reason to wait in its place.
type Step<T> = Result<T, Decision>;

fn create(event: &Event, session: &Session, world: &World<'_>) -> Step<Decision> {
    if let Err(reason) = session.wants_record(&world.creation) {
        return Ok(Decision::Nothing(reason));
    }
    let appends = world.creation.append && session.can_append && session.origin == Origin::Session;
    if appends {
        let actor = in_place_of_nobody(world)?;
        return Ok(Decision::Do {
            task: Task::Append,
            actor: acting(&actor, world, world.abilities.notes_as_other),
            owner: None,
            reason: Reason::Appended,
        });
    }
    let (owner, reason) = match agent(session, world) {
        Ok(person) if event.kind() == Kind::CallbackMade => {
            (Owner::new(Party::Agent, person), Reason::CallbackMade)
        }
        Ok(person) => (Owner::new(Party::Agent, person), Reason::AgentKnown),
        Err(reason) => (in_place_of_nobody(world)?, reason),
    };
    Ok(Decision::Do {
        task: Task::Create,
        actor: acting(&owner, world, world.abilities.creates_as_other),
        owner: Some(owner),
        reason,
    })
}

fn go_on(event: &Event, session: &Session, record: &Record, world: &World<'_>) -> Step<Decision> {
    let note = |reason| -> Step<Decision> {
        let owner = match &record.written {
            Some(owner) => owner.clone(),
            None => in_place_of_nobody(world)?,
        };
        let closes = matches!(&event.data, Data::Ended(ended) if ended.resolved);
        Ok(Decision::Do {
            task: if closes { Task::Close } else { Task::Note },
            actor: acting(&owner, world, world.abilities.notes_as_other),
            owner: None,
            reason,
        })
    };
    let written = match &record.written {
        None => return note(Reason::Appended),
        Some(_) if record.is_appended => return note(Reason::Appended),
        Some(written) if record.owner_now.as_ref() != Some(&written.id) => {
            return note(Reason::ChangedInCrm);
        }
        Some(written) => written,
    };
    let give = |owner: Owner, reason| {
        Ok(Decision::Do {
            task: Task::SetOwner,
            actor: acting(&owner, world, world.abilities.assigns_as_other),
            owner: Some(owner),
            reason,
        })
    };
    match agent(session, world) {
        Ok(person) if person.id != written.id => {
            let reason = match event.kind() {
                Kind::Transferred => Reason::Transfer,
                Kind::CallbackMade => Reason::CallbackMade,
                _ => Reason::Takeover,
            };
            give(Owner::new(Party::Agent, person), reason)
        }
        // The same person may have stood in before: from now on the record is the agent's.
        Ok(person) if written.party != Party::Agent => {
            give(Owner::new(Party::Agent, person), Reason::Takeover)
        }
        Ok(_) => note(Reason::Update),
        Err(_) if is_given_back(session, written, world) => {
            give(in_place_of_nobody(world)?, Reason::AgentCancelled)
        }
        Err(reason) if event.data.agent().is_some() || event.kind() == Kind::CallbackMade => {
            note(reason)
        }
        Err(_) => note(Reason::Update),
    }
}

/// The last agent who can own the record, or why there is none.
fn agent<'a>(session: &Session, world: &World<'a>) -> Result<&'a Person, Reason> {
    let mut unfit = None;
    for agent in session.agents.iter().rev() {
        match world.people.find(agent) {
            Ok(person) => return Ok(person),
            Err(why) => unfit = unfit.or(Some(Reason::from(why))),
        }
    }
    Err(match (unfit, &session.origin) {
        (Some(unfit), _) => unfit,
        (None, _) if session.is_cancelled => Reason::AgentCancelled,
        (None, Origin::Voicemail(_)) if !session.is_called_back => Reason::UntilCallback,
        (None, _) => Reason::NoAgentYet,
    })
}

/// Whether the record is an agent's who cancelled. One who is only unusable by now keeps it.
fn is_given_back(session: &Session, written: &Owner, world: &World<'_>) -> bool {
    let has_it = |email: &Option<String>| {
        session.agents.iter().any(|agent| {
            let pair = agent.email.as_ref().zip(email.as_ref());
            pair.is_some_and(|(one, two)| one.eq_ignore_ascii_case(two))
        })
    };
    let person = world.people.by_id(&written.id);
    written.party == Party::Agent
        && session.is_cancelled
        && !person.is_some_and(|person| has_it(&person.email))
}

/// Who stands in where no agent is known: the default user with either box, else a random agent.
/// Never a random agent for want of a default user.
fn in_place_of_nobody(world: &World<'_>) -> Step<Owner> {
    if world.policy == Policy::RandomAgent {
        let chosen = highest(world.seed, world.people.eligible());
        let chosen = chosen.map(|person| Owner::new(Party::RandomAgent, person));
        return chosen.ok_or(Decision::Held(Reason::NobodyEligible));
    }
    match world.default_user {
        Some(person) if person.is_eligible() => Ok(Owner::new(Party::DefaultUser, person)),
        Some(_) => Err(Decision::Held(Reason::DefaultUserCannotOwn)),
        None => Err(Decision::Held(Reason::NotSetUp)),
    }
}

/// The owner, or the default user with box 2; where the CRM cannot be written to in the owner's name,
/// the default user as well, and that is said.
fn acting(owner: &Owner, world: &World<'_>, as_other: bool) -> Acting {
    let admin = world
        .default_user
        .map(|person| Owner::new(Party::DefaultUser, person));
    let (who, instead) = match admin {
        Some(admin) if world.policy == Policy::AlwaysDefaultUser => (admin, false),
        Some(admin) if !as_other && admin.id != owner.id => (admin, true),
        _ => (owner.clone(), false),
    };
    Acting { who, instead }
}
