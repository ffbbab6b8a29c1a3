//! Kustomer's own: an organisation's label, and a key that itself says who acts.

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
        host::pasted_host,
        label::Label,
        plain::{after, session_name, token},
    },
    verdict::{Check, Verdict},
};

pub(super) const ROOM: Room = Room {
    fields: &[
        Field::Subdomain,
        Field::ExpiresOn,
        Field::ExternalIdPrefix,
        Field::SessionField,
    ],
    hosts: &[Field::Subdomain],
    identity: &[],
    tuple: |_| &[Field::Subdomain],
    exact: &[],
    late: &[],
    names: &[],
    linked_by: None,
    canonical,
    secret,
    // A JSON Web Token.
    is_secret: |word| word.len() > 20 && word.starts_with("eyJ"),
    apart: |_, _, _| None,
    connection,
    // `createdBy` and `modifiedBy`, for keys with `org.admin`.
    abilities: Abilities {
        creates_as_other: true,
        notes_as_other: true,
        assigns_as_other: true,
    },
    blames,
};

fn canonical(field: Field, text: &str) -> Result<String, Code> {
    let text = match field {
        Field::Subdomain => return label(text).map(|label| label.to_string()),
        Field::ExpiresOn => day(text).map(|_| text)?,
        Field::ExternalIdPrefix => token(text, 64, b"_-.:", Code::PrefixInvalid)?,
        Field::SessionField => session_name(text)?,
        _ => return Err(Code::UnknownField),
    };
    Ok(text.to_owned())
}

/// Takes `acme`, `acme.kustomerapp.com`, `acme.api.kustomerapp.com` or `acme.api.prod2.kustomerapp.com`,
/// also in a URL. The organisation's own host finds its region by itself.
fn label(text: &str) -> Result<Label, Code> {
    let host = pasted_host(text)?;
    let front = host.strip_suffix(".kustomerapp.com");
    let name = front.map_or(host.as_str(), without_region);
    let name = name.strip_suffix(".api").unwrap_or(name);
    // The hosts of whole regions: a key sent there would be anybody's.
    let is_shared = matches!(name, "api" | "www");
    let is_apex = matches!(
        name,
        "kustomerapp.com" | "kustomer.com" | "www.kustomer.com"
    );
    if is_shared || is_apex {
        return Err(Code::NamesNoAccount);
    }
    name.parse()
}

/// `acme.api.prod2` and `api.prod4`, which name a region, without it.
fn without_region(front: &str) -> &str {
    let is_region = |region: &str| {
        region.strip_prefix("prod").is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    match front.rsplit_once('.') {
        Some((api, region)) if is_region(region) && (api == "api" || api.ends_with(".api")) => api,
        _ => front,
    }
}

/// The key in a header copied from a guide or from a request: `Authorization: Bearer eyJ...`.
fn secret(text: &str) -> Result<String, Code> {
    let inner = clean(text);
    let value = after(&inner, "authorization:").map(str::trim_start);
    let bearer = after(value.unwrap_or(&inner), "bearer")
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map(str::trim_start);
    Ok(bearer.or(value).unwrap_or(text).to_owned())
}

fn connection(fields: &Fields) -> Result<Connection, Code> {
    let subdomain = label(&clean(fields.get(Field::Subdomain)))?;
    Ok(Connection::Kustomer { subdomain })
}

fn blames(check: &Check, _: &Fields) -> Vec<Input> {
    match check.verdict {
        Verdict::NotFound | Verdict::WrongAccount => vec![Input::Field(Field::Subdomain)],
        _ => vec![Input::Secret],
    }
}

#[cfg(test)]
mod tests;
