//! Delivery writes to Salesforce with the grant of the administrator who acts.

use async_trait::async_trait;
use crm::salesforce::Grant;
use delivery::Grants;
use domain::Panel;
use links::Links;

pub(crate) struct Linked(pub(crate) Links);

#[async_trait]
impl Grants for Linked {
    async fn acting(&self, panel: &Panel) -> Result<Option<Grant>, store::Error> {
        self.0.acting_grant(panel).await
    }
}
