//! When a CRM asks to be called again, read from the headers of a refusal.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Whatever a CRM asks for, nobody is told to wait longer than an hour, in seconds.
const LONGEST: u64 = 3600;

/// Headers that say when a rate limit starts anew, as Zendesk (two spellings) and Kustomer have them.
const RESETS: [&str; 3] = ["ratelimit-reset", "rate-limit-reset", "x-ratelimit-reset"];

/// What is larger is no number of seconds from now but a time, in seconds of the epoch.
const LARGEST_WAIT: u64 = 1_000_000_000;

/// Seconds to wait: `Retry-After` in seconds or as a date, else what a rate limit says of its reset.
pub(crate) fn retry_after_s(headers: &HeaderMap, now: SystemTime) -> Option<u32> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    let asked = || {
        let text = text(RETRY_AFTER.as_str())?;
        from_seconds(text).or_else(|| from_date(text, now))
    };
    let reset = |name: &&str| from_reset(text(name)?, now);
    let seconds = asked().or_else(|| RESETS.iter().find_map(reset))?;
    u32::try_from(seconds.clamp(1, LONGEST)).ok()
}

/// Seconds from now, or a time: the headers have no standard that all keep to.
fn from_reset(text: &str, now: SystemTime) -> Option<u64> {
    match from_seconds(text)? {
        seconds if seconds <= LARGEST_WAIT => Some(seconds),
        // A time that no clock reaches is a very long wait.
        epoch => UNIX_EPOCH
            .checked_add(Duration::from_secs(epoch))
            .map_or(Some(LONGEST), |then| until(then, now)),
    }
}

/// Whole or broken seconds; the broken part counts as a whole one.
fn from_seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let rest = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    // More digits than fit are a very long time.
    Some(
        whole
            .parse::<u64>()
            .unwrap_or(u64::MAX)
            .saturating_add(rest),
    )
}

fn from_date(text: &str, now: SystemTime) -> Option<u64> {
    until(httpdate::parse_http_date(text).ok()?, now)
}

fn until(then: SystemTime, now: SystemTime) -> Option<u64> {
    Some(then.duration_since(now).map_or(0, |left| {
        left.as_millis()
            .div_ceil(1000)
            .try_into()
            .unwrap_or(u64::MAX)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wed, 15 Jul 2026 10:36:17 GMT.
    const NOW: u64 = 1_784_111_777;

    fn asked(name: &'static str, value: &str) -> Option<u32> {
        let now = UNIX_EPOCH + Duration::from_secs(NOW);
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        retry_after_s(&headers, now)
    }

    #[test]
    fn seconds_dates_and_epochs_are_read_within_bounds() {
        assert_eq!(asked("retry-after", "93"), Some(93));
        assert_eq!(asked("retry-after", "1.5"), Some(2));
        assert_eq!(asked("retry-after", "0"), Some(1));
        assert_eq!(asked("retry-after", "99999999999999999999999"), Some(3600));
        assert_eq!(
            asked("retry-after", "Wed, 15 Jul 2026 10:37:17 GMT"),
            Some(60)
        );
        assert_eq!(
            asked("retry-after", "Wed, 15 Jul 2026 10:00:00 GMT"),
            Some(1)
        );
        assert_eq!(asked("x-ratelimit-reset", "1784111807"), Some(30));
        assert_eq!(asked("retry-after", "soon"), None);
        assert_eq!(asked("retry-after", "-5"), None);
    }

    #[test]
    fn a_reset_is_read_in_every_spelling_as_a_wait_or_as_a_time() {
        for name in RESETS {
            assert_eq!(asked(name, "42"), Some(42), "{name}");
            assert_eq!(asked(name, " 42.2 "), Some(43), "{name}");
            assert_eq!(asked(name, "0"), Some(1), "{name}");
            assert_eq!(asked(name, "86400"), Some(3600), "{name}");
            assert_eq!(asked(name, "1784111807"), Some(30), "{name}");
            assert_eq!(asked(name, "1784111700"), Some(1), "{name}");
            assert_eq!(asked(name, "1784199999"), Some(3600), "{name}");
            assert_eq!(asked(name, "18446744073709551615"), Some(3600), "{name}");
            for none in ["", "soon", "-5", "total=5; remaining=0"] {
                assert_eq!(asked(name, none), None, "{name} {none}");
            }
        }
        assert_eq!(asked("x-rate-limit", "700"), None);
    }

    #[test]
    fn what_is_asked_for_goes_before_a_reset_if_it_can_be_read() {
        let both = |retry_after: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
            headers.insert("ratelimit-reset", "42".parse().unwrap());
            retry_after_s(&headers, UNIX_EPOCH)
        };
        assert_eq!(both("93"), Some(93));
        assert_eq!(both("soon"), Some(42));
    }
}
