use kontor_domain::{Decimal, Money};
use leptos::prelude::*;

use super::{Query, Sending, kept, shown_money};
use crate::text::use_language;

/// What stands in the fields of a form that changes something.
#[derive(Clone, Copy)]
pub struct Typing {
    pub form: Sending,
    /// What was typed before the form was refused, without WebAssembly.
    before: StoredValue<Query>,
    refused: bool,
}

impl Typing {
    #[must_use]
    pub fn of(form: Sending) -> Self {
        let before = kept(form);
        let refused = before.pairs().next().is_some();
        Self { form, before: StoredValue::new(before), refused }
    }

    /// What was typed, also when that was nothing; `stored` in a form that was not sent yet.
    #[must_use]
    pub fn value(self, name: &str, stored: impl Into<String>) -> String {
        if self.refused { self.before.with_value(|q| q.get(name).to_owned()) } else { stored.into() }
    }

    /// As [`Self::value`], for a box that is ticked or not.
    #[must_use]
    pub fn on(self, name: &str, stored: bool) -> bool {
        if self.refused { self.before.with_value(|q| !q.get(name).is_empty()) } else { stored }
    }

    /// An amount, as one types it.
    #[must_use]
    pub fn money(self, name: &str, stored: Option<Decimal>) -> String {
        let l = use_language();
        self.value(name, stored.map(|net| shown_money(Money::eur(net), l)).unwrap_or_default())
    }
}
