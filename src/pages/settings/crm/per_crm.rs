//! A value for each CRM.

use std::ops::{Index, IndexMut};

use domain::Crm;

/// One value per CRM; there is always one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerCrm<T>([T; Crm::ALL.len()]);

impl<T> PerCrm<T> {
    /// What `of` gives for each.
    #[must_use]
    pub fn new(of: impl FnMut(Crm) -> T) -> Self {
        Self(Crm::ALL.map(of))
    }
}

impl<T> Index<Crm> for PerCrm<T> {
    type Output = T;

    fn index(&self, crm: Crm) -> &T {
        &self.0[crm as usize]
    }
}

impl<T> IndexMut<Crm> for PerCrm<T> {
    fn index_mut(&mut self, crm: Crm) -> &mut T {
        &mut self.0[crm as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crm_finds_its_own() {
        let mut names = PerCrm::new(Crm::name);
        for crm in Crm::ALL {
            assert_eq!(names[crm], crm.name());
        }
        names[Crm::Zendesk] = "another";
        assert_eq!(names[Crm::Salesforce], "Salesforce");
    }
}
