//! Values outside the credential tuple.

use crate::{code::Code, crm::Crm};

/// Checks the custom field for the session id: a number in Zendesk, a name elsewhere.
///
/// # Errors
/// [`Code::SessionFieldInvalid`] or [`Code::TooLong`].
pub fn session_field(crm: Crm, text: &str) -> Result<(), Code> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let (longest, good) = match crm {
        Crm::Zendesk => (20, text.bytes().all(|byte| byte.is_ascii_digit())),
        Crm::Kustomer | Crm::Dynamics | Crm::Salesforce => (
            128,
            text.starts_with(|first: char| first.is_ascii_alphabetic())
                && text.bytes().all(is_name),
        ),
    };
    if text.len() > longest {
        Err(Code::TooLong)
    } else if good {
        Ok(())
    } else {
        Err(Code::SessionFieldInvalid)
    }
}

/// Checks Kustomer's External ID Prefix.
///
/// # Errors
/// [`Code::PrefixInvalid`] or [`Code::TooLong`].
pub fn external_id_prefix(text: &str) -> Result<(), Code> {
    let good = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte));
    if text.len() > 64 {
        Err(Code::TooLong)
    } else if good {
        Ok(())
    } else {
        Err(Code::PrefixInvalid)
    }
}

/// Checks the identifier of a Zendesk OAuth client.
pub(super) fn client_id(text: &str) -> Result<(), Code> {
    token(text, 255, b"_-.").map_err(|code| code.unwrap_or(Code::ClientIdInvalid))
}

/// Checks a connected app's consumer key: letters, digits, dots and underscores.
pub(super) fn consumer_key(text: &str) -> Result<(), Code> {
    token(text, 512, b"_.-").map_err(|code| code.unwrap_or(Code::ConsumerKeyInvalid))
}

/// Checks an organisation's name: anything people call it, within reason.
pub(super) fn org_name(text: &str) -> Result<(), Code> {
    if text.chars().count() > 80 {
        Err(Code::TooLong)
    } else {
        Ok(())
    }
}

/// A text of letters, digits and these; `None` stands for the field's own code.
fn token(text: &str, longest: usize, marks: &[u8]) -> Result<(), Option<Code>> {
    let good = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte));
    if text.len() > longest {
        Err(Some(Code::TooLong))
    } else if good {
        Ok(())
    } else {
        Err(None)
    }
}

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
    fn a_zendesk_field_is_a_number_and_the_others_are_names() {
        assert_eq!(session_field(Crm::Zendesk, "360012345678"), Ok(()));
        assert_eq!(
            session_field(Crm::Zendesk, "session"),
            Err(Code::SessionFieldInvalid)
        );
        assert_eq!(session_field(Crm::Kustomer, "sessionIdStr"), Ok(()));
        assert_eq!(session_field(Crm::Dynamics, "new_sessionid"), Ok(()));
        assert_eq!(
            session_field(Crm::Dynamics, "new session"),
            Err(Code::SessionFieldInvalid)
        );
    }
}
