//! What is said in clear, and what only once the way is encrypted.

use super::{
    super::{
        super::undelivered::Undelivered,
        fake::{Fake, certificate, polite},
    },
    deliver::{deliver, mail},
};

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
