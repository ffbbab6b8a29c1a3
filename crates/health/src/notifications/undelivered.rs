//! Why a notification was not delivered: a code, never the peer's own words, since those may hold
//! a password or control the terminal that shows the log.

use std::fmt;

/// Why a channel did not take a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// No connection, or it was closed.
    #[error("there was no connection")]
    Unreachable,
    /// Nothing came in time.
    #[error("no answer came in time")]
    Timeout,
    /// No TLS, or not with the server that was meant.
    #[error("TLS could not be agreed on")]
    Tls,
    /// An answer that no program can read, or one without an end.
    #[error("the answer could not be read or had no end")]
    Unreadable,
    /// The mail server lacks STARTTLS, a sign-in or characters that are needed.
    #[error("the mail server does not offer what is needed")]
    Unsupported,
    /// The message could not be put together.
    #[error("the message could not be put together")]
    Unwritable,
    /// The mail server refused.
    #[error("the mail server answered {0}")]
    Smtp(SmtpCode),
    /// Another status than 2xx.
    #[error("the webhook answered {0}")]
    Http(u16),
}

/// A reply code of RFC 5321, with the digits of RFC 3463 where the server sent them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmtpCode {
    /// Three digits.
    pub reply: u16,
    /// Such as 5.7.8.
    pub enhanced: Option<(u8, u16, u16)>,
}

impl Undelivered {
    /// Whether the same message will be refused again however long one waits.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Smtp(code) => code.reply >= 500,
            Self::Http(status) => (400..500).contains(&status) && !matches!(status, 408 | 429),
            Self::Unwritable => true,
            _ => false,
        }
    }

    /// Whether it may be over in a moment: a restart, a full queue.
    pub(super) fn is_momentary(self) -> bool {
        match self {
            Self::Smtp(code) => code.reply < 500,
            Self::Http(status) => status >= 500,
            Self::Unreachable => true,
            _ => false,
        }
    }
}

impl SmtpCode {
    /// The code of a reply whose text begins with `text`; only digits are taken from it.
    pub(super) fn new(reply: u16, text: &str) -> Self {
        Self {
            reply,
            enhanced: text.split_ascii_whitespace().next().and_then(enhanced),
        }
    }
}

/// `class.subject.detail`: one digit, then one to three of each.
fn enhanced(word: &str) -> Option<(u8, u16, u16)> {
    let mut parts = word.split('.');
    let mut part = |longest: usize| {
        let part = parts.next()?;
        let is_number =
            (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(part)?.parse::<u16>().ok()
    };
    let (class, subject, detail) = (part(1)?, part(3)?, part(3)?);
    let class = u8::try_from(class).ok()?;
    parts.next().is_none().then_some((class, subject, detail))
}

impl fmt::Display for SmtpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.reply)?;
        match self.enhanced {
            Some((class, subject, detail)) => write!(f, " {class}.{subject}.{detail}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_taken_from_a_reply() {
        let shown = |text| SmtpCode::new(535, text).to_string();
        assert_eq!(shown("5.7.8 Error: cGFzc3dvcmQ="), "535 5.7.8");
        for text in [
            "cGFzc3dvcmQ=",
            "5.7",
            "5.7.8.9",
            "5.7.\u{1b}[2J",
            "5.7.8888",
            "",
        ] {
            assert_eq!(shown(text), "535", "{text:?}");
        }
    }

    #[test]
    fn what_is_refused_for_good_is_told_from_what_may_pass() {
        let smtp = |reply| Undelivered::Smtp(SmtpCode::new(reply, ""));
        for refusal in [
            smtp(535),
            smtp(550),
            Undelivered::Http(404),
            Undelivered::Http(410),
        ] {
            assert!(refusal.is_final() && !refusal.is_momentary(), "{refusal}");
        }
        for refusal in [smtp(421), smtp(450), Undelivered::Http(503)] {
            assert!(!refusal.is_final() && refusal.is_momentary(), "{refusal}");
        }
        for refusal in [
            Undelivered::Http(408),
            Undelivered::Http(429),
            Undelivered::Timeout,
        ] {
            assert!(!refusal.is_final() && !refusal.is_momentary(), "{refusal}");
        }
    }
}
