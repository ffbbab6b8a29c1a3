//! Which faults are switched on, and for which requests.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What goes wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Fault {
    /// Answers after so many milliseconds.
    Slow(u64),
    /// Sends the answer byte by byte, pausing so many milliseconds after each.
    SlowHeaders(u64),
    /// Answers with a status: in the CRM's own shape unless `body` or `text` is given.
    Status(Status),
    /// Closes the connection without an answer.
    Drop,
    /// Closes the connection without an answer, and does what was asked so many milliseconds later.
    Late(u64),
    /// Does what was asked, then closes the connection without an answer.
    LoseAnswer,
    /// 200 and JSON that never ends.
    EndlessBody,
    /// A few megabytes that unpack to sixteen gigabytes.
    GzipBomb,
    /// 302 to another address.
    Redirect { to: String },
    /// 200 with a web page.
    #[serde(rename = "html_200")]
    Html200,
    /// 200 without a body.
    #[serde(rename = "empty_200")]
    Empty200,
    /// 500 with the Authorization header in its body.
    EchoAuthorization,
    /// The same with 401.
    #[serde(rename = "echo_authorization_401")]
    EchoAuthorization401,
    /// Who-am-I tells of somebody else.
    SomebodyElse,
}

/// An answer made to order.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Status {
    pub(crate) code: u16,
    pub(crate) retry_after: Option<u64>,
    /// Sent as JSON.
    pub(crate) body: Option<Value>,
    /// Sent as plain text.
    pub(crate) text: Option<String>,
}

/// A fault, and the requests it is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    #[serde(default)]
    pub(crate) id: u64,
    /// A host, or `*`.
    pub(crate) host: String,
    /// What the path starts with; every path if absent.
    pub(crate) path: Option<String>,
    /// Of which method; any if absent.
    pub(crate) method: Option<String>,
    pub(crate) fault: Fault,
    /// How many requests it still hits; for ever if absent.
    pub(crate) times: Option<u32>,
}

impl Rule {
    fn hits(&self, host: &str, method: &str, path: &str) -> bool {
        let named = self.host.to_ascii_lowercase();
        let is_host = named == "*" || named == host || named.replacen(".api.", ".", 1) == host;
        let is_method = self
            .method
            .as_deref()
            .is_none_or(|m| m.eq_ignore_ascii_case(method));
        is_host && is_method && self.path.as_deref().is_none_or(|p| path.starts_with(p))
    }
}

/// The rules switched on, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
    last: u64,
}

impl Faults {
    /// Adds a rule and numbers it.
    pub(crate) fn add(&mut self, mut rule: Rule) -> Rule {
        self.last += 1;
        rule.id = self.last;
        self.rules.push(rule.clone());
        rule
    }

    /// The rules that hit a request, each counted down by one.
    pub(crate) fn take(&mut self, host: &str, method: &str, path: &str) -> Vec<(u64, Fault)> {
        let mut taken = Vec::new();
        for rule in self.rules.iter_mut().filter(|r| r.hits(host, method, path)) {
            if let Some(times) = &mut rule.times {
                if *times == 0 {
                    continue;
                }
                *times -= 1;
            }
            taken.push((rule.id, rule.fault.clone()));
        }
        self.rules.retain(|r| r.times != Some(0));
        taken
    }

    pub(crate) fn list(&self) -> &[Rule] {
        &self.rules
    }

    /// Removes one rule, or says that it is not there.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|r| r.id != id);
        self.rules.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }
}
