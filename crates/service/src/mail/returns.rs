//! Mails about returns.

use kontor_domain::returns::{ReturnLine, ReturnView};
use kontor_domain::{Language, format};
use minijinja::{Value, context};
use serde::Serialize;

use super::Mail;
use super::orders::sums;
use super::templates::render;
use crate::Kontor;

/// "Your return is announced": where to send it, with which label, and what it will come to.
#[must_use]
pub fn return_requested(kontor: &Kontor, view: &ReturnView, to: &str, language: Language) -> Mail {
    render(kontor, "return_requested", language, to, values(kontor, view, language))
}

/// "Your return has arrived": what was in the parcel.
#[must_use]
pub fn return_received(kontor: &Kontor, view: &ReturnView, to: &str, language: Language) -> Mail {
    render(kontor, "return_received", language, to, values(kontor, view, language))
}

/// "This becomes of your return": line by line, with the credit.
#[must_use]
pub fn return_decided(kontor: &Kontor, view: &ReturnView, to: &str, language: Language) -> Mail {
    render(kontor, "return_decided", language, to, values(kontor, view, language))
}

/// To the dealer: something comes back.
#[must_use]
pub fn dealer_new_return(kontor: &Kontor, view: &ReturnView) -> Mail {
    let l = Language::De;
    let link = format!("{}/desk/returns/{}", kontor.settings.base_url, view.id);
    let values = context! { link => link, ..values(kontor, view, l) };
    render(kontor, "dealer_new_return", l, &kontor.settings.dealer_email, values)
}

/// A line in words.
#[derive(Serialize)]
struct LineText {
    number: String,
    name: String,
    /// `2 Stück`.
    quantity: String,
    why: String,
    /// `1 Stück, verkaufsfähig`; absent before it was received.
    received: Option<String>,
    refused: bool,
    /// Absent when there is none.
    fee: Option<String>,
    /// What it comes to, net.
    sum: String,
    /// The desk's words.
    reason: String,
}

fn line(line: &ReturnLine, l: Language) -> LineText {
    let words = |q| format!("{} {}", format::quantity(q, l), line.unit.word(l));
    let now = line.now();
    LineText {
        number: line.number.clone(),
        name: line.name.get(l).to_owned(),
        quantity: words(line.asked.quantity),
        why: line.reason.word(l).to_owned(),
        received: line.received.map(|r| {
            if r.quantity.0.is_zero() {
                l.pick("nicht im Paket", "not in the parcel").to_owned()
            } else {
                format!("{}, {}", words(r.quantity), r.condition.word(l))
            }
        }),
        refused: line.refused(),
        fee: (!now.fee.is_zero()).then(|| format::money(now.fee, l)),
        sum: format::money(now.credit(), l),
        reason: line.decided.as_ref().map(|d| d.reason.clone()).unwrap_or_default(),
    }
}

fn values(kontor: &Kontor, view: &ReturnView, l: Language) -> Value {
    let lines: Vec<LineText> = view.lines.iter().map(|x| line(x, l)).collect();
    let base = &kontor.settings.base_url;
    let on_account = view.credit.as_ref().map(kontor_domain::returns::Credit::on_account);
    let some = |money: kontor_domain::Money| (!money.is_zero()).then(|| format::money(money, l));
    context! {
        code => view.code,
        case => view.case.as_str(),
        company => view.company_name,
        company_number => view.company_number,
        po_number => view.po_number,
        requested_by => view.requested_by,
        words => view.words,
        answer => view.answer,
        lines => lines,
        sums => sums(&view.totals, l),
        state => view.state.word(l),
        credit => view.credit.as_ref().map(|c| &c.number),
        refund => view.credit.as_ref().and_then(|c| some(c.refund)),
        on_account => on_account.and_then(some),
        slip => format!("{base}/returns/{}/slip", view.id),
        link => format!("{base}/returns/{}", view.id),
    }
}
