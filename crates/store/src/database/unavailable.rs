//! Telling a database that cannot serve at present from a mistake of ours.

/// Why the database cannot serve at present. It may again without anything being changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailability {
    /// It takes no writes.
    #[error("it is read-only")]
    ReadOnly,
    /// There is no room.
    #[error("its disk is full")]
    Full,
    /// Somebody else holds it, or all connections are in use.
    #[error("it is locked or busy")]
    Busy,
    /// It cannot be reached, or its file cannot be read or written.
    #[error("it cannot be reached, or its file cannot be read or written")]
    Unreachable,
}

impl Unavailability {
    /// What stands behind an error of the driver's, if it is one of these.
    pub(crate) fn of(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::Database(error) => Self::of_code(&error.code()?),
            sqlx::Error::PoolTimedOut => Some(Self::Busy),
            sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Some(Self::Unreachable)
            }
            _ => None,
        }
    }

    /// SQLite's codes are numbers, the kind in their last byte (<https://sqlite.org/rescode.html>);
    /// PostgreSQL's are five characters, the class in the first two
    /// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
    fn of_code(code: &str) -> Option<Self> {
        if code.len() == 5 {
            return match code {
                "25006" => Some(Self::ReadOnly),
                "53100" => Some(Self::Full),
                "40001" | "40P01" | "55P03" | "57014" => Some(Self::Busy),
                _ => match code.get(..2)? {
                    "53" => Some(Self::Busy),
                    "08" | "28" | "57" | "58" => Some(Self::Unreachable),
                    _ => None,
                },
            };
        }
        match code.parse::<u32>().ok()? & 0xff {
            5 | 6 => Some(Self::Busy),
            8 => Some(Self::ReadOnly),
            13 => Some(Self::Full),
            10 | 14 => Some(Self::Unreachable),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_cause() {
        for (code, cause) in [
            ("8", Some(Unavailability::ReadOnly)),
            ("1032", Some(Unavailability::ReadOnly)),
            ("13", Some(Unavailability::Full)),
            ("5", Some(Unavailability::Busy)),
            ("517", Some(Unavailability::Busy)),
            ("778", Some(Unavailability::Unreachable)),
            ("2067", None),
            ("25006", Some(Unavailability::ReadOnly)),
            ("53100", Some(Unavailability::Full)),
            ("53300", Some(Unavailability::Busy)),
            ("57P01", Some(Unavailability::Unreachable)),
            ("08006", Some(Unavailability::Unreachable)),
            ("23505", None),
            ("42P01", None),
        ] {
            assert_eq!(Unavailability::of_code(code), cause, "{code}");
        }
    }
}
