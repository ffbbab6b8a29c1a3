//! Between columns and domain values: CRM keys as text, structures as JSON.

use domain::Crm;
use serde::{Serialize, de::DeserializeOwned};

use crate::error::Error;

/// The CRM of a key column.
pub(crate) fn crm(key: &str, column: &'static str) -> Result<Crm, Error> {
    Crm::from_key(key).ok_or(Error::Corrupt(column))
}

/// A JSON column.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::Corrupt(column))
}

/// The text of a JSON column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("maps with plain keys and strings always serialise")
}
