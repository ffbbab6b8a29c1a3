//! The day on which a secret expires, noted where the secret itself names it.

use domain::{Crm, Field, Secret, SecretEdit};

use super::form::Form;

/// The day to note when a secret is typed: the one that a key names itself, unless another was noted
/// by hand. `last_day` reads it from the key.
#[must_use]
pub fn read_from(
    form: &Form,
    crm: Crm,
    edit: &SecretEdit,
    last_day: impl Fn(&Secret) -> Option<String>,
) -> Option<String> {
    if crm != Crm::Kustomer {
        return None;
    }
    let named = |edit: &SecretEdit| last_day(edit.typed()?);
    let day = named(edit)?;
    let now = form.wanted(crm).fields.get(Field::ExpiresOn).to_owned();
    let stored = form.stored_panel(crm).fields;
    let is_untouched = now.is_empty()
        || now == stored.get(Field::ExpiresOn)
        || Some(&now) == named(&form.wanted(crm).secret).as_ref();
    (is_untouched && day != now).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that are their own last day.
    fn last_day(key: &Secret) -> Option<String> {
        let key = key.expose_secret();
        key.starts_with("20").then(|| key.to_owned())
    }

    fn read(form: &Form, crm: Crm, key: &str) -> Option<String> {
        read_from(form, crm, &SecretEdit::Replace(key.into()), last_day)
    }

    #[test]
    fn a_key_that_names_its_end_fills_in_an_empty_day() {
        let form = Form::new(domain::Settings::default());
        let day = read(&form, Crm::Kustomer, "2027-03-01");
        assert_eq!(day.as_deref(), Some("2027-03-01"));
        assert_eq!(read(&form, Crm::Kustomer, "abc"), None);
        assert_eq!(read(&form, Crm::Dynamics, "2027-03-01"), None);
        let removal = read_from(&form, Crm::Kustomer, &SecretEdit::Clear, last_day);
        assert_eq!(removal, None);
    }

    #[test]
    fn a_day_noted_by_hand_stays_and_one_read_from_the_key_before_does_not() {
        let crm = Crm::Kustomer;
        let by_hand =
            Form::new(domain::Settings::default()).typing(crm, Field::ExpiresOn, "2028-01-01");
        assert_eq!(read(&by_hand, crm, "2027-03-01"), None);
        let by_key = Form::new(domain::Settings::default())
            .secret(crm, "2027-03-01")
            .typing(crm, Field::ExpiresOn, "2027-03-01");
        let day = read(&by_key, crm, "2028-03-01");
        assert_eq!(day.as_deref(), Some("2028-03-01"));
    }
}
