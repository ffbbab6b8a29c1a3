//! Conversations with mail servers that are polite, refuse, or never end.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{Crm, Panel};
use lettre::{Message, message::header::ContentType};
use tokio::{io::AsyncWriteExt as _, time::sleep};

use super::{
    super::{channel::Channel as _, notification::Notification, undelivered::Undelivered},
    CertificateDer, Mail, MailServer, Turn,
    fake::{Fake, certificate, polite},
    session,
};

const LIMIT: Duration = Duration::from_secs(5);

fn mail(url: &str, root: Option<&CertificateDer<'static>>) -> Mail {
    let from = "portal@acme.example".parse().unwrap();
    let to = vec!["ops@acme.example".parse().unwrap()];
    let mut mail = Mail::trusting(root, url, from, to).unwrap();
    mail.timeout = LIMIT;
    mail
}

async fn deliver(mail: &Mail) -> Result<(), Undelivered> {
    let notification = Notification::of_connection(Crm::Zendesk, &Panel::default());
    mail.deliver(&notification, Turn::Attention, "https://portal.example")
        .await
}

async fn deliver_to(fake: &Fake) -> Result<(), Undelivered> {
    deliver(&mail(&format!("smtp://{}", fake.address), None)).await
}

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
        static LINES: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| "x".repeat(1 << 20));
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
async fn a_refusal_is_its_code_at_whatever_point_it_comes() {
    type Says = fn(&str) -> &'static str;
    let cases: [(Says, &str, bool); 5] = [
        (|_| "554 5.7.1 not you\r\n", "554 5.7.1", true),
        (
            |line| {
                if line.starts_with("MAIL") {
                    "550 no\r\n"
                } else {
                    polite(line)
                }
            },
            "550",
            true,
        ),
        (
            |line| {
                if line.starts_with("RCPT") {
                    "550 5.1.1 whom?\r\n"
                } else {
                    polite(line)
                }
            },
            "550 5.1.1",
            true,
        ),
        (
            |line| {
                if line == "DATA" {
                    "451 4.3.0 later\r\n"
                } else {
                    polite(line)
                }
            },
            "451 4.3.0",
            false,
        ),
        (
            |line| {
                if line == "." {
                    "452 4.2.2 full\r\n"
                } else {
                    polite(line)
                }
            },
            "452 4.2.2",
            false,
        ),
    ];
    for (says, code, is_final) in cases {
        let refused = deliver_to(&Fake::that_says(says).await).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("the mail server answered {code}")
        );
        assert_eq!(refused.is_final(), is_final, "{code}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_or_is_not_there_is_unreachable() {
    let fake = Fake::that_says(|line| {
        if line.starts_with("MAIL") {
            ""
        } else {
            polite(line)
        }
    })
    .await;
    let refused = deliver_to(&fake).await.unwrap_err();
    assert!(!refused.is_final(), "{refused}");
    let mail = mail("smtp://127.0.0.1:1", None);
    assert_eq!(deliver(&mail).await, Err(Undelivered::Unreachable));
}

#[tokio::test]
async fn a_line_that_begins_with_a_dot_arrives_as_it_was() {
    let fake = Fake::that_says(polite).await;
    let message = Message::builder()
        .from("portal@acme.example".parse().unwrap())
        .to("ops@acme.example".parse().unwrap())
        .header(ContentType::TEXT_PLAIN)
        .body(".hidden\r\n.\r\nthe end".to_owned())
        .unwrap();
    let server = MailServer::new(&format!("smtp://{}", fake.address), None).unwrap();
    session::send(&server, &message, LIMIT).await.unwrap();
    let heard = fake.heard();
    for line in ["..hidden", "..", "the end", ".", "QUIT"] {
        assert!(heard.iter().any(|one| one == line), "{line}: {heard:?}");
    }
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

#[tokio::test]
async fn mail_is_encrypted_before_anybody_signs_in() {
    let (tls, root) = certificate();
    for (is_implicit, url) in [(true, "smtps://"), (false, "smtp://")] {
        let fake = Fake::conversing(polite, Some(tls.clone()), is_implicit).await;
        let url = format!("{url}ops:p%40ss@{}?tls=required", fake.address);
        assert_eq!(deliver(&mail(&url, Some(&root))).await, Ok(()), "{url}");
        let heard = fake.heard();
        let place = |line: &str| heard.iter().position(|one| one.starts_with(line));
        // "\0ops\0p@ss", as AUTH PLAIN has it.
        assert!(place("AUTH PLAIN AG9wcwBwQHNz").is_some(), "{heard:?}");
        assert_eq!(place("STARTTLS").is_some(), !is_implicit);
        assert!(place("STARTTLS") < place("AUTH") && place("AUTH") < place("MAIL"));
    }
}

#[tokio::test]
async fn login_is_used_where_nothing_else_is_offered() {
    fn says(line: &str) -> &'static str {
        match line {
            "AUTH LOGIN" => "334 VXNlcm5hbWU6\r\n",
            "b3Bz" => "334 UGFzc3dvcmQ6\r\n",
            "cEBzcw==" => "235 welcome\r\n",
            _ if line.starts_with("EHLO") => "250-here\r\n250 AUTH LOGIN\r\n",
            _ if line.starts_with("AUTH") => "504 not that\r\n",
            _ => polite(line),
        }
    }
    let fake = Fake::that_says(says).await;
    let url = format!("smtp://ops:p%40ss@{}", fake.address);
    assert_eq!(deliver(&mail(&url, None)).await, Ok(()));
}

#[tokio::test]
async fn a_certificate_of_nobody_known_is_not_accepted() {
    let (tls, _) = certificate();
    for (is_implicit, url) in [(true, "smtps://"), (false, "smtp://")] {
        let fake = Fake::conversing(polite, Some(tls.clone()), is_implicit).await;
        let url = format!("{url}ops:pass@{}?tls=required", fake.address);
        assert_eq!(
            deliver(&mail(&url, None)).await,
            Err(Undelivered::Tls),
            "{url}"
        );
        assert!(!fake.heard().iter().any(|line| line.starts_with("AUTH")));
    }
}

#[tokio::test]
async fn nothing_is_said_in_clear_where_tls_is_required_and_not_offered() {
    fn says(line: &str) -> &'static str {
        if line.starts_with("EHLO") {
            "250 AUTH PLAIN\r\n"
        } else {
            polite(line)
        }
    }
    let fake = Fake::that_says(says).await;
    let url = format!("smtp://ops:pass@{}?tls=required", fake.address);
    assert_eq!(
        deliver(&mail(&url, None)).await,
        Err(Undelivered::Unsupported)
    );
    assert!(
        fake.heard()
            .iter()
            .all(|line| line.starts_with("EHLO") || line == "QUIT")
    );
}

#[tokio::test]
async fn what_was_planted_before_tls_is_not_taken_for_an_answer_after_it() {
    fn says(line: &str) -> &'static str {
        match line {
            "STARTTLS" => "220 go on\r\n250 planted\r\n",
            _ => polite(line),
        }
    }
    let (tls, root) = certificate();
    let fake = Fake::conversing(says, Some(tls), false).await;
    let url = format!("smtp://ops:pass@{}?tls=required", fake.address);
    assert_eq!(
        deliver(&mail(&url, Some(&root))).await,
        Err(Undelivered::Tls)
    );
}
