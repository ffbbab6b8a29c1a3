//! Entra tenants: which applications they know, and with which client secrets.
//! Each tenant lives in one cloud, as national clouds have sign-in hosts of their own.

use serde::{Deserialize, Serialize};

/// One tenant of one cloud.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tenant {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) domains: Vec<String>,
    /// The sign-in host that knows this tenant.
    pub(crate) cloud: String,
    pub(crate) apps: Vec<App>,
}

/// An app registration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) secrets: Vec<Secret>,
    /// Switched off by an administrator.
    #[serde(default)]
    pub(crate) disabled: bool,
    /// Kept out by a Conditional Access policy.
    #[serde(default)]
    pub(crate) blocked: bool,
}

/// A client secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Secret {
    pub(crate) value: String,
    #[serde(default)]
    pub(crate) expired: bool,
}

impl Tenant {
    /// Whether a domain is one of the tenant's verified ones.
    pub(crate) fn owns_domain(&self, name: &str) -> bool {
        self.domains.iter().any(|d| d.eq_ignore_ascii_case(name))
    }

    /// The registration with this application id.
    pub(crate) fn app(&self, id: &str) -> Option<&App> {
        self.apps.iter().find(|a| a.id.eq_ignore_ascii_case(id))
    }
}

/// The tenant behind `contoso.onmicrosoft.com`.
pub(super) const CONTOSO: &str = "c0de0000-1111-4222-8333-444455556666";

/// The application ids of the seed, in the order of the guide.
pub(super) mod app_id {
    pub(crate) const ADMIN: &str = "a0000001-0000-4000-8000-000000000001";
    pub(crate) const TEAM_ADMIN: &str = "a0000002-0000-4000-8000-000000000002";
    pub(crate) const LIMITED: &str = "a0000003-0000-4000-8000-000000000003";
    pub(crate) const ROLELESS: &str = "a0000004-0000-4000-8000-000000000004";
    pub(crate) const EXPIRED: &str = "a0000005-0000-4000-8000-000000000005";
    pub(crate) const NOT_A_MEMBER: &str = "a0000006-0000-4000-8000-000000000006";
    pub(crate) const DISABLED: &str = "a0000007-0000-4000-8000-000000000007";
    pub(crate) const NARROW: &str = "a0000008-0000-4000-8000-000000000008";
    pub(crate) const GOV: &str = "a0000009-0000-4000-8000-000000000009";
    pub(crate) const CHINA: &str = "a000000a-0000-4000-8000-00000000000a";
    pub(crate) const SWITCHED_OFF: &str = "a000000b-0000-4000-8000-00000000000b";
    pub(crate) const BLOCKED: &str = "a000000c-0000-4000-8000-00000000000c";
}

fn app(id: &str, name: &str, secret: &str) -> App {
    let secret = Secret {
        value: secret.to_owned(),
        expired: name == "Expired secret",
    };
    App {
        id: id.to_owned(),
        name: name.to_owned(),
        secrets: vec![secret],
        disabled: name == "Disabled application",
        blocked: name == "Blocked by a policy",
    }
}

fn tenant(id: &str, name: &str, domain: &str, cloud: &str, apps: Vec<App>) -> Tenant {
    Tenant {
        id: id.to_owned(),
        name: name.to_owned(),
        domains: vec![domain.to_owned()],
        cloud: cloud.to_owned(),
        apps,
    }
}

pub(super) fn built_in() -> Vec<Tenant> {
    use app_id::{
        ADMIN, BLOCKED, CHINA, DISABLED, EXPIRED, GOV, LIMITED, NARROW, NOT_A_MEMBER, ROLELESS,
        SWITCHED_OFF, TEAM_ADMIN,
    };
    let contoso = vec![
        app(
            ADMIN,
            "Portal",
            "adm8Q~sandbox.contoso.admin-secret.0000001",
        ),
        app(
            TEAM_ADMIN,
            "Portal by team",
            "tea8Q~sandbox.contoso.team-secret.00000002",
        ),
        app(
            LIMITED,
            "Portal, limited role",
            "lim8Q~sandbox.contoso.limited-secret.003",
        ),
        app(
            ROLELESS,
            "Portal without roles",
            "non8Q~sandbox.contoso.roleless-secret.04",
        ),
        app(
            EXPIRED,
            "Expired secret",
            "exp8Q~sandbox.contoso.expired-secret.005",
        ),
        app(
            NOT_A_MEMBER,
            "No application user",
            "nom8Q~sandbox.contoso.nomember-secret.06",
        ),
        app(
            DISABLED,
            "Disabled application user",
            "dis8Q~sandbox.contoso.disabled-secret.07",
        ),
        app(
            NARROW,
            "Portal, contacts only",
            "nar8Q~sandbox.contoso.narrow-secret.0008",
        ),
        app(
            SWITCHED_OFF,
            "Disabled application",
            "off8Q~sandbox.contoso.disabled-app.00011",
        ),
        app(
            BLOCKED,
            "Blocked by a policy",
            "blk8Q~sandbox.contoso.blocked-app.000012",
        ),
    ];
    let gov = vec![app(
        GOV,
        "Portal",
        "gov8Q~sandbox.contoso.gov-secret.00000009",
    )];
    let china = vec![app(
        CHINA,
        "Portal",
        "chn8Q~sandbox.contoso.china-secret.0000010",
    )];
    vec![
        tenant(
            CONTOSO,
            "Contoso",
            "contoso.onmicrosoft.com",
            "login.microsoftonline.com",
            contoso,
        ),
        tenant(
            "c0de0000-1111-4222-8333-444455557777",
            "Contoso Government",
            "contosogov.onmicrosoft.us",
            "login.microsoftonline.us",
            gov,
        ),
        tenant(
            "c0de0000-1111-4222-8333-444455558888",
            "Contoso China",
            "contoso.partner.onmschina.cn",
            "login.partner.microsoftonline.cn",
            china,
        ),
    ]
}
