//! Checking what a person decided about a recurring order, and accepting today's prices for it.

use std::collections::HashSet;

use kontor_domain::accounts::{Actor, Company};
use kontor_domain::carts::MAX_LINES;
use kontor_domain::orders::PlaceOrder;
use kontor_domain::recurring::{AcceptedLine, Draft, Plan, fields};
use kontor_domain::{Date, Error, FieldError, IdempotencyKey, Money, Problem, Quantity};

use super::rows::RecurringData;
use crate::carts::priced;
use crate::carts::rows::loose;
use crate::delivery::{Way, handed_over};
use crate::pricing::Terms;
use crate::{Kontor, accounts, orders};

/// The order as it will be placed for `whose`, but for its lines.
pub(super) fn command(data: &RecurringData, key: IdempotencyKey) -> PlaceOrder {
    PlaceOrder {
        key,
        delivery: data.delivery.clone(),
        billing: data.billing.clone(),
        po_number: data.po_number.clone(),
        note: data.note.clone(),
        unit: data.unit.clone(),
        cost_centre: data.cost_centre.clone(),
        service: data.service.clone(),
        completeness: data.completeness,
        // Declared when it was made; without it nothing is.
        business: true,
        ..PlaceOrder::default()
    }
}

/// Puts what was decided into `data` once all of it can be ordered, with today's prices as the accepted ones.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field at once, `lines[N]` for a line that cannot be ordered;
/// [`Error::Conflict`] with [`Problem::PriceChanged`] when a price is above the one the person saw.
pub(super) async fn accept(
    kontor: &Kontor,
    whose: &Actor,
    company: &Company,
    draft: &Draft,
    data: RecurringData,
) -> Result<RecurringData, Error> {
    let data = RecurringData {
        name: draft.name.trim().to_owned(),
        tolerance: draft.tolerance.normalize(),
        remind_days: draft.remind_days,
        delivery: draft.delivery.clone(),
        billing: draft.billing.clone(),
        po_number: draft.po_number.trim().to_owned(),
        note: draft.note.trim().to_owned(),
        unit: draft.unit.trim().to_owned(),
        cost_centre: draft.cost_centre.trim().to_owned(),
        service: draft.service.trim().to_owned(),
        completeness: draft.completeness,
        ..data
    };
    let mut wrong = fields(draft);
    let terms = Terms::of_company(company.clone());
    let rules = accounts::rules_of(kontor, &company.id).await?;
    // The checks of placing an order, so that what is accepted here can be placed then.
    let order = PlaceOrder { business: draft.business, ..command(&data, IdempotencyKey::new("draft")) };
    if let Err(Error::Invalid { fields }) = orders::check(kontor, whose, &terms, &rules, &order) {
        wrong.extend(fields);
    }
    let mut seen = HashSet::new();
    for (i, line) in draft.lines.iter().enumerate() {
        let mut bad = |problem| wrong.push(FieldError { field: format!("lines[{i}]"), problem });
        if line.quantity <= Quantity::ZERO {
            bad(Problem::NotPositive);
        } else if line.quantity > Quantity::MAX {
            bad(Problem::TooMuch);
        } else if !seen.insert(&line.part) {
            bad(Problem::Duplicate);
        }
    }
    match draft.lines.len() {
        0 => wrong.push(FieldError { field: "lines".into(), problem: Problem::NoLines }),
        n if n > MAX_LINES => {
            let max = u32::try_from(MAX_LINES).unwrap_or(u32::MAX);
            wrong.push(FieldError { field: "lines".into(), problem: Problem::AtMost { max } });
        }
        _ => {}
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid { fields: wrong });
    }
    let rows = draft
        .lines
        .iter()
        .map(|line| loose(kontor, company.id.as_str(), &line.part, line.quantity, whose.name()))
        .collect();
    let to = company.addresses.iter().find(|a| a.id == data.delivery).cloned().unwrap_or_default();
    let to = handed_over(kontor, &to, &data.service).await?;
    let cart = priced(kontor, rows, &terms, Some((&to.country, &to.state))).await?;
    let way = Way::of(kontor, &terms, &cart, &to, &data.service).await;
    let now = cart.view.lines;
    let mut lines = Vec::with_capacity(now.len());
    let mut dearer = false;
    for (i, (wish, line)) in draft.lines.iter().zip(now).enumerate() {
        let problem = line.problem.or_else(|| line.price.is_none().then_some(Problem::PriceOnRequest));
        if let Some(problem) = problem {
            wrong.push(FieldError { field: format!("lines[{i}]"), problem });
            continue;
        }
        let Some(price) = line.price else { continue };
        dearer |= wish.seen.is_some_and(|seen| price.net.amount > seen.amount);
        let surcharge = price.surcharge_of(wish.quantity);
        let (part, number) = (line.part, line.number);
        lines.push(AcceptedLine { part, number, quantity: wish.quantity, net: price.net, surcharge });
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid { fields: wrong });
    }
    if dearer {
        return Err(Error::conflict(Problem::PriceChanged));
    }
    let freight = way?.net().unwrap_or(Money::ZERO);
    Ok(RecurringData { lines, freight, ..data })
}

/// The first day of a plan from `day` on, or what is wrong with the plan.
///
/// # Errors
/// [`Error::Invalid`] on `count` when as many orders have come already, on `until` when it is over before it begins.
pub(super) fn first_day(plan: &Plan, day: Date, done: u32) -> Result<Date, Error> {
    if plan.count.is_some_and(|count| done >= count) {
        return Err(Error::invalid("count", Problem::AlreadyDone));
    }
    let open = Plan { until: None, ..*plan };
    let found = open.day_from(day, done).ok_or_else(|| Error::invalid("from", Problem::NotADate))?;
    match plan.until {
        Some(until) if until < found => Err(Error::invalid("until", Problem::LaterThan { date: found })),
        _ => Ok(found),
    }
}
