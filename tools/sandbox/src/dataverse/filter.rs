//! `$filter`: comparisons, `contains`, `startswith` and `endswith`, joined by `and`, `or`, `not` and
//! brackets. Everything else is refused, never guessed at.

mod condition;
mod parse;
mod token;

pub(super) use condition::Filter;
