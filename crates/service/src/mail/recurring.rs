//! Mails about recurring orders.

use kontor_domain::carts::CartLineView;
use kontor_domain::pricing::Totals;
use kontor_domain::{Date, Language, RecurringId, format};
use minijinja::{Value, context};
use serde::Serialize;

use super::Mail;
use super::orders::sums;
use super::templates::render;
use crate::Kontor;

/// What the mails tell of a recurring order.
#[derive(Debug, Clone)]
pub struct Recurring<'a> {
    pub id: RecurringId,
    pub name: &'a str,
    /// In whose name it is ordered.
    pub person: &'a str,
    pub due: Date,
    pub po_number: &'a str,
    pub lines: Vec<RecurringText>,
    pub totals: Totals,
    /// Why it stands still, or would.
    pub why: Vec<String>,
}

/// A line in words.
#[derive(Debug, Clone, Serialize)]
pub struct RecurringText {
    number: String,
    name: String,
    /// `2 Stück`.
    quantity: String,
    /// `48,60 € je Stück`; empty without a price.
    each: String,
    sum: String,
}

#[must_use]
pub fn recurring_line(line: &CartLineView, l: Language) -> RecurringText {
    let unit = line.unit.word(l);
    RecurringText {
        number: line.number.clone(),
        name: line.name.get(l).to_owned(),
        quantity: format!("{} {unit}", format::quantity(line.quantity, l)),
        each: line.price.as_ref().map_or_else(String::new, |price| {
            format!("{} {} {unit}", format::money(price.net, l), l.pick("je", "per"))
        }),
        sum: line.amount.map_or_else(String::new, |amount| format::money(amount, l)),
    }
}

/// "On this day we order for you": what, for how much, and what would stop it.
#[must_use]
pub fn recurring_due(kontor: &Kontor, recurring: &Recurring<'_>, to: &str, language: Language) -> Mail {
    render(kontor, "recurring_due", language, to, values(kontor, recurring, language))
}

/// "We have not ordered": why, and where to look.
#[must_use]
pub fn recurring_review(kontor: &Kontor, recurring: &Recurring<'_>, to: &str, language: Language) -> Mail {
    render(kontor, "recurring_review", language, to, values(kontor, recurring, language))
}

fn values(kontor: &Kontor, recurring: &Recurring<'_>, l: Language) -> Value {
    context! {
        name => recurring.name,
        person => recurring.person,
        day => format::day(recurring.due, l),
        po_number => recurring.po_number,
        lines => recurring.lines,
        why => recurring.why,
        sums => sums(&recurring.totals, l),
        vat_note => recurring.totals.treatment.note(l),
        link => format!("{}/recurring/{}", kontor.settings.base_url, recurring.id),
    }
}
