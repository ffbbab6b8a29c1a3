//! The notifications as a whole, against receivers of other kinds than one hopes for.

mod hook;
mod log;
mod place;
mod refusals;
mod route;
