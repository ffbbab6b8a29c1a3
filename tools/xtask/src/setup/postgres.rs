//! PostgreSQL's server programs, from the system's packages.
//! Tests start a private cluster from them (see [`crate::postgres`]); a service that runs is not touched.

use anyhow::Result;

use super::apt;
use super::step::Step;
use crate::postgres;
use crate::tools::Toolbox;

const PACKAGES: [&str; 1] = ["postgresql"];

/// `initdb` and `postgres`.
pub(super) struct Postgres;

impl Step for Postgres {
    fn name(&self) -> String {
        "PostgreSQL".to_owned()
    }

    fn effort(&self) -> &'static str {
        "installing, about a minute, once per machine"
    }

    fn find(&self, _tools: &mut Toolbox) -> bool {
        postgres::programs().is_some()
    }

    fn install(&self) -> Result<()> {
        apt::install(&PACKAGES)
    }

    fn by_hand(&self) -> String {
        apt::by_hand(&PACKAGES)
    }
}
