//! An organisation and who and what is in it.

use serde::{Deserialize, Serialize};

use crate::seed::names;

/// The profile of ordinary people.
pub(super) const STANDARD: &str = "Standard User";

/// One organisation, addressed by its My Domain.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Org {
    pub(crate) host: String,
    /// 15 characters, case-sensitive.
    pub(crate) id: String,
    pub(crate) name: String,
    /// Rows of a query's page; Salesforce's own is 2000.
    pub(crate) page_size: usize,
    pub(crate) apps: Vec<App>,
    pub(crate) profiles: Vec<Profile>,
    #[serde(default)]
    pub(crate) permission_sets: Vec<PermissionSet>,
    #[serde(default)]
    pub(crate) groups: Vec<Group>,
    /// The first one takes the cases that the assignment rule gives away.
    #[serde(default)]
    pub(crate) queues: Vec<Queue>,
    pub(crate) users: Vec<User>,
    /// So many further people with the standard profile and made-up names.
    #[serde(default)]
    pub(crate) crowd: usize,
}

/// A connected app, as the organisation has set it up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct App {
    pub(crate) name: String,
    pub(crate) consumer_key: String,
    pub(crate) consumer_secret: String,
    pub(crate) scopes: Vec<String>,
    /// How the path of a callback on this machine ends, whatever its port.
    pub(crate) callback_paths: Vec<String>,
    /// Refuses an authorization without a code challenge.
    pub(crate) demands_pkce: bool,
    /// Hands out a new refresh token with every refresh; the one used dies.
    pub(crate) rotates: bool,
    /// A refresh needs the consumer secret as well.
    pub(crate) demands_secret_on_refresh: bool,
    pub(crate) installed: bool,
}

/// A profile; each has a permission set of its own that holds its rights.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) permission_set: String,
    pub(crate) modifies_all_data: bool,
}

/// A permission set that people are given beside their profile.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PermissionSet {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) modifies_all_data: bool,
}

/// A permission set group; who is in it is assigned the set that sums it up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The id of the permission set that sums the group up.
    pub(crate) aggregate: String,
    /// The names of the permission sets in it.
    pub(crate) holds: Vec<String>,
}

/// A queue, which can own cases and tasks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Queue {
    /// 15 characters.
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Somebody who may sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct User {
    /// 15 characters.
    pub(crate) id: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) password: String,
    /// `Standard`, or `AutomatedProcess` and the like.
    pub(crate) user_type: String,
    pub(crate) active: bool,
    /// The name of the profile.
    pub(crate) profile: String,
    #[serde(default)]
    pub(crate) permission_sets: Vec<String>,
    #[serde(default)]
    pub(crate) groups: Vec<String>,
}

impl Org {
    /// Everybody by rising id, the crowd last.
    pub(crate) fn everyone(&self) -> Vec<User> {
        let pod = self.id.get(3..5).unwrap_or("am");
        let crowd = (0..self.crowd).map(|n| {
            let (first, last) = names::nth(n);
            let email = names::email(n, "acme.example");
            User {
                id: format!("005{pod}00000z{n:04}"),
                first_name: first.to_owned(),
                last_name: last.to_owned(),
                username: email.clone(),
                email,
                password: password(first),
                user_type: "Standard".to_owned(),
                active: true,
                profile: STANDARD.to_owned(),
                permission_sets: vec![],
                groups: vec![],
            }
        });
        self.users.iter().cloned().chain(crowd).collect()
    }

    /// Whether it is a sandbox in Salesforce's sense.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.host.contains(".sandbox.")
    }

    /// The app with this consumer key.
    pub(crate) fn app(&self, consumer_key: &str) -> Option<&App> {
        self.apps.iter().find(|a| a.consumer_key == consumer_key)
    }
}

impl User {
    /// First and last name.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }
}

/// Everybody's password follows from the first name.
pub(super) fn password(first_name: &str) -> String {
    format!("{}-2026", first_name.to_lowercase())
}
