//! Time passes: effects, frames and timers of the page get their turn.

use js_sys::Promise;
use leptos::prelude::window;

/// Lets what a person would not notice happen.
pub async fn settle() {
    sleep(30).await;
}

/// Waits until something is so; fails after three seconds.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..150 {
        if is_so() {
            return;
        }
        sleep(20).await;
    }
    panic!("three seconds passed without: {what}");
}

/// Waits until nothing that was going to happen can still happen.
pub async fn long_enough() {
    sleep(400).await;
}

async fn sleep(milliseconds: i32) {
    let timer = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .expect("a page has timers");
    });
    timer.await.expect("timers do not fail");
}
