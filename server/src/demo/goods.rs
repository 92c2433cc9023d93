//! The demo's warehouses, pictures, parts, prices and stock.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan as _};
use kontor_demo::{DemoCatalogue, DemoPart, DemoPrice};
use kontor_domain::accounts::Actor;
use kontor_domain::catalog::{PartData, PartNumber};
use kontor_domain::pricing::{ListKind, Metal, Notation, PriceEntry, SetPrice};
use kontor_domain::quotes::UnitCost;
use kontor_domain::stock::{Incoming, SetStock, Warehouse};
use kontor_domain::{Decimal, Error, Quantity, WarehouseId};
use kontor_service::pricing::BASE_LIST;
use kontor_service::quotes::PartCost;
use kontor_service::{Kontor, catalog, pricing, quotes, stock};

use super::{DemoError, Say};

/// Parts in one transaction; twice as many stock levels is what one takes.
const BATCH: usize = 500;
/// So many batches between two words about how far it is.
const WORD: u64 = 10;

pub(super) async fn warehouses(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let all = kontor_demo::warehouses().into_iter().map(|w| Warehouse {
        branch: super::delivery::branch(&w.id),
        id: WarehouseId(w.id),
        name: w.name,
        state: w.state,
        cut_off: Time::new(w.cut_off.0, w.cut_off.1, 0, 0).unwrap_or_default(),
        transit_days: w.transit_days,
        position: w.position,
    });
    stock::put_warehouses(kontor, system, all.collect()).await
}

/// One drawing for each kind of part.
pub(super) fn pictures(media: &Path) -> Result<(), DemoError> {
    let folder = media.join("kind");
    let say = |path: &Path| {
        let path = path.display().to_string();
        move |e| DemoError::Picture(path, e)
    };
    std::fs::create_dir_all(&folder).map_err(say(&folder))?;
    for slug in kontor_demo::picture_slugs() {
        if let Some(svg) = kontor_demo::picture(slug) {
            let path = folder.join(format!("{slug}.svg"));
            std::fs::write(&path, svg).map_err(say(&path))?;
        }
    }
    Ok(())
}

/// The lists of groups and customers.
pub(super) async fn prices(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let groups = kontor_demo::customer_groups().into_iter().map(|g| (g.id, ListKind::Group, g.prices));
    let own = kontor_demo::companies().into_iter().map(|c| (c.id, ListKind::Customer, c.own_prices));
    for (list, kind, prices) in groups.chain(own) {
        pricing::set_prices(kontor, system, by_part(&list, kind, prices)).await?;
    }
    Ok(())
}

fn by_part(list: &str, kind: ListKind, prices: Vec<DemoPrice>) -> Vec<SetPrice> {
    let mut parts: BTreeMap<String, Vec<PriceEntry>> = BTreeMap::new();
    for price in prices {
        parts.entry(price.part_number).or_default().push(PriceEntry::of(kind, price.from, price.net));
    }
    parts
        .into_iter()
        .filter_map(|(number, entries)| {
            let part = PartNumber::parse(&number).ok()?.key();
            Some(SetPrice { list: list.to_owned(), part, entries })
        })
        .collect()
}

pub(super) async fn parts(
    kontor: &Kontor,
    system: &Actor,
    catalogue: &DemoCatalogue,
    say: Say<'_>,
) -> Result<(), Error> {
    let today = kontor.clock.local().date();
    let (mut done, mut batches) = (0, 0_u64);
    let mut all = catalogue.iter().peekable();
    while all.peek().is_some() {
        let batch: Vec<DemoPart> = all.by_ref().take(BATCH).collect();
        let prices = batch.iter().map(list_price).collect();
        let levels = batch.iter().flat_map(|part| levels(part, today)).collect();
        let costs = batch.iter().map(cost).collect();
        let data: Vec<PartData> = batch.into_iter().map(|p| p.part).collect();
        // Tables that do not know each other.
        tokio::try_join!(
            catalog::put_parts(kontor, system, &data, true),
            pricing::set_prices(kontor, system, prices),
            stock::set_stock(kontor, system, levels),
            quotes::set_part_costs(kontor, system, costs),
        )?;
        done += data.len();
        batches += 1;
        if batches % WORD == 0 {
            say(format!("{done} of {} parts", catalogue.len()));
        }
    }
    Ok(())
}

fn list_price(part: &DemoPart) -> SetPrice {
    let first = PriceEntry::of(ListKind::List, Quantity::ONE, part.list_price);
    let tiers = part.tiers.iter().map(|(from, net)| PriceEntry::of(ListKind::List, *from, *net));
    SetPrice {
        list: BASE_LIST.into(),
        part: part.part.key(),
        entries: std::iter::once(first).chain(tiers).collect(),
    }
}

/// What the dealer pays: between a half and two thirds of the list price, with a little freight.
fn cost(part: &DemoPart) -> PartCost {
    let digits: u32 = part.part.number.to_string().bytes().map(u32::from).sum();
    let share = Decimal::from(50 + digits % 17) / Decimal::ONE_HUNDRED;
    let cost = UnitCost {
        purchase: (part.list_price * share).round_dp(2),
        freight: (part.list_price / Decimal::from(50)).round_dp(2),
        bonus: Decimal::from(digits % 4),
    };
    PartCost { part: part.part.key(), cost }
}

/// Notations of the last working days, so that cables have a price; about what the metals cost.
pub(super) async fn notations(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let today = kontor.clock.local().date();
    let mut all = Vec::new();
    for (metal, cents) in [(Metal::Copper, 96_840), (Metal::Aluminium, 27_310), (Metal::Brass, 71_200)] {
        for back in 1..=9_i64 {
            let (rate, day) = (Decimal::new(cents + (back * 377) % 1_450, 2), later(today, -back));
            // The exchange is closed on weekends.
            if day.weekday().to_monday_zero_offset() < 5 {
                all.push(Notation { metal, day, rate });
            }
        }
    }
    pricing::set_notations(kontor, system, &all).await
}

/// What comes arrives at the first warehouse.
fn levels(part: &DemoPart, today: Date) -> Vec<SetStock> {
    let mut incoming: Vec<Incoming> = part
        .incoming
        .iter()
        .map(|(days, quantity)| Incoming { date: later(today, *days), quantity: *quantity })
        .collect();
    part.stock
        .iter()
        .map(|(warehouse, on_hand)| SetStock {
            part: part.part.key(),
            warehouse: warehouse.clone(),
            on_hand: *on_hand,
            incoming: std::mem::take(&mut incoming),
        })
        .collect()
}

/// A day so many days later; the same one when that is no day any more.
pub(super) fn later(day: Date, days: i64) -> Date {
    let span: Span = days.days();
    day.checked_add(span).unwrap_or(day)
}
