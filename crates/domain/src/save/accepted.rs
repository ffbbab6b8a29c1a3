//! A panel as it would stand after a save that its CRM accepts: what the page asks the rules about
//! before it promises anything.

use super::{
    boxes,
    plan::{Step, ends_links, panel_plan},
    secret,
    settle::end,
};
use crate::{crm::Crm, millis::Millis, parse, settings::Panel, verdict::Verdict, wanted::Wanted};

/// Times are the server's to note; no rule that is asked about such a panel reads them.
const SOME_TIME: Millis = 0;

impl Wanted {
    /// The panel as a save would store it if its CRM accepts it: fields as typed, a typed secret
    /// bound to them, boxes as wanted and available, links ended where they would be. What was last
    /// said of the connection stays only where the tuple does.
    ///
    /// A malformed field, or a secret that has to be typed again, stands in it as typed, so that such
    /// a panel is not set up.
    #[must_use]
    pub fn accepted(&self, crm: Crm, stored: &Panel) -> Panel {
        let plan = panel_plan(crm, self.clone(), stored);
        let says = matches!(plan.step, Step::Ask(_) | Step::AskTurnOn(_));
        let boxes = boxes::settle(crm, &plan, stored, says.then_some(Verdict::Valid));
        let fields = crm
            .fields()
            .iter()
            .map(|field| (*field, parse::tidied(crm, *field, self.fields.get(*field))))
            .collect();
        let kept = stored.secret.as_ref();
        let (_, secret) = secret::settle(crm, &plan.wanted.secret, &fields, kept, SOME_TIME);
        let mut links = stored.links.clone();
        if ends_links(crm, &fields, stored) {
            end(&mut links, SOME_TIME);
        }
        let is_same = matches!(plan.step, Step::Leave | Step::AskTurnOn(_));
        Panel {
            fields,
            secret,
            default_user: boxes.default_user && plan.is_available,
            always: boxes.always,
            links,
            health: stored.health.clone().filter(|_| is_same),
        }
    }
}
