//! How a cart can be delivered: every service that can take it, with price and dates.

use kontor_domain::accounts::{Actor, Address, Company, Right};
use kontor_domain::carts::{AddLine, CartLineView, CartRight, CartView, MAX_LINES};
use kontor_domain::delivery::{
    DeliveryChoice, DeliveryOffers, Pickup, Quote, ServiceOffer, Tariffs, branch_address, collected_at,
    collecting_at, destination, on_the_road,
};
use kontor_domain::pricing::{Totals, VatTreatment};
use kontor_domain::stock::{Warehouse, for_collection, promise};
use kontor_domain::{CartId, Date, Error, Localized, Money, Problem};

use super::way::load;
use crate::Kontor;
use crate::carts::rows as cart_rows;
use crate::carts::{Priced, priced};
use crate::pricing::Terms;

/// The cart as [`crate::carts::cart()`] shows it, priced for the address that is chosen, with the freight of the service that is
/// chosen; and what there is to choose from. A choice that is not possible (any more) is as if nothing had been chosen.
///
/// # Errors
/// As [`crate::carts::cart()`].
pub async fn delivery_offers(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    choice: &DeliveryChoice,
) -> Result<(CartView, DeliveryOffers), Error> {
    let opened = cart_rows::open(kontor, actor, cart, CartRight::View).await?;
    let terms = Terms::of(kontor, actor).await?;
    let rows = cart_rows::lines(kontor, &opened.id).await?;
    let (view, offers) = of(kontor, &terms, rows, choice).await?;
    Ok((CartView { head: opened.head(actor, view.lines.len())?, ..view }, offers))
}

/// The same for explicit lines, for the interface.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`]; [`Error::Invalid`] with `delivery`, `lines` or `lines[N]`.
pub async fn delivery_options(
    kontor: &Kontor,
    actor: &Actor,
    lines: &[AddLine],
    choice: &DeliveryChoice,
) -> Result<(CartView, DeliveryOffers), Error> {
    let company = actor.require_company(Right::Order)?;
    match lines.len() {
        0 => return Err(Error::invalid("lines", Problem::NoLines)),
        n if n > MAX_LINES => return Err(Error::invalid("lines", Problem::TooMuch)),
        _ => {}
    }
    let terms = Terms::of(kontor, actor).await?;
    if !choice.address.is_empty() && address(terms.company.as_ref(), &choice.address).is_none() {
        return Err(Error::invalid("delivery", Problem::UnknownAddress));
    }
    let rows = lines
        .iter()
        .map(|line| cart_rows::loose(kontor, company.as_str(), &line.part, line.quantity, actor.name()))
        .collect();
    let (view, offers) = of(kontor, &terms, rows, choice).await?;
    let wrong: Vec<_> = view
        .lines
        .iter()
        .enumerate()
        .filter_map(|(i, l)| {
            let problem = l.problem.clone()?;
            Some(kontor_domain::FieldError { field: format!("lines[{i}]"), problem })
        })
        .collect();
    if wrong.is_empty() { Ok((view, offers)) } else { Err(Error::Invalid { fields: wrong }) }
}

fn address<'a>(company: Option<&'a Company>, id: &str) -> Option<&'a Address> {
    company?.addresses.iter().find(|a| a.id == id)
}

async fn of(
    kontor: &Kontor,
    terms: &Terms,
    rows: Vec<cart_rows::CartLineRow>,
    choice: &DeliveryChoice,
) -> Result<(CartView, DeliveryOffers), Error> {
    let company = terms.company.as_ref();
    let to = address(company, &choice.address).or_else(|| company?.addresses.first());
    let to = to.cloned().unwrap_or_default();
    let place = (!to.id.is_empty()).then_some((to.country.as_str(), to.state.as_str()));
    let cart = priced(kontor, rows, terms, place).await?;
    let (kept, warehouses) = (kontor.tariffs().await?, kontor.warehouses().await?);
    let tariffs = &kept.tariffs;
    let load = load(&cart, tariffs);
    let own = terms.delivery();
    let quotes = tariffs.quotes(&load, destination(&to), cart.view.totals.goods(), own.free_from);
    let brought = |quote: &Quote<'_>| ServiceOffer {
        id: quote.service.id.clone(),
        name: quote.service.name.clone(),
        until: quote.service.until,
        net: quote.net,
        free: quote.free,
        gross: cart.view.totals.clone().with_freight(Some(quote.net)).gross,
        place: Vec::new(),
        dates: dates(kontor, &cart, &on_the_road(&warehouses, quote.days), &to.state),
    };
    let mut offers: Vec<ServiceOffer> = if tariffs.services.is_empty() {
        vec![ServiceOffer {
            id: String::new(),
            name: Localized::default(),
            until: None,
            net: Money::ZERO,
            free: false,
            gross: cart.view.totals.gross,
            place: Vec::new(),
            dates: dates(kontor, &cart, &warehouses, &to.state),
        }]
    } else {
        quotes.iter().map(brought).collect()
    };
    // What is collected changes hands at the dealer's: German VAT, wherever the customer is.
    let here = collected(&cart, company);
    for w in warehouses.iter() {
        let (Some(pickup), Some(roads)) = (Pickup::at(w), for_collection(&warehouses, &w.id)) else {
            continue;
        };
        let address = branch_address(w, &kontor.settings.dealer).map(|a| a.lines()).unwrap_or_default();
        let hours = Some(pickup.hours.clone()).filter(|hours| !hours.is_empty());
        offers.push(ServiceOffer {
            id: collecting_at(&w.id),
            name: pickup.title(),
            until: None,
            net: Money::ZERO,
            free: false,
            gross: here.gross,
            place: address.into_iter().skip(2).chain(hours).collect(),
            dates: dates(kontor, &cart, &roads, &w.state),
        });
    }
    let usual = Tariffs::pick(&quotes, "", &own.service).map(|quote| quote.service.id.clone());
    let wanted = offers.iter().find(|offer| !choice.service.is_empty() && offer.id == choice.service);
    let chosen = wanted.map_or_else(|| usual.unwrap_or_default(), |offer| offer.id.clone());
    let net = offers.iter().find(|offer| offer.id == chosen && !chosen.is_empty()).map(|offer| offer.net);
    let goods = if collected_at(&chosen).is_some() { here } else { cart.view.totals.clone() };
    let offers = DeliveryOffers {
        address: to.id,
        offers,
        chosen,
        completeness: choice.completeness.unwrap_or(own.completeness),
        kg: load.kg.normalize(),
        estimated: load.estimated,
        missing_kg: tariffs.missing_kg,
    };
    Ok((CartView { totals: goods.with_freight(net), ..cart.view }, offers))
}

/// The sums of a cart that is collected.
fn collected(cart: &Priced, company: Option<&Company>) -> Totals {
    let treatment = company.map_or(VatTreatment::Domestic, |c| VatTreatment::of(c, "DE"));
    Totals::of_lines(cart.view.lines.iter().filter_map(CartLineView::sums), treatment)
}

/// The day of each line from these warehouses.
fn dates(kontor: &Kontor, cart: &Priced, warehouses: &[Warehouse], state: &str) -> Vec<Option<Date>> {
    let now = kontor.clock.local();
    let day = |line: &CartLineView| {
        let l = cart.loaded.get(&line.part)?;
        let part = &l.part;
        promise(part.code, part.replenishment_days, &l.levels, warehouses, line.quantity, now, state).date
    };
    cart.view.lines.iter().map(day).collect()
}
