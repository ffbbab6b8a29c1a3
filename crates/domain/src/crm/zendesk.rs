//! Zendesk's own: a subdomain, and either an administrator's e-mail address with an API token or an
//! OAuth client with its secret.

pub(crate) mod kind;

use kind::CredentialKind;

use super::room::{Room, needed};
use crate::{
    abilities::Abilities,
    clipboard::clean,
    code::Code,
    connection::Connection,
    field::{Field, Input},
    fields::Fields,
    parse::{
        apart::{Apart, How},
        email::{Email, split_token_suffix},
        host::pasted_host,
        label::Label,
        plain::{is_digest, one_of, token},
    },
    verdict::{Cause, Check, Verdict},
};

pub(super) const ROOM: Room = Room {
    fields: &[
        Field::Subdomain,
        Field::CredentialKind,
        Field::Email,
        Field::ClientId,
        Field::SessionField,
    ],
    hosts: &[Field::Subdomain],
    identity: &[Field::CredentialKind, Field::Email, Field::ClientId],
    tuple: |fields| match CredentialKind::of(fields) {
        CredentialKind::ApiToken => &[Field::Subdomain, Field::Email],
        CredentialKind::OAuthClient => &[Field::Subdomain, Field::ClientId],
    },
    exact: &[Field::ClientId],
    late: &[],
    names: &[],
    linked_by: None,
    canonical,
    secret,
    is_secret: |word| is_token(word) || is_digest(word),
    apart,
    connection,
    // The submitter and the author of a comment can be named; who assigns is who calls.
    abilities: Abilities {
        creates_as_other: true,
        notes_as_other: true,
        assigns_as_other: false,
    },
    blames,
};

/// Zendesk's own sites, which are nobody's account.
const OWN_SITES: [&str; 4] = ["www", "support", "developer", "status"];

fn canonical(field: Field, text: &str) -> Result<String, Code> {
    let text = match field {
        Field::Subdomain => return label(text).map(|label| label.to_string()),
        Field::Email => return Email::pasted(text).map(|email| email.to_string()),
        Field::CredentialKind => one_of(CredentialKind::ALL.map(CredentialKind::key), text)?,
        Field::ClientId => token(text, 255, b"_-.", Code::ClientIdInvalid)?,
        // A custom field of a ticket goes by its number.
        Field::SessionField if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            token(text, 20, b"", Code::SessionFieldInvalid)?
        }
        Field::SessionField => return Err(Code::SessionFieldInvalid),
        _ => return Err(Code::UnknownField),
    };
    Ok(text.to_owned())
}

/// Takes `acme`, `acme.zendesk.com` or `https://acme.zendesk.com/agent`, and nothing that leads elsewhere.
fn label(text: &str) -> Result<Label, Code> {
    let host = pasted_host(text)?;
    let name = host.strip_suffix(".zendesk.com").unwrap_or(&host);
    if OWN_SITES.contains(&name) || host == "zendesk.com" {
        return Err(Code::NamesNoAccount);
    }
    name.parse()
}

/// The user name of the API as Zendesk's guides print it, `mail/token:secret`, holds the token.
fn secret(text: &str) -> Result<String, Code> {
    match user_name(text) {
        Some((_, Some(secret))) => Ok(secret),
        Some((_, None)) => Err(Code::SecretInvalid),
        None => Ok(text.to_owned()),
    }
}

/// An API token: forty letters and digits in a jumble, as nobody names anything.
fn is_token(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    word.len() == 40
        && count(u8::is_ascii_alphanumeric) == 40
        && count(u8::is_ascii_digit) > 1
        && count(u8::is_ascii_uppercase) > 0
        && count(u8::is_ascii_lowercase) > 0
}

/// Takes `mail/token` and `mail/token:secret` apart.
fn user_name(text: &str) -> Option<(Email, Option<String>)> {
    let is_quoted = text.starts_with(['"', '\'', '`']);
    let unquoted = if is_quoted {
        clean(text)
    } else {
        text.to_owned()
    };
    let (email, secret) = split_token_suffix(&unquoted)?;
    let email = Email::pasted(email).ok()?;
    Some((email, secret.map(str::to_owned)))
}

fn apart(kind: CredentialKind, input: Input, text: &str) -> Option<Apart> {
    let takes_it = matches!(input, Input::Secret | Input::Field(Field::Email));
    if kind != CredentialKind::ApiToken || !takes_it {
        return None;
    }
    let (email, secret) = user_name(text)?;
    let how = if secret.is_some() {
        How::TokenPair
    } else {
        How::TokenSuffix
    };
    Some(Apart {
        email: Some(email.to_string()),
        secret: secret.map(Into::into),
        how,
    })
}

fn connection(fields: &Fields) -> Result<Connection, Code> {
    let subdomain = label(&clean(fields.get(Field::Subdomain)))?;
    Ok(match CredentialKind::of(fields) {
        CredentialKind::ApiToken => Connection::Zendesk {
            subdomain,
            email: Email::pasted(&clean(fields.get(Field::Email)))?,
        },
        CredentialKind::OAuthClient => Connection::ZendeskClient {
            subdomain,
            client_id: needed(canonical, Field::ClientId, fields)?,
        },
    })
}

fn blames(check: &Check, fields: &Fields) -> Vec<Input> {
    let kind = CredentialKind::of(fields);
    let identity = Input::Field(match kind {
        CredentialKind::ApiToken => Field::Email,
        CredentialKind::OAuthClient => Field::ClientId,
    });
    match (check.verdict, check.cause) {
        (_, Some(Cause::UserSuspended)) if kind == CredentialKind::ApiToken => vec![identity],
        (Verdict::NotFound, _) => vec![Input::Field(Field::Subdomain)],
        (Verdict::Rejected, _) => vec![identity, Input::Secret],
        _ => vec![identity],
    }
}

#[cfg(test)]
mod tests;
