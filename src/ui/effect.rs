//! Leptos' `Effect`, in a form that all callers share: a copy of its code for each costs 1.7 kB in all.

use leptos::prelude::*;

/// What follows a change outside the view.
pub fn effect(mut act: impl FnMut() + 'static) {
    effect_after(move |_| {
        act();
        true
    });
}

/// The same, told what it answered the last time.
pub fn effect_after(act: impl FnMut(Option<bool>) -> bool + 'static) {
    let act: Box<dyn FnMut(Option<bool>) -> bool> = Box::new(act);
    Effect::new(act);
}
