//! Shortcuts. Single keys do nothing while somebody types, in a dialog, or when they are switched off.

use std::rc::Rc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::Element;

use super::use_desk;
use crate::ui::focus;

/// Calls `pressed` for every key on the page, as long as the component lives.
pub fn when_any_key(pressed: impl Fn(&KeyboardEvent) + 'static) {
    let pressed = Rc::new(pressed);
    Effect::new(move |_| {
        let pressed = Rc::clone(&pressed);
        let handle = window_event_listener(ev::keydown, move |ev| pressed(&ev));
        on_cleanup(move || handle.remove());
    });
}

/// As [`when_any_key`], for keys without modifiers that are meant as shortcuts.
pub fn when_key(pressed: impl Fn(&KeyboardEvent) + 'static) {
    let desk = use_desk();
    when_any_key(move |ev| {
        let modified = ev.ctrl_key() || ev.meta_key() || ev.alt_key();
        if desk.keys() && !modified && !ev.default_prevented() && !types(ev) && !dialog_open() {
            pressed(ev);
        }
    });
}

fn types(ev: &KeyboardEvent) -> bool {
    let element = ev.target().and_then(|t| t.dyn_into::<Element>().ok());
    element.is_some_and(|e| ["INPUT", "TEXTAREA", "SELECT"].contains(&e.tag_name().as_str()))
}

fn dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// The id of the link in row `i` of a list that [`row_keys`] moves through.
#[must_use]
pub fn row_id(i: usize) -> String {
    format!("row-{i}")
}

/// Where J and K were last.
#[derive(Clone, Copy)]
pub struct RowKeys(StoredValue<Option<usize>>);

impl RowKeys {
    /// The row has left the list: J goes to the one that moved up into its place.
    pub fn row_left(self) {
        self.0.update_value(|last| *last = last.and_then(|i| i.checked_sub(1)));
    }
}

/// J and K (and the arrows, once a row has the focus) move the focus through the rows; Enter is the link's own. `moved`
/// hears which row it is now.
pub fn row_keys(moved: impl Fn(usize) + 'static) -> RowKeys {
    let last = StoredValue::new(None::<usize>);
    when_key(move |ev| {
        let focused =
            document().active_element().and_then(|e| e.id().strip_prefix("row-")?.parse::<usize>().ok());
        let now = focused.or_else(|| last.get_value());
        let next = match (ev.key().as_str(), now) {
            ("j", None) => 0,
            ("j", Some(i)) => i + 1,
            ("k", Some(i)) => i.saturating_sub(1),
            ("ArrowDown", Some(i)) if focused.is_some() => i + 1,
            ("ArrowUp", Some(i)) if focused.is_some() => i.saturating_sub(1),
            _ => return,
        };
        if document().get_element_by_id(&row_id(next)).is_some() {
            ev.prevent_default();
            last.set_value(Some(next));
            focus(&row_id(next));
            moved(next);
        }
    });
    RowKeys(last)
}
