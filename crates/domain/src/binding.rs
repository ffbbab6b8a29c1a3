//! What a secret, and a link, was made for: it opens for nothing else.

use crate::{
    connection::Connection, crm::Crm, field::Field, fields::Fields, parse, secret::SecretState,
};

/// Host and identity as a secret is bound to them: canonical, and in lower case. A blank or
/// malformed field binds as it stands.
#[must_use]
pub fn binding(crm: Crm, fields: &Fields) -> Fields {
    crm.tuple_fields(fields)
        .map(|field| (field, normalised(crm, field, fields.get(field))))
        .collect()
}

/// Whether links made for one of these hold for the other: same tuple, and same organisation.
#[must_use]
pub fn keeps_links(crm: Crm, before: &Fields, after: &Fields) -> bool {
    link_binding(crm, before) == link_binding(crm, after)
}

/// What a link made for these values hangs on: their binding, and the organisation.
fn link_binding(crm: Crm, fields: &Fields) -> Fields {
    let mut bound_to = binding(crm, fields);
    if let Some(field) = crm.room().linked_by {
        bound_to.set(field, parse::tidied(crm, field, fields.get(field)));
    }
    bound_to
}

impl Connection {
    /// Host and identity as a secret is bound to them: what opens the secret this connection may carry.
    #[must_use]
    pub fn binding(&self) -> Fields {
        binding(self.crm(), &self.fields())
    }

    /// What a link made through this connection hangs on: its binding, and the organisation.
    #[must_use]
    pub fn link_binding(&self) -> Fields {
        link_binding(self.crm(), &self.fields())
    }
}

/// What a kept secret is bound to from now on, where these fields complete what it was entered for.
pub(crate) fn completed(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Fields> {
    let now = binding(crm, fields);
    let is_whole = now.iter().all(|(_, text)| !text.is_empty());
    (is_whole && now != kept.bound_to && differing(crm, fields, kept).is_none()).then_some(now)
}

/// The first field that says something else than the secret was entered for. A blank one leads
/// nowhere, so it does not count.
pub(crate) fn differing(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Field> {
    crm.tuple_fields(fields).find(|field| {
        let (now, then) = (
            normalised(crm, *field, fields.get(*field)),
            kept.bound_to.get(*field),
        );
        let completes = then.is_empty() && crm.room().late.contains(field);
        !now.is_empty() && now != then && !completes
    })
}

fn normalised(crm: Crm, field: Field, text: &str) -> String {
    let text = parse::tidied(crm, field, text);
    // Hosts, addresses and GUIDs mean the same in any case; keys and identifiers do not.
    if crm.room().exact.contains(&field) {
        text
    } else {
        text.to_ascii_lowercase()
    }
}
