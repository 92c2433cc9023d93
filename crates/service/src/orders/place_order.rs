//! Placing an order: the cart becomes an order with its stock reserved, once.

use std::collections::{HashMap, HashSet};

use kontor_domain::accounts::rules::CompanyRules;
use kontor_domain::accounts::{Actor, Address, Right};
use kontor_domain::carts::{AddLine, CartLineView, CartRight, MAX_LINES};
use kontor_domain::catalog::AvailabilityState;
use kontor_domain::delivery::Completeness;
use kontor_domain::orders::{OrderLine, OrderView, PlaceOrder};
use kontor_domain::payments::PaymentChoice;
use kontor_domain::pricing::Totals;
use kontor_domain::stock::{Allocation, promise};
use kontor_domain::{CartId, CompanyId, Error, FieldError, Money, OrderId, PartKey, Problem, Quantity};
use kontor_store::types::Object;
use kontor_store::{StoreError, SurrealValue as _, Tx};

use super::credit;
use super::ruling::{Ruling, purchase};
use super::write_order::{NewOrder, Written, write_order};
use crate::Kontor;
use crate::carts::rows as cart_rows;
use crate::carts::{Priced, priced};
use crate::catalog::hits::Loaded;
use crate::change::answered_before;
use crate::delivery::{Way, handed_over, roads};
use crate::fault::Fault as _;
use crate::pricing::Terms;
use crate::recurring::Turn;
use crate::{accounts, payments, recurring};

/// How often stock is looked at again when others took it between reading and writing.
const ATTEMPTS: usize = 8;

/// Orders what is in the cart that is named, or in the one in which the actor works.
///
/// One transaction writes the idempotency record, the order, its case, the reservations (each guarded: what is not there
/// cannot be reserved), the charge of the unit's budget, the emptied cart lines, the event and the mails. What the company's
/// rules ask approval for waits with its goods reserved, and does not reach the desk before. The same key again answers the same order.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field at once; `lines[N]` names a cart line that cannot be ordered.
/// [`Error::Conflict`] with [`Problem::OverBudget`] or [`Problem::NoApprover`] when the company's rules forbid it, with
/// [`Problem::DeliveryBlocked`] while the dealer delivers nothing to it, with
/// [`Problem::PriceChanged`] or [`Problem::FreightChanged`] when the sum is not the one the person saw, with
/// [`Problem::SoldOut`] when others were quicker, with [`Problem::UnknownCaller`] or [`Problem::CallerNeeded`] when it is entered
/// on the wish of somebody who may not order it (any more). The cart is kept in every case. For the cart [`Error::NotFound`] when it is
/// another company's or somebody's own, [`Error::Forbidden`] for who may not order it, [`Error::Conflict`] with
/// [`Problem::CartGone`].
pub async fn place_order(kontor: &Kontor, actor: &Actor, command: &PlaceOrder) -> Result<OrderView, Error> {
    Box::pin(place(kontor, actor, None, command, None)).await
}

/// Orders explicit lines, for the interface. The company's cart is neither read nor touched: nothing that people have in it
/// is ordered by surprise, and two programs at once do not meet.
///
/// # Errors
/// As [`place_order`]; `lines[N]` names the line as sent, [`Problem::Duplicate`] a part that is named twice.
pub async fn place_lines(
    kontor: &Kontor,
    actor: &Actor,
    lines: &[AddLine],
    command: &PlaceOrder,
) -> Result<OrderView, Error> {
    let company = actor.require_company(Right::Order)?;
    if lines.len() > MAX_LINES {
        return Err(Error::invalid("lines", Problem::TooMuch));
    }
    let mut seen = HashSet::new();
    let mut fields = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if !seen.insert(&line.part) {
            fields.push(FieldError { field: format!("lines[{i}]"), problem: Problem::Duplicate });
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let rows = lines
        .iter()
        .map(|line| cart_rows::loose(kontor, company.as_str(), &line.part, line.quantity, actor.name()))
        .collect();
    Box::pin(place(kontor, actor, Some(rows), command, None)).await
}

/// Orders the lines of a recurring order on its day, as the person it belongs to. Its turn is taken in the same transaction.
///
/// # Errors
/// As [`place_order`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when somebody changed the recurring order, or its
/// turn was taken already.
pub(crate) async fn place_recurring(
    kontor: &Kontor,
    actor: &Actor,
    rows: Vec<cart_rows::CartLineRow>,
    command: &PlaceOrder,
    turn: &Turn<'_>,
) -> Result<OrderView, Error> {
    Box::pin(place(kontor, actor, Some(rows), command, Some(turn))).await
}

/// Orders the lines given, or those of a cart.
async fn place(
    kontor: &Kontor,
    actor: &Actor,
    given: Option<Vec<cart_rows::CartLineRow>>,
    command: &PlaceOrder,
    turn: Option<&Turn<'_>>,
) -> Result<OrderView, Error> {
    let company_id = actor.require_company(Right::Order)?;
    let operation = operation(turn);
    if let Some(id) = answered_before(kontor, actor, operation, &command.key).await? {
        return super::order(kontor, actor, &OrderId(id)).await;
    }
    payable(kontor, actor, company_id, &command.payment).await?;
    asked_for(kontor, actor, company_id).await?;
    let terms = Terms::of(kontor, actor).await?;
    let rules = accounts::rules_of(kontor, company_id).await?;
    let (delivery, billing) = check(kontor, actor, &terms, &rules, command)?;
    let delivery = handed_over(kontor, &delivery, &command.service).await?;
    let from = match given {
        Some(_) => None,
        None => Some(cart_rows::open(kontor, actor, command.cart.as_ref(), CartRight::Order).await?),
    };
    for _ in 0..ATTEMPTS {
        let rows = match &from {
            Some(cart) => cart_rows::lines(kontor, &cart.id).await?,
            None => given.clone().unwrap_or_default(),
        };
        let mut cart = priced(kontor, rows, &terms, Some((&delivery.country, &delivery.state))).await?;
        if cart.view.lines.is_empty() {
            // A double click may arrive when the first one has just emptied the cart.
            return match answered_before(kontor, actor, operation, &command.key).await? {
                Some(id) => super::order(kontor, actor, &OrderId(id)).await,
                None => Err(Error::invalid("lines", Problem::CartEmpty)),
            };
        }
        let problems: Vec<FieldError> = cart
            .view
            .lines
            .iter()
            .enumerate()
            .filter_map(|(i, l)| {
                l.problem.clone().map(|problem| FieldError { field: format!("lines[{i}]"), problem })
            })
            .collect();
        if let [FieldError { problem: problem @ Problem::SoldOut { .. }, .. }] = problems.as_slice() {
            return Err(Error::conflict(problem.clone()));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid { fields: problems });
        }
        let way = Way::of(kontor, &terms, &cart, &delivery, &command.service).await?;
        cart.view.totals = way.onto(cart.view.totals);
        if command.seen_net.is_some_and(|seen| seen.amount != cart.view.totals.net.amount) {
            return Err(Error::conflict(changed(command, &cart.view.totals)));
        }
        let purchase = purchase(kontor, actor, command, cart.view.totals.net);
        let ruling = Ruling::of(kontor, company_id, &rules, &purchase, None).await?;
        let needs_payment = command.payment.needs_payment() && !cart.view.totals.gross.is_zero();
        let on_account = !needs_payment && !ruling.verdict.needs_approval();
        let held = credit::held(kontor, company_id, cart.view.totals.gross, on_account).await?;
        let addresses = (&delivery, &billing, &way);
        match write(
            kontor,
            actor,
            company_id,
            &terms,
            (&rules, &ruling, held),
            command,
            addresses,
            &cart,
            from.as_ref(),
            turn,
        )
        .await
        {
            Ok(Written::Now(view)) => return Ok(*view),
            Ok(Written::Before(id)) => return super::order(kontor, actor, &id).await,
            // Stock, budget or credit went between reading and writing, or a colleague changed the cart: look again and decide anew.
            Err(StoreError::Guard(name)) if name == "closed" => {
                return Err(Error::conflict(Problem::CartGone));
            }
            Err(StoreError::Guard(name)) if name == recurring::rows::GUARD => {
                return Err(Error::conflict(Problem::ChangedMeanwhile));
            }
            Err(StoreError::Guard(_)) => {}
            // The case code was taken, by a chance of one in twenty million.
            Err(StoreError::Exists(text)) if text.contains("case:") => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Who enters what a customer wants does so on the wish of somebody who may still order it.
pub(super) async fn asked_for(kontor: &Kontor, actor: &Actor, company: &CompanyId) -> Result<(), Error> {
    match actor.acting() {
        Some(acting) => accounts::known_caller(kontor, company, &acting.caller)
            .await?
            .map(|_| ())
            .map_err(Error::conflict),
        None => Ok(()),
    }
}

/// The keys of recurring orders are the program's own: nobody's key meets them.
const fn operation(turn: Option<&Turn<'_>>) -> &'static str {
    if turn.is_some() { "place_recurring" } else { "place_order" }
}

/// Can it be paid as the person wishes?
async fn payable(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    choice: &PaymentChoice,
) -> Result<(), Error> {
    if choice.needs_payment() && actor.acting().is_some() {
        return Err(Error::invalid("payment", Problem::PaidByCustomer));
    }
    if choice.needs_payment() && kontor.stripe.is_none() {
        return Err(Error::invalid("payment", Problem::PaymentUnavailable));
    }
    match choice {
        PaymentChoice::Stored { method } if !payments::usable(kontor, actor, company, method).await? => {
            Err(Error::invalid("payment", Problem::UnknownMethod))
        }
        _ => Ok(()),
    }
}

/// Checks everything that does not depend on stock, all fields at once.
pub(crate) fn check(
    kontor: &Kontor,
    actor: &Actor,
    terms: &Terms,
    rules: &CompanyRules,
    command: &PlaceOrder,
) -> Result<(Address, Address), Error> {
    let mut fields = rules.fields(&purchase(kontor, actor, command, Money::ZERO));
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    if !command.business {
        wrong("business", Problem::BusinessDeclarationMissing);
    }
    for (field, text, max) in [
        ("po_number", &command.po_number, 60),
        ("note", &command.note, 1_000),
        ("service", &command.service, 100),
    ] {
        if text.chars().count() > max as usize {
            wrong(field, Problem::TooLong { max });
        }
    }
    if command.requested.is_some_and(|day| day < kontor.clock.local().date()) {
        wrong("requested", Problem::DateInPast);
    }
    if let Err(problem) = command.key.check() {
        wrong("key", problem);
    }
    let address =
        |id: &str| terms.company.as_ref().and_then(|c| c.addresses.iter().find(|a| a.id == id)).cloned();
    let (delivery, billing) = (address(&command.delivery), address(&command.billing));
    if delivery.is_none() {
        wrong("delivery", Problem::UnknownAddress);
    }
    if billing.is_none() {
        wrong("billing", Problem::UnknownAddress);
    }
    match (delivery, billing) {
        (Some(delivery), Some(billing)) if fields.is_empty() => Ok((delivery, billing)),
        _ => Err(Error::Invalid { fields }),
    }
}

#[expect(clippy::too_many_arguments, reason = "everything the order is made of, decided by the caller")]
async fn write(
    kontor: &Kontor,
    actor: &Actor,
    company_id: &CompanyId,
    terms: &Terms,
    (rules, ruling, held): (&CompanyRules, &Ruling, bool),
    command: &PlaceOrder,
    (delivery, billing, way): (&Address, &Address, &Way),
    cart: &Priced,
    from: Option<&cart_rows::Opened>,
    turn: Option<&Turn<'_>>,
) -> Result<Written, StoreError> {
    let warehouses =
        roads(kontor, way.freight.as_ref()).await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let now = kontor.clock.local();
    let mut lines = Vec::with_capacity(cart.view.lines.len());
    for (position, view) in (1u32..).zip(&cart.view.lines) {
        let (Some(loaded), Some(price), Some(amount)) =
            (cart.loaded.get(&view.part), &view.price, view.amount)
        else {
            return Err(StoreError::Guard("vanished".into()));
        };
        let promise = promise(
            loaded.part.code,
            loaded.part.replenishment_days,
            &loaded.levels,
            &warehouses,
            view.quantity,
            now,
            &delivery.state,
        );
        let (Some(date), Some(allocation)) = (promise.date, promise.allocation) else {
            return Err(StoreError::Guard("sold out".into()));
        };
        debug_assert!(promise.state != AvailabilityState::Gone);
        // A wish for a later day is kept; an earlier one than possible is answered with the possible date.
        let promised = command.requested.map_or(date, |wish| wish.max(date));
        lines.push(order_line(position, view, price.net, amount, allocation, promised));
    }
    let completeness = command.completeness.unwrap_or(terms.delivery().completeness);
    if completeness == Completeness::Complete {
        together(&mut lines);
    }
    let exhausted = exhausted(&lines, &cart.loaded);
    let new = NewOrder {
        operation: operation(turn),
        company: company_id,
        terms,
        rules,
        ruling,
        held,
        command,
        delivery,
        billing,
        freight: way.freight.clone(),
        completeness,
        lines,
        totals: cart.view.totals.clone(),
        case: None,
        recurring: turn.map(Turn::origin),
        agreed: None,
        exhausted,
    };
    let net = cart.view.totals.net;
    write_order(kontor, actor, new, |change, id, case| {
        if let Some(from) = from {
            from.hold(kontor, &mut change.tx);
            take_cart(&mut change.tx, &from.id, &cart.view.lines);
        }
        if let Some(turn) = turn {
            turn.take(kontor, change, id, case, net);
        }
    })
    .await
}

/// What is no longer as the person saw it: the prices, or the freight alone.
fn changed(command: &PlaceOrder, now: &Totals) -> Problem {
    let freight = now.freight.unwrap_or(Money::ZERO);
    match (command.seen_net, command.seen_freight) {
        (Some(net), Some(seen)) if net - seen == now.net - freight => {
            Problem::FreightChanged { now: freight }
        }
        _ => Problem::PriceChanged,
    }
}

/// One shipment has one day: the latest.
pub(super) fn together(lines: &mut [OrderLine]) {
    let wanted = |line: &&OrderLine| !line.gone();
    let Some(day) = lines.iter().filter(wanted).map(|line| line.promised).max() else { return };
    for line in lines.iter_mut().filter(|line| !line.gone()) {
        line.promised = day;
    }
}

pub(super) fn order_line(
    position: u32,
    view: &CartLineView,
    net: kontor_domain::Money,
    amount: kontor_domain::Money,
    allocation: Allocation,
    promised: kontor_domain::Date,
) -> OrderLine {
    OrderLine {
        position,
        part: Some(view.part.clone()),
        number: view.number.clone(),
        name: view.name.clone(),
        quantity: view.quantity,
        unit: view.unit,
        net,
        amount,
        vat: view.vat,
        reference: view.reference.clone(),
        note: view.note.clone(),
        allocation,
        promised,
        returns: view.returns.clone(),
        metal: view.price.as_ref().and_then(|price| price.surcharge),
        ..OrderLine::default()
    }
}

/// Empties the lines that were ordered, each only if it still has the ordered quantity: what a colleague added meanwhile
/// must neither be ordered by surprise nor be lost.
fn take_cart(tx: &mut Tx, cart: &CartId, lines: &[CartLineView]) {
    let seen = |line: &CartLineView| {
        let mut seen = Object::new();
        seen.insert("quantity", line.quantity.0.into_value());
        (cart_rows::key(cart, &line.part), seen)
    };
    tx.delete_all("cart_line", lines.iter().map(seen).collect(), "quantity = {of}.quantity", "cart");
}

/// Parts whose shelf is empty after this order: the index must say so.
pub(super) fn exhausted(lines: &[OrderLine], loaded: &HashMap<PartKey, Loaded>) -> Vec<PartKey> {
    lines
        .iter()
        .filter(|l| {
            let part = l.part.as_ref().and_then(|part| loaded.get(part));
            let free = part.map_or(Quantity::ZERO, |p| {
                p.levels.iter().fold(Quantity::ZERO, |sum, level| sum + level.free())
            });
            free > Quantity::ZERO && free <= l.allocation.reserve
        })
        .filter_map(|l| l.part.clone())
        .collect()
}
