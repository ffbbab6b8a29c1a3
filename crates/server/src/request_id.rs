//! The id that an answer, its log lines and its failure share.

tokio::task_local! {
    /// The id of the request being answered.
    pub(crate) static REQUEST_ID: String;
}

/// The id of the request being answered, if one is.
pub(crate) fn request_id() -> Option<String> {
    REQUEST_ID.try_with(Clone::clone).ok()
}
