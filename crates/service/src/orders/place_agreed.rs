//! An accepted offer becomes an order: with the offer's prices and dates, under the company's own rules.

use std::collections::HashMap;

use kontor_domain::accounts::{Actor, Address, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::delivery::Freight;
use kontor_domain::orders::{Agreed, Configured, OrderLine, PlaceOrder};
use kontor_domain::pricing::VatTreatment;
use kontor_domain::quotes::{self, Item, Offer, Picks, Position};
use kontor_domain::stock::{Allocation, Warehouse, promise};
use kontor_domain::{
    Date, Decimal, Error, FieldError, Localized, Money, OrderId, PartKey, Problem, Quantity, QuoteId,
    calendar,
};
use kontor_store::StoreError;

use super::credit;
use super::place_order::{asked_for, check, exhausted};
use super::ruling::{Ruling, purchase};
use super::write_order::{NewOrder, Written, write_order};
use crate::Kontor;
use crate::accounts;
use crate::cases::rows::CaseRow;
use crate::catalog::hits::{self, Loaded};
use crate::change::{Change, answered_before};
use crate::fault::Fault as _;
use crate::pricing::Terms;

/// Keys of acceptances.
pub(crate) const OPERATION: &str = "accept_quote";

/// What was agreed.
pub(crate) struct Agreement<'a> {
    pub quote: &'a QuoteId,
    pub case: &'a CaseRow,
    pub offer: &'a Offer,
    pub picks: &'a Picks,
}

/// What came of one try.
pub(crate) enum Tried {
    Ordered(OrderId),
    /// Somebody changed something meanwhile: it is to be looked at again.
    Again,
}

/// Orders what was agreed; `seal` marks the offer as accepted in the same transaction. Parts come from stock, everything else is made or
/// done within the lead time that was offered.
///
/// # Errors
/// As [`super::place_order()`]; [`Error::Conflict`] with [`Problem::PriceChanged`] when the sum is not the one the person saw, with
/// [`Problem::NotPickable`].
pub(crate) async fn place_agreed(
    kontor: &Kontor,
    actor: &Actor,
    command: &PlaceOrder,
    agreement: &Agreement<'_>,
    seal: impl FnOnce(&mut Change<'_>, &OrderId, Money),
) -> Result<Tried, Error> {
    let company = actor.require_company(Right::Order)?;
    if let Some(id) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(Tried::Ordered(OrderId(id)));
    }
    asked_for(kontor, actor, company).await?;
    let terms = Terms::of(kontor, actor).await?;
    let rules = accounts::rules_of(kontor, company).await?;
    let (delivery, billing) = check(kontor, actor, &terms, &rules, command)?;
    let treatment =
        terms.company.as_ref().map_or(VatTreatment::Domestic, |c| VatTreatment::of(c, &delivery.country));
    let sums = agreement.offer.sums(agreement.picks, treatment).map_err(Error::conflict)?;
    if command.seen_net.is_some_and(|seen| seen.amount != sums.totals.net.amount) {
        return Err(Error::conflict(Problem::PriceChanged));
    }
    let agreed = agreement.offer.agreed(agreement.picks).map_err(Error::conflict)?;
    let parts: Vec<PartKey> = agreed.iter().filter_map(|a| part_of(a.position).cloned()).collect();
    let loaded = hits::load(kontor, &parts, &terms).await?;
    let warehouses = kontor.warehouses().await?;
    let mut lines = Vec::with_capacity(agreed.len());
    let mut fields = Vec::new();
    for (position, line) in (1u32..).zip(&agreed) {
        match order_line(kontor, position, line, &loaded, &warehouses, &delivery) {
            Ok(line) => lines.push(line),
            Err(problem) => {
                fields.push(FieldError { field: format!("positions.{}", line.position.id), problem });
            }
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let purchase = purchase(kontor, actor, command, sums.totals.net);
    let ruling = Ruling::of(kontor, company, &rules, &purchase, None).await?;
    let on_account = !ruling.verdict.needs_approval();
    let held = credit::held(kontor, company, sums.totals.gross, on_account).await?;
    let exhausted = exhausted(&lines, &loaded);
    let new = NewOrder {
        operation: OPERATION,
        company,
        terms: &terms,
        rules: &rules,
        ruling: &ruling,
        held,
        command,
        delivery: &delivery,
        billing: &billing,
        freight: freight(agreement.offer),
        completeness: terms.delivery().completeness,
        lines,
        totals: sums.totals.clone(),
        case: Some(agreement.case),
        recurring: None,
        agreed: Some(Agreed { quote: agreement.quote.clone(), number: agreement.quote.to_string() }),
        exhausted,
    };
    let net = sums.totals.net;
    match Box::pin(write_order(kontor, actor, new, |change, id, _: &CaseCode| seal(change, id, net))).await {
        Ok(Written::Now(view)) => Ok(Tried::Ordered(view.id)),
        Ok(Written::Before(id)) => Ok(Tried::Ordered(id)),
        Err(StoreError::Guard(_)) => Ok(Tried::Again),
        Err(other) => Err(other).fault(),
    }
}

const fn part_of(position: &Position) -> Option<&PartKey> {
    match &position.item {
        Item::Part { part, .. } => Some(part),
        _ => None,
    }
}

fn order_line(
    kontor: &Kontor,
    number: u32,
    line: &quotes::Agreed<'_>,
    loaded: &HashMap<PartKey, Loaded>,
    warehouses: &[Warehouse],
    delivery: &Address,
) -> Result<OrderLine, Problem> {
    let position = line.position;
    let now = kontor.clock.local();
    let lead = calendar::add_working_days(now.date(), position.lead_days.into(), &delivery.state);
    let (allocation, promised): (Allocation, Date) = match part_of(position) {
        None => (Allocation::default(), lead),
        Some(part) => {
            let loaded = loaded.get(part).ok_or(Problem::UnknownPart)?;
            let promise = promise(
                loaded.part.code,
                loaded.part.replenishment_days,
                &loaded.levels,
                warehouses,
                position.quantity,
                now,
                &delivery.state,
            );
            let free = loaded.levels.iter().fold(Quantity::ZERO, |sum, level| sum + level.free());
            let (Some(date), Some(allocation)) = (promise.date, promise.allocation) else {
                return Err(Problem::SoldOut { left: free });
            };
            (allocation, if position.lead_days > 0 { date.max(lead) } else { date })
        }
    };
    Ok(OrderLine {
        position: number,
        part: part_of(position).cloned(),
        configuration: match &position.item {
            Item::Machine { configuration, version } => {
                Some(Configured { id: configuration.clone(), version: *version })
            }
            _ => None,
        },
        number: position.item.number().to_owned(),
        name: position.name.clone(),
        quantity: position.quantity,
        unit: position.unit,
        net: line.net,
        amount: line.amount,
        vat: position.vat,
        note: position.text.clone(),
        allocation,
        promised,
        returns: position.returns.clone(),
        metal: position.metal,
        ..OrderLine::default()
    })
}

/// The freight of the offer: agreed in words, by no service of the tariffs.
fn freight(offer: &Offer) -> Option<Freight> {
    (!offer.freight.is_zero()).then(|| Freight {
        service: String::new(),
        name: Localized::new("Lieferung laut Angebot", "Delivery as offered"),
        carrier: String::new(),
        net: offer.freight,
        kg: Decimal::ZERO,
        estimated: 0,
        days: 0,
        until: None,
        pickup: None,
    })
}
