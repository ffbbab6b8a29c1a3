//! What a saved tuple does to its secret: kept, replaced, forgotten, or bound to a host at last.

use crate::{
    binding::{binding, completed},
    crm::Crm,
    fields::Fields,
    millis::Millis,
    parse,
    secret::{Secret, SecretEdit, SecretState, last_four},
};

/// What to do with a sealed secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretWrite {
    /// Leave it.
    Keep,
    /// Seal this one, bound to the host and identity named in its new state.
    Replace(Secret),
    /// Forget it.
    Clear,
    /// Seal it anew for what its new state names: it was bound to this so far.
    Rebind(Fields),
}

/// What to write, and what is known of the secret afterwards.
pub(super) fn settle(
    crm: Crm,
    edit: &SecretEdit,
    fields: &Fields,
    kept: Option<&SecretState>,
    now: Millis,
) -> (SecretWrite, Option<SecretState>) {
    match edit {
        SecretEdit::Replace(typed) => replace(crm, typed, fields, now),
        SecretEdit::Clear => (SecretWrite::Clear, None),
        SecretEdit::Keep => rebind(crm, fields, kept),
    }
}

fn replace(
    crm: Crm,
    typed: &Secret,
    fields: &Fields,
    now: Millis,
) -> (SecretWrite, Option<SecretState>) {
    let clean = parse::secret(crm, typed).unwrap_or_else(|_| typed.clone());
    let state = SecretState {
        last_four: last_four(&clean),
        replaced_at: now,
        bound_to: binding(crm, fields),
    };
    (SecretWrite::Replace(clean), Some(state))
}

/// A kept secret whose host was still open is bound to it from now on.
fn rebind(
    crm: Crm,
    fields: &Fields,
    kept: Option<&SecretState>,
) -> (SecretWrite, Option<SecretState>) {
    let Some(kept) = kept else {
        return (SecretWrite::Keep, None);
    };
    match completed(crm, fields, kept) {
        Some(bound_to) => (
            SecretWrite::Rebind(kept.bound_to.clone()),
            Some(SecretState {
                bound_to,
                ..kept.clone()
            }),
        ),
        None => (SecretWrite::Keep, Some(kept.clone())),
    }
}
