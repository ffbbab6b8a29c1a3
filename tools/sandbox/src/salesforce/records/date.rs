//! Dates in headers, as HTTP writes them.

use crate::clock;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// `Sun, 22 Nov 2026 15:17:32 GMT`, from seconds since 1970.
pub(super) fn written(seconds: u64) -> String {
    let iso = clock::iso(seconds * 1000);
    let month = iso[5..7].parse::<usize>().unwrap_or(1);
    let day = usize::try_from(seconds / 86_400 % 7).unwrap_or_default();
    let (date, time) = (&iso[8..10], &iso[11..19]);
    format!(
        "{}, {date} {} {} {time} GMT",
        DAYS[day],
        MONTHS[month - 1],
        &iso[..4]
    )
}

/// Seconds since 1970, from what `written` writes.
pub(super) fn read(text: &str) -> Option<u64> {
    let (_, rest) = text.trim().split_once(", ")?;
    let mut words = rest.split(' ');
    let day: u64 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = 1 + MONTHS.iter().position(|m| *m == name)?;
    let year: u64 = words.next()?.parse().ok().filter(|y| *y >= 1970)?;
    let mut time = words.next()?.split(':').map(|n| n.parse::<u64>().ok());
    let (h, m, s) = (time.next()??, time.next()??, time.next()??);
    let days = days(year, u64::try_from(month).ok()?, day);
    (words.next() == Some("GMT")).then_some(days * 86_400 + h * 3600 + m * 60 + s)
}

/// Days since 1970: Hinnant's `days_from_civil`, for dates after 1970.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let y = if month <= 2 { year - 1 } else { year };
    let (era, yoe) = (y / 400, y % 400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day.max(1) - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        assert_eq!(written(1_795_360_652), "Sun, 22 Nov 2026 15:17:32 GMT");
        for seconds in [0, 951_782_400, 1_795_360_652, 4_102_444_799] {
            assert_eq!(read(&written(seconds)), Some(seconds));
        }
        assert_eq!(read("yesterday"), None);
    }
}
