//! Security roles, held directly or by team.

use domain::parse::Guid;
use serde_json::Value;

use super::refusal::refusal;
use crate::answer::{Answer, Step};

/// The template of System Administrator, the same in every environment.
const SYSTEM_ADMINISTRATOR: &str = "627090ff-40a3-4053-8790-584edc5be201";

/// One security role.
pub(super) struct Role {
    name: String,
    is_admin: bool,
}

impl Role {
    /// What is asked of a role.
    pub(super) const SELECT: &str = "$select=roleid,name,_roletemplateid_value";
}

/// The roles of one user.
#[derive(Default)]
pub(super) struct Roles(Vec<Role>);

impl Roles {
    /// The name of the System Administrator role, in the environment's language.
    pub(super) fn admin(&self) -> Option<&str> {
        self.0
            .iter()
            .find(|role| role.is_admin)
            .map(|role| role.name.as_str())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All names, in a row.
    pub(super) fn names(&self) -> String {
        self.0
            .iter()
            .map(|role| role.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(super) fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }
}

/// The roles a user holds directly; who may not even read those is no administrator.
pub(super) fn direct(answer: &Answer) -> Step<Roles> {
    let rows = match answer.status {
        200 => answer.rows("/value").ok_or_else(|| answer.unreadable())?,
        _ => return Err(refusal(answer)),
    };
    Ok(Roles(
        rows.iter().filter_map(|row| role(row, answer)).collect(),
    ))
}

/// The roles of a team; a user that may not read them is judged by its direct ones.
pub(super) fn by_team(answer: &Answer) -> Step<Roles> {
    match answer.status {
        403 | 404 => Ok(Roles::default()),
        _ => direct(answer),
    }
}

/// The teams a user is a member of.
pub(super) fn teams(answer: &Answer) -> Step<Vec<Guid>> {
    let rows = match answer.status {
        200 => answer.rows("/value").ok_or_else(|| answer.unreadable())?,
        403 | 404 => &[],
        _ => return Err(refusal(answer)),
    };
    Ok(rows
        .iter()
        .filter_map(|row| row.get("teamid")?.as_str()?.parse().ok())
        .collect())
}

fn role(row: &Value, answer: &Answer) -> Option<Role> {
    let text = |name| row.get(name).and_then(Value::as_str);
    text("roleid")?.parse::<Guid>().ok()?;
    let is_admin = text("_roletemplateid_value")
        .is_some_and(|id| id.eq_ignore_ascii_case(SYSTEM_ADMINISTRATOR));
    Some(Role {
        name: text("name")
            .and_then(|name| answer.scrub.text(name))
            .unwrap_or_default(),
        is_admin,
    })
}
