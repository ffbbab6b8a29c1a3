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

#[cfg(test)]
mod tests {
    use super::*;

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
