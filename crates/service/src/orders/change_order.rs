//! The customer changes an order that was just placed: quantities, parts that were forgotten, the own order number, the message.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::CartLineView;
use kontor_domain::catalog::AvailabilityState;
use kontor_domain::delivery::Completeness;
use kontor_domain::events::Happened;
use kontor_domain::orders::{
    ChangeDraft, ChangeOrder, ChangeStart, OrderLine, OrderState, OrderView, Revision, change_until,
};
use kontor_domain::stock::{StockLevel, promise};
use kontor_domain::{
    CompanyId, Error, FieldError, IdempotencyKey, Language, OrderId, PartKey, Problem, Quantity,
};

use super::amend::{self, Amendment};
use super::choose::finish;
use super::credit::{self, Cover};
use super::place_order::{order_line, together};
use super::ruling::purchase_of;
use crate::carts::rows::{self as cart_rows, CartLineRow};
use crate::carts::{check_rows, priced};
use crate::change::Change;
use crate::delivery::{Way, roads};
use crate::{Kontor, accounts, mail};

/// The form of a change, and what the order would be with what was typed. Changes nothing: the same decision is made once more
/// by [`change_order`].
///
/// # Errors
/// [`Error::NotFound`] also for another company's order; [`Error::Forbidden`] without [`Right::Order`]; [`Error::Conflict`] with
/// [`Problem::GraceOver`] or [`Problem::AgreedByOffer`]. What is wrong with the draft is part of the answer.
pub async fn start_change(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    draft: &ChangeDraft,
) -> Result<ChangeStart, Error> {
    actor.require_company(Right::Order)?;
    let view = super::order(kontor, actor, order).await?;
    let mut amendment = open(kontor, actor, order, view.version).await?;
    let (mut after, mut wrong) = (None, Vec::new());
    if !draft.is_empty() {
        match plan(kontor, actor, &mut amendment, draft).await {
            Ok(_) => after = Some(Box::new(mail::order_view(kontor, &amendment.row, &amendment.data))),
            Err(Error::Invalid { fields }) => wrong = fields,
            Err(Error::Conflict { problem: Problem::NothingChosen }) => {}
            Err(Error::Conflict { problem }) => wrong.push(FieldError { field: String::new(), problem }),
            Err(other) => return Err(other),
        }
    }
    Ok(ChangeStart { key: IdempotencyKey(kontor.new_id()), order: view, after, wrong })
}

/// Changes it, at today's prices and with today's stock for what is changed; everything else stays as it was ordered. What the
/// company's credit does not cover waits for the desk. The same key again answers the same order.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] on `quantity.POSITION`, `add.ROW`, `po_number` and `note`;
/// [`Error::Conflict`] with [`Problem::GraceOver`] or [`Problem::AgreedByOffer`], with [`Problem::ChangedMeanwhile`] for an old version, with
/// [`Problem::PriceChanged`] when the sum is not the one that was seen, [`Problem::NothingChosen`] when nothing is changed,
/// [`Problem::NoLines`] when nothing would be left (that is cancelling), [`Problem::DearerThanPaid`] for what is paid already,
/// [`Problem::RaiseNeedsApproval`] or [`Problem::OverBudget`] when it is dearer than the company's rules let pass, and
/// [`Problem::DeliveryBlocked`].
pub async fn change_order(kontor: &Kontor, actor: &Actor, command: &ChangeOrder) -> Result<OrderView, Error> {
    actor.require_company(Right::Order)?;
    let changed = Box::pin(once(kontor, actor, command)).await;
    amend::or_before(kontor, actor, ("change_order", &command.key), &command.order, changed).await
}

async fn once(kontor: &Kontor, actor: &Actor, command: &ChangeOrder) -> Result<OrderView, Error> {
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    let mut amendment = open(kontor, actor, &command.order, command.version).await?;
    let mut happened = vec![plan(kontor, actor, &mut amendment, &command.draft).await?];
    if command.seen.is_some_and(|seen| seen.amount != amendment.data.totals.net.amount) {
        return Err(Error::conflict(Problem::PriceChanged));
    }
    let state = covered(kontor, &mut amendment).await?;
    if state == OrderState::OnHold {
        happened.push(Happened::OrderHeld);
    }
    let mut change = Change::new(kontor, actor);
    change.once("change_order", &command.key, command.order.as_str());
    let view = amendment.put(kontor, actor, &mut change, state, &happened).await?;
    change.mail(mail::dealer_choice(kontor, &view, &happened));
    if !amendment.data.email.is_empty() {
        let (to, l) = (&amendment.data.email, amendment.data.language);
        change.mail(mail::order_changed(kontor, &view, &happened, to, l));
    }
    finish(kontor, actor, change, &command.order).await
}

/// An order that may still be changed.
async fn open(kontor: &Kontor, actor: &Actor, order: &OrderId, version: i64) -> Result<Amendment, Error> {
    let amendment = amend::read(kontor, actor, order, version).await?;
    amendment.before.changeable_by(actor)?;
    let row = &amendment.row;
    let (placed_at, now) = (kontor.clock.local_of(&row.placed_at), kontor.clock.local());
    match change_until(row.state(), amendment.before.agreed.as_ref(), placed_at, now) {
        Some(_) => Ok(amendment),
        None => Err(Error::conflict(Problem::GraceOver)),
    }
}

/// Makes the amendment what the draft says, all mistakes at once. Answers what happened.
async fn plan(
    kontor: &Kontor,
    actor: &Actor,
    amendment: &mut Amendment,
    draft: &ChangeDraft,
) -> Result<Happened, Error> {
    let mut fields = texts(kontor, amendment, draft).await?;
    let wishes = Wishes::of(kontor, actor, amendment, draft, &mut fields).await?;
    let mut revised = Vec::new();
    for position in &wishes.off {
        let number = amendment.open_line(*position)?.called(Language::De).to_owned();
        let before = amendment.take_off(*position, None)?;
        revised.push(Revision { number, before, after: Quantity::ZERO });
    }
    revised.extend(rewrite(kontor, amendment, wishes.lines, &mut fields).await?);
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    if amendment.data.lines.iter().all(OrderLine::gone) {
        return Err(Error::conflict(Problem::NoLines));
    }
    let (before, data) = (&amendment.before, &amendment.data);
    let po_number = (data.po_number != before.po_number).then(|| data.po_number.clone());
    let note = data.note != before.note;
    if revised.is_empty() && po_number.is_none() && !note {
        return Err(Error::conflict(Problem::NothingChosen));
    }
    if !revised.is_empty() {
        redeliver(kontor, amendment).await?;
    }
    amendment.allow_raise(kontor).await?;
    Ok(Happened::OrderRevised { lines: revised, po_number, note })
}

/// The freight of what it is now, by the service it was ordered with, and one day for all of it where it is to come together: as
/// if it were ordered now.
async fn redeliver(kontor: &Kontor, amendment: &mut Amendment) -> Result<(), Error> {
    if amendment.data.completeness == Completeness::Complete {
        together(&mut amendment.data.lines);
    }
    let Some(before) = amendment.data.freight.clone() else { return Ok(()) };
    amendment.recount();
    let terms = amendment.terms(kontor).await?;
    let left = amendment.data.lines.iter().filter(|l| !l.gone());
    let lines: Vec<(PartKey, Quantity)> = left.filter_map(|l| Some((l.part.clone()?, l.quantity))).collect();
    let (goods, to) = (amendment.data.totals.goods(), &amendment.data.delivery);
    let way = Way::again(kontor, &terms, &lines, goods, to, &before).await;
    // What is wrong with it is wrong with the order as a whole: its service is no field of this form.
    let way = way.map_err(|error| match error {
        Error::Invalid { fields } => {
            let problem = fields.into_iter().next().map_or(Problem::ServiceGone, |f| f.problem);
            Error::conflict(problem)
        }
        other => other,
    })?;
    amendment.data.totals.freight = way.net();
    amendment.data.freight = way.freight;
    Ok(())
}

/// Order number and message; a company may ask for the number.
async fn texts(
    kontor: &Kontor,
    amendment: &mut Amendment,
    draft: &ChangeDraft,
) -> Result<Vec<FieldError>, Error> {
    let mut fields = Vec::new();
    let data = &mut amendment.data;
    for (field, text, max, kept) in [
        ("po_number", &draft.po_number, 60, &mut data.po_number),
        ("note", &draft.note, 1_000, &mut data.note),
    ] {
        let Some(text) = text else { continue };
        if text.chars().count() > max as usize {
            fields.push(FieldError { field: field.into(), problem: Problem::TooLong { max } });
        }
        text.trim().clone_into(kept);
    }
    if amendment.data.po_number != amendment.before.po_number {
        let company = CompanyId(amendment.row.company.clone());
        let rules = accounts::rules_of(kontor, &company).await?;
        let asked = rules.fields(&purchase_of(kontor, &amendment.data));
        fields.extend(asked.into_iter().filter(|f| f.field == "po_number"));
    }
    Ok(fields)
}

/// What the lines are to be.
struct Wishes {
    /// Positions that go.
    off: Vec<u32>,
    lines: Vec<Wish>,
}

/// A line with a new quantity, or a new one.
struct Wish {
    /// Absent for a part that comes onto the order.
    position: Option<u32>,
    /// Where a mistake is shown.
    field: String,
    row: CartLineRow,
}

impl Wishes {
    async fn of(
        kontor: &Kontor,
        actor: &Actor,
        amendment: &Amendment,
        draft: &ChangeDraft,
        fields: &mut Vec<FieldError>,
    ) -> Result<Self, Error> {
        let open: Vec<&OrderLine> =
            amendment.data.lines.iter().filter(|l| l.open() > Quantity::ZERO).collect();
        let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
        // By part: what is typed for a line, and what is added to it, come together.
        let mut wanted: Vec<(Option<&OrderLine>, Option<PartKey>, Quantity, String)> = Vec::new();
        for line in &draft.lines {
            let field = format!("quantity.{}", line.position);
            let twice = wanted.iter().any(|(l, ..)| l.is_some_and(|l| l.position == line.position));
            match open.iter().find(|l| l.position == line.position) {
                None => wrong(field, Problem::UnknownPart),
                Some(_) if twice => wrong(field, Problem::Duplicate),
                Some(_) if line.quantity < Quantity::ZERO => wrong(field, Problem::NotPositive),
                Some(_) if line.quantity > Quantity::MAX => wrong(field, Problem::TooMuch),
                Some(l) => wanted.push((Some(*l), l.part.clone(), line.quantity, field)),
            }
        }
        let checked = check_rows(kontor, actor, draft.add.clone()).await?;
        for (i, row) in checked.into_iter().enumerate() {
            let field = format!("add.{i}");
            match (row.line(), row.problems.into_iter().next()) {
                (_, Some(problem)) => wrong(field, problem),
                (None, None) => wrong(field, Problem::UnknownPart),
                (Some(add), None) => {
                    match wanted.iter_mut().find(|(_, part, ..)| part.as_ref() == Some(&add.part)) {
                        Some((_, _, quantity, at)) => (*quantity, *at) = (*quantity + add.quantity, field),
                        None => {
                            let line = open.iter().find(|l| l.part.as_ref() == Some(&add.part)).copied();
                            let has = line.map(|l| l.quantity).unwrap_or_default();
                            wanted.push((line, Some(add.part), has + add.quantity, field));
                        }
                    }
                }
            }
        }
        let mut wishes = Self { off: Vec::new(), lines: Vec::new() };
        for (line, part, quantity, field) in wanted {
            match (line, part) {
                (Some(l), _) if l.quantity == quantity => {}
                (Some(l), _) if quantity == Quantity::ZERO => wishes.off.push(l.position),
                // What was made for this order has no price for another quantity.
                (_, None) => fields.push(FieldError { field, problem: Problem::PriceOnRequest }),
                (_, Some(part)) => {
                    let by = &amendment.data.placed_by;
                    let loose = cart_rows::loose(kontor, &amendment.row.company, &part, quantity, by);
                    let row = CartLineRow {
                        reference: line.map(|l| l.reference.clone()).unwrap_or_default(),
                        note: line.map(|l| l.note.clone()).unwrap_or_default(),
                        ..loose
                    };
                    wishes.lines.push(Wish { position: line.map(|l| l.position), field, row });
                }
            }
        }
        Ok(wishes)
    }
}

/// Puts the wished lines into the order, priced and promised as if they were ordered now; what a line holds already is its own.
async fn rewrite(
    kontor: &Kontor,
    amendment: &mut Amendment,
    wishes: Vec<Wish>,
    fields: &mut Vec<FieldError>,
) -> Result<Vec<Revision>, Error> {
    if wishes.is_empty() {
        return Ok(Vec::new());
    }
    let terms = amendment.terms(kontor).await?;
    let to = amendment.data.delivery.clone();
    let (mut revised, rows) = (Vec::new(), wishes.iter().map(|w| w.row.clone()).collect());
    let priced = priced(kontor, rows, &terms, Some((&to.country, &to.state))).await?;
    let views: HashMap<&PartKey, &CartLineView> = priced.view.lines.iter().map(|l| (&l.part, l)).collect();
    let warehouses = roads(kontor, amendment.data.freight.as_ref()).await?;
    for wish in wishes {
        let part = PartKey(wish.row.part.clone());
        let mut wrong = |problem| fields.push(FieldError { field: wish.field.clone(), problem });
        let (Some(view), Some(loaded)) = (views.get(&part), priced.loaded.get(&part)) else {
            wrong(Problem::UnknownPart);
            continue;
        };
        // Whether there is enough is decided below, with what the line holds.
        if let Some(problem) = view.problem.clone().filter(|p| !matches!(p, Problem::SoldOut { .. })) {
            wrong(problem);
            continue;
        }
        let (Some(price), Some(amount)) = (&view.price, view.amount) else {
            wrong(Problem::PriceOnRequest);
            continue;
        };
        let old = wish.position.and_then(|at| amendment.data.lines.iter_mut().find(|l| l.position == at));
        let levels = without(&loaded.levels, old.as_deref());
        let promise = promise(
            loaded.part.code,
            loaded.part.replenishment_days,
            &levels,
            &warehouses,
            view.quantity,
            kontor.clock.local(),
            &to.state,
        );
        let (Some(date), Some(allocation)) = (promise.date, promise.allocation) else {
            let left = levels.iter().fold(Quantity::ZERO, |sum, level| sum + level.free());
            wrong(Problem::SoldOut { left });
            continue;
        };
        debug_assert!(promise.state != AvailabilityState::Gone);
        let date = amendment.data.requested.map_or(date, |day| day.max(date));
        let before = old.as_ref().map(|l| l.quantity).unwrap_or_default();
        amendment.taken.push((part.clone(), allocation.clone()));
        if let Some(old) = old {
            amendment.freed.push((part, old.allocation.clone()));
            let line = order_line(old.position, view, price.net, amount, allocation, date);
            *old = OrderLine { cancelled: old.cancelled, ..line };
        } else {
            let next = amendment.data.lines.iter().map(|l| l.position).max().unwrap_or(0) + 1;
            amendment.data.lines.push(order_line(next, view, price.net, amount, allocation, date));
        }
        revised.push(Revision { number: view.number.clone(), before, after: view.quantity });
    }
    Ok(revised)
}

/// The stock as it is without what a line holds of it.
fn without(levels: &[StockLevel], line: Option<&OrderLine>) -> Vec<StockLevel> {
    let mut levels = levels.to_vec();
    if let Some(held) = line.map(|l| &l.allocation)
        && let Some(level) = levels.iter_mut().find(|level| level.warehouse == held.warehouse)
    {
        level.reserved = level.reserved - held.reserve;
        level.backordered = level.backordered - held.backorder;
    }
    levels
}

/// Does the company's credit cover it, when it becomes dearer? Otherwise it waits for the desk.
async fn covered(kontor: &Kontor, amendment: &mut Amendment) -> Result<OrderState, Error> {
    let (Some(before), true) = (amendment.before.on_credit, amendment.raised()) else {
        return Ok(OrderState::Placed);
    };
    amendment.cover = Cover::Limit;
    let more = amendment.data.on_account() - before;
    let company = CompanyId(amendment.row.company.clone());
    let held = credit::held(kontor, &company, more, true).await?;
    Ok(if held { OrderState::OnHold } else { OrderState::Placed })
}
