//! Linked Salesforce administrators: the way of a link, its tokens, and whether it still holds.
