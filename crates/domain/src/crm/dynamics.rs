//! Dynamics' own: a tenant, an environment's host, and an application with its key password.

pub(crate) mod organisation;
pub(crate) mod tenant;

use organisation::OrgHost;
use tenant::Tenant;

use super::room::Room;
use crate::{
    abilities::Abilities,
    clipboard::clean,
    code::Code,
    connection::Connection,
    field::{Field, Input},
    fields::Fields,
    parse::{
        day::day,
        guid::Guid,
        plain::{after, session_name},
    },
    verdict::{Cause, Check, Verdict},
};

pub(super) const ROOM: Room = Room {
    fields: &[
        Field::Tenant,
        Field::Organisation,
        Field::AppId,
        Field::ExpiresOn,
        Field::SessionField,
    ],
    hosts: &[Field::Tenant, Field::Organisation],
    identity: &[Field::AppId],
    tuple: |_| &[Field::Tenant, Field::Organisation, Field::AppId],
    exact: &[],
    late: &[],
    names: &[],
    linked_by: None,
    canonical,
    secret,
    is_secret,
    apart: |_, _, _| None,
    connection,
    // `CallerObjectId`: the application user stands in for a user.
    abilities: Abilities {
        creates_as_other: true,
        notes_as_other: true,
        assigns_as_other: true,
    },
    blames,
};

fn canonical(field: Field, text: &str) -> Result<String, Code> {
    Ok(match field {
        Field::Tenant => Tenant::pasted(text)?.to_string(),
        Field::Organisation => text.parse::<OrgHost>()?.to_string(),
        Field::AppId => app_id(text)?.to_string(),
        Field::ExpiresOn => day(text).map(|_| text.to_owned())?,
        Field::SessionField => session_name(text)?.to_owned(),
        _ => return Err(Code::UnknownField),
    })
}

/// Takes a GUID, also out of the application's URI `api://{id}/{scope}`.
fn app_id(text: &str) -> Result<Guid, Code> {
    let id = after(text, "api://").and_then(|rest| rest.split('/').next());
    id.unwrap_or(text).parse()
}

/// Azure shows a secret's id beside its value, and only the value opens anything.
fn secret(text: &str) -> Result<String, Code> {
    match text.parse::<Guid>() {
        Ok(_) => Err(Code::SecretIsId),
        Err(_) => Ok(text.to_owned()),
    }
}

/// Three characters, a digit, `Q~`, and some thirty more: how Microsoft Entra makes client secrets.
fn is_secret(word: &str) -> bool {
    word.len() > 30 && word.get(4..6) == Some("Q~") && word.as_bytes()[3].is_ascii_digit()
}

fn connection(fields: &Fields) -> Result<Connection, Code> {
    let text = |field| clean(fields.get(field));
    Ok(Connection::Dynamics {
        tenant: Tenant::pasted(&text(Field::Tenant))?,
        organisation: text(Field::Organisation).parse()?,
        app_id: app_id(&text(Field::AppId))?,
    })
}

fn blames(check: &Check, _: &Fields) -> Vec<Input> {
    let app_id = Input::Field(Field::AppId);
    match (check.verdict, check.cause) {
        (_, Some(Cause::TenantUnknown)) => vec![Input::Field(Field::Tenant)],
        (
            _,
            Some(
                Cause::AppUnknown
                | Cause::AppDisabled
                | Cause::AppUserMissing
                | Cause::AppUserDisabled,
            ),
        ) => vec![app_id],
        (_, Some(Cause::SecretExpired | Cause::SecretWrong)) => vec![Input::Secret],
        (Verdict::NotFound, _) => vec![Input::Field(Field::Organisation)],
        (Verdict::Rejected, _) => vec![app_id, Input::Secret],
        _ => vec![app_id],
    }
}

#[cfg(test)]
mod tests;
