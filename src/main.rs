//! portal

fn main() {}
