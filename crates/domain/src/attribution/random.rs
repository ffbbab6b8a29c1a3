//! The random agent: rendezvous hashing, so that a retry and a changed list come to the same one.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher13;

use super::people::Person;

/// Of these people the one with the highest hash of seed and id. Whoever else comes or goes, the choice
/// stays until that one goes or a higher one comes.
pub fn highest<'a>(seed: &str, people: impl Iterator<Item = &'a Person>) -> Option<&'a Person> {
    people.max_by_key(|person| (hash(seed, &person.id), &person.id))
}

fn hash(seed: &str, id: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(seed.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(id.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: u32) -> Person {
        Person {
            id: id.to_string(),
            name: String::new(),
            email: None,
            is_active: true,
            can_own: true,
        }
    }

    #[test]
    fn the_choice_outlives_whoever_else_goes() {
        let everyone: Vec<Person> = (0..50).map(person).collect();
        for seed in 0..50 {
            let seed = format!("session-{seed}");
            let chosen = highest(&seed, everyone.iter()).expect("somebody");
            for gone in everyone.iter().filter(|person| person.id != chosen.id) {
                let rest = everyone.iter().filter(|person| person.id != gone.id);
                assert_eq!(highest(&seed, rest), Some(chosen));
            }
        }
    }

    #[test]
    fn sessions_are_spread_over_everybody() {
        let everyone: Vec<Person> = (0..10).map(person).collect();
        let mut shares = [0_u32; 10];
        for seed in 0..1000 {
            let chosen = highest(&format!("session-{seed}"), everyone.iter()).expect("somebody");
            shares[chosen.id.parse::<usize>().expect("a number")] += 1;
        }
        assert!(
            shares.iter().all(|share| (60..150).contains(share)),
            "{shares:?}"
        );
    }

    #[test]
    fn the_hash_is_the_same_in_every_build() {
        assert_eq!(
            hash("session-1", "382100000003"),
            10_383_259_448_250_753_825
        );
    }
}
