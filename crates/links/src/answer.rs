//! The answer at the callback: claimed once, checked in full, and only then kept.

use crm::salesforce::{Grant, Salesforce, callback_refusal};
use domain::{AttemptStatus, Check, Fields, LinkFailure, LinkRefusal, Secret, Verdict};
use store::{Claim, ClaimedAttempt, Former, NewLink};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::{
    context::{CRM, Links},
    error::Error,
    random::hash,
};

/// What Salesforce sent the browser back with.
#[derive(Debug, Default)]
pub struct Answer {
    /// What the window carried.
    pub state: String,
    /// The code, if the administrator agreed.
    pub code: Option<Secret>,
    /// The refusal's name and description, if not.
    pub refusal: Option<(String, String)>,
}

/// What became of an answer.
#[derive(Debug)]
pub enum Ended {
    /// It belonged to this link.
    Linking {
        /// Its name.
        id: String,
        /// How it ended.
        status: AttemptStatus,
    },
    /// It came into another browser than the one that began.
    OtherBrowser,
    /// No link waits for it: unknown, used, called off or too late.
    Gone,
}

impl Links {
    /// Takes an answer that came into a browser with these secrets, one for each link it began. The
    /// work goes on if the browser does not wait for it.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::BrokeOff`]; whatever is wrong with the answer is an [`Ended`].
    pub async fn take_answer(&self, browsers: &[String], answer: Answer) -> Result<Ended, Error> {
        let claimed = match self.claim(browsers, &answer.state).await? {
            Claim::Ours(claimed) => claimed,
            Claim::OtherBrowser => return Ok(Ended::OtherBrowser),
            Claim::Gone => return Ok(Ended::Gone),
        };
        let (own, id) = (self.clone(), claimed.id.clone());
        let work = async move {
            let status = match own.link(claimed, answer).await {
                Ok(link) => {
                    tracing::info!(link = link.id, "an administrator was linked");
                    own.changed.notify_one();
                    AttemptStatus::Linked(link)
                }
                Err(failure) => {
                    tracing::warn!(code = ?failure.code, "a link came to nothing");
                    AttemptStatus::Failed(*failure)
                }
            };
            own.store.end_attempt(&id, &status).await?;
            Ok(Ended::Linking { id, status })
        };
        self.work
            .spawn(work.in_current_span())
            .await
            .unwrap_or(Err(Error::BrokeOff))
    }

    /// Claims what waits for this state with the secret that fits, if one does.
    async fn claim(&self, browsers: &[String], state: &str) -> Result<Claim, store::Error> {
        let (state, now) = (hash(state), self.clock.now());
        for browser in browsers {
            let browser = hash(browser);
            let claim = self.store.claim_attempt(CRM, &state, Some(&browser), now);
            match claim.await? {
                Claim::OtherBrowser => {}
                claim => return Ok(claim),
            }
        }
        self.store.claim_attempt(CRM, &state, None, now).await
    }

    async fn link(&self, claimed: ClaimedAttempt, answer: Answer) -> Result<domain::Link, Failed> {
        let code = match (answer.code, answer.refusal) {
            (_, Some((error, description))) => {
                return Err(failed(callback_refusal(&error, &description), None));
            }
            (None, None) => return Err(failed(LinkRefusal::Unverified, None)),
            (Some(code), None) => code,
        };
        let settings = self
            .store
            .settings()
            .await
            .map_err(|error| broken(&error))?;
        let organisation = self.organisation(&settings.panel(CRM)).await;
        let organisation = organisation
            .map_err(|error| broken(&error))?
            .filter(|organisation| organisation.bound_to == claimed.bound_to)
            .ok_or_else(|| failed(LinkRefusal::SettingsChanged, None))?;
        let salesforce = organisation.salesforce;
        let grant = salesforce
            .exchange(
                &organisation.secret,
                &self.redirect_uri,
                &code,
                &claimed.verifier,
            )
            .await
            .map_err(|refused| failed(refused.code, Some(refused.check)))?;
        // From here on a stop leaves nothing behind that is not found again.
        let (bound_to, token) = (organisation.bound_to, grant.token());
        let noted = self
            .store
            .note_grant(CRM, &claimed.id, (&bound_to, token), self.clock.now())
            .await;
        if let Err(error) = noted {
            // Nothing would ever find it again.
            self.revoke(&bound_to, token).await;
            return Err(broken(&error));
        }
        let kept = match check(&salesforce, &grant, bound_to, claimed.id.clone()).await {
            Ok(new) => self.keep(&new).await,
            Err(failure) => Err(failure),
        };
        if kept.is_err() {
            // No half-made link stays behind at Salesforce either.
            match salesforce.revoke(token).await {
                Ok(()) => self
                    .store
                    .forget_grant(&claimed.id)
                    .await
                    .map_err(|error| broken(&error))?,
                Err(check) => {
                    tracing::warn!(verdict = ?check.verdict, "a grant of no use could not be revoked yet");
                }
            }
        }
        let (link, former) = kept?;
        // Salesforce keeps five grants per user and app: the one that this replaces makes room.
        if let Some(former) = former {
            self.revoke(&former.bound_to, &former.refresh).await;
        }
        Ok(link)
    }

    async fn keep(&self, new: &NewLink) -> Result<(domain::Link, Option<Former>), Failed> {
        let id = Uuid::now_v7().to_string();
        let kept = self.store.keep_link(CRM, &id, new, self.clock.now()).await;
        kept.map_err(|error| match error {
            store::Error::Conflict => failed(LinkRefusal::SettingsChanged, None),
            error => broken(&error),
        })
    }
}

type Failed = Box<LinkFailure>;

fn failed(code: LinkRefusal, check: Option<Check>) -> Failed {
    Box::new(LinkFailure { code, check })
}

/// A fault of ours while the answer is worked on: the administrator may try again.
fn broken(error: &store::Error) -> Failed {
    tracing::error!(%error, "store");
    failed(LinkRefusal::Unverified, None)
}

/// Whether the grant is one to keep: of the right organisation, an active administrator's, renewable.
async fn check(
    salesforce: &Salesforce,
    grant: &Grant,
    bound_to: Fields,
    grant_id: String,
) -> Result<NewLink, Failed> {
    let instance = grant
        .instance
        .as_ref()
        .ok_or_else(|| failed(LinkRefusal::ForeignInstance, None))?;
    let refresh = grant
        .refresh
        .clone()
        .ok_or_else(|| failed(LinkRefusal::NoRefreshToken, None))?;
    let identity = salesforce.identify(grant).await;
    if let Some(code) = identity.refusal() {
        return Err(failed(code, Some(identity.check)));
    }
    let (Some(user_id), Verdict::Valid) = (identity.user_id, identity.check.verdict) else {
        return Err(failed(LinkRefusal::Unverified, Some(identity.check)));
    };
    let user = identity.check.acts_as;
    let (name, role) = user.map_or_else(Default::default, |user| (user.name, user.role));
    Ok(NewLink {
        user_id,
        name,
        username: identity.username.unwrap_or_default(),
        role,
        bound_to,
        instance: format!("https://{instance}"),
        refresh,
        access: grant.access.clone(),
        grant_id,
    })
}
