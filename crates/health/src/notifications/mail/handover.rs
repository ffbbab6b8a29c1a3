//! One message, handed over to a server that is connected. lettre's own `send` lets one refused
//! recipient keep the message from all others, and waits for a good-bye before it says why.

use lettre::{
    Message,
    transport::smtp::{
        Error,
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailParameter},
    },
};

use super::{super::undelivered::Undelivered, reason::reason};

/// Hands a message over to every recipient the server takes.
pub(super) async fn hand_over(
    session: &mut AsyncSmtpConnection,
    message: &Message,
) -> Result<(), Undelivered> {
    let envelope = message.envelope();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    let is_ascii = addresses.all(|address| AsRef::<str>::as_ref(address).is_ascii());
    let utf8 = Extension::SmtpUtfEight;
    if !is_ascii && !session.server_info().supports_feature(utf8) {
        return Err(Undelivered::Unsupported);
    }
    let parameters = if is_ascii {
        Vec::new()
    } else {
        vec![MailParameter::SmtpUtfEight]
    };
    let refused = |error: Error| reason(&error);
    let from = Mail::new(envelope.from().cloned(), parameters);
    session.command(from).await.map_err(refused)?;
    let mut refusals = Vec::new();
    for to in envelope.to() {
        let asked = session.command(Rcpt::new(to.clone(), Vec::new())).await;
        refusals.extend(asked.err().map(|error| reason(&error)));
    }
    if let Some(refusal) = refusals.first() {
        if refusals.len() == envelope.to().len() {
            return Err(*refusal);
        }
        tracing::warn!(reason = %refusal, "mail goes to some of its recipients only");
    }
    session.command(Data).await.map_err(refused)?;
    session
        .message(&message.formatted())
        .await
        .map_err(refused)?;
    Ok(())
}
