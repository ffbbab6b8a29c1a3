//! The mail server as its address names it: host, port, sign-in, and how the way there is
//! encrypted.

use std::sync::Arc;

use lettre::transport::smtp::{
    SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT,
    authentication::Credentials,
    client::{Certificate, TlsParameters},
    extension::ClientId,
};
use percent_encoding::percent_decode_str;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName},
};
use tokio_rustls::TlsConnector;
use url::Url;

use super::{super::address::is_near, error::MailError};

/// Where mail is handed over.
#[derive(Clone)]
pub(super) struct MailServer {
    host: String,
    port: u16,
    pub(super) security: Security,
    pub(super) credentials: Option<Credentials>,
    /// What it is greeted with.
    pub(super) hello: ClientId,
}

/// How the way there is encrypted.
#[derive(Clone)]
pub(super) enum Security {
    /// Not at all: on this machine only.
    Clear,
    /// From the STARTTLS command on, by lettre.
    StartTls(TlsParameters),
    /// From the first byte, below lettre.
    Tls(TlsConnector, ServerName<'static>),
}

impl MailServer {
    /// Reads `smtps://`, `smtp://...?tls=required`, or, on this machine, `smtp://`. The path is
    /// what the server is greeted with. `root` is trusted beside the public authorities.
    pub(super) fn new(
        url: &str,
        root: Option<&CertificateDer<'static>>,
    ) -> Result<Self, MailError> {
        let url = Url::parse(url).map_err(|_| MailError::Server)?;
        let host = url.host_str().ok_or(MailError::Server)?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let tls = url.query_pairs().find(|(name, _)| name == "tls");
        let tls = tls.map(|(_, value)| value.into_owned());
        let (port, security) = match (url.scheme(), tls.as_deref()) {
            ("smtps", _) => (SUBMISSIONS_PORT, implicit(&host, root)?),
            ("smtp", Some("required")) => (SUBMISSION_PORT, starttls(&host, root)?),
            ("smtp", None) if is_near(&url) => (SMTP_PORT, Security::Clear),
            ("smtp", None | Some("opportunistic")) => return Err(MailError::InClear),
            _ => return Err(MailError::Server),
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(
                decoded(url.username())?,
                decoded(password)?,
            )),
            None => None,
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Ok(Self {
            port: url.port().unwrap_or(port),
            host,
            security,
            credentials,
            hello,
        })
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn address(&self) -> (&str, u16) {
        (&self.host, self.port)
    }
}

fn implicit(host: &str, root: Option<&CertificateDer<'static>>) -> Result<Security, MailError> {
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(root) = root {
        roots.add(root.clone()).map_err(|_| MailError::Server)?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| MailError::Server)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|_| MailError::Server)?;
    Ok(Security::Tls(TlsConnector::from(Arc::new(config)), name))
}

fn starttls(host: &str, root: Option<&CertificateDer<'static>>) -> Result<Security, MailError> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(root) = root {
        let root = Certificate::from_der(root.to_vec()).map_err(|_| MailError::Server)?;
        parameters = parameters.add_root_certificate(root);
    }
    let parameters = parameters.build().map_err(|_| MailError::Server)?;
    Ok(Security::StartTls(parameters))
}

fn decoded(text: &str) -> Result<String, MailError> {
    let text = percent_decode_str(text).decode_utf8();
    Ok(text.map_err(|_| MailError::Server)?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_leaves_this_machine_by_tls_only() {
        for fine in [
            "smtps://mail.example",
            "smtps://user:p%40ss@mail.example:4650/portal.example",
            "smtp://mail.example?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]",
            "smtp://localhost",
        ] {
            assert!(MailServer::new(fine, None).is_ok(), "{fine}");
        }
        for clear in [
            "smtp://mail.example",
            "smtp://mail.example?tls=opportunistic",
            "smtp://localhost.mail.example",
        ] {
            let error = MailServer::new(clear, None).err();
            assert!(matches!(error, Some(MailError::InClear)), "{clear}");
        }
        for wrong in [
            "",
            "mail.example",
            "https://mail.example",
            "smtps://",
            "smtp://a?tls=no",
        ] {
            let error = MailServer::new(wrong, None).err();
            assert!(matches!(error, Some(MailError::Server)), "{wrong}");
        }
    }

    #[test]
    fn each_scheme_has_its_port() {
        for (url, port) in [
            ("smtps://mail.example", 465),
            ("smtp://mail.example?tls=required", 587),
            ("smtp://[::1]", 25),
            ("smtp://[::1]:2525", 2525),
        ] {
            assert_eq!(MailServer::new(url, None).ok().unwrap().address().1, port);
        }
    }
}
