//! Servers that never end what they say.

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{io::AsyncWriteExt as _, time::sleep};

use super::{
    super::{
        super::undelivered::Undelivered,
        fake::{Fake, polite},
    },
    deliver::{LIMIT, deliver, deliver_to, mail},
};

/// Sends the same again and again until nobody listens, and counts it.
async fn endless(bytes: &'static [u8]) -> (Fake, Arc<AtomicUsize>) {
    let sent: Arc<AtomicUsize> = Arc::default();
    let count = sent.clone();
    let fake = Fake::raw(move |mut stream| {
        let count = count.clone();
        async move {
            loop {
                stream.write_all(bytes).await?;
                count.fetch_add(bytes.len(), Ordering::Relaxed);
            }
        }
    });
    (fake.await, sent)
}

#[tokio::test]
async fn a_greeting_without_an_end_is_left_after_a_few_kilobytes() {
    for bytes in [
        &[b'x'; 64 * 1024][..],
        b"220-and\r\n",
        b"\xff\xfe\r\n",
        b"\r\n",
    ] {
        let (fake, sent) = endless(bytes).await;
        let begun = Instant::now();
        assert_eq!(deliver_to(&fake).await, Err(Undelivered::Unreadable));
        assert!(begun.elapsed() < LIMIT, "not by its timeout");
        let sent = sent.load(Ordering::Relaxed);
        assert!(
            sent < 16 << 20,
            "sockets hold some, memory holds none: {sent}"
        );
    }
}

#[tokio::test]
async fn a_reply_without_an_end_in_mid_conversation_is_left_too() {
    fn says(line: &str) -> &'static str {
        static LINES: LazyLock<String> = LazyLock::new(|| "x".repeat(1 << 20));
        if line.starts_with("RCPT") {
            &LINES
        } else {
            polite(line)
        }
    }
    let fake = Fake::that_says(says).await;
    assert_eq!(deliver_to(&fake).await, Err(Undelivered::Unreadable));
}

#[tokio::test]
async fn one_byte_now_and_then_does_not_hold_the_conversation() {
    let fake = Fake::raw(async |mut stream| {
        loop {
            stream.write_all(b"2").await?;
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let mut mail = mail(&format!("smtp://{}", fake.address), None);
    mail.timeout = Duration::from_millis(400);
    let begun = Instant::now();
    assert_eq!(deliver(&mail).await, Err(Undelivered::Timeout));
    assert!(begun.elapsed() < LIMIT);
}

#[tokio::test]
async fn a_server_that_never_says_good_bye_has_the_message_all_the_same() {
    let fake = Fake::raw(async |mut stream| {
        // Everything but the answer to QUIT, whenever it is asked.
        stream.write_all(b"220 a\r\n").await?;
        for answer in [
            "250 b\r\n",
            "250 c\r\n",
            "250 d\r\n",
            "354 e\r\n",
            "250 f\r\n",
        ] {
            sleep(Duration::from_millis(50)).await;
            stream.write_all(answer.as_bytes()).await?;
        }
        sleep(Duration::from_secs(60)).await;
        Ok(())
    })
    .await;
    assert_eq!(deliver_to(&fake).await, Ok(()));
}
