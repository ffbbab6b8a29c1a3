//! Role, accessible name and description of an element, as far as this page needs them.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};

/// The role, given or implied.
pub fn role(element: &Element) -> String {
    if let Some(role) = element.get_attribute("role") {
        return role;
    }
    let tag = element.tag_name().to_ascii_lowercase();
    let implied = match tag.as_str() {
        "a" => "link",
        "button" | "dialog" | "form" | "table" => &tag,
        "fieldset" => "group",
        "h1" | "h2" | "h3" => "heading",
        "input" => match element.get_attribute("type").as_deref() {
            Some("checkbox") => "checkbox",
            Some("radio") => "radio",
            _ => "textbox",
        },
        "section" => "region",
        "select" => "combobox",
        "tr" => "row",
        "ul" => "list",
        _ => "",
    };
    implied.to_owned()
}

/// The accessible name.
pub fn name(element: &Element) -> String {
    if let Some(name) = element.get_attribute("aria-label") {
        return name;
    }
    if element.has_attribute("aria-labelledby") {
        return referenced(element, "aria-labelledby");
    }
    let id = element.id();
    let label = document()
        .query_selector(&format!("label[for='{id}']"))
        .ok()
        .flatten()
        .filter(|_| !id.is_empty())
        .or_else(|| element.closest("label").ok().flatten());
    match label {
        Some(label) => words(&label),
        None => words(element),
    }
}

/// What `aria-describedby` says.
pub fn description(element: &Element) -> String {
    referenced(element, "aria-describedby")
}

fn referenced(element: &Element, attribute: &str) -> String {
    let ids = element.get_attribute(attribute).unwrap_or_default();
    let texts: Vec<_> = ids
        .split_whitespace()
        .map(|id| {
            let target = document().get_element_by_id(id);
            words(&target.unwrap_or_else(|| panic!("{attribute} names {id}, which is not there")))
        })
        .collect();
    texts.join(" ")
}

/// The text, without what is hidden from assistive technology.
pub fn words(element: &Element) -> String {
    let mut text = String::new();
    collect(element, &mut text);
    let spaced: Vec<_> = text
        .split([' ', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    spaced.join(" ")
}

fn collect(node: &Node, text: &mut String) {
    let mut child = node.first_child();
    while let Some(node) = child {
        match node.dyn_ref::<Element>() {
            Some(element) if !is_heard(element) => {}
            Some(element) => {
                text.push(' ');
                collect(element, text);
                text.push(' ');
            }
            None if node.node_type() == Node::TEXT_NODE => {
                text.push_str(&node.node_value().unwrap_or_default());
            }
            None => {}
        }
        child = node.next_sibling();
    }
}

fn is_heard(element: &Element) -> bool {
    element.get_attribute("aria-hidden").as_deref() != Some("true")
}

/// Whether the element is there for people at all: not in a dialog that is shut.
pub fn is_shown(element: &Element) -> bool {
    let shut = element.closest("dialog:not([open])");
    matches!(shut, Ok(None))
}

/// The element as an input.
pub fn input(element: &HtmlElement) -> &HtmlInputElement {
    element.dyn_ref().expect("it is an input")
}
