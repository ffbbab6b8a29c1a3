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

/// Whether a secret that was typed for that host and identity may go with these fields: they say the
/// same, or fill in what may come later.
#[must_use]
pub fn goes_with(crm: Crm, fields: &Fields, bound_to: &Fields) -> bool {
    crm.tuple_fields(fields).all(|field| {
        let then = bound_to.get(field);
        let comes_later = then.is_empty() && crm.room().late.contains(&field);
        comes_later || normalised(crm, field, fields.get(field)) == then
    })
}

/// What a kept secret is bound to from now on, where these fields complete what it was entered for.
pub(crate) fn completed(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Fields> {
    let now = binding(crm, fields);
    let is_whole = now.iter().all(|(_, text)| !text.is_empty());
    (is_whole && now != kept.bound_to && differing(crm, fields, kept).is_none()).then_some(now)
}

/// The first field that says something else than the secret was entered for. A blank or malformed one
/// leads nowhere, so it does not count.
pub(crate) fn differing(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Field> {
    crm.tuple_fields(fields).find(|field| {
        let (now, then) = (
            normalised(crm, *field, fields.get(*field)),
            kept.bound_to.get(*field),
        );
        let completes = then.is_empty() && crm.room().late.contains(field);
        let leads = !now.is_empty() && parse::canonical(crm, *field, &now).is_ok();
        leads && now != then && !completes
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

#[cfg(test)]
mod tests {
    use super::{binding, goes_with};
    use crate::{Crm, Field, Fields};

    const ZENDESK: Crm = Crm::Zendesk;

    fn fields(pairs: &[(Field, &str)]) -> Fields {
        pairs
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_typed_secret_goes_where_it_was_typed_for_in_any_spelling_and_nowhere_else() {
        let pair =
            |subdomain, email| fields(&[(Field::Subdomain, subdomain), (Field::Email, email)]);
        let bound_to = binding(ZENDESK, &pair("acme", "camille@acme.example"));
        let goes = |fields: Fields| goes_with(ZENDESK, &fields, &bound_to);
        assert!(goes(pair("ACME.zendesk.com", "Camille@acme.example")));
        assert!(!goes(pair("umbrella", "camille@acme.example")));
        assert!(!goes(pair("acme", "noor@acme.example")));
        assert!(
            !goes(pair("", "camille@acme.example")),
            "a blank is no host"
        );
        assert!(!goes(pair("acme", "")), "nor an identity");
    }

    #[test]
    fn what_may_come_later_is_filled_in_and_not_taken_away() {
        let crm = Crm::Salesforce;
        let at = |url| fields(&[(Field::ConsumerKey, "3MVG9.key"), (Field::LoginUrl, url)]);
        let before = binding(crm, &at(""));
        assert!(goes_with(crm, &at("acme.my.salesforce.com"), &before));
        let after = binding(crm, &at("acme.my.salesforce.com"));
        assert!(!goes_with(crm, &at(""), &after));
        assert!(!goes_with(crm, &at("other.my.salesforce.com"), &after));
    }
}
