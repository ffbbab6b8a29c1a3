//! Rules of the draft.
