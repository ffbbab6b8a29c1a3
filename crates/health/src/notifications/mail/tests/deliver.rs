//! Mail from the portal to its administrators.

use std::time::Duration;

use domain::{Crm, Panel};
use rustls::pki_types::CertificateDer;
use store::Turn;

use super::super::{
    super::{channel::Channel as _, notification::Notification, undelivered::Undelivered},
    Mail,
    fake::Fake,
};

/// Longer than any conversation of these tests takes by itself.
pub(super) const LIMIT: Duration = Duration::from_secs(5);

pub(super) fn mail(url: &str, root: Option<&CertificateDer<'static>>) -> Mail {
    let from = "portal@acme.example".parse().unwrap();
    let to = vec!["ops@acme.example".parse().unwrap()];
    let mut mail = Mail::trusting(root, url, from, to).unwrap();
    mail.timeout = LIMIT;
    mail
}

pub(super) async fn deliver(mail: &Mail) -> Result<(), Undelivered> {
    let notification = Notification::of_connection(Crm::Zendesk, &Panel::default());
    mail.deliver(&notification, Turn::Attention, "https://portal.example")
        .await
}

pub(super) async fn deliver_to(fake: &Fake) -> Result<(), Undelivered> {
    deliver(&mail(&format!("smtp://{}", fake.address), None)).await
}
