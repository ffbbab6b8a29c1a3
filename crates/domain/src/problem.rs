//! One thing wrong with one input, as a report or a refused request tells it.

use serde::{Deserialize, Serialize};

use crate::{code::Code, crm::Crm, field::Input, parse::shown::shown, secret::SecretEdit};

/// One thing wrong with one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The panel.
    pub crm: Crm,
    /// The input.
    pub input: Input,
    /// What is wrong.
    pub code: Code,
    /// What was typed; never a secret, wherever it was typed.
    pub entered: Option<String>,
}

impl Problem {
    /// A problem that repeats nothing.
    #[must_use]
    pub fn of(crm: Crm, input: Input, code: Code) -> Self {
        Self {
            crm,
            input,
            code,
            entered: None,
        }
    }

    /// A problem that repeats what was typed, as far as it may be shown beside the secret of the
    /// same draft: see [`crate::parse::shown`].
    #[must_use]
    pub fn at(
        crm: Crm,
        input: Input,
        code: Code,
        typed: Option<&str>,
        secret: &SecretEdit,
    ) -> Self {
        Self {
            entered: typed
                .filter(|_| code != Code::MisplacedSecret)
                .and_then(|text| shown(text, secret.typed())),
            ..Self::of(crm, input, code)
        }
    }
}
