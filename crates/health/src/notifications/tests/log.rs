//! What reaches the log: codes, and never what the other side says.

use std::{
    io::{self, Write},
    sync::Mutex,
};

use domain::Verdict;

use super::{
    super::{
        channels::Channels,
        mail::fake::{Fake, polite},
    },
    hook::Hook,
    place::{Place, mail, until},
};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn peers_codes_are_logged_and_their_words_are_not() {
    tracing_subscriber::fmt()
        .with_env_filter("info,health=trace")
        .with_ansi(false)
        .with_writer(|| Lines)
        .init();
    let place = Place::new().await;
    // It repeats what it was told: "\0ops\0a-password", as AUTH PLAIN has it.
    let fake = Fake::that_says(|line| {
        if line.starts_with("AUTH") {
            "535-5.7.8 canary \u{1b}[2J\r\n535 5.7.8 AG9wcwBhLXBhc3N3b3Jk\r\n"
        } else {
            polite(line)
        }
    })
    .await;
    let hook = Hook::answering(410).await;
    let channels = Channels {
        webhook: Some(hook.url().parse().unwrap()),
        mail: Some(mail(&format!("smtp://ops:a-password@{}", fake.address))),
    };
    assert!(!format!("{channels:?}").contains("a-"), "{channels:?}");
    let (notifications, _running) = place.run(channels);
    place.turns(Verdict::Rejected).await;
    until("both refuse", || notifications.failing().len() == 2).await;
    let log = String::from_utf8_lossy(&LINES.lock().unwrap()).into_owned();
    for code in [
        "the mail server answered 535 5.7.8",
        "the webhook answered 410",
    ] {
        assert!(log.contains(code), "{log}");
    }
    for word in ["canary", "\u{1b}", "AG9wcw", "a-password", "a-secret-path"] {
        assert!(!log.contains(word), "{word:?}: {log}");
    }
}
