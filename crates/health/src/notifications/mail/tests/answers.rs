//! Servers that answer: yes, never, not now, or by hanging up.

use std::time::Duration;

use domain::{Crm, Link, LinkState};
use lettre::{Message, message::header::ContentType};
use store::Turn;
use tokio::{io::AsyncWriteExt as _, time::sleep};

use super::{
    super::{
        super::{channel::Channel as _, notification::Notification, undelivered::Undelivered},
        fake::{Fake, polite},
        server::MailServer,
        session,
    },
    deliver::{LIMIT, deliver, deliver_to, mail},
};

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
async fn letters_with_accents_reach_servers_that_know_ascii_only() {
    let fake = Fake::that_says(polite).await;
    let link = Link {
        id: "1".to_owned(),
        name: String::new(),
        username: "rené@acme.example".to_owned(),
        role: String::new(),
        linked_at: 0,
        linked_by: None,
        verified_at: None,
        state: LinkState::NotAdmin,
        since: 0,
        cause: None,
    };
    let notification = Notification::of_link(Crm::Salesforce, &link);
    let mail = mail(&format!("smtp://{}", fake.address), None);
    let told = mail.deliver(&notification, Turn::Attention, "https://é.example");
    assert_eq!(told.await, Ok(()));
    let heard = fake.heard().concat();
    assert!(heard.is_ascii() && heard.contains("=C3=A9"), "{heard}");
}

#[tokio::test]
async fn a_recipient_who_is_refused_does_not_keep_the_others_from_it() {
    let fake = Fake::that_says(|line| match line {
        "RCPT TO:<gone@acme.example>" => "550 5.1.1 gone\r\n",
        _ => polite(line),
    })
    .await;
    let mut mail = mail(&format!("smtp://{}", fake.address), None);
    mail.to.insert(0, "gone@acme.example".parse().unwrap());
    assert_eq!(deliver(&mail).await, Ok(()));
    let heard = fake.heard();
    let to = |line: &String| line == "RCPT TO:<ops@acme.example>";
    assert!(
        heard.iter().any(to) && heard.contains(&".".to_owned()),
        "{heard:?}"
    );
}

#[tokio::test]
async fn a_refusal_is_known_before_the_server_says_good_bye() {
    let fake = Fake::raw(async |mut stream| {
        for answer in ["220 a\r\n", "250 b\r\n", "550 c\r\n"] {
            stream.write_all(answer.as_bytes()).await?;
            sleep(Duration::from_millis(50)).await;
        }
        sleep(Duration::from_secs(60)).await;
        Ok(())
    })
    .await;
    let refused = deliver_to(&fake).await.unwrap_err();
    assert_eq!(refused.to_string(), "the mail server answered 550");
}
