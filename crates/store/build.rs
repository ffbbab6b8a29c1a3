//! A new migration file has to be compiled in; cargo does not see new files by itself.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
