//! Salesforce's own: an organisation, a connected app with its secret, and a My Domain. What is typed is
//! checked for form only; the proof is a linked administrator.

pub(crate) mod instance;
pub(crate) mod login;
pub(crate) mod org_id;
mod relatives;
pub(crate) mod twin;

use login::LoginHost;
use org_id::OrgId;

use super::room::{Room, needed};
use crate::{
    abilities::Abilities,
    clipboard::clean,
    code::Code,
    connection::Connection,
    field::Field,
    fields::Fields,
    parse::plain::{is_digest, one_of, session_name, token},
};

pub(super) const ROOM: Room = Room {
    fields: &[
        Field::OrgId,
        Field::OrgName,
        Field::ConsumerKey,
        Field::Cloud,
        Field::SessionField,
        Field::LoginUrl,
    ],
    hosts: &[Field::LoginUrl],
    identity: &[Field::ConsumerKey],
    tuple: |_| &[Field::ConsumerKey, Field::LoginUrl],
    exact: &[Field::ConsumerKey],
    // The help page has the consumer secret entered before the login URL. Such a secret never went anywhere.
    late: &[Field::LoginUrl],
    names: &[Field::OrgName],
    linked_by: Some(Field::OrgId),
    canonical,
    secret,
    // Old consumer secrets are numbers.
    is_secret: |word| is_digest(word) || (word.len() == 19 && word.parse::<u64>().is_ok()),
    apart: |_, _, _| None,
    connection,
    // What is refused there is a link, and the list of links says so.
    // Audit fields can only be set by organisations that were given that permission.
    abilities: Abilities {
        creates_as_other: false,
        notes_as_other: false,
        assigns_as_other: false,
    },
    blames: |_, _| Vec::new(),
};

/// Which of Salesforce's products the records are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// Service Cloud.
    Service,
    /// Sales Cloud.
    Sales,
}

impl Cloud {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Service, Self::Sales];

    /// The word in the settings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Sales => "sales",
        }
    }
}

/// Longest name of an organisation that Salesforce takes, in characters.
const LONGEST_NAME: usize = 80;

fn canonical(field: Field, text: &str) -> Result<String, Code> {
    let text = match field {
        Field::OrgId => return Ok(text.parse::<OrgId>()?.to_string()),
        Field::LoginUrl => return Ok(text.parse::<LoginHost>()?.to_string()),
        Field::OrgName if text.chars().count() > LONGEST_NAME => return Err(Code::TooLong),
        Field::OrgName => text,
        Field::ConsumerKey => token(text, 512, b"_.-", Code::ConsumerKeyInvalid)?,
        Field::Cloud => one_of(Cloud::ALL.map(Cloud::key), text)?,
        Field::SessionField => session_name(text)?,
        _ => return Err(Code::UnknownField),
    };
    Ok(text.to_owned())
}

/// Every consumer key begins with these letters, and no secret does.
fn secret(text: &str) -> Result<String, Code> {
    if text.starts_with("3MVG") {
        return Err(Code::MisplacedSecret);
    }
    Ok(text.to_owned())
}

fn connection(fields: &Fields) -> Result<Connection, Code> {
    let text = |field| clean(fields.get(field));
    Ok(Connection::Salesforce {
        login: text(Field::LoginUrl).parse()?,
        consumer_key: needed(canonical, Field::ConsumerKey, fields)?,
        org: text(Field::OrgId).parse()?,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Code, Crm, Field, parse};

    fn name(text: &str) -> Result<String, Code> {
        parse::canonical(Crm::Salesforce, Field::OrgName, text)
    }

    #[test]
    fn a_name_keeps_every_character_but_white_space_around_it() {
        for text in [
            "SIA \"Acme\"",
            "\"Acme\" SIA",
            "« Les Amis »",
            "ʻŌlelo",
            "می\u{200c}خواهم",
            "'t Hof",
        ] {
            assert_eq!(name(text).as_deref(), Ok(text));
            let typed = format!(" \t{text}\u{a0}\n");
            assert_eq!(name(&typed).as_deref(), Ok(text), "{typed}");
            assert!(!parse::was_cut(&typed, text));
        }
        assert_eq!(name(" \u{200b}\n").as_deref(), Ok(""));
    }

    #[test]
    fn a_name_that_is_too_long_keeps_its_characters_too() {
        let long = format!("\"{}\"", "é".repeat(80));
        assert_eq!(name(&long), Err(Code::TooLong));
        let tidied = parse::tidied(Crm::Salesforce, Field::OrgName, &format!(" {long} "));
        assert_eq!(tidied, long);
    }
}
