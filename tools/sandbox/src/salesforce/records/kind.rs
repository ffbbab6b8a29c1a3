//! The objects that can be written, and their fields.

/// An object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Contact,
    Case,
    CaseComment,
    Task,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Is {
    /// A text of at most so many characters.
    Text(usize),
    Email,
    /// One of a list, to which nothing can be added by writing it.
    Pick(&'static [&'static str]),
    Bool,
    Number,
    /// The id of a record of that object.
    Record(Kind),
    /// The id of a person or, for owners, of a queue.
    Person,
}

/// When a field can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Always,
    /// Only with a new record.
    New,
    Never,
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) is: Is,
    pub(crate) when: When,
}

const fn field(name: &'static str, label: &'static str, is: Is, when: When) -> Field {
    Field {
        name,
        label,
        is,
        when,
    }
}

/// The unique external id of a case, made in the organisation by its administrator.
pub(crate) const EXTERNAL_ID: &str = "Session_Id__c";

const STATUSES: &[&str] = &["New", "Working", "Escalated", "Closed"];
const PRIORITIES: &[&str] = &["High", "Medium", "Low"];
const TASK_STATUSES: &[&str] = &[
    "Not Started",
    "In Progress",
    "Completed",
    "Waiting on someone else",
    "Deferred",
];
const TASK_PRIORITIES: &[&str] = &["High", "Normal", "Low"];
const SUBTYPES: &[&str] = &["Task", "Email", "ListEmail", "Cadence", "Call", "LinkedIn"];
const CALL_TYPES: &[&str] = &["Internal", "Inbound", "Outbound"];

const COMMON: &[Field] = &[
    field("Id", "ID", Is::Text(18), When::Never),
    field("IsDeleted", "Deleted", Is::Bool, When::Never),
    field("CreatedById", "Created By ID", Is::Person, When::Never),
    field("CreatedDate", "Created Date", Is::Text(28), When::Never),
    field(
        "LastModifiedById",
        "Last Modified By ID",
        Is::Person,
        When::Never,
    ),
    field(
        "LastModifiedDate",
        "Last Modified Date",
        Is::Text(28),
        When::Never,
    ),
    field(
        "SystemModstamp",
        "System Modstamp",
        Is::Text(28),
        When::Never,
    ),
];

const OWNER: Field = field("OwnerId", "Owner ID", Is::Person, When::Always);

const CONTACT: &[Field] = &[
    OWNER,
    field("FirstName", "First Name", Is::Text(40), When::Always),
    field("LastName", "Last Name", Is::Text(80), When::Always),
    field("Name", "Full Name", Is::Text(121), When::Never),
    field("Email", "Email", Is::Email, When::Always),
    field("Phone", "Business Phone", Is::Text(40), When::Always),
    field("MobilePhone", "Mobile Phone", Is::Text(40), When::Always),
];

const CASE: &[Field] = &[
    OWNER,
    field(
        "ContactId",
        "Contact ID",
        Is::Record(Kind::Contact),
        When::Always,
    ),
    field("Subject", "Subject", Is::Text(255), When::Always),
    field("Description", "Description", Is::Text(32_000), When::Always),
    field("Origin", "Case Origin", Is::Text(255), When::Always),
    field("Status", "Status", Is::Pick(STATUSES), When::Always),
    field("Priority", "Priority", Is::Pick(PRIORITIES), When::Always),
    field("CaseNumber", "Case Number", Is::Text(30), When::Never),
    field("IsClosed", "Closed", Is::Bool, When::Never),
    field(EXTERNAL_ID, "Session Id", Is::Text(255), When::Always),
];

const COMMENT: &[Field] = &[
    field(
        "ParentId",
        "Parent Case ID",
        Is::Record(Kind::Case),
        When::New,
    ),
    field("CommentBody", "Body", Is::Text(4000), When::Always),
    field("IsPublished", "Published", Is::Bool, When::Always),
];

const TASK: &[Field] = &[
    OWNER,
    field(
        "WhatId",
        "Related To ID",
        Is::Record(Kind::Case),
        When::Always,
    ),
    field("WhoId", "Name ID", Is::Record(Kind::Contact), When::Always),
    field("Subject", "Subject", Is::Text(255), When::Always),
    field("Description", "Description", Is::Text(32_000), When::Always),
    field("Status", "Status", Is::Pick(TASK_STATUSES), When::Always),
    field(
        "Priority",
        "Priority",
        Is::Pick(TASK_PRIORITIES),
        When::Always,
    ),
    field("TaskSubtype", "Task Subtype", Is::Pick(SUBTYPES), When::New),
    field("CallType", "Call Type", Is::Pick(CALL_TYPES), When::Always),
    field(
        "CallDurationInSeconds",
        "Call Duration",
        Is::Number,
        When::Always,
    ),
    field(
        "CallObject",
        "Call Object Identifier",
        Is::Text(255),
        When::Always,
    ),
    field("IsClosed", "Closed", Is::Bool, When::Never),
];

impl Kind {
    const ALL: [Self; 4] = [Self::Contact, Self::Case, Self::CaseComment, Self::Task];

    /// The object of that name, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Its name as Salesforce writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Contact => "Contact",
            Self::Case => "Case",
            Self::CaseComment => "CaseComment",
            Self::Task => "Task",
        }
    }

    /// What the ids of its records start with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Contact => "003",
            Self::Case => "500",
            Self::CaseComment => "00a",
            Self::Task => "00T",
        }
    }

    /// All its fields.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'static Field> {
        let own = match self {
            Self::Contact => CONTACT,
            Self::Case => CASE,
            Self::CaseComment => COMMENT,
            Self::Task => TASK,
        };
        COMMON.iter().chain(own)
    }

    /// The field of that name, in any case.
    pub(crate) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().find(|f| f.name.eq_ignore_ascii_case(name))
    }

    /// What a new record cannot be without.
    pub(crate) fn needs(self) -> Option<&'static str> {
        match self {
            Self::Contact => Some("LastName"),
            Self::CaseComment => Some("ParentId"),
            Self::Case | Self::Task => None,
        }
    }

    /// Whether its records have owners.
    pub(crate) fn is_owned(self) -> bool {
        self != Self::CaseComment
    }
}
