//! Days as `<input type="date">` writes them, counted from 1970.

use crate::code::Code;

/// A day as `<input type="date">` writes it; gives the days since 1970-01-01.
///
/// # Errors
/// [`Code::DateInvalid`].
pub fn day(text: &str) -> Result<i64, Code> {
    let part = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse::<i64>().ok())?
    };
    let is_written = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else {
        return Err(Code::DateInvalid);
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !is_written || !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
        return Err(Code::DateInvalid);
    }
    if !(1..=longest).contains(&day) {
        return Err(Code::DateInvalid);
    }
    // Days from the civil calendar: years that begin in March put the leap day last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    Ok(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The date so many days after 1970-01-01; years that begin in March put the leap day last.
#[must_use]
pub fn date(days: i64) -> String {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, year) = if month < 10 {
        (month + 3, year + era * 400)
    } else {
        (month - 9, year + era * 400 + 1)
    };
    let zero = |number: i64| if number < 10 { "0" } else { "" };
    format!("{year}-{}{month}-{}{day}", zero(month), zero(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_from_1970_and_has_to_exist() {
        assert_eq!(day("1970-01-01"), Ok(0));
        assert_eq!(day("2000-03-01"), Ok(11_017));
        assert_eq!(day("2028-02-29"), Ok(21_243));
        for wrong in [
            "2027-02-29",
            "2027-13-01",
            "2027-4-30",
            "30/04/2027",
            "2027-04-31",
            "today",
            "２０２７-04-30",
        ] {
            assert_eq!(day(wrong), Err(Code::DateInvalid), "{wrong}");
        }
    }

    #[test]
    fn days_are_written_as_they_are_read() {
        for day in [
            "1970-01-01",
            "2000-02-29",
            "2027-04-30",
            "2028-12-31",
            "2100-03-01",
        ] {
            assert_eq!(date(super::day(day).expect("a day")), day);
        }
    }
}
