//! Looks at how the workspace is arranged: which file imports what from which other file, and which crate which crate.
//! The rules themselves are this package's tests; the program prints the circles while somebody unties them.

pub mod arrows;
pub mod circles;
pub mod documents;
pub mod imports;
pub mod names;
pub mod tree;
pub mod workspace;
