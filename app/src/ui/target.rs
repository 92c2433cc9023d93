//! Where forms go, and for whom the page was drawn that they stand on.

use leptos::prelude::*;

use super::Query;

/// The address of a server function, for the `action` of a plain form. While somebody acts for a customer it carries the mark of
/// that (`domain::accounts::Acting`), so that the form of a page that was left open does nothing for another customer. What the
/// WebAssembly sends carries it as a header, added by the script of `crate::shell`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target(pub &'static str);

impl IntoAttributeValue for Target {
    type Output = String;

    fn into_attribute_value(self) -> String {
        match acting_mark() {
            Some(mark) => Query::default().with("acting", &mark).on(self.0),
            None => self.0.to_owned(),
        }
    }
}

/// The mark of the acting in which this page was drawn; absent when its reader acts for themselves.
#[must_use]
pub fn acting_mark() -> Option<String> {
    #[cfg(feature = "ssr")]
    let mark = crate::request::actor().and_then(|actor| actor.acting().map(|acting| acting.mark.clone()));
    #[cfg(not(feature = "ssr"))]
    let mark = document().document_element().and_then(|root| root.get_attribute("data-acting"));
    mark
}
