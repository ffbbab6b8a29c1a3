//! Mounts the application in place of the static outline.

fn main() {
    portal::app::mount();
}
