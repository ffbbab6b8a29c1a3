//! One conversation: connect, encrypt, sign in, hand one message over.

use std::time::Duration;

use lettre::{
    Message,
    transport::smtp::{
        authentication::DEFAULT_MECHANISMS,
        client::{AsyncSmtpConnection, AsyncTokioStream},
    },
};
use tokio::{net::TcpStream, time::timeout};

use super::{
    super::undelivered::Undelivered,
    handover::hand_over,
    reason::reason,
    server::{MailServer, Security},
    stream::Bounded,
};

/// How long the server may take to say good-bye: the message is its own by then.
const GOODBYE: Duration = Duration::from_secs(1);

/// Hands a message over within `limit`.
pub(super) async fn send(
    server: &MailServer,
    message: &Message,
    limit: Duration,
) -> Result<(), Undelivered> {
    let talk = async {
        let mut session = connected(server).await?;
        hand_over(&mut session, message).await?;
        Ok(session)
    };
    let mut session = timeout(limit, talk)
        .await
        .map_err(|_| Undelivered::Timeout)??;
    let _ = timeout(GOODBYE, session.quit()).await;
    Ok(())
}

/// A connection that is encrypted and signed in as the server's address says.
async fn connected(server: &MailServer) -> Result<AsyncSmtpConnection, Undelivered> {
    let stream = stream(server).await?;
    let session = AsyncSmtpConnection::connect_with_transport(stream, &server.hello);
    let mut session = session.await.map_err(|error| reason(&error))?;
    if let Security::StartTls(parameters) = &server.security {
        let encrypted = session.starttls(parameters.clone(), &server.hello);
        encrypted.await.map_err(|error| match reason(&error) {
            Undelivered::Unreachable | Undelivered::Unreadable => Undelivered::Tls,
            reason => reason,
        })?;
    }
    if let Some(credentials) = &server.credentials {
        let signed_in = session.auth(DEFAULT_MECHANISMS, credentials);
        signed_in.await.map_err(|error| reason(&error))?;
    }
    Ok(session)
}

async fn stream(server: &MailServer) -> Result<Box<dyn AsyncTokioStream>, Undelivered> {
    let unreachable = |_| Undelivered::Unreachable;
    let stream = TcpStream::connect(server.address())
        .await
        .map_err(unreachable)?;
    let peer = stream.peer_addr().map_err(unreachable)?;
    Ok(match &server.security {
        // A name such as localhost proves nothing: the machine that answers does.
        Security::Clear if !peer.ip().is_loopback() => return Err(Undelivered::Tls),
        Security::Clear | Security::StartTls(_) => Box::new(Bounded::new(stream, peer)),
        Security::Tls(connector, name) => {
            let encrypted = connector.connect(name.clone(), stream).await;
            Box::new(Bounded::new(encrypted.map_err(|_| Undelivered::Tls)?, peer))
        }
    })
}
