//! When a CRM asks to be called again, read from the headers of a refusal.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Whatever a CRM asks for, nobody is told to wait longer than an hour, in seconds.
const LONGEST: u64 = 3600;

/// Seconds to wait: `Retry-After` in seconds or as a date, else Kustomer's `x-ratelimit-reset`
/// (seconds of the epoch).
pub(crate) fn retry_after_s(headers: &HeaderMap, now: SystemTime) -> Option<u32> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let seconds = text(RETRY_AFTER.as_str())
        .and_then(|text| from_seconds(text).or_else(|| from_date(text, now)))
        .or_else(|| {
            until(
                UNIX_EPOCH.checked_add(Duration::from_secs(
                    text("x-ratelimit-reset")?.parse().ok()?,
                ))?,
                now,
            )
        })?;
    u32::try_from(seconds.clamp(1, LONGEST)).ok()
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

    fn asked(name: &'static str, value: &str) -> Option<u32> {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT
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
            asked("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"),
            Some(60)
        );
        assert_eq!(
            asked("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"),
            Some(1)
        );
        assert_eq!(asked("x-ratelimit-reset", "784111807"), Some(30));
        assert_eq!(asked("x-ratelimit-reset", "18446744073709551615"), None);
        assert_eq!(asked("retry-after", "soon"), None);
        assert_eq!(asked("retry-after", "-5"), None);
    }
}
