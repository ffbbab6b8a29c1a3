//! Events and their deliveries: lanes that are claimed, settled, held and replayed.
//!
//! An event comes in with its delivery in one transaction. A **lane** is one session's queue: whoever
//! leases it delivers in order, and writes down each outcome under that lease. A lease that was lost
//! writes nothing.

mod activity;
mod budget;
mod claim;
mod erase;
mod lane;
mod receive;
mod replay;
mod reseal;
mod settle;
mod types;

pub use activity::Filter;
pub(crate) use receive::receive;
pub(crate) use settle::settle;
pub use types::{Decided, Ended, KeptRecord, Lane, LaneLease, Received, Settlement, Stored, Then};
