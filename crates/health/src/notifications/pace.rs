//! How long a channel rests after it failed, and when a notification is given up.

use std::time::Duration;

/// How long is waited after failures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// After the first one; doubled with each.
    pub(super) first: Duration,
    /// Never longer.
    pub(super) longest: Duration,
    /// A notification that could not be delivered for so long is given up.
    pub(super) give_up: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(60),
            longest: Duration::from_secs(60 * 60),
            give_up: Duration::from_secs(24 * 60 * 60),
        }
    }
}

impl Pace {
    /// The rest after a failure that so many others came before.
    pub(super) fn rest_after(&self, failures: u32) -> Duration {
        let rest = self.first.saturating_mul(2_u32.saturating_pow(failures));
        rest.min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_doubles_from_a_minute_to_an_hour() {
        let minutes = |failures| Pace::default().rest_after(failures).as_secs() / 60;
        let rests: Vec<_> = (0..9).map(minutes).collect();
        assert_eq!(rests, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(minutes(u32::MAX), 60);
    }
}
