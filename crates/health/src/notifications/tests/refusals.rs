//! Channels that refuse for good, for a while, or say nothing at all.

use std::time::Duration;

use domain::Verdict;
use tokio::{io::AsyncReadExt as _, time::sleep};

use super::{
    super::{
        channel::ChannelKind,
        channels::Channels,
        mail::fake::{Fake, polite},
        undelivered::Undelivered,
    },
    hook::Hook,
    place::{Place, mail, until},
};

/// Longer than the longest rest of these tests.
const A_WHILE: Duration = Duration::from_millis(1_200);

fn to_hook(hook: &Hook) -> Channels {
    Channels {
        webhook: Some(hook.url().parse().unwrap()),
        mail: None,
    }
}

fn to_mail(fake: &Fake) -> Channels {
    Channels {
        webhook: None,
        mail: Some(mail(&format!("smtp://{}", fake.address))),
    }
}

#[tokio::test]
async fn a_webhook_that_refuses_for_good_is_asked_once_a_turn() {
    let (place, hook) = (Place::new().await, Hook::answering(404).await);
    let (notifications, _running) = place.run(to_hook(&hook));
    place.turns(Verdict::Rejected).await;
    until("a try", || hook.heard().len() == 1).await;
    sleep(A_WHILE).await;
    place.turns(Verdict::Rejected).await;
    sleep(A_WHILE).await;
    assert_eq!(hook.heard().len(), 1, "given up");
    let failing = notifications.failing();
    assert_eq!(failing[0].channel, ChannelKind::Webhook);
    assert_eq!(failing[0].reason, Undelivered::Http(404));
    assert_eq!(failing[0].since, 1_000_000);
    let (_, counts) = notifications.counts()[0];
    assert_eq!(
        (counts.failed, counts.given_up, counts.delivered),
        (1, 1, 0)
    );

    hook.answers(204);
    place.turns(Verdict::Valid).await;
    sleep(A_WHILE).await;
    assert_eq!(hook.heard().len(), 1, "nobody was told of what is repaired");
    place.turns(Verdict::Rejected).await;
    until("the next turn", || hook.heard().len() == 2).await;
    until("no more failing", || notifications.failing().is_empty()).await;
}

#[tokio::test]
async fn a_mail_server_that_refuses_for_good_is_asked_once_a_turn_and_once_a_start() {
    let place = Place::new().await;
    let fake = Fake::that_says(|line| {
        if line.starts_with("RCPT") {
            "550 5.1.1 nobody\r\n"
        } else {
            polite(line)
        }
    })
    .await;
    let (notifications, running) = place.run(to_mail(&fake));
    place.turns(Verdict::Rejected).await;
    until("a try", || !notifications.failing().is_empty()).await;
    sleep(A_WHILE).await;
    assert_eq!(fake.connections(), 1);
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    let (again, _running) = place.run(to_mail(&fake));
    place.turns(Verdict::Rejected).await;
    until("a try after the start", || !again.failing().is_empty()).await;
    assert_eq!(fake.connections(), 2);
}

#[tokio::test]
async fn what_does_not_pass_is_tried_less_and_less_and_then_given_up() {
    let (place, hook) = (Place::new().await, Hook::answering(503).await);
    let (notifications, _running) = place.run(to_hook(&hook));
    place.turns(Verdict::Rejected).await;
    let given_up = || notifications.counts()[0].1.given_up == 1;
    until("it is given up", given_up).await;
    let tries = hook.heard().len();
    assert!((3..=12).contains(&tries), "{tries}");
    sleep(A_WHILE).await;
    assert_eq!(hook.heard().len(), tries);
}

#[tokio::test]
async fn what_passes_is_delivered_without_another_turn() {
    let (place, hook) = (Place::new().await, Hook::answering(503).await);
    let (notifications, _running) = place.run(to_hook(&hook));
    place.turns(Verdict::Rejected).await;
    until("a failure", || !notifications.failing().is_empty()).await;
    hook.answers(204);
    until("it is delivered", || {
        notifications.counts()[0].1.delivered == 1
    })
    .await;
    assert_eq!(notifications.failing(), []);
}

#[tokio::test]
async fn a_mail_server_that_says_nothing_does_not_delay_the_webhook() {
    let (place, hook) = (Place::new().await, Hook::answering(204).await);
    let silent = Fake::raw(async |mut stream| stream.read_u8().await.map(drop)).await;
    let channels = Channels {
        webhook: to_hook(&hook).webhook,
        mail: to_mail(&silent).mail,
    };
    let (_notifications, _running) = place.run(channels);
    for (verdict, told) in [(Verdict::Rejected, 1), (Verdict::Valid, 2)] {
        place.turns(verdict).await;
        until("the webhook", || hook.heard().len() == told).await;
    }
    assert_eq!(silent.connections(), 1, "and mail is still at its first");
}

#[tokio::test]
async fn nobody_is_told_once_it_is_stopped() {
    let (place, hook) = (Place::new().await, Hook::answering(204).await);
    let (_notifications, running) = place.run(to_hook(&hook));
    place.turns(Verdict::Rejected).await;
    until("the first", || hook.heard().len() == 1).await;
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    place.turns(Verdict::Valid).await;
    sleep(A_WHILE).await;
    assert_eq!(hook.heard().len(), 1);
}
