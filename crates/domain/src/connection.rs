//! One CRM's host and identity, valid by construction, and what keeps a panel from having one.

use crate::{
    choice::CredentialKind,
    code::Code,
    crm::{Crm, Field, Input},
    draft::Wanted,
    fields::Fields,
    parse::{self, Email, Guid, Label, LoginHost, OrgHost, OrgId, Tenant},
    problem::Problem,
    secret::{SecretEdit, SecretState},
};

/// Where a secret goes and whom it speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// A Kustomer organisation; the key itself says who acts.
    Kustomer {
        /// The organisation's label.
        subdomain: Label,
    },
    /// A Dataverse environment and the application that enters it.
    Dynamics {
        /// The Entra tenant that issues tokens.
        tenant: Tenant,
        /// The environment's host.
        organisation: OrgHost,
        /// The application id.
        app_id: Guid,
    },
    /// A Zendesk account and the user an API token speaks for.
    Zendesk {
        /// The account's label.
        subdomain: Label,
        /// The user's address.
        email: Email,
    },
    /// A Zendesk account and an OAuth client of it.
    ZendeskClient {
        /// The account's label.
        subdomain: Label,
        /// The client's identifier.
        client_id: String,
    },
    /// A Salesforce organisation and the connected app that administrators are linked through.
    Salesforce {
        /// Where administrators sign in and tokens are asked for.
        login: LoginHost,
        /// The app's consumer key.
        consumer_key: String,
        /// The organisation the administrators have to belong to.
        org: OrgId,
    },
}

/// What keeps a panel's tuple from being a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unready {
    /// Inputs that are blank.
    pub missing: Vec<Input>,
    /// Inputs that say something that cannot be.
    pub malformed: Vec<(Input, Code)>,
    /// The first field in which the draft differs from what the kept secret was entered for.
    pub bound_elsewhere: Option<Field>,
}

impl Unready {
    /// The same, one problem an input.
    #[must_use]
    pub fn problems(&self, crm: Crm, wanted: &Wanted) -> Vec<Problem> {
        let missing = self.missing.iter().map(|input| (*input, Code::Missing));
        let malformed = self.malformed.iter().copied();
        let bound = self
            .bound_elsewhere
            .map(|_| (Input::Secret, Code::SecretRequired));
        missing
            .chain(malformed)
            .chain(bound)
            .map(|(input, code)| wanted.problem(crm, input, code))
            .collect()
    }

    /// Of these only what is malformed.
    pub(crate) fn malformed_problems(&self, crm: Crm, wanted: &Wanted) -> Vec<Problem> {
        self.malformed
            .iter()
            .map(|(input, code)| wanted.problem(crm, *input, *code))
            .collect()
    }
}

/// The malformed inputs of a panel's tuple: what Save leads to, since with one of these nobody is asked.
#[must_use]
pub fn malformed(crm: Crm, wanted: &Wanted) -> Vec<Problem> {
    Connection::of(crm, wanted, None)
        .err()
        .map(|unready| unready.malformed_problems(crm, wanted))
        .unwrap_or_default()
}

impl Connection {
    /// The connection a panel asks for, with its secret present and bound to it.
    ///
    /// # Errors
    /// Everything that is missing, malformed or bound elsewhere.
    pub fn of(crm: Crm, wanted: &Wanted, kept: Option<&SecretState>) -> Result<Self, Unready> {
        let mut unready = Unready::default();
        let needed = crm.tuple_fields(&wanted.fields);
        // Proof of the organisation comes with a link, so its id is needed although no secret is bound to it.
        let needed = crm
            .has_links()
            .then_some(Field::OrgId)
            .into_iter()
            .chain(needed);
        for field in needed {
            match parse::canonical(crm, field, wanted.fields.get(field)) {
                Ok(text) if text.is_empty() => unready.missing.push(Input::Field(field)),
                Ok(_) => {}
                Err(code) => unready.malformed.push((Input::Field(field), code)),
            }
        }
        match (&wanted.secret, kept) {
            (SecretEdit::Replace(typed), _) if !typed.is_blank() => {
                if let Err(code) = parse::secret(crm, typed) {
                    unready.malformed.push((Input::Secret, code));
                }
            }
            (SecretEdit::Keep, Some(kept)) => {
                unready.bound_elsewhere = differing(crm, &wanted.fields, kept);
            }
            _ => unready.missing.push(Input::Secret),
        }
        match Self::parse(crm, &wanted.fields) {
            Ok(connection) if unready == Unready::default() => Ok(connection),
            _ => Err(unready),
        }
    }

    /// The typed values of a complete and well-formed tuple.
    ///
    /// # Errors
    /// The code of the first field that is blank or malformed.
    pub fn parse(crm: Crm, fields: &Fields) -> Result<Self, Code> {
        let text = |field| parse::clean(fields.get(field));
        Ok(match crm {
            Crm::Kustomer => Self::Kustomer {
                subdomain: Label::parse(crm, &text(Field::Subdomain))?,
            },
            Crm::Dynamics => Self::Dynamics {
                tenant: text(Field::Tenant).parse()?,
                organisation: text(Field::Organisation).parse()?,
                app_id: text(Field::AppId).parse()?,
            },
            Crm::Zendesk => {
                let subdomain = Label::parse(crm, &text(Field::Subdomain))?;
                match CredentialKind::of(fields) {
                    CredentialKind::ApiToken => Self::Zendesk {
                        subdomain,
                        email: text(Field::Email).parse()?,
                    },
                    CredentialKind::OAuthClient => Self::ZendeskClient {
                        subdomain,
                        client_id: named(crm, Field::ClientId, fields)?,
                    },
                }
            }
            Crm::Salesforce => Self::Salesforce {
                login: text(Field::LoginUrl).parse()?,
                consumer_key: named(crm, Field::ConsumerKey, fields)?,
                org: text(Field::OrgId).parse()?,
            },
        })
    }

    /// Host and identity as a secret is bound to them: what opens the secret this connection may carry.
    #[must_use]
    pub fn binding(&self) -> Fields {
        let values = match self {
            Self::Kustomer { subdomain } => vec![(Field::Subdomain, subdomain.to_string())],
            Self::Dynamics {
                tenant,
                organisation,
                app_id,
            } => vec![
                (Field::Tenant, tenant.to_string()),
                (Field::Organisation, organisation.to_string()),
                (Field::AppId, app_id.to_string()),
            ],
            Self::Zendesk { subdomain, email } => {
                vec![
                    (Field::Subdomain, subdomain.to_string()),
                    (Field::Email, email.to_string()),
                ]
            }
            Self::ZendeskClient {
                subdomain,
                client_id,
            } => vec![
                (Field::Subdomain, subdomain.to_string()),
                (
                    Field::CredentialKind,
                    CredentialKind::OAuthClient.key().to_owned(),
                ),
                (Field::ClientId, client_id.clone()),
            ],
            Self::Salesforce {
                login,
                consumer_key,
                ..
            } => vec![
                (Field::ConsumerKey, consumer_key.clone()),
                (Field::LoginUrl, login.to_string()),
            ],
        };
        binding(self.crm(), &values.into_iter().collect())
    }

    /// What a link made through this connection hangs on: its binding, and the organisation.
    #[must_use]
    pub fn link_binding(&self) -> Fields {
        let mut bound_to = self.binding();
        if let Self::Salesforce { org, .. } = self {
            bound_to.set(Field::OrgId, org.to_string());
        }
        bound_to
    }

    /// Which CRM it leads to.
    #[must_use]
    pub fn crm(&self) -> Crm {
        match self {
            Self::Kustomer { .. } => Crm::Kustomer,
            Self::Dynamics { .. } => Crm::Dynamics,
            Self::Zendesk { .. } | Self::ZendeskClient { .. } => Crm::Zendesk,
            Self::Salesforce { .. } => Crm::Salesforce,
        }
    }
}

/// Host and identity as a secret is bound to them: canonical, and in lower case. A blank or
/// malformed field binds as it stands.
#[must_use]
pub fn binding(crm: Crm, fields: &Fields) -> Fields {
    crm.tuple_fields(fields)
        .map(|field| (field, normalised(crm, field, fields.get(field))))
        .collect()
}

/// Salesforce's consumer secret is entered before its login URL, as the help page has it. Such a
/// secret never went anywhere, and the first login URL is the one it was entered for.
fn completes(field: Field, then: &str) -> bool {
    field == Field::LoginUrl && then.is_empty()
}

/// What a kept secret is bound to from now on, where these fields complete what it was entered for.
pub(crate) fn completed(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Fields> {
    let now = binding(crm, fields);
    let is_whole = now.iter().all(|(_, text)| !text.is_empty());
    (is_whole && now != kept.bound_to && differing(crm, fields, kept).is_none()).then_some(now)
}

/// Whether links made for one of these hold for the other: same sign-in host, app and organisation.
#[must_use]
pub fn keeps_links(before: &Fields, after: &Fields) -> bool {
    let crm = Crm::Salesforce;
    let org = |fields: &Fields| {
        let text = fields.get(Field::OrgId);
        parse::tidied(crm, Field::OrgId, text)
    };
    binding(crm, before) == binding(crm, after) && org(before) == org(after)
}

/// The canonical text of a field that has to be there.
fn named(crm: Crm, field: Field, fields: &Fields) -> Result<String, Code> {
    match parse::canonical(crm, field, fields.get(field))? {
        text if text.is_empty() => Err(Code::Missing),
        text => Ok(text),
    }
}

fn normalised(crm: Crm, field: Field, text: &str) -> String {
    let text = parse::tidied(crm, field, text);
    // Hosts, addresses and GUIDs mean the same in any case; keys and identifiers do not.
    match field {
        Field::ConsumerKey | Field::ClientId => text,
        _ => text.to_ascii_lowercase(),
    }
}

/// The first field that says something else than the secret was entered for. A blank one leads
/// nowhere, so it does not count.
fn differing(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Field> {
    crm.tuple_fields(fields).find(|field| {
        let (now, then) = (
            normalised(crm, *field, fields.get(*field)),
            kept.bound_to.get(*field),
        );
        !now.is_empty() && now != then && !completes(*field, then)
    })
}
