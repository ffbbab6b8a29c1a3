//! Names for the crowd: enough agents that every list needs more than one page.
//! Deterministic, so that a test may expect the hundredth agent by name.

const FIRST: [&str; 23] = [
    "Adele", "Bruno", "Chloe", "Dario", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas",
    "Karim", "Lea", "Marek", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Samir", "Tessa", "Ugo",
    "Vera", "Yann",
];

const LAST: [&str; 29] = [
    "Abbott", "Bernard", "Costa", "Dubois", "Eriksen", "Fontaine", "Garnier", "Haddad", "Ivanov",
    "Jensen", "Keller", "Laurent", "Moreau", "Novak", "Okafor", "Petit", "Quinn", "Rossi",
    "Schmidt", "Tremblay", "Ueda", "Vidal", "Weber", "Xu", "Young", "Zeller", "Almeida", "Bakker",
    "Colin",
];

/// First and last name of the n-th of the crowd; no two alike below 667.
pub(super) fn nth(n: usize) -> (&'static str, &'static str) {
    (FIRST[n % FIRST.len()], LAST[n * 7 % LAST.len()])
}

/// The n-th one's e-mail at a domain.
pub(super) fn email(n: usize, domain: &str) -> String {
    let (first, last) = nth(n);
    format!("{}.{}@{domain}", first.to_lowercase(), last.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_agents_share_a_name() {
        let all: std::collections::HashSet<_> = (0..667).map(nth).collect();
        assert_eq!(all.len(), 667);
    }
}
