//! When a secret with a noted end is due for a warning.

use crate::{field::Field, fields::Fields, millis::Millis, parse};

/// A day in milliseconds.
pub const DAY: Millis = 86_400_000;

/// How many days before the end a warning stands.
const NOTICE: i64 = 30;

/// How the end of a secret stands; days are counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// That day is past.
    Past(i64),
    /// It is today.
    Today(i64),
    /// That day comes within the notice.
    Soon(i64),
}

/// Whether these values are due for a warning; nothing where no day is noted, or it is far off.
///
/// `today` is the day on the reader's calendar, counted from 1970-01-01: at half past five in the
/// afternoon in Los Angeles it is tomorrow already by UTC, and in Auckland in the morning yesterday.
#[must_use]
pub fn expiry(fields: &Fields, today: i64) -> Option<Expiry> {
    let day = parse::day(fields.get(Field::ExpiresOn)).ok()?;
    match day - today {
        ..0 => Some(Expiry::Past(day)),
        0 => Some(Expiry::Today(day)),
        1..=NOTICE => Some(Expiry::Soon(day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_stands_from_30_days_before_and_on_after_the_end() {
        let fields = Fields::from([(Field::ExpiresOn, "2027-04-30")]);
        let day = parse::day("2027-04-30").expect("a day");
        let on = |before: i64| expiry(&fields, day - before);
        assert_eq!(on(31), None);
        assert_eq!(on(30), Some(Expiry::Soon(day)));
        assert_eq!(on(1), Some(Expiry::Soon(day)));
        assert_eq!(on(0), Some(Expiry::Today(day)));
        assert_eq!(on(-1), Some(Expiry::Past(day)));
        assert_eq!(expiry(&Fields::default(), 0), None);
    }
}
