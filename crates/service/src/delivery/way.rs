//! The way on which a priced cart goes out: what it costs, and how long it takes.

use kontor_domain::accounts::Address;
use kontor_domain::delivery::{Freight, Load, Tariffs, destination, on_the_road};
use kontor_domain::pricing::Totals;
use kontor_domain::stock::Warehouse;
use kontor_domain::{Error, Money};

use crate::Kontor;
use crate::carts::Priced;
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
        let tariffs = &kept.tariffs;
        if tariffs.services.is_empty() {
            return Ok(Self { freight: None });
        }
        let load = load(cart, tariffs);
        let own = terms.delivery();
        let quotes = tariffs.quotes(&load, destination(to), cart.view.totals.goods(), own.free_from);
        let quote = Tariffs::pick(&quotes, wanted.trim(), &own.service)
            .map_err(|problem| Error::invalid("service", problem))?;
        Ok(Self { freight: Some(quote.freight(&load)) })
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

/// What the lines of a cart weigh and measure.
pub(super) fn load(cart: &Priced, tariffs: &Tariffs) -> Load {
    let lines = cart.view.lines.iter();
    Load::of(
        lines.filter_map(|line| Some((&cart.loaded.get(&line.part)?.part, line.quantity))),
        tariffs.missing_kg,
    )
}

/// The warehouses with the days on the road of an order's freight.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn roads(kontor: &Kontor, freight: Option<&Freight>) -> Result<Vec<Warehouse>, Error> {
    let warehouses = kontor.warehouses().await?;
    Ok(match freight {
        Some(freight) => on_the_road(&warehouses, freight.days),
        None => warehouses.to_vec(),
    })
}
