//! From what people paste to values that can only be valid.
//!
//! Every parser takes raw text, cleans it of what a clipboard adds, and gives the canonical value
//! or a [`crate::Code`]. Hosts come out as labels: the suffix is always the CRM's own. What only one CRM
//! knows is parsed in its room, beside the CRM's other own things.

pub(crate) mod apart;
mod canonical;
pub(crate) mod day;
pub(crate) mod email;
pub(crate) mod guid;
pub(crate) mod host;
pub(crate) mod label;
pub(crate) mod plain;
pub(crate) mod shown;

pub use apart::{Apart, How};
pub use canonical::{MAX_SECRET, apart, canonical, secret, tidied, was_cut};
pub use day::{date, day};
pub use email::{Email, split_token_suffix};
pub use guid::Guid;
pub use label::Label;
pub use shown::shown;

pub use crate::{
    clipboard::clean,
    crm::{
        dynamics::{
            organisation::{Cloud, OrgHost},
            tenant::Tenant,
        },
        salesforce::{
            instance::InstanceHost,
            login::LoginHost,
            org_id::{OrgId, org_id_was_trimmed},
            twin::login_twin,
        },
    },
};
