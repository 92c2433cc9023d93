//! What could come in the place of a late line: the part's successor, and parts with the same foreign number.

use kontor_domain::carts::CartLineView;
use kontor_domain::orders::{LineOffers, Offer, OrderLine};
use kontor_domain::stock::{Allocation, promise};
use kontor_domain::{CompanyId, Date, Error, Money, PartKey, Problem, Quantity};

use super::rows::OrderData;
use crate::carts::rows::{self as cart_rows, CartLineRow};
use crate::carts::{Priced, priced};
use crate::catalog::hits;
use crate::delivery::roads;
use crate::pricing::Terms;
use crate::{Kontor, accounts};

/// More than this is no help in choosing.
const AT_MOST: usize = 4;

/// A part that may come in the place of another, priced and with where it comes from.
pub(super) struct Substitute {
    pub view: CartLineView,
    pub offer: Offer,
    pub allocation: Allocation,
}

/// What the customer can choose from for each line that has slipped and is still open.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn offers(
    kontor: &Kontor,
    company: &CompanyId,
    data: &OrderData,
) -> Result<Vec<LineOffers>, Error> {
    let slipped: Vec<&OrderLine> =
        data.lines.iter().filter(|l| l.slip.is_some() && l.open() > Quantity::ZERO).collect();
    if slipped.is_empty() {
        return Ok(Vec::new());
    }
    let terms = Terms::of_company(accounts::rows::company(kontor, company).await?);
    let mut offers = Vec::with_capacity(slipped.len());
    for line in slipped {
        let substitutes = substitutes(kontor, &terms, data, line).await?;
        let (now, _) = ready(kontor, &terms, line).await?;
        offers.push(LineOffers {
            position: line.position,
            now,
            substitutes: substitutes.into_iter().map(|s| s.offer).collect(),
        });
    }
    Ok(offers)
}

/// How much of a late line could leave now, and how much of that is still to be taken from the shelf. Zero when it is nothing
/// or everything, and for what is no part: that comes when it is made.
pub(super) async fn ready(
    kontor: &Kontor,
    terms: &Terms,
    line: &OrderLine,
) -> Result<(Quantity, Quantity), Error> {
    let none = (Quantity::ZERO, Quantity::ZERO);
    let Some((part, held)) = line.reserved() else { return Ok(none) };
    let loaded = hits::load(kontor, std::slice::from_ref(part), terms).await?;
    let free = loaded
        .get(part)
        .and_then(|l| l.levels.iter().find(|level| level.warehouse == held.warehouse))
        .map_or(Quantity::ZERO, kontor_domain::stock::StockLevel::free);
    let taken = free.min(held.backorder);
    let now = held.reserve + taken;
    Ok(if now > Quantity::ZERO && now < line.open() { (now, taken) } else { none })
}

/// Parts that can be ordered in the place of a line and arrive before it does: the successor first, then the soonest. Nothing
/// takes the place of what is no part.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn substitutes(
    kontor: &Kontor,
    terms: &Terms,
    data: &OrderData,
    line: &OrderLine,
) -> Result<Vec<Substitute>, Error> {
    let Some(own_key) = &line.part else { return Ok(Vec::new()) };
    let loaded = hits::load(kontor, std::slice::from_ref(own_key), terms).await?;
    let Some(part) = loaded.get(own_key).map(|l| &l.part) else { return Ok(Vec::new()) };
    let mut keys: Vec<PartKey> = part.replaced_by.iter().cloned().collect();
    let foreign: Vec<&str> = part.cross_references.iter().map(|r| r.number.as_str()).collect();
    let own = line.number.as_str();
    // Who has the same foreign number, whose number this part has as a foreign one, and who names this part's number.
    let numbers: Vec<&str> = foreign.iter().copied().chain([own]).collect();
    for meaning in crate::catalog::resolve(kontor, None, &numbers).await? {
        keys.extend(meaning.keys().cloned());
    }
    let mut seen = std::collections::BTreeSet::from([own_key.clone()]);
    keys.retain(|key| seen.insert(key.clone()));
    let Priced { view, loaded } = price(kontor, terms, data, &keys, line).await?;
    let warehouses = roads(kontor, data.freight.as_ref()).await?;
    let mut found = Vec::new();
    for view in view.lines {
        let (Some(price), Some(amount), None, Some(l)) =
            (&view.price, view.amount, &view.problem, loaded.get(&view.part))
        else {
            continue;
        };
        // Another unit is another thing.
        if view.unit != line.unit {
            continue;
        }
        let promise = promise(
            l.part.code,
            l.part.replenishment_days,
            &l.levels,
            &warehouses,
            view.quantity,
            kontor.clock.local(),
            &data.delivery.state,
        );
        let (Some(date), Some(allocation)) = (promise.date, promise.allocation) else { continue };
        let date = data.requested.map_or(date, |wish| wish.max(date));
        if date >= line.date() {
            continue;
        }
        let offer = Offer {
            part: view.part.clone(),
            number: view.number.clone(),
            name: view.name.clone(),
            quantity: view.quantity,
            unit: view.unit,
            net: price.net,
            amount,
            date,
            successor: part.replaced_by.as_ref() == Some(&view.part),
            // Nobody is charged again for an order that is paid.
            blocked: (data.needs_payment() && dearer(&view, amount, line)).then_some(Problem::DearerThanPaid),
        };
        found.push(Substitute { view, offer, allocation });
    }
    let key = |s: &Substitute| -> (bool, Date) { (!s.offer.successor, s.offer.date) };
    found.sort_by_key(key);
    found.truncate(AT_MOST);
    Ok(found)
}

/// The parts as lines for this customer and delivery, in the quantity that is open, rounded up to what each is sold in.
async fn price(
    kontor: &Kontor,
    terms: &Terms,
    data: &OrderData,
    keys: &[PartKey],
    line: &OrderLine,
) -> Result<Priced, Error> {
    let parts = hits::load(kontor, keys, terms).await?;
    let company = terms.company.as_ref().map_or("", |c| c.id.as_str());
    let rows = keys
        .iter()
        .filter_map(|key| {
            let part = &parts.get(key)?.part;
            let quantity = line.open().next_valid(part.minimum, part.step);
            let loose = cart_rows::loose(kontor, company, key, quantity, &data.placed_by);
            Some(CartLineRow { reference: line.reference.clone(), note: line.note.clone(), ..loose })
        })
        .collect();
    priced(kontor, rows, terms, Some((&data.delivery.country, &data.delivery.state))).await
}

/// Does it cost more than what is still open of the line it takes the place of?
fn dearer(view: &CartLineView, amount: Money, line: &OrderLine) -> bool {
    let open = line.open();
    let was = line.net.times(open.0) + line.metal.map_or(Money::ZERO, |metal| metal.of(open));
    (amount + view.surcharge()).amount > was.amount
}
