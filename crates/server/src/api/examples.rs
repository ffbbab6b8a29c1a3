//! One example of each type of event, for the document; the tests send them all.

use serde_json::{Value, json};

/// The examples by name: the type of each event.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    let agent = json!({"email": "odile.ortega@acme.example", "name": "Odile Ortega", "id": "7"});
    [
        (
            "session.started",
            json!({"session": {
                "channel": "chat", "entry": "app", "queue": "billing", "language": "en",
                "contact": {"id": "c-1", "name": "Eve Endler", "email": "eve@client.example", "phone": "+33123456789"},
            }}),
        ),
        ("session.virtual_agent", json!({"session": {"channel": "chat"}})),
        ("session.assigned", json!({"agent": agent})),
        ("session.connected", json!({"agent": agent})),
        ("session.transferred", json!({"agent": agent})),
        ("session.cancelled", json!({"agent": agent})),
        (
            "session.voicemail_left",
            json!({"url": "https://files.example/1", "text": "Please call back.", "duration_s": 12}),
        ),
        ("session.callback", json!({"agent": agent})),
        ("session.abandoned", json!({"waited_s": 40})),
        ("session.message", json!({"from": "consumer", "text": "Hello"})),
        ("session.comment", json!({"text": "Asked for a refund.", "agent": agent})),
        ("session.transcript", json!({"url": "https://files.example/2"})),
        ("session.recording", json!({"url": "https://files.example/3", "duration_s": 184})),
        ("session.disposition", json!({"code": "solved", "notes": "Refunded."})),
        ("session.ended", json!({"resolved": true, "duration_s": 200})),
    ]
    .into_iter()
    .zip(1..)
    .map(|((kind, data), second)| (kind, event(kind, second, &data)))
    .collect()
}

fn event(kind: &str, second: u32, data: &Value) -> Value {
    json!({
        "specversion": "1.0", "id": format!("event-{second}"), "source": "contact-centre",
        "type": kind, "subject": "session-1", "time": format!("2026-11-27T12:00:{second:02}Z"),
        "data": data,
    })
}

#[cfg(test)]
mod tests {
    use domain::event::Kind;

    use super::*;
    use crate::{events::read_cloud_event, request::Tree};

    #[test]
    fn there_is_one_of_each_type_and_each_is_taken() {
        let examples = all();
        let kinds: Vec<_> = examples.iter().map(|(kind, _)| *kind).collect();
        let all: Vec<_> = Kind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(kinds, all);
        for (kind, example) in examples {
            let tree: Tree = serde_json::from_str(&example.to_string()).expect("JSON");
            let read = read_cloud_event(tree, 1_795_780_800_000);
            assert!(read.is_ok(), "{kind}: {read:?}");
        }
    }
}
