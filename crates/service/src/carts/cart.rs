//! The cart with live prices and dates.

use std::collections::HashMap;

use kontor_domain::accounts::Actor;
use kontor_domain::carts::{CartHead, CartLineView, CartRight, CartView};
use kontor_domain::catalog::{AvailabilityState, PartCode, VatCategory};
use kontor_domain::pricing::{Totals, VatTreatment};
use kontor_domain::{CartId, Error, Money, PartKey, Problem, Quantity};

use super::rows::{self, CartLineRow};
use crate::Kontor;
use crate::catalog::hits::{self, Loaded};
use crate::pricing::Terms;

/// The cart that is named, or the one in which the actor works.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`kontor_domain::accounts::Right::Order`]; [`Error::NotFound`] for
/// another company's and what is somebody's own, [`Error::Conflict`] with [`Problem::CartGone`] for a deleted one.
pub async fn cart(kontor: &Kontor, actor: &Actor, cart: Option<&CartId>) -> Result<CartView, Error> {
    let cart = rows::open(kontor, actor, cart, CartRight::View).await?;
    let terms = Terms::of(kontor, actor).await?;
    let rows = rows::lines(kontor, &cart.id).await?;
    let view = priced(kontor, rows, &terms, None).await?.view;
    Ok(CartView { head: cart.head(actor, view.lines.len())?, ..view })
}

/// A priced cart, and what placing the order needs beside the view.
pub(crate) struct Priced {
    pub view: CartView,
    pub loaded: HashMap<PartKey, Loaded>,
}

/// Prices lines for a delivery to a country and federal state (the company's first address when nothing is chosen yet).
pub(crate) async fn priced(
    kontor: &Kontor,
    rows: Vec<CartLineRow>,
    terms: &Terms,
    destination: Option<(&str, &str)>,
) -> Result<Priced, Error> {
    let keys: Vec<PartKey> = rows.iter().map(|r| PartKey(r.part.clone())).collect();
    let loaded = hits::load(kontor, &keys, terms).await?;
    let successors = loaded.values().filter_map(|l| l.part.replaced_by.clone()).collect();
    let names = hits::numbers(kontor, successors).await?;
    let first = terms.company.as_ref().and_then(|c| c.addresses.first());
    let (country, state) =
        destination.or_else(|| first.map(|a| (a.country.as_str(), a.state.as_str()))).unwrap_or(("DE", ""));
    let treatment = terms.company.as_ref().map_or(VatTreatment::Domestic, |c| VatTreatment::of(c, country));
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let key = PartKey(row.part.clone());
        lines.push(match loaded.get(&key) {
            Some(l) => line(kontor, terms, state, l, row, &names).await?,
            None => vanished(key, row),
        });
    }
    let totals = Totals::of_lines(lines.iter().filter_map(CartLineView::sums), treatment);
    Ok(Priced { view: CartView { head: CartHead::default(), lines, totals }, loaded })
}

async fn line(
    kontor: &Kontor,
    terms: &Terms,
    state: &str,
    l: &Loaded,
    row: CartLineRow,
    names: &HashMap<PartKey, String>,
) -> Result<CartLineView, Error> {
    let part = &l.part;
    let quantity = Quantity(row.quantity.normalize());
    let price = l.price(kontor, terms, quantity);
    let availability = l.availability(kontor, state, quantity).await?;
    let problem = match part.code {
        PartCode::Obsolete => Some(Problem::Obsolete {
            successor: part
                .replaced_by
                .as_ref()
                .map(|k| names.get(k).cloned().unwrap_or_else(|| k.to_string())),
        }),
        PartCode::ReferenceOnly => Some(Problem::ReferenceOnly),
        PartCode::CallUs => Some(Problem::PriceOnRequest),
        PartCode::Normal | PartCode::Remaining if price.is_none() => Some(l.unpriced()),
        PartCode::Normal | PartCode::Remaining => {
            quantity.check(part.minimum, part.step).err().or((availability.state == AvailabilityState::Gone)
                .then_some(Problem::SoldOut { left: availability.free }))
        }
    };
    Ok(CartLineView {
        part: part.key(),
        number: part.number.to_string(),
        name: part.name.clone(),
        picture: part.pictures.first().cloned(),
        quantity,
        unit: part.unit,
        minimum: part.minimum,
        step: part.step,
        code: part.code,
        vat: part.vat,
        reference: row.reference,
        note: row.note,
        added_by: row.added_by,
        amount: price.as_ref().map(|p| p.net.times(quantity.0)),
        price,
        availability,
        problem,
        returns: part.returns.clone(),
    })
}

/// A part that has left the catalogue since it was put into the cart: shown, so that nobody wonders, but not orderable.
fn vanished(key: PartKey, row: CartLineRow) -> CartLineView {
    CartLineView {
        number: key.to_string(),
        part: key,
        name: kontor_domain::Localized::default(),
        picture: None,
        quantity: Quantity(row.quantity.normalize()),
        unit: kontor_domain::Unit::Piece,
        minimum: Quantity::ONE,
        step: Quantity::ONE,
        code: PartCode::Obsolete,
        vat: VatCategory::Standard,
        reference: row.reference,
        note: row.note,
        added_by: row.added_by,
        price: None,
        amount: None::<Money>,
        availability: kontor_domain::catalog::Availability {
            state: AvailabilityState::Gone,
            free: Quantity::ZERO,
            place: String::new(),
            date: None,
            warehouses: Vec::new(),
            incoming: Quantity::ZERO,
        },
        problem: Some(Problem::UnknownPart),
        returns: kontor_domain::returns::ReturnRule::default(),
    }
}
