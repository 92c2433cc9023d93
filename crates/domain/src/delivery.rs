//! Delivery: by which service and at what price goods go out, and whether all of them together.

mod tariff;

use jiff::civil::{DateTime, Time};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::accounts::Address;
use crate::catalog::PartData;
use crate::orders::OrderLine;
use crate::stock::Warehouse;
use crate::{Date, Language, Localized, Money, Problem, Quantity, WarehouseId, format};

pub use tariff::{Band, Place, Quote, Service, Tariffs, Zone};

/// Longest code of a zone or service, in characters.
pub const MAX_CODE: u32 = 24;
/// Most services, zones, and weight bands of one service.
pub const MAX_SERVICES: u32 = 20;
pub const MAX_ZONES: u32 = 12;
pub const MAX_BANDS: u32 = 30;
/// Most parcels of one shipment.
pub const MAX_PARCELS: u32 = 40;

/// What the customer wants when not everything of an order is there at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completeness {
    /// What is there goes out, the rest follows. So were orders that know nothing of the choice.
    #[default]
    Partial,
    /// Everything in one shipment, on the day of the latest line.
    Complete,
}

impl Completeness {
    pub const ALL: [Self; 2] = [Self::Partial, Self::Complete];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Partial => "partial",
            Self::Complete => "complete",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Partial => {
                l.pick("Was da ist zuerst, der Rest später", "What is there first, the rest later")
            }
            Self::Complete => l.pick("Alles zusammen", "Everything together"),
        }
    }
}

/// What holds for a customer unless an order says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeliveryTerms {
    #[serde(default)]
    pub completeness: Completeness,
    /// Code of the usual service; empty for the cheapest that is possible.
    #[serde(default)]
    pub service: String,
    /// From this value of goods on, net and without core deposits, nothing is charged for services that can be free; absent for the
    /// dealer's usual one.
    #[serde(default)]
    pub free_from: Option<Money>,
}

/// The freight of an order as it was agreed; stays as it is, whatever becomes of the tariffs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freight {
    /// Code of the service.
    pub service: String,
    pub name: Localized,
    pub carrier: String,
    /// Part of the order's net sum; zero when it is free.
    pub net: Money,
    /// What it was reckoned with.
    pub kg: Decimal,
    /// So many lines have no weight in the catalogue: the house's figure was taken.
    pub estimated: u32,
    /// Working days on the road.
    pub days: i64,
    /// Arrives until this time of the day.
    #[serde(default)]
    pub until: Option<Time>,
    /// The customer collects it.
    #[serde(default)]
    pub pickup: Option<Pickup>,
}

/// Where an order is collected, as it was when it was ordered; the address is the order's address of delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pickup {
    pub branch: WarehouseId,
    pub name: String,
    #[serde(default)]
    pub hours: String,
    /// Since when it lies ready.
    #[serde(default)]
    pub ready: Option<DateTime>,
}

/// What the code of a service begins with that is a branch where the customer collects.
const COLLECT: &str = "pickup:";

/// The code that means collecting at a branch.
#[must_use]
pub fn collecting_at(branch: &WarehouseId) -> String {
    format!("{COLLECT}{branch}")
}

/// The branch, when a code means collecting.
#[must_use]
pub fn collected_at(service: &str) -> Option<WarehouseId> {
    service.trim().strip_prefix(COLLECT).map(WarehouseId::new)
}

impl Pickup {
    /// At this warehouse; nothing where nobody can collect.
    #[must_use]
    pub fn at(warehouse: &Warehouse) -> Option<Self> {
        warehouse.pickup().map(|branch| Self {
            branch: warehouse.id.clone(),
            name: warehouse.name.clone(),
            hours: branch.hours.clone(),
            ready: None,
        })
    }

    /// `Abholung in Kempten`.
    #[must_use]
    pub fn title(&self) -> Localized {
        Localized::new(format!("Abholung in {}", self.name), format!("Collection in {}", self.name))
    }

    /// As it is agreed for an order.
    #[must_use]
    pub fn freight(self, load: &Load) -> Freight {
        Freight {
            service: collecting_at(&self.branch),
            name: self.title(),
            carrier: String::new(),
            net: Money::ZERO,
            kg: load.kg.normalize(),
            estimated: load.estimated,
            days: 0,
            until: None,
            pickup: Some(self),
        }
    }
}

/// The address of a branch, in the dealer's name.
#[must_use]
pub fn branch_address(warehouse: &Warehouse, dealer: &str) -> Option<Address> {
    warehouse.pickup().map(|branch| Address {
        id: collecting_at(&warehouse.id),
        name: dealer.to_owned(),
        extra: warehouse.name.clone(),
        street: branch.street.clone(),
        postcode: branch.postcode.clone(),
        city: branch.city.clone(),
        country: "DE".into(),
        state: warehouse.state.clone(),
    })
}

impl Freight {
    /// `Express bis 12:00, 14,90 €`.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        if self.pickup.is_some() {
            return self.name.get(l).to_owned();
        }
        let price =
            if self.net.is_zero() { l.pick("frei", "free").to_owned() } else { format::money(self.net, l) };
        format!("{}, {price}", named(&self.name, self.until, l))
    }
}

/// The service with the time until which it arrives.
#[must_use]
pub fn named(name: &Localized, until: Option<Time>, l: Language) -> String {
    match until {
        Some(until) => {
            let (hour, minute) = (until.hour(), until.minute());
            format!("{} {} {hour}:{minute:02}", name.get(l), l.pick("bis", "by"))
        }
        None => name.get(l).to_owned(),
    }
}

/// What is to be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    pub kg: Decimal,
    /// The heaviest unit of all.
    pub heaviest: Decimal,
    /// The longest one, in millimetres; zero when no length is known.
    pub longest: Decimal,
    /// Lines whose weight is not known.
    pub estimated: u32,
}

impl Load {
    /// `missing` is what a unit without a weight in the catalogue is reckoned with.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = (&'a PartData, Quantity)>, missing: Decimal) -> Self {
        lines.into_iter().fold(Self::default(), |load, (part, quantity)| {
            let each = part.weight_kg.unwrap_or(missing);
            Self {
                kg: load.kg + each * quantity.0,
                heaviest: load.heaviest.max(each),
                longest: load.longest.max(length_mm(part)),
                estimated: load.estimated + u32::from(part.weight_kg.is_none()),
            }
        })
    }
}

/// The length that the part's properties name (`Länge`, `Length`), in millimetres.
fn length_mm(part: &PartData) -> Decimal {
    let length = part
        .attributes
        .iter()
        .find(|a| a.name.de.eq_ignore_ascii_case("Länge") || a.name.de.eq_ignore_ascii_case("Length"));
    let factor = |unit: &str| match unit.trim() {
        "mm" => Some(1),
        "cm" => Some(10),
        "m" => Some(1_000),
        _ => None,
    };
    length
        .and_then(|a| {
            let value: Decimal = a.value.trim().replace(',', ".").parse().ok()?;
            value.checked_mul(Decimal::from(factor(&a.unit)?))
        })
        .unwrap_or(Decimal::ZERO)
}

/// The warehouses, with the working days that a service takes in the place of their own.
#[must_use]
pub fn on_the_road(warehouses: &[Warehouse], days: i64) -> Vec<Warehouse> {
    warehouses.iter().map(|w| Warehouse { transit_days: days, ..w.clone() }).collect()
}

/// A way to have a cart delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceOffer {
    /// Code of the service; empty where the dealer has set up none and charges nothing.
    pub id: String,
    pub name: Localized,
    #[serde(default)]
    pub until: Option<Time>,
    pub net: Money,
    /// It would cost something, but not from this value of goods on.
    pub free: bool,
    /// The whole cart with it.
    pub gross: Money,
    /// The customer collects it: address and hours, a line each; empty for what is brought.
    #[serde(default)]
    pub place: Vec<String>,
    /// The day of arrival of each line of the cart, in its order; absent for what is not to be had.
    pub dates: Vec<Option<Date>>,
}

impl ServiceOffer {
    /// The day on which everything is there.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.dates.iter().flatten().max().copied()
    }

    /// The day on which the first of it is there.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.dates.iter().flatten().min().copied()
    }

    /// The day of a line, as the customer wants it.
    #[must_use]
    pub fn date(&self, line: usize, completeness: Completeness) -> Option<Date> {
        let own = self.dates.get(line).copied().flatten()?;
        match completeness {
            Completeness::Partial => Some(own),
            Completeness::Complete => self.last(),
        }
    }

    /// The lines by the day on which they arrive.
    #[must_use]
    pub fn shipments(&self, completeness: Completeness) -> Vec<(Date, Vec<usize>)> {
        let mut days: std::collections::BTreeMap<Date, Vec<usize>> = std::collections::BTreeMap::new();
        for line in 0..self.dates.len() {
            if let Some(day) = self.date(line, completeness) {
                days.entry(day).or_default().push(line);
            }
        }
        days.into_iter().collect()
    }
}

/// How a cart can be delivered to an address, and what holds unless the person says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeliveryOffers {
    /// Id of the address they are for.
    pub address: String,
    /// Empty when no service takes it there.
    pub offers: Vec<ServiceOffer>,
    /// The one that is chosen.
    pub chosen: String,
    pub completeness: Completeness,
    pub kg: Decimal,
    /// So many lines have no weight in the catalogue,
    pub estimated: u32,
    /// and each unit of them is reckoned with this.
    pub missing_kg: Decimal,
}

impl DeliveryOffers {
    #[must_use]
    pub fn offer(&self) -> Option<&ServiceOffer> {
        self.offers.iter().find(|offer| offer.id == self.chosen)
    }

    /// Has the dealer set up services to choose from?
    #[must_use]
    pub fn chooses(&self) -> bool {
        self.offers.iter().any(|offer| !offer.id.is_empty())
    }
}

/// How a person wants a cart delivered; what is empty is as usual.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeliveryChoice {
    /// Id of one of the company's addresses; empty for the first.
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub completeness: Option<Completeness>,
}

/// The tariffs as the dealer keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TariffsView {
    pub tariffs: Tariffs,
    /// Counts up with every change; a command that carries an old one is refused.
    pub version: i64,
}

/// Keep a service, new or there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveService {
    pub version: i64,
    pub service: Service,
}

/// Keep what holds for all services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveZones {
    pub version: i64,
    pub zones: Vec<Zone>,
    pub free_from: Option<Money>,
    pub missing_kg: Decimal,
}

/// Take a service out; orders that were placed with it keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveService {
    pub version: i64,
    pub service: String,
}

/// How an order is delivered, in words: the service with its price, and whether together. A sentence each.
#[must_use]
pub fn delivery_words(
    freight: Option<&Freight>,
    completeness: Completeness,
    lines: &[OrderLine],
    l: Language,
) -> Vec<String> {
    let together = match (completeness, lines.iter().filter(|line| !line.gone()).count()) {
        // One line is together anyhow.
        (Completeness::Partial, 0 | 1) => None,
        (Completeness::Partial, _) => Some(completeness.word(l).to_owned()),
        (Completeness::Complete, _) => {
            let open = lines.iter().filter(|line| line.open() > Quantity::ZERO);
            let day = open.map(OrderLine::date).max().map(|day| format!(", {}", format::day(day, l)));
            Some(format!("{}{}", completeness.word(l), day.unwrap_or_default()))
        }
    };
    freight.map(|freight| freight.text(l)).into_iter().chain(together).collect()
}

/// The tracking numbers in a field, one for each parcel, divided by commas, semicolons or lines.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`], [`Problem::Duplicate`], [`Problem::AtMost`].
pub fn parcels(text: &str) -> Result<Vec<String>, Problem> {
    let numbers: Vec<String> = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|number| !number.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    match numbers.len() {
        0 => return Err(Problem::Required),
        n if n > MAX_PARCELS as usize => return Err(Problem::AtMost { max: MAX_PARCELS }),
        _ => {}
    }
    if numbers.iter().any(|number| number.chars().count() > 60) {
        return Err(Problem::TooLong { max: 60 });
    }
    let known: std::collections::BTreeSet<&String> = numbers.iter().collect();
    if known.len() < numbers.len() { Err(Problem::Duplicate) } else { Ok(numbers) }
}

/// The country and postcode that decide about the zone.
#[must_use]
pub fn destination(address: &Address) -> (&str, &str) {
    (&address.country, &address.postcode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Attribute;

    fn part(grams: Option<i64>, length: &str, unit: &str) -> PartData {
        let length =
            Attribute { name: Localized::new("Länge", "Length"), value: length.into(), unit: unit.into() };
        PartData {
            weight_kg: grams.map(|g| Decimal::new(g, 3)),
            attributes: vec![length],
            ..PartData::default()
        }
    }

    #[test]
    fn a_load_counts_every_unit_and_says_which_weights_it_had_to_guess() {
        let (known, guessed) = (part(Some(840), "1,2", "m"), part(None, "900", "mm"));
        let load = Load::of([(&known, Quantity::of(10)), (&guessed, Quantity::of(2))], Decimal::from(5));
        assert_eq!(load.kg, Decimal::new(184, 1));
        assert_eq!((load.heaviest, load.longest), (Decimal::from(5), Decimal::from(1_200)));
        assert_eq!(load.estimated, 1);
        // What is no length is none.
        assert_eq!(length_mm(&part(None, "M12", "mm")), Decimal::ZERO);
        assert_eq!(length_mm(&part(None, "12", "Zoll")), Decimal::ZERO);
    }

    #[test]
    fn together_means_the_day_of_the_latest_line_for_each() {
        let day = |d| Some(Date::constant(2026, 12, d));
        let offer = ServiceOffer {
            id: "paket".into(),
            name: Localized::default(),
            until: None,
            net: Money::ZERO,
            free: false,
            gross: Money::ZERO,
            place: vec![],
            dates: vec![day(2), None, day(9), day(2)],
        };
        assert_eq!((offer.first(), offer.last()), (day(2), day(9)));
        let parts = offer.shipments(Completeness::Partial);
        assert_eq!(parts, vec![(day(2).unwrap(), vec![0, 3]), (day(9).unwrap(), vec![2])]);
        assert_eq!(offer.shipments(Completeness::Complete), vec![(day(9).unwrap(), vec![0, 2, 3])]);
    }

    #[test]
    fn every_parcel_has_its_own_number() {
        assert_eq!(parcels("A 1, B2\n;C3").unwrap(), ["A 1", "B2", "C3"]);
        assert_eq!(parcels(" , "), Err(Problem::Required));
        assert_eq!(parcels("A,B,A"), Err(Problem::Duplicate));
        assert_eq!(parcels(&"x".repeat(61)), Err(Problem::TooLong { max: 60 }));
        let many: Vec<String> = (0..=MAX_PARCELS).map(|n| n.to_string()).collect();
        assert_eq!(parcels(&many.join(",")), Err(Problem::AtMost { max: MAX_PARCELS }));
    }

    #[test]
    fn what_an_order_of_yesterday_does_not_say_is_partial_and_without_freight() {
        assert_eq!(Completeness::default(), Completeness::Partial);
        for c in Completeness::ALL {
            assert_eq!(Completeness::parse(c.code()), Some(c));
        }
        assert!(delivery_words(None, Completeness::default(), &[], Language::De).is_empty());
    }
}
