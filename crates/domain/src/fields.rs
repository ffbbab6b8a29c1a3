//! The plain values of a panel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Field;

/// Values by field; a field that is absent reads as empty, whichever of the two a sender chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Fields(BTreeMap<Field, String>);

impl Fields {
    /// The value, or `""`.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Whether the field is named at all, be it with an empty value.
    #[must_use]
    pub fn names(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Sets a value, the empty one included.
    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        self.0.insert(field, value.into());
    }

    /// The named fields with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, value)| (*field, value.as_str()))
    }
}

impl<const N: usize> From<[(Field, &str); N]> for Fields {
    fn from(values: [(Field, &str); N]) -> Self {
        values
            .into_iter()
            .map(|(field, value)| (field, value.to_owned()))
            .collect()
    }
}

impl FromIterator<(Field, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(values: I) -> Self {
        // One by one: collecting a map sorts, and a sort is 5 kB of the page's bundle.
        let mut fields = Self::default();
        for (field, value) in values {
            fields.set(field, value);
        }
        fields
    }
}
