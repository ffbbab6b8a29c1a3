//! One CloudEvent: its attributes, and `data` by its type.

use domain::{
    Millis,
    event::{Data, Event, Kind},
};
use serde_path_to_error::{Deserializer, Track};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::refusal::Refusal;
use crate::request::{Mistake, Tree, place};

/// Longest attribute, in characters.
const LONGEST: usize = 256;

/// Deepest nesting.
const DEEPEST: usize = 32;

/// How far a sender's clock may be ahead.
const AHEAD_MS: Millis = 86_400_000;

/// Reads an event; of one that is refused also the id, if it has one.
pub(crate) fn read(tree: Tree, now: Millis) -> Result<Event, (Option<String>, Refusal)> {
    let is_too_deep = tree.depth() > DEEPEST;
    let has_twins = tree.has_twins();
    let Tree::Object(members) = tree else {
        return Err((None, Refusal::NotAnObject));
    };
    let mut members = Members(members);
    let id = members.text("id");
    let named = id.clone().ok();
    let whole = if is_too_deep {
        Err(Refusal::TooDeep)
    } else if has_twins {
        Err(Refusal::DuplicateMember)
    } else {
        id.and_then(|id| event(id, &mut members, now))
    };
    whole.map_err(|refusal| (named, refusal))
}

fn event(id: String, members: &mut Members, now: Millis) -> Result<Event, Refusal> {
    if members.text("specversion")? != "1.0" {
        return Err(Refusal::UnknownVersion);
    }
    let source = members.text("source")?;
    let kind = Kind::from_key(&members.text("type")?).ok_or(Refusal::UnknownType)?;
    let session = members.text("subject")?;
    let at = moment(&members.text("time")?).ok_or(Refusal::InvalidTime)?;
    if at > now + AHEAD_MS {
        return Err(Refusal::FutureTime);
    }
    match members.text("datacontenttype") {
        Ok(kind) if !is_json(&kind) => return Err(Refusal::NotJson),
        _ => {}
    }
    let data = members.take("data").unwrap_or(Tree::Object(Vec::new()));
    Ok(Event {
        source,
        id,
        session,
        at,
        data: read_data(kind, data)?,
    })
}

/// The attributes; extensions are left alone.
struct Members(Vec<(String, Tree)>);

impl Members {
    fn take(&mut self, name: &str) -> Option<Tree> {
        let at = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.swap_remove(at).1)
    }

    fn text(&mut self, name: &'static str) -> Result<String, Refusal> {
        let Some(Tree::Text(text)) = self.take(name) else {
            return Err(Refusal::MissingAttribute(name));
        };
        let length = text.chars().count();
        if (1..=LONGEST).contains(&length) && !text.chars().any(char::is_control) {
            Ok(text)
        } else {
            Err(Refusal::InvalidAttribute(name))
        }
    }
}

fn moment(text: &str) -> Option<Millis> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Millis::try_from(time.unix_timestamp_nanos() / 1_000_000).ok()
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn read_data(kind: Kind, data: Tree) -> Result<Data, Refusal> {
    let mut track = Track::new();
    let read = Data::read(kind, Deserializer::new(data, &mut track));
    read.map_err(|mistake| {
        let path = track.path();
        let place = match place(&path, 0).as_str() {
            "the top" => "data".to_owned(),
            path => format!("data.{path}"),
        };
        match mistake {
            Mistake::UnknownMember => Refusal::UnknownMember(place),
            Mistake::Shape => Refusal::WrongShape(place),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const NOW: Millis = 1_795_780_800_000;

    fn whole() -> Value {
        json!({
            "specversion": "1.0", "id": "e1", "source": "centre", "type": "session.started",
            "subject": "s1", "time": "2026-11-27T12:00:00+01:00", "traceparent": "00-1",
            "data": {"session": {"channel": "chat"}},
        })
    }

    fn tree(value: &Value) -> Tree {
        serde_json::from_str(&value.to_string()).expect("JSON")
    }

    fn refused(value: &Value) -> Refusal {
        read(tree(value), NOW).expect_err("it is refused").1
    }

    #[test]
    fn a_cloud_event_is_read_whatever_extensions_it_has() {
        let event = read(tree(&whole()), NOW).expect("it is taken");
        assert_eq!(
            (event.source.as_str(), event.session.as_str()),
            ("centre", "s1")
        );
        assert_eq!(event.at, 1_795_777_200_000);
        assert_eq!(event.kind(), Kind::Started);
    }

    #[test]
    fn every_attribute_is_checked() {
        for name in ["specversion", "id", "source", "type", "subject", "time"] {
            for value in [json!(null), json!(7), json!({})] {
                let mut event = whole();
                event[name] = value;
                assert_eq!(refused(&event), Refusal::MissingAttribute(name));
            }
            for value in [String::new(), "x".repeat(257), "a\u{7}".to_owned()] {
                let mut event = whole();
                event[name] = json!(value);
                assert_eq!(refused(&event), Refusal::InvalidAttribute(name), "{name}");
            }
        }
        for (name, value, refusal) in [
            ("specversion", "0.3", Refusal::UnknownVersion),
            ("type", "session.unheard_of", Refusal::UnknownType),
            ("time", "yesterday", Refusal::InvalidTime),
            ("time", "2026-11-27T12:00:00", Refusal::InvalidTime),
            ("time", "2026-11-29T12:00:00Z", Refusal::FutureTime),
            ("datacontenttype", "text/xml", Refusal::NotJson),
        ] {
            let mut event = whole();
            event[name] = json!(value);
            assert_eq!(refused(&event), refusal);
        }
    }

    #[test]
    fn an_unknown_property_is_told_by_name_and_a_wrong_value_by_its_place_alone() {
        let mut event = whole();
        event["data"]["session"]["contact"] = json!({"mail": "s3cr3t"});
        let place = "data.session.contact.mail".to_owned();
        assert_eq!(refused(&event), Refusal::UnknownMember(place));
        event["data"]["session"] = json!({"channel": "s3cr3t"});
        let refusal = refused(&event);
        assert_eq!(
            refusal,
            Refusal::WrongShape("data.session.channel".to_owned())
        );
        assert!(!format!("{:?}", refusal.result(None)).contains("s3cr3t"));
    }

    #[test]
    fn what_is_nested_too_deep_or_stands_twice_is_refused() {
        let mut deep = json!(1);
        for _ in 0..40 {
            deep = json!([deep]);
        }
        let mut event = whole();
        event["data"]["session"]["queue"] = deep;
        assert_eq!(refused(&event), Refusal::TooDeep);
        let twice = whole()
            .to_string()
            .replace("\"subject\"", "\"id\":\"e2\",\"subject\"");
        let tree: Tree = serde_json::from_str(&twice).expect("JSON");
        let (_, refusal) = read(tree, NOW).expect_err("it is refused");
        assert_eq!(refusal, Refusal::DuplicateMember);
    }
}
