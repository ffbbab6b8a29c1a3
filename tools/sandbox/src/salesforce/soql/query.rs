//! A query, read.

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(in crate::salesforce) struct Query {
    /// Nothing for `COUNT()`.
    pub(in crate::salesforce) fields: Option<Vec<String>>,
    pub(in crate::salesforce) object: String,
    pub(in crate::salesforce) filter: Option<Filter>,
    /// Field, and whether it falls.
    pub(in crate::salesforce) order: Vec<(String, bool)>,
    pub(in crate::salesforce) limit: Option<usize>,
    pub(in crate::salesforce) offset: usize,
}

/// A condition.
#[derive(Debug, PartialEq)]
pub(in crate::salesforce) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
}

/// A field against one literal, or several.
#[derive(Debug, PartialEq)]
pub(in crate::salesforce) struct Test {
    pub(in crate::salesforce) field: String,
    pub(in crate::salesforce) is: Is,
    pub(in crate::salesforce) to: Vec<Literal>,
}

/// How they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::salesforce) enum Is {
    /// `=` and `IN`.
    OneOf,
    /// `!=`, `<>` and `NOT IN`.
    NoneOf,
    Like,
}

/// A value written in a query.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::salesforce) enum Literal {
    Text(String),
    Bool(bool),
    Number(i64),
    Null,
}
