//! In place of the crate of this name: what `server_fn` needs to compile, and no more.
//!
//! `server_fn` comes with Leptos and streams through `wasm-streams`, whose types are exported to
//! JavaScript and therefore kept by the linker, called or not: 5 kB of the first visit. The portal has
//! no server functions, so nothing here is ever called.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use wasm_bindgen::JsValue;

const NEVER: &str = "the portal has no server functions";

/// A stream that nobody makes.
#[derive(Debug)]
pub struct ReadableStream(PhantomData<JsValue>);

impl ReadableStream {
    /// Never called.
    #[must_use]
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unreachable!("{NEVER}")
    }

    /// Never called.
    #[must_use]
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        unreachable!("{NEVER}")
    }

    /// Never called.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("{NEVER}")
    }

    /// Never called.
    #[must_use]
    pub fn into_stream(self) -> IntoStream {
        unreachable!("{NEVER}")
    }
}

/// The items of a stream that nobody makes.
#[derive(Debug)]
pub struct IntoStream(PhantomData<JsValue>);

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        unreachable!("{NEVER}")
    }
}
