//! A parcel leaves: stock goes down, the buyer gets the tracking number.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderLine, OrderState, OrderView, state_after};
use kontor_domain::shipments::{ShipOrder, ShipmentView};
use kontor_domain::{Decimal, Error, FieldError, Problem, Quantity, ShipmentId};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, rid};

use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::orders::promise;
use crate::orders::rows::{self, advance, subject};
use crate::outbox::Job;
use crate::stock::rows as stock_rows;
use crate::{Kontor, mail, orders};

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ShipmentRow {
    order: String,
    data: SerdeWrapper<ShipmentView>,
}

/// Ships the lines named, or everything still open. Stock on hand must cover it: what is not on the shelf cannot leave.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ShipOrders`]; [`Error::Invalid`] for missing carrier or tracking number and for
/// more than is open; [`Error::Conflict`] with [`Problem::NothingToShip`], [`Problem::WrongState`],
/// [`Problem::SoldOut`] when the shelf does not hold it, [`Problem::ChangedMeanwhile`].
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
    let parcel = check(command, &data.lines)?;

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
    advance(&mut change, &row, state, &data);
    promise::record(kontor, actor, &mut change, &row, &before, (state, &data));
    let view = ShipmentView {
        id: shipment.clone(),
        carrier: command.carrier.trim().to_owned(),
        tracking: command.tracking.trim().to_owned(),
        shipped_at: kontor.clock.local(),
        lines: parcel,
    };
    change.tx.create(
        rid("shipment", shipment.to_string()),
        ShipmentRow { order: command.order.to_string(), data: SerdeWrapper(view.clone()) },
    );
    change.event(
        &subject(&row),
        Happened::OrderShipped {
            carrier: view.carrier.clone(),
            tracking: view.tracking.clone(),
            lines: u32::try_from(view.lines.len()).unwrap_or(u32::MAX),
        },
    );
    change.job(Job::Index { parts: data.lines.iter().map(|l| l.part.clone()).collect() });
    if !data.email.is_empty() {
        let order = mail::order_view(kontor, &row, &data);
        change.mail(mail::order_shipped(kontor, &order, &view, &data.email, data.language));
    }
    match change.commit().await {
        Ok(Outcome::Done | Outcome::Before(_)) => {}
        Err(StoreError::Guard(name)) if name == "shelf" => {
            return Err(Error::conflict(Problem::SoldOut { left: Quantity::ZERO }));
        }
        Err(StoreError::Guard(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => return Err(other).fault(),
    }
    orders::order(kontor, actor, &command.order).await
}

/// What goes into the parcel, by line.
fn check(command: &ShipOrder, lines: &[OrderLine]) -> Result<Vec<(u32, Quantity)>, Error> {
    let mut fields = Vec::new();
    let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
    for (field, text) in [("carrier", &command.carrier), ("tracking", &command.tracking)] {
        if text.trim().is_empty() {
            wrong(field.into(), Problem::Required);
        } else if text.chars().count() > 60 {
            wrong(field.into(), Problem::TooLong { max: 60 });
        }
    }
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
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    if parcel.is_empty() {
        return Err(Error::conflict(Problem::NothingToShip));
    }
    Ok(parcel)
}

/// Takes a line's goods off the shelf: first what was reserved, then what was backordered and has arrived meanwhile. The
/// guard also protects what is reserved for others.
fn leave(change: &mut Change<'_>, line: &mut OrderLine, quantity: Quantity) {
    let from_reserve = quantity.min(line.allocation.reserve);
    let from_backorder =
        Quantity((quantity.0 - from_reserve.0).max(Decimal::ZERO)).min(line.allocation.backorder);
    line.allocation.reserve = line.allocation.reserve - from_reserve;
    line.allocation.backorder = line.allocation.backorder - from_backorder;
    line.shipped = line.shipped + quantity;
    let tx = &mut change.tx;
    let (all, reserved, backordered) =
        (tx.bind(quantity.0), tx.bind(from_reserve.0), tx.bind(from_backorder.0));
    tx.guarded(
        stock_rows::id(&line.allocation.warehouse, &line.part),
        &format!("on_hand -= {all}, reserved -= {reserved}, backordered -= {backordered}"),
        &format!("on_hand >= {all} AND on_hand - reserved >= {backordered} AND reserved >= {reserved} AND backordered >= {backordered}"),
        "shelf",
    );
}
