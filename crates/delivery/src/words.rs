//! What a record says: its title, and one line for each thing that happened.

use domain::{
    Channel,
    event::{AgentRef, Contact, Data, Event, SessionFacts, Speaker},
};

/// The title of a session's record.
pub(crate) fn subject(facts: &SessionFacts, is_voicemail: bool) -> String {
    let what = match (is_voicemail, facts.channel) {
        (true, _) => "Voicemail from",
        (false, Some(Channel::Chat)) => "Chat with",
        (false, Some(Channel::Call)) => "Call from",
        (false, None) => "Contact from",
    };
    format!("{what} {}", consumer(facts.contact.as_ref()))
}

fn consumer(contact: Option<&Contact>) -> &str {
    contact
        .and_then(|contact| {
            let names = [&contact.name, &contact.email, &contact.phone, &contact.id];
            names.into_iter().find_map(Option::as_deref)
        })
        .unwrap_or("an unknown consumer")
}

/// The lines a record begins with.
pub(crate) fn opening(session: &str, facts: &SessionFacts) -> String {
    let contact = facts.contact.clone().unwrap_or_default();
    let lines = [
        Some(("Session", session.to_owned())),
        facts.queue.clone().map(|queue| ("Queue", queue)),
        facts
            .language
            .clone()
            .map(|language| ("Language", language)),
        contact.name.map(|name| ("Name", name)),
        contact.email.map(|email| ("E-mail", email)),
        contact.phone.map(|phone| ("Telephone", phone)),
    ];
    let lines = lines.into_iter().flatten();
    lines
        .map(|(what, text)| format!("{what}: {text}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What happened, in words.
pub(crate) fn happened(event: &Event) -> String {
    match &event.data {
        Data::Started(_) => "The session began.".to_owned(),
        Data::VirtualAgent(_) => "A virtual agent handled the session.".to_owned(),
        Data::Assigned(step) => format!("Assigned to {}.", agent(&step.agent)),
        Data::Connected(step) => format!("{} and the consumer were connected.", agent(&step.agent)),
        Data::Transferred(step) => format!("Transferred to {}.", agent(&step.agent)),
        Data::Cancelled(step) => format!("{} cancelled.", agent(&step.agent)),
        Data::VoicemailLeft(voicemail) => with(
            "A voicemail was left",
            [
                voicemail.duration_s.map(|seconds| format!("{seconds} s")),
                voicemail.url.clone(),
                voicemail.text.clone(),
            ],
        ),
        Data::CallbackMade(callback) => match &callback.agent {
            Some(who) => format!("{} called back.", agent(who)),
            None => "The callback began.".to_owned(),
        },
        Data::Abandoned(abandoned) => with(
            "The consumer left before an agent came",
            [
                abandoned
                    .waited_s
                    .map(|seconds| format!("after {seconds} s")),
                None,
                None,
            ],
        ),
        Data::Message(message) => {
            let from = match message.from {
                Speaker::Consumer => "Consumer",
                Speaker::Agent => "Agent",
                Speaker::VirtualAgent => "Virtual agent",
            };
            format!("{from}: {}", message.text)
        }
        Data::Comment(comment) => match &comment.agent {
            Some(who) => format!("{}: {}", agent(who), comment.text),
            None => comment.text.clone(),
        },
        Data::Transcript(text) => with("Transcript", [text.url.clone(), text.text.clone(), None]),
        Data::Recording(recording) => with(
            "Recording",
            [
                recording.duration_s.map(|seconds| format!("{seconds} s")),
                Some(recording.url.clone()),
                None,
            ],
        ),
        Data::Disposition(disposition) => with(
            "Disposition",
            [
                Some(disposition.code.clone()),
                disposition.notes.clone(),
                None,
            ],
        ),
        Data::Ended(ended) => with(
            "The session ended",
            [
                ended.duration_s.map(|seconds| format!("after {seconds} s")),
                None,
                None,
            ],
        ),
    }
}

fn agent(agent: &AgentRef) -> &str {
    let names = [&agent.name, &agent.email, &agent.id];
    let name = names.into_iter().find_map(Option::as_deref);
    name.unwrap_or("An agent")
}

fn with(what: &str, details: [Option<String>; 3]) -> String {
    let details: Vec<String> = details.into_iter().flatten().collect();
    if details.is_empty() {
        format!("{what}.")
    } else {
        format!("{what}: {}", details.join("\n"))
    }
}
