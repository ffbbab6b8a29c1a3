//! Why mail cannot be sent at all.

/// What is wrong with the configuration.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum MailError {
    /// The server's address.
    #[error("the mail server's address has to look like smtps://user:password@mail.example")]
    Server,
    /// A password would travel in clear.
    #[error("mail to another machine needs TLS: smtps://... or smtp://...?tls=required")]
    InClear,
    /// Nobody to write to.
    #[error("name at least one address to write to")]
    Nobody,
}
