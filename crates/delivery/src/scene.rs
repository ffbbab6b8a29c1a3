//! What a lane is delivered in: the settings, the connection and the people as they were when it was
//! claimed.

use std::sync::Arc;

use crm::{Actor, Connector, Records, salesforce::Grant};
use domain::{
    Crm, Field, Part, People, Person, Policy, Readiness, RecordCreation, Secret, Settings, World,
};

use crate::{budget::Budget, context::Context, readiness::way};

/// One CRM's connection, ready to be written to.
pub(crate) struct Scene {
    pub(crate) crm: Crm,
    /// The hosts of the connection: a record of another account cannot be written to here.
    pub(crate) account: String,
    /// The connection with the version it was saved at; people are remembered under it.
    pub(crate) name: String,
    /// Whether box 1 and box 2 are on.
    pub(crate) boxes: (bool, bool),
    pub(crate) creation: RecordCreation,
    /// What our names begin with, where several installations share an account.
    pub(crate) key_prefix: String,
    /// The CRM's custom field for the session's id.
    pub(crate) session_field: Option<String>,
    pub(crate) connector: Box<dyn Connector>,
    pub(crate) budget: Arc<Budget>,
    credential: Credential,
}

/// What the CRM is entered with.
enum Credential {
    Secret(Secret),
    /// Of the linked administrator who acts.
    Grant(Box<Grant>),
}

impl Credential {
    /// Whose it is, where it is one of several: after a failover somebody else is the default user.
    fn user(&self) -> Option<&str> {
        match self {
            Self::Secret(_) => None,
            Self::Grant(grant) => grant.user.as_deref(),
        }
    }
}

impl Scene {
    /// The scene of this CRM, if it is set up, accepted, and records can be written to it.
    pub(crate) async fn of(
        crm: Crm,
        settings: &Settings,
        creation: RecordCreation,
        context: &Context,
        budget: Arc<Budget>,
    ) -> Result<Option<Self>, store::Error> {
        let panel = settings.panel(crm);
        let Ok((connection, connector)) = way(crm, &panel, &context.connectors) else {
            return Ok(None);
        };
        let binding = connection.binding();
        let credential = if crm.has_links() {
            let Some(grant) = context.grants.acting(&panel).await? else {
                return Ok(None);
            };
            Credential::Grant(Box::new(grant))
        } else {
            Credential::Secret(context.store.open_secret(crm, &binding).await?)
        };
        let hosts = crm
            .tuple_fields(&panel.fields)
            .filter(|field| field.part() == Part::Host)
            .map(|field| binding.get(field).to_owned());
        let key_prefix = panel.fields.get(Field::ExternalIdPrefix).trim().to_owned();
        let session_field = panel.fields.get(Field::SessionField).trim().to_owned();
        let replaced_at = panel.secret.as_ref().map(|secret| secret.replaced_at);
        Ok(Some(Self {
            crm,
            account: hosts.collect::<Vec<_>>().join(" "),
            name: format!("{binding:?} {replaced_at:?} {:?}", credential.user()),
            boxes: (panel.default_user, panel.always),
            creation,
            key_prefix,
            session_field: (!session_field.is_empty()).then_some(session_field),
            connector,
            budget,
            credential,
        }))
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        match &self.credential {
            Credential::Secret(secret) => secret.into(),
            Credential::Grant(grant) => (&**grant).into(),
        }
    }

    pub(crate) fn records(&self) -> &dyn Records {
        self.connector
            .records()
            .expect("a scene is only made where records can be written")
    }

    /// What the rule sees besides the session.
    pub(crate) fn world<'a>(
        &self,
        people: &'a People,
        default_user: &'a Person,
        seed: &'a str,
    ) -> World<'a> {
        let (default_user_on, always) = self.boxes;
        World {
            readiness: Readiness::Ready,
            policy: Policy::of(default_user_on, always),
            creation: self.creation,
            default_user: Some(default_user),
            people,
            abilities: self.crm.abilities(),
            seed,
        }
    }
}
