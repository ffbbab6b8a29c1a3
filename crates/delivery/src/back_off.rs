//! When something is tried again.

use domain::Millis;

/// The first pause lies below this, each further one below twice as much.
const FIRST_MS: Millis = 1_000;

/// No pause is longer.
const LONGEST_MS: Millis = 15 * 60_000;

/// A CRM that asks for longer is asked again after this.
const LONGEST_WISH_MS: Millis = 3_600_000;

/// How often a delivery is tried before it is parked: about seven hours of a CRM that does not answer.
pub(crate) const MOST_TRIES: u32 = 64;

/// The pause after so many tries, drawn evenly from nothing to twice the last one ("full jitter"): many
/// lanes that failed together do not come back together.
pub(crate) fn pause(tries: u32) -> Millis {
    let most = FIRST_MS.saturating_mul(1 << tries.min(20)).min(LONGEST_MS);
    rand::random_range(0..=most)
}

/// The pause a CRM asks for, within bounds.
pub(crate) fn wished(seconds: Option<u32>) -> Millis {
    let wish = seconds.map_or(5_000, |seconds| Millis::from(seconds) * 1_000);
    wish.clamp(1_000, LONGEST_WISH_MS) + rand::random_range(0..=500)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        for tries in 0..200 {
            let most = (0..50).map(|_| pause(tries)).max().unwrap_or_default();
            assert!(
                most <= LONGEST_MS.min(1_000 << tries.min(20)),
                "{tries}: {most}"
            );
        }
    }

    #[test]
    fn a_wish_is_kept_within_bounds() {
        assert!((1_000..=1_500).contains(&wished(Some(0))));
        assert!((7_000..=7_500).contains(&wished(Some(7))));
        assert!(wished(Some(u32::MAX)) <= LONGEST_WISH_MS + 500);
    }
}
