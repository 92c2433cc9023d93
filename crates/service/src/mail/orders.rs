//! Mails about orders.

use kontor_domain::accounts::Person;
use kontor_domain::case::CaseCode;
use kontor_domain::delivery::delivery_words;
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderLine, OrderState, OrderView, Voice, change_until};
use kontor_domain::pricing::Totals;
use kontor_domain::shipments::{ShipmentView, tracking_link};
use kontor_domain::{CompanyId, Language, OrderId, format};
use minijinja::{Value, context};
use serde::Serialize;

use super::Mail;
use super::templates::render;
use crate::Kontor;
use crate::orders::rows::{OrderData, OrderRow};

/// An order as the mails tell it: without parcels and timeline, which they do not show.
#[must_use]
pub fn order_view(kontor: &Kontor, row: &OrderRow, data: &OrderData) -> OrderView {
    let placed_at = kontor.clock.local_of(&row.placed_at);
    OrderView {
        id: OrderId(row.seq.clone()),
        case: CaseCode::parse(&row.case).unwrap_or_default(),
        company: CompanyId(row.company.clone()),
        company_name: data.company_name.clone(),
        company_number: data.company_number.clone(),
        state: row.state(),
        placed_at,
        placed_by: data.placed_by.clone(),
        entered_by: data.entered_by.clone(),
        channel: data.channel,
        po_number: data.po_number.clone(),
        note: data.note.clone(),
        requested: data.requested,
        delivery: data.delivery.clone(),
        billing: data.billing.clone(),
        lines: data.lines.clone(),
        totals: data.totals.clone(),
        shipments: Vec::new(),
        assignment: data.assignment.clone(),
        approval: data.approval.clone(),
        timeline: Vec::new(),
        payment: None,
        ledger: Vec::new(),
        offers: Vec::new(),
        pay_by: data.pay_by,
        owed: data.on_credit,
        change_until: change_until(row.state(), data.agreed.as_ref(), placed_at, kontor.clock.local()),
        recurring: data.recurring.clone(),
        agreed: data.agreed.clone(),
        freight: data.freight.clone(),
        completeness: data.completeness,
        version: row.version,
    }
}

/// "We have your order."
#[must_use]
pub fn order_placed(kontor: &Kontor, order: &OrderView, to: &str, language: Language) -> Mail {
    render(kontor, "order_placed", language, to, values(kontor, order, language))
}

/// "We have your order and look at it first": more than the company's credit covers. Without figures: whoever orders need not
/// know them.
#[must_use]
pub fn order_held(kontor: &Kontor, order: &OrderView, to: &str, language: Language) -> Mail {
    render(kontor, "order_held", language, to, values(kontor, order, language))
}

/// "We confirm your order": with every line that comes later (or earlier) than promised, and why.
#[must_use]
pub fn order_confirmed(kontor: &Kontor, order: &OrderView, to: &str, language: Language) -> Mail {
    let values = context! { agreed => order.agreed.is_some(), ..values(kontor, order, language) };
    render(kontor, "order_confirmed", language, to, values)
}

/// "A parcel is on its way", with what is in it and where to follow it.
#[must_use]
pub fn order_shipped(
    kontor: &Kontor,
    order: &OrderView,
    shipment: &ShipmentView,
    to: &str,
    language: Language,
) -> Mail {
    let parcel: Vec<LineText> = shipment
        .lines
        .iter()
        .filter_map(|(position, quantity)| {
            let line = order.lines.iter().find(|l| l.position == *position)?;
            let text = line_text(line, language);
            Some(LineText { quantity: amount(*quantity, line, language), ..text })
        })
        .collect();
    let parcels: Vec<ParcelText> = shipment
        .parcels()
        .map(|number| ParcelText {
            number: number.to_owned(),
            link: tracking_link(&shipment.carrier, number),
        })
        .collect();
    let rest: Vec<LineText> = order
        .lines
        .iter()
        .filter(|line| !line.open().0.is_zero())
        .map(|line| LineText { quantity: amount(line.open(), line, language), ..line_text(line, language) })
        .collect();
    let values = context! {
        carrier => shipment.carrier,
        parcels => parcels,
        parcel => parcel,
        complete => rest.is_empty(),
        rest => rest,
        reason => shipment.reason,
        collected_by => shipment.collected_by,
        ..values(kontor, order, language)
    };
    render(kontor, "order_shipped", language, to, values)
}

/// "It lies ready for you": where, when they are there, and what to bring.
#[must_use]
pub fn order_ready(kontor: &Kontor, order: &OrderView, to: &str, language: Language) -> Mail {
    let pickup = order.freight.as_ref().and_then(|f| f.pickup.as_ref());
    let values = context! {
        branch => pickup.map(|p| p.name.clone()),
        hours => pickup.map(|p| p.hours.clone()),
        ..values(kontor, order, language)
    };
    render(kontor, "order_ready", language, to, values)
}

/// "Your order is cancelled."
#[must_use]
pub fn order_cancelled(
    kontor: &Kontor,
    order: &OrderView,
    reason: &str,
    to: &str,
    language: Language,
) -> Mail {
    let values = context! { reason => reason, ..values(kontor, order, language) };
    render(kontor, "order_cancelled", language, to, values)
}

/// To an approver: an order waits for a decision. The link leads to it after signing in.
#[must_use]
pub fn approval_needed(
    kontor: &Kontor,
    order: &OrderView,
    to: &Person,
    voice: &Voice,
    reminder: bool,
) -> Mail {
    let l = to.language;
    let reasons = order.approval.iter().flat_map(|a| &a.reasons).map(|r| r.text(l)).collect::<Vec<_>>();
    let in_place_of = match voice {
        Voice::Own => None,
        Voice::InPlaceOf { name } => Some(name),
    };
    let values = context! {
        name => to.name,
        reasons => reasons,
        in_place_of => in_place_of,
        reminder => reminder,
        unit => order.assignment.unit_name,
        cost_centre => order.assignment.cost_centre,
        ..values(kontor, order, l)
    };
    render(kontor, "approval_needed", l, &to.email, values)
}

/// To whoever ordered: it is approved and goes on.
#[must_use]
pub fn order_approved(
    kontor: &Kontor,
    order: &OrderView,
    by: &str,
    comment: &str,
    to: &str,
    language: Language,
) -> Mail {
    let values = context! { by => by, comment => comment, ..values(kontor, order, language) };
    render(kontor, "order_approved", language, to, values)
}

/// To whoever ordered: a colleague said no, and why.
#[must_use]
pub fn order_rejected(
    kontor: &Kontor,
    order: &OrderView,
    by: &str,
    reason: &str,
    to: &str,
    language: Language,
) -> Mail {
    let values = context! { by => by, reason => reason, ..values(kontor, order, language) };
    render(kontor, "order_rejected", language, to, values)
}

/// "Your order has changed": what was chosen, taken off or answered, and what is on it now.
#[must_use]
pub fn order_changed(
    kontor: &Kontor,
    order: &OrderView,
    happened: &[Happened],
    to: &str,
    language: Language,
) -> Mail {
    render(kontor, "order_changed", language, to, changed(kontor, order, happened, language))
}

/// To the dealer: what a customer wants with a line that comes later, or no longer wants.
#[must_use]
pub fn dealer_choice(kontor: &Kontor, order: &OrderView, happened: &[Happened]) -> Mail {
    let l = Language::De;
    let wishes = order.lines.iter().any(|line| line.wish().is_some());
    let values = context! {
        wishes => wishes,
        link => format!("{}/desk/orders/{}", kontor.settings.base_url, order.id),
        ..changed(kontor, order, happened, l)
    };
    render(kontor, "dealer_choice", l, &kontor.settings.dealer_email, values)
}

fn changed(kontor: &Kontor, order: &OrderView, happened: &[Happened], l: Language) -> Value {
    context! {
        happened => happened.iter().map(|what| what.text(l)).collect::<Vec<_>>(),
        cancelled => order.state == OrderState::Cancelled,
        ..values(kontor, order, l)
    }
}

/// To the dealer: an order to confirm.
#[must_use]
pub fn dealer_new_order(kontor: &Kontor, order: &OrderView) -> Mail {
    let l = Language::De;
    let values = context! {
        link => format!("{}/desk/orders/{}", kontor.settings.base_url, order.id),
        held => order.state == OrderState::OnHold,
        ..values(kontor, order, l)
    };
    render(kontor, "dealer_new_order", l, &kontor.settings.dealer_email, values)
}

/// A parcel by its number.
#[derive(Serialize)]
struct ParcelText {
    number: String,
    link: Option<String>,
}

/// A line in words.
#[derive(Serialize)]
struct LineText {
    position: u32,
    number: String,
    name: String,
    /// `2 Stück`.
    quantity: String,
    /// `48,60 € je Stück`.
    each: String,
    sum: String,
    /// The day that holds now.
    day: String,
    /// The day first promised, when that was another one.
    instead_of: Option<String>,
    reason: String,
    reference: String,
    /// The customer has to choose what becomes of it.
    asks: bool,
}

fn line_text(line: &OrderLine, l: Language) -> LineText {
    LineText {
        position: line.position,
        number: line.number.clone(),
        name: line.name.get(l).to_owned(),
        quantity: amount(line.quantity, line, l),
        each: each(line, l),
        sum: format::money(line.amount, l),
        day: format::day(line.date(), l),
        instead_of: (line.date() != line.promised).then(|| format::day(line.promised, l)),
        reason: line.reason.clone(),
        reference: line.reference.clone(),
        asks: line.asks(),
    }
}

/// The price of one unit, and for its metal what comes on top of the line.
fn each(line: &OrderLine, l: Language) -> String {
    let each = format!("{} {} {}", format::money(line.net, l), l.pick("je", "per"), line.unit.word(l));
    match line.metal {
        Some(metal) => format!("{each}, {}", metal.text(line.quantity, l)),
        None => each,
    }
}

fn amount(quantity: kontor_domain::Quantity, line: &OrderLine, l: Language) -> String {
    format!("{} {}", format::quantity(quantity, l), line.unit.word(l))
}

pub(super) fn values(kontor: &Kontor, order: &OrderView, l: Language) -> Value {
    let lines: Vec<LineText> =
        order.lines.iter().filter(|line| !line.gone()).map(|line| line_text(line, l)).collect();
    let moved = lines.iter().any(|line| line.instead_of.is_some());
    context! {
        case => order.case.as_str(),
        company => order.company_name,
        company_number => order.company_number,
        placed_by => order.placed_by,
        entered_by => order.entered_by,
        channel => order.channel.word(l),
        placed_at => format::moment(order.placed_at, l),
        po_number => order.po_number,
        note => order.note,
        recurring => order.recurring.as_ref().map(|origin| origin.name.as_str()),
        requested => order.requested.map(|day| format::date(day, l)),
        pay_by => order.pay_by.map(|day| format::date(day, l)),
        delivery => order.delivery.lines(),
        lines => lines,
        moved => moved,
        asks => order.state.confirmable() && order.lines.iter().any(OrderLine::asks),
        sums => sums(&order.totals, l),
        ways => delivery_words(order.freight.as_ref(), order.completeness, &order.lines, l),
        vat_note => order.totals.treatment.note(l),
        link => format!("{}/orders/{}", kontor.settings.base_url, order.id),
    }
}

/// The sums as label and amount, in columns.
pub(super) fn sums(totals: &Totals, l: Language) -> Vec<String> {
    let mut rows = Vec::new();
    let on_top = [
        (l.pick("Altteilpfand", "Core deposit"), Some(totals.deposit).filter(|sum| !sum.is_zero())),
        (l.pick("Metallzuschlag", "Metal surcharge"), Some(totals.surcharge).filter(|sum| !sum.is_zero())),
        (l.pick("Versand", "Delivery"), totals.freight),
    ];
    if on_top.iter().any(|(_, sum)| sum.is_some()) {
        rows.push((l.pick("Ware", "Goods").to_owned(), totals.goods()));
    }
    rows.extend(on_top.into_iter().filter_map(|(label, sum)| Some((label.to_owned(), sum?))));
    rows.push((l.pick("Netto", "Net").to_owned(), totals.net));
    for vat in totals.vat.iter().filter(|v| !v.rate.is_zero()) {
        rows.push((format!("{} {}", l.pick("USt", "VAT"), format::percent(vat.rate, l)), vat.amount));
    }
    rows.push((l.pick("Gesamt", "Total").to_owned(), totals.gross));
    let texts: Vec<(String, String)> =
        rows.into_iter().map(|(label, sum)| (label, format::money(sum, l))).collect();
    let width = |column: fn(&(String, String)) -> &String| {
        texts.iter().map(|t| column(t).chars().count()).max().unwrap_or(0)
    };
    let (labels, amounts) = (width(|t| &t.0), width(|t| &t.1));
    texts.iter().map(|(label, sum)| format!("{label:<labels$}  {sum:>amounts$}")).collect()
}
