//! The time, in the three ways the CRMs write it.
//! A calendar crate would be more than these few lines deserve.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    now_ms() / 1000
}

/// `2026-11-22T15:17:32.123Z`.
pub(crate) fn iso(ms: u64) -> String {
    let (date, time) = parts(ms / 1000);
    format!("{date}T{time}.{:03}Z", ms % 1000)
}

/// `2026-11-22 15:17:32Z`, as Entra writes it.
pub(crate) fn entra(seconds: u64) -> String {
    let (date, time) = parts(seconds);
    format!("{date} {time}Z")
}

fn parts(seconds: u64) -> (String, String) {
    let (y, m, d) = civil(seconds / 86_400);
    let s = seconds % 86_400;
    (
        format!("{y:04}-{m:02}-{d:02}"),
        format!("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60),
    )
}

/// Days since 1970 to year, month, day: Hinnant's `civil_from_days`, for dates after 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let era = z / 146_097;
    let doe = z % 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (
        yoe + era * 400 + u64::from(month <= 2),
        month,
        doy - (153 * mp + 2) / 5 + 1,
    )
}

/// Reads what [`iso`] writes, with or without milliseconds; only in UTC, and after 1970.
pub(crate) fn read_iso(text: &str) -> Option<u64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, ms) = time.split_once('.').unwrap_or((time, "0"));
    let numbers = |text: &str, by: char| -> Option<[u64; 3]> {
        let all: Option<Vec<u64>> = text.split(by).map(|n| n.parse().ok()).collect();
        all?.try_into().ok()
    };
    let ([y, m, d], [hour, minute, second]) = (numbers(date, '-')?, numbers(time, ':')?);
    let is_date = (1970..=9999).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
    if !is_date || hour > 23 || minute > 59 || second > 60 || ms.len() > 3 {
        return None;
    }
    let ms: u64 = format!("{ms:0<3}").parse().ok()?;
    Some((days(y, m, d) * 86_400 + hour * 3600 + minute * 60 + second) * 1000 + ms)
}

/// The way back from [`civil`].
fn days(y: u64, m: u64, d: u64) -> u64 {
    let y = if m <= 2 { y - 1 } else { y };
    let (era, yoe) = (y / 400, y % 400);
    let doy = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_calendar_has_them() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(951_782_400_007), "2000-02-29T00:00:00.007Z");
        assert_eq!(read_iso("2000-02-29T00:00:00.007Z"), Some(951_782_400_007));
        assert_eq!(read_iso("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(read_iso("2000-02-29 00:00:00"), None);
        assert_eq!(entra(1_795_360_652), "2026-11-22 15:17:32Z");
    }
}
