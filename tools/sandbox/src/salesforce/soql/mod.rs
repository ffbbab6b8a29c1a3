//! A little of SOQL, honestly: `SELECT` of fields or `COUNT()`, `WHERE` with brackets,
//! `ORDER BY`, `LIMIT` and `OFFSET`. The rest is refused as a malformed query.

mod filter;
mod lex;
mod parse;
mod query;

pub(super) use filter::{Problem, holds, value};
pub(super) use parse::parse;
