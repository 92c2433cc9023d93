//! A parcel leaves: stock goes down, the buyer gets the tracking number.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::delivery::{Completeness, parcels};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderLine, OrderState, OrderView, state_after};
use kontor_domain::shipments::{ShipOrder, ShipmentView};
use kontor_domain::{Decimal, Error, FieldError, Problem, Quantity, ShipmentId};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, rid};

use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::orders::promise;
use crate::orders::rows::{self, OrderData, advance, subject};
use crate::outbox::Job;
use crate::stock::rows as stock_rows;
use crate::{Kontor, mail, orders, returns};

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ShipmentRow {
    order: String,
    data: SerdeWrapper<ShipmentView>,
}

/// Ships the lines named, or everything still open. Stock on hand must cover it: what is not on the shelf cannot leave.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ShipOrders`]; [`Error::Invalid`] for missing carrier or tracking number (or `collected_by`, of
/// what is collected), for
/// more than is open, and on `reason` when something stays behind that was to come together; [`Error::Conflict`] with [`Problem::NothingToShip`], [`Problem::WrongState`],
/// [`Problem::SoldOut`] when the shelf does not hold it, [`Problem::DeliveryBlocked`], [`Problem::ChangedMeanwhile`].
pub async fn ship_order(kontor: &Kontor, actor: &Actor, command: &ShipOrder) -> Result<OrderView, Error> {
    actor.require(Right::ShipOrders)?;
    if answered_before(kontor, actor, "ship_order", &command.key).await?.is_some() {
        return orders::order(kontor, actor, &command.order).await;
    }
    let row = rows::visible(kontor, actor, &command.order).await?;
    if !row.state().shippable() {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut data = row.read()?;
    let before = data.lines.clone();
    let Checked { parcel, numbers, reason, collected_by } = check(command, &data)?;
    let branch = data.freight.as_ref().and_then(|f| f.pickup.as_ref()).map(|p| p.name.clone());

    let mut change = Change::new(kontor, actor);
    let shipment = ShipmentId(kontor.new_id());
    change.once("ship_order", &command.key, shipment.as_str());
    let mut sorted = parcel.clone();
    sorted.sort_by_key(|(position, _)| {
        data.lines
            .iter()
            .find(|l| l.position == *position)
            .map(|l| (l.allocation.warehouse.clone(), l.part.clone()))
    });
    for (position, quantity) in sorted {
        let Some(line) = data.lines.iter_mut().find(|l| l.position == position) else { continue };
        leave(&mut change, line, quantity);
    }
    data.close_lines(&before, kontor.clock.local().date());
    let state = state_after(OrderState::PartlyShipped, &data.lines);
    orders::credit::not_blocked(&mut change.tx, &row.company);
    advance(&mut change, &row, state, &data);
    promise::record(kontor, actor, &mut change, &row, &before, (state, &data));
    let mut numbers = numbers.into_iter();
    let view = ShipmentView {
        id: shipment.clone(),
        carrier: branch.clone().unwrap_or_else(|| command.carrier.trim().to_owned()),
        tracking: numbers.next().unwrap_or_default(),
        further: numbers.collect(),
        reason,
        collected_by,
        shipped_at: kontor.clock.local(),
        lines: parcel,
    };
    change.tx.create(
        rid("shipment", shipment.to_string()),
        ShipmentRow { order: command.order.to_string(), data: SerdeWrapper(view.clone()) },
    );
    returns::charge(kontor, &mut change, &row, &data, &view.lines);
    let left = match branch {
        Some(branch) => Happened::HandedOver { by: view.collected_by.clone(), branch },
        None => Happened::OrderShipped {
            carrier: view.carrier.clone(),
            tracking: view.parcels().collect::<Vec<_>>().join(", "),
            lines: u32::try_from(view.lines.len()).unwrap_or(u32::MAX),
        },
    };
    change.event(&subject(&row), left);
    if !view.reason.is_empty() {
        change.event(&subject(&row), Happened::ShippedBefore { reason: view.reason.clone() });
    }
    change.job(Job::Index { parts: data.lines.iter().filter_map(|l| l.part.clone()).collect() });
    change.job(Job::KeepDeliveryNote {
        order: command.order.clone(),
        shipment: shipment.clone(),
        language: data.language,
    });
    if !data.email.is_empty() {
        let order = mail::order_view(kontor, &row, &data);
        change.mail(mail::order_shipped(kontor, &order, &view, &data.email, data.language));
    }
    match change.commit().await {
        Ok(Outcome::Done | Outcome::Before(_)) => {}
        Err(StoreError::Guard(name)) if name == "shelf" => {
            return Err(Error::conflict(Problem::SoldOut { left: Quantity::ZERO }));
        }
        Err(StoreError::Guard(name)) if name == orders::credit::BLOCKED => {
            return Err(Error::conflict(Problem::DeliveryBlocked));
        }
        Err(StoreError::Guard(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => return Err(other).fault(),
    }
    orders::order(kontor, actor, &command.order).await
}

/// What leaves, once it was looked at.
struct Checked {
    /// What goes into the shipment, by line.
    parcel: Vec<(u32, Quantity)>,
    /// The number of each parcel.
    numbers: Vec<String>,
    /// Why not together; empty where nobody asked for that, or nothing stays behind.
    reason: String,
    /// Who collects it; empty for what is sent.
    collected_by: String,
}

fn check(command: &ShipOrder, data: &OrderData) -> Result<Checked, Error> {
    let lines = &data.lines;
    let mut fields = Vec::new();
    let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
    let collected = data.freight.as_ref().is_some_and(|freight| freight.pickup.is_some());
    let (who, text) =
        if collected { ("collected_by", &command.collected_by) } else { ("carrier", &command.carrier) };
    if text.trim().is_empty() {
        wrong(who.into(), Problem::Required);
    } else if text.chars().count() > 60 {
        wrong(who.into(), Problem::TooLong { max: 60 });
    }
    let numbers = if collected { Ok(Vec::new()) } else { parcels(&command.tracking) };
    let numbers = numbers.unwrap_or_else(|problem| {
        wrong("tracking".into(), problem);
        Vec::new()
    });
    let parcel: Vec<(u32, Quantity)> = if command.lines.is_empty() {
        lines.iter().map(|l| (l.position, l.open())).filter(|(_, q)| *q > Quantity::ZERO).collect()
    } else {
        command.lines.clone()
    };
    let mut seen = std::collections::BTreeSet::new();
    for (i, (position, quantity)) in parcel.iter().enumerate() {
        match lines.iter().find(|l| l.position == *position) {
            None => wrong(format!("lines[{i}].position"), Problem::UnknownPart),
            Some(_) if !seen.insert(*position) => wrong(format!("lines[{i}].position"), Problem::Duplicate),
            Some(_) if *quantity <= Quantity::ZERO => {
                wrong(format!("lines[{i}].quantity"), Problem::NotPositive)
            }
            Some(line) if *quantity > line.open() => wrong(format!("lines[{i}].quantity"), Problem::TooMuch),
            Some(_) => {}
        }
    }
    let goes = |line: &OrderLine| {
        parcel.iter().find(|(position, _)| *position == line.position).map_or(Quantity::ZERO, |(_, q)| *q)
    };
    let apart = data.completeness == Completeness::Complete && lines.iter().any(|l| goes(l) < l.open());
    let reason = if apart { command.reason.trim() } else { "" };
    if apart && reason.is_empty() {
        wrong("reason".into(), Problem::TogetherWanted);
    } else if reason.chars().count() > 300 {
        wrong("reason".into(), Problem::TooLong { max: 300 });
    }
    if parcel.is_empty() && fields.iter().all(|f| f.field == "reason") {
        return Err(Error::conflict(Problem::NothingToShip));
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let collected_by = if collected { command.collected_by.trim().to_owned() } else { String::new() };
    let reason = reason.to_owned();
    Ok(Checked { parcel, numbers, reason, collected_by })
}

/// Takes a line's goods off the shelf: first what was reserved, then what was backordered and has arrived meanwhile. The
/// guard also protects what is reserved for others. What is no part lies on no shelf.
fn leave(change: &mut Change<'_>, line: &mut OrderLine, quantity: Quantity) {
    line.shipped = line.shipped + quantity;
    let Some(part) = &line.part else { return };
    let from_reserve = quantity.min(line.allocation.reserve);
    let from_backorder =
        Quantity((quantity.0 - from_reserve.0).max(Decimal::ZERO)).min(line.allocation.backorder);
    line.allocation.reserve = line.allocation.reserve - from_reserve;
    line.allocation.backorder = line.allocation.backorder - from_backorder;
    let tx = &mut change.tx;
    let (all, reserved, backordered) =
        (tx.bind(quantity.0), tx.bind(from_reserve.0), tx.bind(from_backorder.0));
    tx.guarded(
        stock_rows::id(&line.allocation.warehouse, part),
        &format!("on_hand -= {all}, reserved -= {reserved}, backordered -= {backordered}"),
        &format!("on_hand >= {all} AND on_hand - reserved >= {backordered} AND reserved >= {reserved} AND backordered >= {backordered}"),
        "shelf",
    );
}
