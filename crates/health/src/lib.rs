//! What is known of the stored connections: the probe, its scheduler, the rate limit, and the notifications.

pub mod notifications;
