//! What is known of the connections, on whatever page one is, and the banner that tells of trouble.

mod banner;
mod known;

pub use banner::Banner;
pub use known::{Connections, use_connections};
