//! Dataverse organisations: application users, people, teams and security roles.
//! Roles carry readable entities rather than the hundreds of real privileges.

use serde::{Deserialize, Serialize};

use super::{
    entra::{CONTOSO, app_id},
    names,
};

/// The role template every System Administrator role is made from.
pub(crate) const SYSTEM_ADMINISTRATOR: &str = "627090ff-40a3-4053-8790-584edc5be201";
const DELEGATE: &str = "a4be89ff-7c35-4d69-9900-999c3f603e6f";

/// One environment, addressed by its host.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Org {
    /// Without `.api`; both spellings lead here.
    pub(crate) host: String,
    pub(crate) tenant: String,
    pub(crate) organization_id: String,
    pub(crate) business_unit_id: String,
    /// Without Customer Service there is no `incidents`.
    pub(crate) customer_service: bool,
    pub(crate) roles: Vec<Role>,
    pub(crate) teams: Vec<Team>,
    pub(crate) users: Vec<SystemUser>,
    /// So many further people, with made-up names.
    #[serde(default)]
    pub(crate) crowd: usize,
}

/// A security role.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) template: Option<String>,
    /// Entities it may read; `*` is all of them.
    pub(crate) reads: Vec<String>,
    /// Entities whose rows it may create, change and delete; `*` is all of them.
    #[serde(default)]
    pub(crate) writes: Vec<String>,
    /// Holds `prvActOnBehalfOfAnotherUser`.
    #[serde(default)]
    pub(crate) acts_for_others: bool,
}

/// A team, which hands its roles to its members.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Team {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) roles: Vec<String>,
    pub(crate) members: Vec<String>,
}

/// A person or an application user.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SystemUser {
    pub(crate) id: String,
    pub(crate) fullname: String,
    pub(crate) email: String,
    pub(crate) application_id: Option<String>,
    pub(crate) object_id: String,
    /// 0 read-write, 4 non-interactive, 5 delegated admin.
    pub(crate) access_mode: u8,
    #[serde(default)]
    pub(crate) disabled: bool,
    /// Names of the roles held directly.
    pub(crate) roles: Vec<String>,
}

impl Role {
    /// Whether it lets read an entity.
    pub(crate) fn may_read(&self, entity: &str) -> bool {
        self.reads.iter().any(|e| e == "*" || e == entity)
    }

    /// Whether it lets write an entity.
    pub(crate) fn may_write(&self, entity: &str) -> bool {
        self.writes.iter().any(|e| e == "*" || e == entity)
    }
}

impl Org {
    /// Everybody, the crowd last.
    pub(crate) fn everyone(&self) -> Vec<SystemUser> {
        let crowd = (0..self.crowd).map(|n| {
            let (first, last) = names::nth(n);
            let email = names::email(n, "contoso.example");
            person(1000 + n, &format!("{first} {last}"), &email)
        });
        self.users.iter().cloned().chain(crowd).collect()
    }
}

fn person(n: usize, fullname: &str, email: &str) -> SystemUser {
    SystemUser {
        id: format!("5a0d0000-0000-4000-8000-{n:012x}"),
        fullname: fullname.to_owned(),
        email: email.to_owned(),
        application_id: None,
        object_id: format!("0b1ec700-0000-4000-8000-{n:012x}"),
        access_mode: 0,
        disabled: false,
        roles: vec!["Customer Service Representative".to_owned()],
    }
}

fn application(n: usize, app: &str, name: &str, roles: &[&str]) -> SystemUser {
    SystemUser {
        application_id: Some(app.to_owned()),
        access_mode: 4,
        roles: roles.iter().map(|&r| r.to_owned()).collect(),
        ..person(n, &format!("# {name}"), &format!("app{n}@contoso.example"))
    }
}

fn role(n: u8, name: &str, template: Option<&str>, reads: &[&str]) -> Role {
    Role {
        id: format!("401e0000-0000-4000-8000-{n:012x}"),
        name: name.to_owned(),
        template: template.map(str::to_owned),
        reads: reads.iter().map(|&e| e.to_owned()).collect(),
        writes: written(reads),
        acts_for_others: template == Some(DELEGATE),
    }
}

/// Of the entities that a role reads, those that can be written at all.
fn written(reads: &[&str]) -> Vec<String> {
    const WRITTEN: [&str; 5] = ["*", "incident", "contact", "annotation", "phonecall"];
    let both = reads.iter().filter(|entity| WRITTEN.contains(entity));
    both.map(|&entity| entity.to_owned()).collect()
}

fn roles() -> Vec<Role> {
    let service = [
        "incident",
        "contact",
        "annotation",
        "phonecall",
        "systemuser",
        "role",
        "team",
        "businessunit",
    ];
    vec![
        role(
            1,
            "System Administrator",
            Some(SYSTEM_ADMINISTRATOR),
            &["*"],
        ),
        role(2, "Delegate", Some(DELEGATE), &[]),
        role(3, "Customer Service Representative", None, &service),
        role(4, "Portal, limited", None, &service),
        role(
            5,
            "Contacts only",
            None,
            &["contact", "systemuser", "role", "team"],
        ),
    ]
}

fn org(host: &str, tenant: &str, n: u8, users: Vec<SystemUser>) -> Org {
    Org {
        host: host.to_owned(),
        tenant: tenant.to_owned(),
        organization_id: format!("04600000-0000-4000-8000-{n:012x}"),
        business_unit_id: format!("b0000000-0000-4000-8000-{n:012x}"),
        customer_service: true,
        roles: roles(),
        teams: vec![],
        users,
        crowd: 0,
    }
}

pub(super) fn built_in() -> Vec<Org> {
    const ADMIN: &str = "System Administrator";
    let mut nobody = person(12, "Dora Disabled", "dora.disabled@contoso.example");
    nobody.disabled = true;
    let mut off = application(7, app_id::DISABLED, "Disabled application user", &[ADMIN]);
    off.disabled = true;
    let team_admin = application(2, app_id::TEAM_ADMIN, "Portal by team", &[]);
    let administrators = Team {
        id: "7ea30000-0000-4000-8000-000000000001".to_owned(),
        name: "Administrators".to_owned(),
        roles: vec![ADMIN.to_owned()],
        members: vec![team_admin.id.clone()],
    };
    let mut acme = org(
        "acme.crm4.dynamics.com",
        CONTOSO,
        1,
        vec![
            application(1, app_id::ADMIN, "Portal", &[ADMIN, "Delegate"]),
            team_admin,
            application(
                3,
                app_id::LIMITED,
                "Portal, limited role",
                &["Portal, limited"],
            ),
            application(4, app_id::ROLELESS, "Portal without roles", &[]),
            application(5, app_id::EXPIRED, "Expired secret", &[ADMIN]),
            off,
            application(
                8,
                app_id::NARROW,
                "Portal, contacts only",
                &["Contacts only"],
            ),
            person(10, "Camille Roy", "camille.roy@contoso.example"),
            person(11, "Odile Ortega", "odile.ortega@contoso.example"),
            nobody,
        ],
    );
    acme.teams = vec![administrators];
    acme.crowd = 620;
    let mut sales = org(
        "acme-sales.crm4.dynamics.com",
        CONTOSO,
        2,
        vec![
            application(1, app_id::ADMIN, "Portal", &[ADMIN]),
            person(20, "Sacha Sales", "sacha.sales@contoso.example"),
        ],
    );
    sales.customer_service = false;
    let gov = org(
        "acme.crm.microsoftdynamics.us",
        "c0de0000-1111-4222-8333-444455557777",
        3,
        vec![application(1, app_id::GOV, "Portal", &[ADMIN])],
    );
    let china = org(
        "acme.crm.dynamics.cn",
        "c0de0000-1111-4222-8333-444455558888",
        4,
        vec![application(1, app_id::CHINA, "Portal", &[ADMIN])],
    );
    vec![acme, sales, gov, china]
}
