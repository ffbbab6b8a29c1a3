//! The words of Activity: what happened, where it stands, why, and what cures it.

use domain::{Party, Reason, event::Kind, wire::DeliveryState};

use crate::{api, i18n::Text};

/// What kind of event it is; an unknown one is called as its sender calls it.
#[must_use]
pub fn event(t: &Text, kind: &str) -> String {
    let Some(known) = Kind::from_key(kind) else {
        return kind.to_owned();
    };
    let words = match known {
        Kind::Started => t.event_started,
        Kind::VirtualAgent => t.event_virtual_agent,
        Kind::Assigned => t.event_assigned,
        Kind::Connected => t.event_connected,
        Kind::Transferred => t.event_transferred,
        Kind::Cancelled => t.event_cancelled,
        Kind::VoicemailLeft => t.event_voicemail,
        Kind::CallbackMade => t.event_callback,
        Kind::Abandoned => t.event_abandoned,
        Kind::Message => t.event_message,
        Kind::Comment => t.event_comment,
        Kind::Transcript => t.event_transcript,
        Kind::Recording => t.event_recording,
        Kind::Disposition => t.event_disposition,
        Kind::Ended => t.event_ended,
    };
    words.to_owned()
}

/// The word on a delivery's chip.
#[must_use]
pub fn delivery(t: &Text, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => t.state_waiting,
        DeliveryState::Held => t.state_held,
        DeliveryState::Delivered => t.state_delivered,
        DeliveryState::Nothing => t.state_nothing,
        DeliveryState::Parked => t.state_parked,
    }
}

/// As what somebody owns or writes.
#[must_use]
pub fn party(t: &Text, party: Party) -> &'static str {
    match party {
        Party::Agent => t.party_agent,
        Party::DefaultUser => t.party_default_user,
        Party::RandomAgent => t.party_random_agent,
    }
}

/// Why it was attributed so, or waits.
#[must_use]
pub fn reason(t: &Text, reason: Reason) -> &'static str {
    match reason {
        Reason::AgentKnown => t.reason_agent_known,
        Reason::NoAgentYet => t.reason_no_agent_yet,
        Reason::Takeover => t.reason_takeover,
        Reason::Transfer => t.reason_transfer,
        Reason::AgentCancelled => t.reason_agent_cancelled,
        Reason::AgentUnmatched => t.reason_agent_unmatched,
        Reason::AgentInactive => t.reason_agent_inactive,
        Reason::AgentCannotOwn => t.reason_agent_cannot_own,
        Reason::AgentAmbiguous => t.reason_agent_ambiguous,
        Reason::UntilCallback => t.reason_until_callback,
        Reason::CallbackMade => t.reason_callback_made,
        Reason::ChangedInCrm => t.reason_changed_in_crm,
        Reason::Appended => t.reason_appended,
        Reason::Update => t.reason_update,
        Reason::Delayed => t.reason_delayed,
        Reason::AbandonedOff => t.reason_abandoned_off,
        Reason::RecordsOff => t.reason_records_off,
        Reason::NoRecord => t.reason_no_record,
        Reason::NotSetUp => t.reason_not_set_up,
        Reason::Paused => t.reason_paused,
        Reason::NoPlatform => t.reason_no_platform,
        Reason::NotSupported => t.reason_not_supported,
        Reason::NobodyEligible => t.reason_nobody_eligible,
        Reason::DefaultUserCannotOwn => t.reason_default_user_cannot_own,
    }
}

/// The same by its key. Beside the rule's own reasons these are the worker's: why it was given up on, or
/// is tried again. A code that is not known is shown as it is.
#[must_use]
pub fn why_so(t: &Text, key: &str) -> String {
    if let Some(known) = Reason::from_key(key) {
        return reason(t, known).to_owned();
    }
    let words = match key {
        "requester_suspended" => t.reason_requester_suspended,
        "record_closed" => t.reason_record_closed,
        "record_gone" => t.reason_record_gone,
        "invalid" => t.reason_invalid,
        "several_records" => t.reason_several_records,
        "tries_exhausted" => t.reason_tries_exhausted,
        "refused" => t.reason_refused,
        "account_changed" => t.reason_account_changed,
        "unreadable" => t.reason_unreadable,
        "rate_limited" => t.reason_rate_limited,
        "conflict" => t.reason_conflict,
        "owner_refused" => t.reason_owner_refused,
        "owner_not_set" => t.reason_owner_not_set,
        "unreachable" => t.reason_unreachable,
        code => code,
    };
    words.to_owned()
}

/// What cures it, for what was given up on.
#[must_use]
pub fn cure_of_parked(t: &Text, key: &str) -> Option<&'static str> {
    Some(match key {
        "requester_suspended" => t.cure_requester_suspended,
        "record_closed" => t.cure_record_closed,
        "record_gone" => t.cure_record_gone,
        "invalid" => t.cure_invalid,
        "several_records" => t.cure_several_records,
        "tries_exhausted" => t.cure_tries_exhausted,
        "refused" => t.cure_refused,
        "account_changed" => t.cure_account_changed,
        "unreadable" => t.cure_unreadable,
        _ => return None,
    })
}

/// What a call to the CRM was for; an unknown one is shown as it is.
#[must_use]
pub fn call(t: &Text, what: &str) -> String {
    let words = match what {
        "find_contact" => t.call_find_contact,
        "contact" => t.call_contact,
        "find_record" => t.call_find_record,
        "read_record" => t.call_read_record,
        "create_record" => t.call_create_record,
        "change_record" => t.call_change_record,
        "set_owner" => t.call_set_owner,
        "append" => t.call_append,
        "find_note" => t.call_find_note,
        code => code,
    };
    words.to_owned()
}

/// Why nothing could be shown, or an act did not happen.
#[must_use]
pub fn not_answered(t: &Text, error: &api::Error) -> String {
    match error {
        api::Error::TooManyTries(seconds) => t.too_many_tries(&seconds.to_string()),
        api::Error::Server { code, .. } => match code.as_str() {
            "no_such_delivery" => t.story_gone.to_owned(),
            "not_parked" => t.replay_not_parked.to_owned(),
            code => t.server_error(code),
        },
        api::Error::Offline | api::Error::Conflict(_) | api::Error::Invalid(_) => {
            t.activity_offline.to_owned()
        }
    }
}
