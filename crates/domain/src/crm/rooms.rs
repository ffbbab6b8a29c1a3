//! The doors: the one place where the rules ask which CRM it is.

use super::{Crm, dynamics, kustomer, room::Room, salesforce, zendesk};
use crate::{
    abilities::Abilities,
    field::{Field, Part},
    fields::Fields,
};

impl Crm {
    /// What is this CRM's own.
    pub(crate) fn room(self) -> &'static Room {
        match self {
            Self::Kustomer => &kustomer::ROOM,
            Self::Dynamics => &dynamics::ROOM,
            Self::Zendesk => &zendesk::ROOM,
            Self::Salesforce => &salesforce::ROOM,
        }
    }

    /// The panel's fields in the order of the page, the secret left out.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        self.room().fields
    }

    /// The fields that make the credential tuple. In Zendesk that depends on the kind of
    /// credential, which is itself told by the names of these fields.
    pub fn tuple_fields(self, fields: &Fields) -> impl Iterator<Item = Field> + use<> {
        (self.room().tuple)(fields).iter().copied()
    }

    /// The fields outside the credential tuple.
    pub fn other_fields(self) -> impl Iterator<Item = Field> {
        let fields = self.fields().iter().copied();
        fields.filter(move |field| self.part(*field) == Part::Other)
    }

    /// Whether administrators are linked to it, instead of one credential being typed.
    #[must_use]
    pub fn has_links(self) -> bool {
        self.room().linked_by.is_some()
    }

    /// In whose name it can be written to with the default user's credential.
    #[must_use]
    pub fn abilities(self) -> Abilities {
        self.room().abilities
    }

    /// What a field is to this CRM's connection.
    #[must_use]
    pub fn part(self, field: Field) -> Part {
        let room = self.room();
        if room.hosts.contains(&field) {
            Part::Host
        } else if room.identity.contains(&field) {
            Part::Identity
        } else {
            Part::Other
        }
    }
}

impl Field {
    /// What the field is to the connection, in every CRM that has it.
    #[must_use]
    pub fn part(self) -> Part {
        let owner = Crm::ALL
            .into_iter()
            .find(|crm| crm.fields().contains(&self));
        owner.map_or(Part::Other, |crm| crm.part(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_the_same_part_in_every_crm_that_has_it() {
        for crm in Crm::ALL {
            for field in crm.fields() {
                assert_eq!(crm.part(*field), field.part(), "{crm:?} {field:?}");
            }
        }
    }

    #[test]
    fn a_tuple_is_made_of_hosts_and_identity_in_the_order_of_the_page() {
        for crm in Crm::ALL {
            let tuple: Vec<_> = crm.tuple_fields(&Fields::default()).collect();
            let places = tuple
                .iter()
                .map(|field| crm.fields().iter().position(|one| one == field));
            let places: Vec<_> = places.map(|place| place.expect("on the panel")).collect();
            assert!(places.is_sorted(), "{crm:?}");
            assert!(tuple.iter().all(|field| crm.part(*field) != Part::Other));
        }
    }
}
