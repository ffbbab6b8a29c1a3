//! What a page with a draft shows around it: the bar that names what is unsaved, the message that
//! follows an act, the choice after somebody else's save, and the question before one leaves.

mod bar;
mod conflict;
mod failure;
mod keys;
mod leave;
mod toast;

pub use bar::Bar;
pub use conflict::{Conflict, Row};
pub use failure::{Countdown, Failure};
pub use keys::save_by_key;
pub use leave::LeaveQuestion;
pub use toast::Toast;
