//! Whose credential a question is asked with: a connection's secret, or a linked person's grant.
//!
//! Each CRM takes one of the two; what the other comes to is said here, once for all of them.

use domain::{Check, Secret, Verdict};

use crate::{answer::Step, salesforce::grant::Grant};

/// A credential that acts. Borrowed, so that no copy of a secret is made; printing one shows none.
#[derive(Clone, Copy, Debug)]
pub enum Actor<'a> {
    /// What is typed for the connection: a token, a key or a password.
    Secret(&'a Secret),
    /// What an administrator consented to.
    Grant(&'a Grant),
}

impl<'a> Actor<'a> {
    /// The secret, for a CRM that is entered by one.
    pub(crate) fn secret(self) -> Step<&'a Secret> {
        match self {
            Self::Secret(secret) => Ok(secret),
            Self::Grant(_) => Err(unfit()),
        }
    }

    /// The grant, for a CRM whose secret alone proves nothing.
    pub(crate) fn grant(self) -> Step<&'a Grant> {
        match self {
            Self::Grant(grant) => Ok(grant),
            Self::Secret(_) => Err(unfit()),
        }
    }
}

impl<'a> From<&'a Secret> for Actor<'a> {
    fn from(secret: &'a Secret) -> Self {
        Self::Secret(secret)
    }
}

impl<'a> From<&'a Grant> for Actor<'a> {
    fn from(grant: &'a Grant) -> Self {
        Self::Grant(grant)
    }
}

/// Not this CRM's kind of actor: nobody is asked, so nothing is known.
fn unfit() -> Box<Check> {
    Box::new(Check::of(Verdict::Unverified))
}
