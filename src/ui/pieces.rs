//! Buttons, notes and parts that change, as plain functions.
//!
//! Every closure that a view takes as it is gets its own copy of the framework's code, about a
//! kilobyte each. Boxed here they share one.

use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;

/// What a press does.
pub type Act = Box<dyn Fn()>;

/// A button with what sets it apart.
pub struct Button {
    /// Its class.
    pub class: &'static str,
    /// Its words.
    pub words: Oco<'static, str>,
    /// What it is called where the words alone would not tell it from its neighbours.
    pub label: Option<String>,
    /// Whether it can be pressed; where not, it says so and ignores the press.
    pub free: Option<Memo<bool>>,
    /// Whether a dialog that opens gives it the focus.
    pub first: bool,
}

impl Button {
    /// A button of that class with these words.
    #[must_use]
    pub fn new(class: &'static str, words: impl Into<Oco<'static, str>>) -> Self {
        Self {
            class,
            words: words.into(),
            label: None,
            free: None,
            first: false,
        }
    }

    /// Called so.
    #[must_use]
    pub fn called(mut self, label: String) -> Self {
        self.label = Some(label);
        self
    }

    /// Only while that holds.
    #[must_use]
    pub fn while_free(mut self, free: Memo<bool>) -> Self {
        self.free = Some(free);
        self
    }

    /// With the focus when its dialog opens.
    #[must_use]
    pub fn first(mut self) -> Self {
        self.first = true;
        self
    }

    /// On the page.
    #[must_use]
    pub fn on(self, act: Act) -> AnyView {
        let Self {
            class,
            words,
            label,
            free,
            first,
        } = self;
        let is_free = move || free.is_none_or(|free| free.get());
        view! {
            <button
                type="button"
                class=class
                autofocus=first
                aria-label=label
                aria-disabled=move || (!is_free()).then_some("true")
                on:click=move |_: MouseEvent| {
                    if free.is_none_or(|free| free.get_untracked()) {
                        act();
                    }
                }
            >
                {words}
            </button>
        }
        .into_any()
    }
}

/// A button that only does something.
#[must_use]
pub fn button(class: &'static str, words: &'static str, act: Act) -> AnyView {
    Button::new(class, words).on(act)
}

/// A part of a view that follows what it reads.
#[must_use]
pub fn part(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// A value that is worked out anew when what it reads changes, and tells only of other values.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let value: Box<dyn Fn() -> T + Send + Sync> = Box::new(value);
    Memo::new(move |_| value())
}

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

/// Nothing at all.
#[must_use]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A note of that class with one sentence.
#[must_use]
pub fn note(class: &'static str, words: impl Into<Oco<'static, str>>) -> AnyView {
    sentence(class, words.into())
}

fn sentence(class: &'static str, words: Oco<'static, str>) -> AnyView {
    view! { <div class=class><span>{words}</span></div> }.into_any()
}

/// A paragraph of that class.
#[must_use]
pub fn line(class: &'static str, words: String) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
}

/// A link that moves the focus to an element of this page.
#[must_use]
pub fn jump(id: String, words: &'static str) -> AnyView {
    let href = format!("#{id}");
    view! {
        <a
            href=href
            on:click=move |event: MouseEvent| {
                event.prevent_default();
                focus(&id);
            }
        >
            {words}
        </a>
    }
    .into_any()
}

/// Moves the focus to an element, and the element into view.
pub fn focus(id: &str) {
    let element = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
