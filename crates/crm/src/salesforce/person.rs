//! Whom a token speaks for, by `userinfo`. It does not say who is an administrator.

use std::str::FromStr;

use domain::{ActsAs, Cause, Verdict, parse::OrgId};
use serde_json::Value;

use super::{api, grant::Grant};
use crate::answer::{Answer, Step};

/// The 18 characters of a user's id: plain enough for a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UserId(String);

/// A text that is no user's id.
#[derive(Debug)]
pub(super) struct NoUserId;

impl FromStr for UserId {
    type Err = NoUserId;

    fn from_str(text: &str) -> Result<Self, NoUserId> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_plain && text.len() == 18 && text.starts_with("005"))
            .then(|| Self(text.to_owned()))
            .ok_or(NoUserId)
    }
}

impl UserId {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// One user, as `userinfo` has it.
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) username: Option<String>,
    pub(super) acts_as: ActsAs,
    /// What `userinfo` says of that; the user's record says it, too.
    pub(super) is_active: Option<bool>,
}

/// Reads `userinfo`.
pub(super) fn read(answer: &Answer, grant: &Grant, org: &OrgId) -> Step<Person> {
    match answer.status {
        200 => {}
        404 => return Err(answer.check(Verdict::NotFound, Cause::AccountUnknown)),
        _ => {
            let other = || answer.check(Verdict::Unverified, None);
            return Err(api::organisation(answer).unwrap_or_else(other));
        }
    }
    let its_org = answer.raw("/organization_id").and_then(api::org_id);
    if its_org.ok_or_else(|| answer.unreadable())? != *org {
        return Err(answer.check(Verdict::WrongAccount, None));
    }
    let id = answer.raw("/user_id").and_then(|id| id.parse().ok());
    let id: UserId = id.ok_or_else(|| answer.unreadable())?;
    // Somebody else than the one the token was given for.
    if grant
        .user
        .as_deref()
        .is_some_and(|user| user != id.as_str())
    {
        return Err(answer.unreadable());
    }
    let username = answer.text("/preferred_username");
    let name = answer.text("/name").or_else(|| username.clone());
    Ok(Person {
        acts_as: ActsAs {
            name: name.unwrap_or_else(|| id.as_str().to_owned()),
            email: answer.text("/email"),
            role: String::new(),
        },
        username,
        is_active: answer.get("/active").and_then(Value::as_bool),
        id,
    })
}

/// Whether `userinfo` or a query refuses the token itself: 401, or 403 with a bare word.
pub(super) fn is_token_dead(answer: &Answer) -> bool {
    answer.status == 401 || (answer.status == 403 && answer.says("bad_oauth_token"))
}
