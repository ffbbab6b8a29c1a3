//! Who is calling: nobody, or one of the account's users.
//! An extractor in a handler's signature is its authorization.

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};

use super::refusal;
use crate::{
    address::Address,
    credentials::Credentials,
    seed::zendesk::{Account, Answers, User},
    state::{Grant, Sandbox},
};

/// The caller and the account, whatever may be allowed.
pub(super) enum Caller {
    /// No credentials, or a password: Zendesk answers all the same.
    Anonymous,
    Known(Box<User>, Account, Option<String>),
}

/// A caller that may use the API: an agent or administrator who is not suspended.
pub(super) struct Member {
    pub(super) account: Account,
}

/// One who may write, with this credential, too.
pub(super) struct Writer {
    pub(super) user: User,
    pub(super) account: Account,
}

impl FromRequestParts<Sandbox> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let account = account(parts, sandbox)?;
        let (user, scope) = match Credentials::of(&parts.headers) {
            Credentials::Absent | Credentials::Other => return Ok(Self::Anonymous),
            Credentials::Basic { user, password } => {
                let Some(email) = user.strip_suffix("/token") else {
                    return Ok(Self::Anonymous);
                };
                if email.is_empty() && password.is_empty() {
                    return Ok(Self::Anonymous);
                }
                let user = by_token(&account, email, &password, sandbox);
                (user.ok_or_else(refusal::unauthenticated)?, None)
            }
            Credentials::Bearer(token) => {
                let (user, scope) =
                    by_bearer(&account, &token, sandbox).ok_or_else(|| dead_bearer(sandbox))?;
                (user, Some(scope))
            }
        };
        if account.answers == Answers::Forbidden {
            return Err(refusal::forbidden(
                "Your plan does not include access to the API.",
            ));
        }
        // A scope may be asked for that does not exist; then no call is allowed.
        if scope.as_deref().is_some_and(|s| !may_read(s)) {
            return Err(refusal::missing_scope("read"));
        }
        Ok(Self::Known(Box::new(user), account, scope))
    }
}

impl FromRequestParts<Sandbox> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        match Caller::from_request_parts(parts, sandbox).await? {
            Caller::Anonymous => Err(refusal::unauthenticated()),
            Caller::Known(user, ..) if user.suspended || user.role == "end-user" => {
                Err(refusal::no_access())
            }
            Caller::Known(_, account, _) => Ok(Self { account }),
        }
    }
}

impl FromRequestParts<Sandbox> for Writer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        match Caller::from_request_parts(parts, sandbox).await? {
            Caller::Anonymous => Err(refusal::unauthenticated()),
            Caller::Known(user, ..) if user.suspended || user.role == "end-user" => {
                Err(refusal::no_access())
            }
            // Light agents may read, and comment in private; that is not imitated.
            Caller::Known(user, ..) if user.role_type == Some(1) => Err(refusal::no_access()),
            Caller::Known(_, _, Some(scope)) if !may_write(&scope, parts.uri.path()) => {
                Err(refusal::missing_scope("write"))
            }
            Caller::Known(user, account, _) => Ok(Self {
                user: *user,
                account,
            }),
        }
    }
}

/// The account of the host, or the 404 of a subdomain nobody has (any more).
pub(super) fn account(parts: &Parts, sandbox: &Sandbox) -> Result<Account, Response> {
    let host = parts
        .extensions
        .get::<Address>()
        .map(|a| a.host.clone())
        .unwrap_or_default();
    let account = sandbox.seed().zendesk_account(&host);
    let as_json = match account.map(|a| a.answers) {
        Some(Answers::GoneHtml) => false,
        Some(Answers::GoneJson) => true,
        None => sandbox.reading("zendesk_unknown") == "json",
        Some(Answers::Normally | Answers::Forbidden) => {
            return account
                .cloned()
                .ok_or_else(|| refusal::no_help_desk_html(&host));
        }
    };
    Err(if as_json {
        refusal::no_help_desk_json(&host)
    } else {
        refusal::no_help_desk_html(&host)
    })
}

/// A token works with any verified user of its account.
fn by_token(account: &Account, email: &str, token: &str, sandbox: &Sandbox) -> Option<User> {
    let is_valid = account.api_tokens.iter().any(|t| t == token) && !sandbox.is_revoked(token);
    let user = account.by_email(email).filter(|user| user.verified)?;
    let user = sandbox
        .live()
        .desk(&account.subdomain)
        .people
        .one_of_staff(account, user.id);
    user.filter(|_| is_valid)
}

fn by_bearer(account: &Account, token: &str, sandbox: &Sandbox) -> Option<(User, String)> {
    let Some(Grant::Zendesk {
        subdomain,
        user_id,
        scope,
    }) = sandbox.grant(token)
    else {
        return None;
    };
    let user = sandbox
        .live()
        .desk(&account.subdomain)
        .people
        .one_of_staff(account, user_id)?;
    (subdomain == account.subdomain).then_some((user, scope))
}

fn dead_bearer(sandbox: &Sandbox) -> Response {
    match sandbox.reading("zendesk_bearer") {
        "couldnt_authenticate" => refusal::unauthenticated(),
        _ => refusal::dead_bearer(),
    }
}

fn may_read(scope: &str) -> bool {
    scope.split_whitespace().any(|s| {
        matches!(
            s,
            "read" | "users:read" | "tickets:read" | "write" | "users:write" | "tickets:write"
        )
    })
}

/// `write` is good for everything, `tickets:write` and `users:write` for theirs.
fn may_write(scope: &str, path: &str) -> bool {
    let own = path.split('/').nth(3).unwrap_or_default();
    let own = format!("{}:write", own.trim_end_matches(".json"));
    scope.split_whitespace().any(|s| s == "write" || s == own)
}
