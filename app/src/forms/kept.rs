//! What this device keeps of a form until the server has it: beside the page, so that neither a closed tab nor a dead network loses a word.
//! Called in the browser only.

use std::collections::BTreeMap;

use kontor_domain::FormId;
use kontor_domain::forms::Answer;
use leptos::prelude::*;
use leptos::serde_json;
use leptos::web_sys::Storage;
use serde::{Deserialize, Serialize};

use crate::ui::KEPT_FORM;

/// A form as this device knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// The version that the changes are based on.
    pub base: i64,
    /// By code of the element; nothing takes an answer away.
    pub changes: BTreeMap<String, Option<Answer>>,
    pub settled: Vec<String>,
    /// What was typed and cannot be read yet, by the part of the element it stands in.
    pub raw: BTreeMap<String, String>,
    /// Photos that were taken and not sent yet.
    pub photos: Vec<Waiting>,
}

/// A photo that waits for the network. Its bytes are with the browser's cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Of this photo, on this device.
    pub key: String,
    /// Code of the element.
    pub element: String,
    /// A small picture of it, as a data address.
    pub small: String,
}

impl Kept {
    /// Everything is with the server.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.settled.is_empty() && self.raw.is_empty() && self.photos.is_empty()
    }
}

/// By what the browser knows it; other tabs hear of it by the same name.
pub(super) fn name(form: &FormId) -> String {
    format!("{KEPT_FORM}{form}")
}

/// Absent where the browser keeps nothing (a private window of some, or told so by the person).
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

pub(super) fn read(form: &FormId) -> Option<Kept> {
    parse(&storage()?.get_item(&name(form)).ok()??)
}

pub(super) fn parse(text: &str) -> Option<Kept> {
    serde_json::from_str(text).ok()
}

/// Is it kept? What is all with the server is not: that there is something here says that something waits.
pub(super) fn write(form: &FormId, kept: &Kept) -> bool {
    if kept.is_empty() {
        forget(form);
        return true;
    }
    let Ok(text) = serde_json::to_string(kept) else { return false };
    storage().is_some_and(|storage| storage.set_item(&name(form), &text).is_ok())
}

pub(super) fn forget(form: &FormId) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&name(form));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_older_writings_too() {
        let changes = [("hours".to_owned(), Some(Answer::Text("x".into()))), ("oil".to_owned(), None)];
        let kept = Kept { base: 3, changes: changes.into(), ..Kept::default() };
        let text = serde_json::to_string(&kept).expect("JSON");
        assert_eq!(parse(&text), Some(kept));
        assert_eq!(parse("{\"base\":7}"), Some(Kept { base: 7, ..Kept::default() }));
        assert_eq!(parse("nonsense"), None);
        assert!(Kept { base: 7, ..Kept::default() }.is_empty());
    }
}
