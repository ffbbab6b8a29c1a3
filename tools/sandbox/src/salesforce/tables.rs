//! The objects that can be queried: people, profiles, permission sets and who has them.
//! A profile has a permission set of its own, and so has a group: the sum of its sets.

use serde_json::{Value, json};

use super::{id, people};
use crate::seed::salesforce::{Group, Org, PermissionSet, Profile, Queue, User};

/// An object's name as Salesforce writes it, and its rows.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) rows: Vec<Value>,
    /// What a row would be, for an object that may have none.
    pub(super) blank: Option<Value>,
}

/// The object of that name.
pub(super) fn named(name: &str, org: &Org, version: &str) -> Option<Table> {
    let make = Rows { org, version };
    let (name, rows) = match name.to_ascii_lowercase().as_str() {
        "user" => ("User", org.users.iter().map(|u| make.user(u)).collect()),
        "profile" => (
            "Profile",
            org.profiles.iter().map(|p| make.profile(p)).collect(),
        ),
        "permissionset" => ("PermissionSet", make.sets()),
        "permissionsetgroup" => (
            "PermissionSetGroup",
            org.groups.iter().map(|g| make.group(g)).collect(),
        ),
        "permissionsetassignment" => ("PermissionSetAssignment", make.assignments()),
        "group" => ("Group", org.queues.iter().map(|q| make.queue(q)).collect()),
        "organization" => ("Organization", vec![make.organization()]),
        _ => return None,
    };
    Some(Table {
        name,
        rows,
        blank: None,
    })
}

struct Rows<'a> {
    org: &'a Org,
    version: &'a str,
}

impl Rows<'_> {
    /// A record with the attributes that every record has.
    fn record(&self, kind: &str, id: &str, mut fields: Value) -> Value {
        let id = id::long(id);
        let url = format!("/services/data/{}/sobjects/{kind}/{id}", self.version);
        fields["Id"] = id.into();
        fields["attributes"] = json!({ "type": kind, "url": url });
        fields
    }

    fn user(&self, user: &User) -> Value {
        let profile = self.org.profiles.iter().find(|p| p.name == user.profile);
        let fields = json!({
            "Name": user.name(), "FirstName": user.first_name, "LastName": user.last_name,
            "Username": user.username, "Email": user.email, "IsActive": user.active,
            "UserType": user.user_type, "Alias": user.first_name.to_lowercase(),
            "ProfileId": profile.map(|p| id::long(&p.id)),
            "Profile": profile.map(|p| self.profile(p)),
            "FederationIdentifier": null, "Title": null, "UserRoleId": null,
        });
        self.record("User", &user.id, fields)
    }

    fn profile(&self, profile: &Profile) -> Value {
        let fields = json!({
            "Name": profile.name, "PermissionsModifyAllData": profile.modifies_all_data,
            "PermissionsViewAllData": profile.modifies_all_data,
        });
        self.record("Profile", &profile.id, fields)
    }

    fn sets(&self) -> Vec<Value> {
        let own = self.org.permission_sets.iter().map(|s| self.plain_set(s));
        let profiles = self.org.profiles.iter().map(|p| self.profile_set(p));
        let groups = self.org.groups.iter().map(|g| self.group_set(g));
        own.chain(profiles).chain(groups).collect()
    }

    /// `kind` is `Regular`, `Profile` or `Group`.
    fn set(&self, id: &str, names: (&str, &str), kind: &str, is_strong: bool) -> Value {
        let fields = json!({
            "Name": names.0, "Label": names.1, "Type": kind,
            "IsOwnedByProfile": kind == "Profile", "ProfileId": null,
            "PermissionSetGroupId": null, "PermissionsModifyAllData": is_strong,
            "PermissionsViewAllData": is_strong, "PermissionsCustomizeApplication": is_strong,
            "PermissionsManageUsers": is_strong, "PermissionsApiEnabled": true,
        });
        self.record("PermissionSet", id, fields)
    }

    fn plain_set(&self, set: &PermissionSet) -> Value {
        self.set(
            &set.id,
            (&set.name, &set.label),
            "Regular",
            set.modifies_all_data,
        )
    }

    fn profile_set(&self, profile: &Profile) -> Value {
        // A profile's own set is named after its id, which nobody would want to test for.
        let name = format!("X{}", id::long(&profile.id));
        let names = (name.as_str(), name.as_str());
        let mut set = self.set(
            &profile.permission_set,
            names,
            "Profile",
            profile.modifies_all_data,
        );
        set["ProfileId"] = id::long(&profile.id).into();
        set
    }

    fn group_set(&self, group: &Group) -> Value {
        let is_strong = people::group_modifies(&group.name, self.org);
        let names = (group.name.as_str(), group.name.as_str());
        let mut set = self.set(&group.aggregate, names, "Group", is_strong);
        set["PermissionSetGroupId"] = id::long(&group.id).into();
        set
    }

    fn group(&self, group: &Group) -> Value {
        let label = group.name.replace('_', " ");
        let fields = json!({
            "DeveloperName": group.name, "MasterLabel": label, "Status": "Updated",
        });
        self.record("PermissionSetGroup", &group.id, fields)
    }

    fn assignments(&self) -> Vec<Value> {
        let mut rows = Vec::new();
        for user in &self.org.users {
            let mut assign = |set: Value, group: Option<&Group>| {
                let number = rows.len();
                let fields = json!({
                    "AssigneeId": id::long(&user.id), "Assignee": self.user(user),
                    "PermissionSetId": set["Id"], "PermissionSet": set,
                    "PermissionSetGroupId": group.map(|g| id::long(&g.id)),
                    "PermissionSetGroup": group.map(|g| self.group(g)),
                    "IsActive": true, "ExpirationDate": null,
                });
                let id = format!("0Pa{}00000a{number:04}", &self.org.id[3..5]);
                rows.push(self.record("PermissionSetAssignment", &id, fields));
            };
            for profile in self.org.profiles.iter().filter(|p| p.name == user.profile) {
                assign(self.profile_set(profile), None);
            }
            let has = |s: &&PermissionSet| user.permission_sets.contains(&s.name);
            for set in self.org.permission_sets.iter().filter(has) {
                assign(self.plain_set(set), None);
            }
            for group in self
                .org
                .groups
                .iter()
                .filter(|g| user.groups.contains(&g.name))
            {
                assign(self.group_set(group), Some(group));
            }
        }
        rows
    }

    fn queue(&self, queue: &Queue) -> Value {
        let fields = json!({
            "Name": queue.name, "DeveloperName": queue.name.replace(' ', "_"), "Type": "Queue",
        });
        self.record("Group", &queue.id, fields)
    }

    fn organization(&self) -> Value {
        let fields = json!({
            "Name": self.org.name, "IsSandbox": self.org.is_sandbox(),
            "OrganizationType": "Enterprise Edition", "InstanceName": "EU42",
        });
        self.record("Organization", &self.org.id, fields)
    }
}
