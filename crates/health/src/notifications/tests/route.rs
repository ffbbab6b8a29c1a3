//! Which way a webhook's secret path takes.

use std::process::Command;

use domain::{Crm, Panel};
use store::Turn;

use super::{
    super::{channel::Channel as _, notification::Notification, webhook::Webhook},
    hook::Hook,
};

const TO: &str = "WEBHOOK_OF_THIS_TEST";

/// Not a test by itself: what the program does whose environment names a proxy.
#[tokio::test]
#[ignore = "run by the test below, in an environment of its own"]
async fn deliver_as_the_environment_says() {
    let webhook: Webhook = std::env::var(TO).unwrap().parse().unwrap();
    let notification = Notification::of_connection(Crm::Zendesk, &Panel::default());
    let _ = webhook.deliver(&notification, Turn::Attention, "").await;
}

/// Delivers in a process of its own, whose proxy is `proxy`.
async fn deliver(url: String, proxy: &Hook) {
    let proxy = format!("http://{}", proxy.address);
    let run = tokio::task::spawn_blocking(move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env(name, &proxy).env(name.to_lowercase(), &proxy);
        }
        command
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .env(TO, url)
            .args(["--ignored", "deliver_as_the_environment_says"])
            .output()
    });
    let run = run.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn to_this_machine_it_goes_directly_whatever_proxy_there_is() {
    let (proxy, hook) = (Hook::answering(204).await, Hook::answering(204).await);
    let port = hook.address.port();
    for host in ["127.0.0.1", "localhost"] {
        deliver(format!("http://{host}:{port}/a-secret-path"), &proxy).await;
    }
    deliver(format!("https://127.0.0.1:{port}/a-secret-path"), &proxy).await;
    assert_eq!(proxy.heard(), [""; 0]);
    let heard = hook.heard();
    assert_eq!(heard.len(), 3);
    for request in &heard[..2] {
        assert!(request.starts_with("POST /a-secret-path"), "{request}");
    }
}

#[tokio::test]
async fn a_proxy_on_the_way_elsewhere_sees_the_host_and_never_the_path() {
    let proxy = Hook::answering(502).await;
    deliver("https://hooks.example/a-secret-path".to_owned(), &proxy).await;
    let heard = proxy.heard();
    assert!(
        heard[0].starts_with("CONNECT hooks.example:443"),
        "{heard:?}"
    );
    assert!(!heard.concat().contains("secret"), "{heard:?}");
}
