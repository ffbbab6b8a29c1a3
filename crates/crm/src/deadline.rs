//! What is asked of a CRM ends within its time, and its outcome is in the log.

use std::time::Duration;

use domain::{Cause, Check, Crm, Verdict};

use crate::{
    agent::{Agent, AgentsError},
    answer::Step,
};

/// A verification within its time, and in the log.
pub(crate) async fn judged(
    crm: Crm,
    limit: Duration,
    work: impl Future<Output = Step<Check>>,
) -> Check {
    let check = match tokio::time::timeout(limit, work).await {
        Ok(Ok(check)) => check,
        Ok(Err(check)) => *check,
        Err(_) => too_late(),
    };
    let Check {
        verdict,
        cause,
        ref detail,
        ref warnings,
        ..
    } = check;
    tracing::info!(
        crm = crm.key(),
        ?verdict,
        ?cause,
        ?warnings,
        status = detail.status,
        code = detail.code,
        "a connection was verified"
    );
    check
}

/// A list within its time, and in the log.
pub(crate) async fn listed(
    crm: Crm,
    limit: Duration,
    work: impl Future<Output = Result<Vec<Agent>, AgentsError>>,
) -> Result<Vec<Agent>, AgentsError> {
    let agents = tokio::time::timeout(limit, work)
        .await
        .unwrap_or_else(|_| Err(Box::new(too_late()).into()));
    match &agents {
        Ok(agents) => tracing::info!(crm = crm.key(), count = agents.len(), "agents were listed"),
        Err(error) => tracing::info!(crm = crm.key(), %error, "agents were not listed"),
    }
    agents
}

fn too_late() -> Check {
    Check {
        cause: Some(Cause::TimedOut),
        ..Check::of(Verdict::Unreachable)
    }
}
