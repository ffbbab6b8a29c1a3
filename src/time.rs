//! Moments as people of the interface's language write them, by `Intl`.

use domain::{Millis, parse};
use js_sys::{Array, Date, Intl::RelativeTimeFormat, Object, Reflect};
use wasm_bindgen::prelude::*;

/// "12 March 2026 at 14:02".
#[must_use]
pub fn moment(tag: &str, at: Millis) -> String {
    let options = options(&[("dateStyle", "long"), ("timeStyle", "short")]);
    String::from(date(at).to_locale_string(tag, &options))
}

/// "12 March 2026".
#[must_use]
pub fn day(tag: &str, at: Millis) -> String {
    String::from(date(at).to_locale_date_string(tag, &options(&[("dateStyle", "long")])))
}

/// "30 April 2027", of a moment that stands for a day of its own, wherever one is.
#[must_use]
pub fn utc_day(tag: &str, at: Millis) -> String {
    let options = options(&[("dateStyle", "long"), ("timeZone", "UTC")]);
    String::from(date(at).to_locale_date_string(tag, &options))
}

/// "14:02".
#[must_use]
pub fn clock(tag: &str, at: Millis) -> String {
    String::from(date(at).to_locale_string(tag, &options(&[("timeStyle", "short")])))
}

/// "14:02:10".
#[must_use]
pub fn clock_to_the_second(tag: &str, at: Millis) -> String {
    String::from(date(at).to_locale_string(tag, &options(&[("timeStyle", "medium")])))
}

/// "14:02" of today, "12 Mar, 14:02" of another day.
#[must_use]
pub fn brief(tag: &str, at: Millis) -> String {
    if is_today(at) {
        return clock(tag, at);
    }
    let options = options(&[
        ("day", "numeric"),
        ("month", "short"),
        ("hour", "numeric"),
        ("minute", "2-digit"),
    ]);
    String::from(date(at).to_locale_string(tag, &options))
}

/// "14:02" of today, "12 March 2026 at 14:02" of another day.
#[must_use]
pub fn since(tag: &str, at: Millis) -> String {
    if is_today(at) {
        clock(tag, at)
    } else {
        moment(tag, at)
    }
}

/// For machines, as `<time datetime>` writes it.
#[must_use]
pub fn machine(at: Millis) -> String {
    date(at).to_iso_string().into()
}

fn is_today(at: Millis) -> bool {
    civil_day(&date(at)) == today()
}

/// "2 minutes ago", "yesterday".
#[must_use]
pub fn ago(tag: &str, at: Millis) -> String {
    let (value, unit) = distance(at, Date::now());
    let options = options(&[("numeric", "auto")]);
    RelativeTimeFormat::new(&Array::of1(&JsValue::from_str(tag)), &options)
        .format(value, unit)
        .into()
}

/// Today where the reader is, in days since 1970-01-01.
#[must_use]
pub fn today() -> i64 {
    civil_day(&Date::new_0())
}

/// The day of a moment where the reader is, as `<input type="date">` writes it.
#[must_use]
pub fn day_of(at: Millis) -> String {
    parse::date(civil_day(&date(at)))
}

/// The day on the reader's wall calendar, in days since 1970-01-01.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number of days since 1970"
)]
fn civil_day(date: &Date) -> i64 {
    let midnight = Date::utc(f64::from(date.get_full_year()), f64::from(date.get_month()));
    (midnight / 86_400_000.0) as i64 + i64::from(date.get_date()) - 1
}

/// The moment it is now.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds since 1970"
)]
pub fn now() -> Millis {
    Date::now() as Millis
}

/// The distance in the largest unit that fits, negative for the past.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit an f64 exactly"
)]
fn distance(at: Millis, now: f64) -> (f64, &'static str) {
    let seconds = ((at as f64 - now) / 1000.0).min(0.0);
    match -seconds {
        ..45.0 => (0.0, "second"),
        ..3600.0 => ((seconds / 60.0).round().min(-1.0), "minute"),
        ..86_400.0 => ((seconds / 3600.0).round().min(-1.0), "hour"),
        _ => ((seconds / 86_400.0).round(), "day"),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit an f64 exactly"
)]
fn date(at: Millis) -> Date {
    Date::new(&JsValue::from_f64(at as f64))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    options
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn the_largest_unit_that_fits_is_taken() {
        let now = 1_000_000_000.0;
        assert_eq!(distance(1_000_000_000, now), (0.0, "second"));
        assert_eq!(distance(1_000_000_000 - 120_000, now), (-2.0, "minute"));
        assert_eq!(distance(1_000_000_000 - 7_200_000, now), (-2.0, "hour"));
        assert_eq!(distance(1_000_000_000 - 3 * 86_400_000, now), (-3.0, "day"));
    }
}
