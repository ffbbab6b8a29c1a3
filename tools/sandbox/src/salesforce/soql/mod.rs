//! A little of SOQL, honestly: `SELECT` of fields or `COUNT()`, `WHERE` with brackets,
//! `ORDER BY`, `LIMIT` and `OFFSET`. The rest is refused as a malformed query.

mod filter;
mod lex;
mod parse;

pub(super) use filter::{Problem, holds, value};
pub(super) use parse::parse;

/// A query, read.
#[derive(Debug, PartialEq)]
pub(super) struct Query {
    /// Nothing for `COUNT()`.
    pub(super) fields: Option<Vec<String>>,
    pub(super) object: String,
    pub(super) filter: Option<Filter>,
    /// Field, and whether it falls.
    pub(super) order: Vec<(String, bool)>,
    pub(super) limit: Option<usize>,
    pub(super) offset: usize,
}

/// A condition.
#[derive(Debug, PartialEq)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
}

/// A field against one literal, or several.
#[derive(Debug, PartialEq)]
pub(super) struct Test {
    pub(super) field: String,
    pub(super) is: Is,
    pub(super) to: Vec<Literal>,
}

/// How they compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// `=` and `IN`.
    OneOf,
    /// `!=`, `<>` and `NOT IN`.
    NoneOf,
    Like,
}

/// A value written in a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Bool(bool),
    Number(i64),
    Null,
}
