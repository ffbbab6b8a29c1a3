//! Whether a proxy of the environment stands between is a matter of the route, not of a host's name.
//!
//! The environment belongs to a whole process, so each case is a process of its own.

use std::{
    env,
    process::Command,
    sync::{Arc, Mutex},
};

use crm::{Connectors, Destination, Limits};
use domain::{Secret, Verdict};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::server::{self, SECRET};

/// Says that the process runs behind a proxy that lets nothing out.
const BEHIND: &str = "PORTAL_TEST_BEHIND_PROXY";

/// A proxy that promises a way, leads nowhere, and remembers what it was sent.
struct Proxy {
    url: String,
    heard: Arc<Mutex<String>>,
}

impl Proxy {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::<Mutex<String>>::default();
        let ear = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                for answer in ["HTTP/1.1 200 OK\r\n\r\n", "220 no TLS at all\r\n"] {
                    let mut bytes = [0; 4096];
                    let length = client.read(&mut bytes).await.unwrap_or_default();
                    let text = String::from_utf8_lossy(&bytes[..length]);
                    ear.lock().unwrap().push_str(&text);
                    let _ = client.write_all(answer.as_bytes()).await;
                }
            }
        });
        Self { url, heard }
    }

    /// Runs one test of this program behind the proxy: whether it passed.
    async fn runs(&self, test: &str) -> bool {
        let mut child = Command::new(env::current_exe().unwrap());
        child
            .args(["--exact", test, "--include-ignored"])
            .env(BEHIND, "1");
        for name in ["http_proxy", "https_proxy", "all_proxy"] {
            child
                .env(name, &self.url)
                .env(name.to_uppercase(), &self.url);
        }
        child.env_remove("no_proxy").env_remove("NO_PROXY");
        let output = tokio::task::spawn_blocking(move || child.output()).await;
        let output = output.unwrap().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        output.status.success() && text.contains("1 passed")
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn no_proxy_hears_of_a_sandbox() {
    let proxy = Proxy::start().await;
    assert!(proxy.runs("network::an_honest_gzip_is_read").await);
    assert_eq!(proxy.heard(), "");
}

#[tokio::test]
async fn a_proxy_leads_to_the_real_crms_and_hears_no_more_than_their_names() {
    let proxy = Proxy::start().await;
    assert!(
        proxy
            .runs("route::behind_a_proxy_that_lets_nothing_out")
            .await
    );
    let heard = proxy.heard();
    // A machine without CA certificates asks nobody.
    if Connectors::new(Destination::Real).is_err() {
        return;
    }
    assert!(
        heard.starts_with("CONNECT acme.zendesk.com:443 HTTP/1.1\r\n"),
        "{heard}"
    );
    assert!(
        !heard.contains("uthorization: Basic") && !heard.contains(SECRET),
        "{heard}"
    );
}

#[tokio::test]
#[ignore = "asks the real CRMs unless it is run behind a proxy, as the test above does"]
async fn behind_a_proxy_that_lets_nothing_out() {
    if env::var_os(BEHIND).is_none() {
        return;
    }
    let Ok(connectors) = Connectors::with_limits(Destination::Real, Limits::default()) else {
        return;
    };
    let secret = Secret::from(SECRET);
    let check = connectors
        .to(&server::zendesk())
        .verify((&secret).into())
        .await;
    // Broken TLS is no answer, not one that cannot be read.
    assert_eq!((check.verdict, check.cause), (Verdict::Unreachable, None));
}
