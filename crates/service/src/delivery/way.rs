//! The way on which a priced cart goes out: what it costs, and how long it takes.

use kontor_domain::accounts::Address;
use kontor_domain::delivery::{
    Freight, Load, Pickup, Tariffs, branch_address, collected_at, destination, on_the_road,
};
use kontor_domain::pricing::Totals;
use kontor_domain::stock::{Warehouse, for_collection};
use kontor_domain::{Error, Money, PartKey, Problem, Quantity};

use crate::Kontor;
use crate::carts::Priced;
use crate::catalog::hits;
use crate::pricing::Terms;

/// With the freight, as it is agreed for an order; without one where the dealer has set up no services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub freight: Option<Freight>,
}

impl Way {
    /// The way of a cart to an address with the service that is `wanted` (empty: the company's usual one, otherwise the
    /// cheapest).
    ///
    /// # Errors
    /// [`Error::Invalid`] on `service` when it is not possible, or none is; [`Error::Unavailable`].
    pub async fn of(
        kontor: &Kontor,
        terms: &Terms,
        cart: &Priced,
        to: &Address,
        wanted: &str,
    ) -> Result<Self, Error> {
        let kept = kontor.tariffs().await?;
        let load = load(cart, &kept.tariffs);
        Self::reckon(kontor, terms, &kept.tariffs, &load, cart.view.totals.goods(), to, wanted).await
    }

    /// The way of an order whose lines were changed, with the service it was ordered with; `goods` is what they are worth now.
    ///
    /// # Errors
    /// As [`Way::of`].
    pub async fn again(
        kontor: &Kontor,
        terms: &Terms,
        lines: &[(PartKey, Quantity)],
        goods: Money,
        to: &Address,
        before: &Freight,
    ) -> Result<Self, Error> {
        let kept = kontor.tariffs().await?;
        let parts: Vec<PartKey> = lines.iter().map(|(part, _)| part.clone()).collect();
        let loaded = hits::load(kontor, &parts, terms).await?;
        let lines = lines.iter().filter_map(|(part, quantity)| Some((&loaded.get(part)?.part, *quantity)));
        let load = Load::of(lines, kept.tariffs.missing_kg);
        Self::reckon(kontor, terms, &kept.tariffs, &load, goods, to, &before.service).await
    }

    async fn reckon(
        kontor: &Kontor,
        terms: &Terms,
        tariffs: &Tariffs,
        load: &Load,
        goods: Money,
        to: &Address,
        wanted: &str,
    ) -> Result<Self, Error> {
        if let Some(at) = collected_at(wanted) {
            let warehouses = kontor.warehouses().await?;
            let pickup = warehouses.iter().find(|w| w.id == at).and_then(Pickup::at);
            let pickup = pickup.ok_or_else(|| Error::invalid("service", Problem::ServiceGone))?;
            return Ok(Self { freight: Some(pickup.freight(load)) });
        }
        if tariffs.services.is_empty() {
            return Ok(Self { freight: None });
        }
        let own = terms.delivery();
        let quotes = tariffs.quotes(load, destination(to), goods, own.free_from);
        let quote = Tariffs::pick(&quotes, wanted.trim(), &own.service)
            .map_err(|problem| Error::invalid("service", problem))?;
        Ok(Self { freight: Some(quote.freight(load)) })
    }

    /// What it costs; nothing where none is reckoned.
    pub fn net(&self) -> Option<Money> {
        self.freight.as_ref().map(|freight| freight.net)
    }

    /// The sums of the goods with it.
    pub fn onto(&self, goods: Totals) -> Totals {
        goods.with_freight(self.net())
    }
}

/// Where the goods change hands: at the branch where they are collected, otherwise at the address.
///
/// # Errors
/// [`Error::Invalid`] on `service` when nobody can collect there (any more); [`Error::Unavailable`].
pub(crate) async fn handed_over(kontor: &Kontor, address: &Address, service: &str) -> Result<Address, Error> {
    let Some(at) = collected_at(service) else { return Ok(address.clone()) };
    let warehouses = kontor.warehouses().await?;
    let branch = warehouses.iter().find(|w| w.id == at);
    branch
        .and_then(|w| branch_address(w, &kontor.settings.dealer))
        .ok_or_else(|| Error::invalid("service", Problem::ServiceGone))
}

/// What the lines of a cart weigh and measure.
pub(super) fn load(cart: &Priced, tariffs: &Tariffs) -> Load {
    let lines = cart.view.lines.iter();
    Load::of(
        lines.filter_map(|line| Some((&cart.loaded.get(&line.part)?.part, line.quantity))),
        tariffs.missing_kg,
    )
}

/// The warehouses as they serve an order: with the days on the road of its service, or for who collects.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn roads(kontor: &Kontor, freight: Option<&Freight>) -> Result<Vec<Warehouse>, Error> {
    let warehouses = kontor.warehouses().await?;
    let Some(freight) = freight else { return Ok(warehouses.to_vec()) };
    let collecting = freight.pickup.as_ref().and_then(|p| for_collection(&warehouses, &p.branch));
    Ok(collecting.unwrap_or_else(|| on_the_road(&warehouses, freight.days)))
}
