//! Faults that can be switched on for a host: slow, broken, hostile.
//! A rule waits for matching requests and, if it says `times`, wears off.

mod answer;
mod bodies;
mod rules;

pub(crate) use answer::hostile;
pub(crate) use rules::{Fault, Faults, Rule};
