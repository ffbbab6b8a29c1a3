//! Who holds a lease, in words by which others on the same machine can tell that it has died.
//!
//! A process is known by the machine's boot, the namespace its number belongs to, the number and the
//! moment it began (`/proc/[pid]/stat`, field 22): numbers are used again. Where those cannot be read,
//! nobody is known to be dead, and a lease ends by its time alone.

use std::{fs, process};

/// This process, as it signs its leases.
pub(crate) fn this() -> String {
    let known = Process::named(process::id()).map(|process| process.text());
    let nonce = uuid::Uuid::now_v7();
    format!("{} {nonce}", known.as_deref().unwrap_or("unknown"))
}

/// Whether the holder ran here and does not any more.
pub(crate) fn is_dead(holder: &str) -> bool {
    let Some(signed) = Process::parse(holder) else {
        return false;
    };
    let Some(own) = Process::named(process::id()) else {
        return false;
    };
    let is_from_here = signed.boot == own.boot && signed.namespace == own.namespace;
    is_from_here && Process::named(signed.id).is_none_or(|now| now.began != signed.began)
}

#[derive(Debug, PartialEq, Eq)]
struct Process {
    boot: String,
    namespace: String,
    id: u32,
    began: String,
}

impl Process {
    fn named(id: u32) -> Option<Self> {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let namespace = fs::read_link("/proc/self/ns/pid").ok()?;
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name in parentheses may hold blanks and parentheses itself.
        let after_name = stat.rsplit_once(')')?.1;
        Some(Self {
            boot: boot.trim().to_owned(),
            namespace: namespace.to_string_lossy().into_owned(),
            id,
            began: after_name.split_whitespace().nth(19)?.to_owned(),
        })
    }

    fn text(&self) -> String {
        format!(
            "{} {} {} {}",
            self.boot, self.namespace, self.id, self.began
        )
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(ToOwned::to_owned);
        Some(Self {
            boot: words.next()?,
            namespace: words.next()?,
            id: words.next()?.parse().ok()?,
            began: words.next()?,
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_living_are_not_taken_for_dead() {
        assert!(!is_dead(&this()));
    }

    #[test]
    fn one_that_has_ended_or_whose_number_is_used_again_is_dead() {
        let mut child = process::Command::new("sleep").arg("60").spawn().unwrap();
        let holder = Process::named(child.id()).unwrap().text();
        assert!(!is_dead(&holder));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(is_dead(&holder));
        let own = Process::named(process::id()).unwrap();
        let former = Process {
            began: "1".into(),
            ..own
        };
        assert!(is_dead(&former.text()));
    }

    #[test]
    fn of_others_machines_nothing_is_known() {
        let own = Process::named(process::id()).unwrap();
        let elsewhere = Process {
            boot: "another".into(),
            id: 4_000_000,
            ..own
        };
        for holder in [elsewhere.text().as_str(), "unknown 0199", "", "a b c d"] {
            assert!(!is_dead(holder), "{holder}");
        }
    }
}
