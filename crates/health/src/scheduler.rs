//! The schedule: every stored connection is asked again and again, well inside the 30 idle days after
//! which Zendesk and Salesforce let a credential go.

use std::time::Duration;

use domain::{Crm, Settings, Status, status};
use tokio::time::{sleep, timeout};

use crate::probe::Probe;

/// How long all links of one CRM may take in a round.
const ROUND: Duration = Duration::from_secs(120);

/// Asks for ever. The first round comes after one interval, since a save has just been verified.
pub async fn run(probe: Probe, interval: Duration) {
    loop {
        sleep(jittered(interval)).await;
        if let Err(error) = round(&probe).await {
            tracing::error!(%error, "a round of verifications broke off");
        }
    }
}

/// Ten per cent earlier or later: replicas that start together do not ask together.
fn jittered(interval: Duration) -> Duration {
    interval.mul_f64(rand::random_range(0.9..=1.1))
}

/// Every connection that is set up, one after the other.
async fn round(probe: &Probe) -> Result<(), store::Error> {
    let settings = probe.store().settings().await?;
    for crm in Crm::ALL {
        if let Err(error) = verify(probe, crm, &settings).await {
            // One secret that does not open keeps nobody from the others.
            tracing::error!(crm = crm.key(), %error, "a connection was not verified");
        }
    }
    Ok(())
}

async fn verify(probe: &Probe, crm: Crm, settings: &Settings) -> Result<(), store::Error> {
    let panel = settings.panel(crm);
    if status(crm, &panel) == Status::NotSetUp {
        return Ok(());
    }
    if crm.has_links() {
        // Bounded, so that one CRM that hangs does not keep the others waiting for ever.
        if let Ok(done) = timeout(ROUND, probe.links().verify_all(&panel)).await {
            done?;
        }
        return Ok(());
    }
    probe.ask_stored(crm, settings).await?;
    Ok(())
}
