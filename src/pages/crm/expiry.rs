//! The day on which a secret expires: read from a key that names it, and warned of in time.

use domain::{Crm, DAY, Expiry, Field, Fields, Input, Millis, SecretEdit, expiry, parse};
use leptos::prelude::*;

use super::{Form, use_state};
use crate::{
    i18n::{Text, text, use_lang},
    time,
    ui::{memo, note, nothing, part},
    words,
};

/// The day to note when a secret is typed: the one that the key itself names, unless another was
/// noted by hand.
#[must_use]
pub fn read_from(form: &Form, crm: Crm, edit: &SecretEdit) -> Option<String> {
    let named = |edit: &SecretEdit| match edit {
        SecretEdit::Replace(typed) if crm == Crm::Kustomer => day_of_key(typed.expose_secret()),
        _ => None,
    };
    let day = named(edit)?;
    let now = form.wanted(crm).fields.get(Field::ExpiresOn).to_owned();
    let stored = form.stored_panel(crm).fields;
    let is_untouched = now.is_empty()
        || now == stored.get(Field::ExpiresOn)
        || Some(&now) == named(&form.wanted(crm).secret).as_ref();
    (is_untouched && day != now).then_some(day)
}

/// The day in `exp` of a JSON web token, as `<input type="date">` writes it.
fn day_of_key(key: &str) -> Option<String> {
    let key = parse::clean(key);
    let mut parts = key.split('.');
    let (payload, _signature) = (parts.nth(1)?, parts.next()?);
    let payload = String::from_utf8(base64url(payload)?).ok()?;
    let (_, after) = payload.split_once("\"exp\"")?;
    let digits = after.trim_start().strip_prefix(':')?.trim_start();
    let end = digits.find(|sign: char| !sign.is_ascii_digit())?;
    let seconds: i64 = digits[..end].parse().ok()?;
    let day = parse::date(seconds / 86_400);
    parse::day(&day).ok().map(|_| day)
}

fn base64url(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for sign in text.trim_end_matches('=').bytes() {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        (bits, held) = ((bits << 6) | u32::from(six), held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// The warning, if these values are due for one.
#[must_use]
pub fn warning(t: &Text, tag: &str, crm: Crm, fields: &Fields, now: Millis) -> Option<String> {
    let due = expiry(fields, now)?;
    let secret = words::caption(t, crm, domain::CredentialKind::of(fields), Input::Secret);
    let when = |day: i64| time::utc_day(tag, day * DAY);
    Some(match due {
        Expiry::Past(day) => t.expired(secret, &when(day)),
        Expiry::Soon(day) => t.expires_soon(secret, &when(day)),
    })
}

/// The warning in the panel, for the draft as it stands.
#[component]
pub fn Note(crm: Crm) -> impl IntoView {
    let (state, t, tag) = (use_state(), text(), use_lang().get_untracked().tag());
    let words = memo(move || {
        state.clock.track();
        let fields = state.form.with(|form| form.wanted(crm).fields.clone());
        warning(t, tag, crm, &fields, time::now())
    });
    part(move || {
        words
            .get()
            .map_or_else(nothing, |words| note("note warn", words))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{"exp":1803859200,"id":"k"}`: 1 March 2027.
    const KEY: &str = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDM4NTkyMDAsImlkIjoiayJ9.c2ln";

    fn typed(key: &str) -> SecretEdit {
        SecretEdit::Replace(key.into())
    }

    #[test]
    fn a_key_that_names_its_end_fills_in_an_empty_day() {
        let form = Form::new(domain::Settings::default());
        let read = |form: &Form, crm, key| read_from(form, crm, &typed(key));
        assert_eq!(
            read(&form, Crm::Kustomer, KEY).as_deref(),
            Some("2027-03-01")
        );
        assert_eq!(read(&form, Crm::Dynamics, KEY), None);
        for other in ["", "abc", "a.b.c", "a.eyJpZCI6ImsifQ.c"] {
            assert_eq!(read(&form, Crm::Kustomer, other), None, "{other}");
        }
    }

    #[test]
    fn a_day_noted_by_hand_stays_and_one_read_from_the_key_before_does_not() {
        let mut form = Form::new(domain::Settings::default());
        form.set_field(Crm::Kustomer, Field::ExpiresOn, "2028-01-01".to_owned());
        assert_eq!(read_from(&form, Crm::Kustomer, &typed(KEY)), None);
        let before = KEY.replace("TkyMDA", "TkyMDE");
        form.set_secret(Crm::Kustomer, typed(&before));
        form.set_field(Crm::Kustomer, Field::ExpiresOn, "2027-03-01".to_owned());
        let later = "e30.eyJleHAiOjE4MzU0ODE2MDAsImlkIjoiayJ9.c2ln";
        assert_eq!(
            read_from(&form, Crm::Kustomer, &typed(later)).as_deref(),
            Some("2028-03-01")
        );
    }
}
