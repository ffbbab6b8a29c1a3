//! Events as they are sent, and as they are taken: CloudEvents 1.0 with strict data of our own, and the
//! original platform's external session events, which are read tolerantly.

mod cloud_event;
mod external;
mod refusal;

pub(crate) use cloud_event::read as read_cloud_event;
pub(crate) use external::{Read as ReadExternal, SOURCE as EXTERNAL, read as read_external};
