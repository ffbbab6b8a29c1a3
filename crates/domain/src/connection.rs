//! One CRM's host and identity, valid by construction, and what keeps a panel from having one.

use crate::{
    code::Code,
    crm::{Crm, Field, Input},
    draft::Wanted,
    fields::Fields,
    parse::{self, Email, Guid, Label, OrgHost, Tenant},
    secret::{SecretEdit, SecretState},
    wire::Problem,
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
            .map(|(input, code)| Problem::at(crm, input, code, wanted.typed(input)))
            .collect()
    }
}

impl Connection {
    /// The connection a panel asks for, with its secret present and bound to it.
    ///
    /// # Errors
    /// Everything that is missing, malformed or bound elsewhere.
    pub fn of(crm: Crm, wanted: &Wanted, kept: Option<&SecretState>) -> Result<Self, Unready> {
        let mut unready = Unready::default();
        for field in crm.tuple_fields() {
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
            Crm::Zendesk => Self::Zendesk {
                subdomain: Label::parse(crm, &text(Field::Subdomain))?,
                email: text(Field::Email).parse()?,
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
        };
        binding(self.crm(), &values.into_iter().collect())
    }

    /// Which CRM it leads to.
    #[must_use]
    pub fn crm(&self) -> Crm {
        match self {
            Self::Kustomer { .. } => Crm::Kustomer,
            Self::Dynamics { .. } => Crm::Dynamics,
            Self::Zendesk { .. } => Crm::Zendesk,
        }
    }
}

/// Host and identity as a secret is bound to them: canonical, and in lower case. A blank or
/// malformed field binds as it stands.
#[must_use]
pub fn binding(crm: Crm, fields: &Fields) -> Fields {
    crm.tuple_fields()
        .map(|field| (field, normalised(crm, field, fields.get(field))))
        .collect()
}

fn normalised(crm: Crm, field: Field, text: &str) -> String {
    parse::canonical(crm, field, text)
        .unwrap_or_else(|_| parse::clean(text))
        .to_ascii_lowercase()
}

/// The first field that says something else than the secret was entered for. A blank one leads
/// nowhere, so it does not count.
fn differing(crm: Crm, fields: &Fields, kept: &SecretState) -> Option<Field> {
    crm.tuple_fields().find(|field| {
        let now = normalised(crm, *field, fields.get(*field));
        !now.is_empty() && now != kept.bound_to.get(*field)
    })
}
