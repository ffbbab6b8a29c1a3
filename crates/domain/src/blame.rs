//! Where a refusal is shown.

use crate::{code::Code, crm::Crm, field::Input, fields::Fields, verdict::Check};

impl Check {
    /// The inputs a refusal is shown at, with the code to show; just one where the cause tells it.
    #[must_use]
    pub fn blames(&self, crm: Crm, fields: &Fields) -> Vec<(Input, Code)> {
        let Some(code) = self.verdict.refusal_code() else {
            return Vec::new();
        };
        let inputs = (crm.room().blames)(self, fields);
        inputs.into_iter().map(|input| (input, code)).collect()
    }
}
