//! What a delivery costs: services, zones, and prices by weight.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Time;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Freight, Load, MAX_BANDS, MAX_CODE, MAX_ZONES};
use crate::{FieldError, Localized, Money, Problem};

/// Postcodes of a country; the whole country when both ends are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// First and last postcode, both included.
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
}

impl Place {
    /// Reads `DE`, `DE 27498` or `DE 25938-25997`.
    ///
    /// # Errors
    /// [`Problem::NotACode`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let (country, codes) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Problem::NotACode);
        }
        let codes = codes.trim();
        let (from, to) = codes.split_once('-').unwrap_or((codes, codes));
        let (from, to) = (plain(from), plain(to));
        let well = from.len() == to.len() && from <= to && (codes.is_empty() || !from.is_empty());
        if well { Ok(Self { country: country.to_owned(), from, to }) } else { Err(Problem::NotACode) }
    }

    fn holds(&self, country: &str, postcode: &str) -> bool {
        // Postcodes of one country are equally long; what is not is none of these.
        self.country == country
            && (self.from.is_empty()
                || (postcode.len() == self.from.len() && *self.from <= *postcode && *postcode <= *self.to))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from.as_str(), self.to.as_str()) {
            ("", _) => f.write_str(&self.country),
            (from, to) if from == to => write!(f, "{} {from}", self.country),
            (from, to) => write!(f, "{} {from}-{to}", self.country),
        }
    }
}

/// A postcode without blanks, in capitals.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Where it costs the same and takes as long.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Zone {
    pub id: String,
    pub name: Localized,
    pub places: Vec<Place>,
}

/// A row of a tariff: what a consignment up to a weight costs in each zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    pub up_to_kg: Decimal,
    /// Net, by zone; where there is none the service does not go with this weight.
    pub prices: BTreeMap<String, Money>,
}

/// A way to send goods.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Service {
    pub id: String,
    pub name: Localized,
    /// Suggested when a shipment is booked.
    #[serde(default)]
    pub carrier: String,
    /// Arrives until this time of the day.
    #[serde(default)]
    pub until: Option<Time>,
    /// The heaviest single piece it takes.
    #[serde(default)]
    pub piece_kg: Option<Decimal>,
    /// The longest single piece it takes, in millimetres.
    #[serde(default)]
    pub length_mm: Option<Decimal>,
    /// Costs nothing from the value of goods on from which delivery is free.
    #[serde(default)]
    pub free: bool,
    /// Working days on the road, by zone.
    pub days: BTreeMap<String, i64>,
    /// By weight, the lightest first.
    pub bands: Vec<Band>,
}

/// Everything that decides what a delivery costs. No service at all: nothing is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariffs {
    /// The first one that holds an address is its zone: the narrow ones come first.
    pub zones: Vec<Zone>,
    pub services: Vec<Service>,
    /// From this value of goods on, net and without core deposits; absent for never.
    #[serde(default)]
    pub free_from: Option<Money>,
    /// What a unit without a weight in the catalogue is reckoned with.
    pub missing_kg: Decimal,
}

impl Default for Tariffs {
    fn default() -> Self {
        Self { zones: Vec::new(), services: Vec::new(), free_from: None, missing_kg: Decimal::ONE }
    }
}

/// What one service asks for a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote<'a> {
    pub service: &'a Service,
    pub net: Money,
    /// It would cost something, but the goods are worth enough.
    pub free: bool,
    /// Working days on the road.
    pub days: i64,
}

impl Quote<'_> {
    /// As it is agreed for an order.
    #[must_use]
    pub fn freight(&self, load: &Load) -> Freight {
        Freight {
            service: self.service.id.clone(),
            name: self.service.name.clone(),
            carrier: self.service.carrier.clone(),
            net: self.net,
            kg: load.kg.normalize(),
            estimated: load.estimated,
            days: self.days,
            until: self.service.until,
            pickup: None,
        }
    }
}

impl Tariffs {
    /// The zone of an address.
    #[must_use]
    pub fn zone(&self, country: &str, postcode: &str) -> Option<&Zone> {
        let postcode = plain(postcode);
        self.zones.iter().find(|zone| zone.places.iter().any(|place| place.holds(country, &postcode)))
    }

    /// What the services that can take the load to an address ask for it, the cheapest first, of equally cheap ones the
    /// quickest. `goods` is the net value of the goods, `free_from` what the customer's own terms say.
    #[must_use]
    pub fn quotes(
        &self,
        load: &Load,
        (country, postcode): (&str, &str),
        goods: Money,
        free_from: Option<Money>,
    ) -> Vec<Quote<'_>> {
        let Some(zone) = self.zone(country, postcode) else { return Vec::new() };
        let enough = free_from.or(self.free_from).is_some_and(|from| goods.amount >= from.amount);
        let mut quotes: Vec<Quote<'_>> = self
            .services
            .iter()
            .filter(|service| service.takes(load))
            .filter_map(|service| {
                let days = *service.days.get(&zone.id)?;
                let price = service.price(load.kg, &zone.id)?;
                let free = service.free && enough && !price.is_zero();
                Some(Quote { service, net: if free { Money::ZERO } else { price }, free, days })
            })
            .collect();
        quotes.sort_by_key(|quote| (quote.net.amount, quote.days, quote.service.until));
        quotes
    }

    /// Which of `quotes` it is: the one that is wanted, otherwise the customer's usual one where it is possible, otherwise
    /// the cheapest.
    ///
    /// # Errors
    /// [`Problem::NotDeliverable`] when there is none at all, [`Problem::ServiceGone`] when the one that is wanted is not possible.
    pub fn pick<'a>(quotes: &[Quote<'a>], wanted: &str, usual: &str) -> Result<Quote<'a>, Problem> {
        let find = |id: &str| quotes.iter().find(|quote| quote.service.id == id);
        let first = quotes.first().ok_or(Problem::NotDeliverable)?;
        if wanted.is_empty() {
            return Ok(*find(usual).unwrap_or(first));
        }
        find(wanted).copied().ok_or(Problem::ServiceGone)
    }

    /// What is wrong with the zones and the figures that hold for all services.
    #[must_use]
    pub fn zone_problems(&self) -> Vec<FieldError> {
        let mut fields = Vec::new();
        let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
        if self.zones.len() > MAX_ZONES as usize {
            wrong("zones".into(), Problem::AtMost { max: MAX_ZONES });
        }
        let mut seen = BTreeSet::new();
        for (i, zone) in self.zones.iter().enumerate() {
            let mut at = |name: &str, problem| wrong(format!("zones[{i}].{name}"), problem);
            if let Err(problem) = code(&zone.id) {
                at("id", problem);
            } else if !seen.insert(&zone.id) {
                at("id", Problem::Duplicate);
            }
            if let Err(problem) = named(&zone.name) {
                at("name", problem);
            }
            if zone.places.is_empty() {
                at("places", Problem::Required);
            }
        }
        if self.free_from.is_some_and(|from| from.amount <= Decimal::ZERO) {
            wrong("free_from".into(), Problem::NotPositive);
        }
        if self.missing_kg <= Decimal::ZERO {
            wrong("missing_kg".into(), Problem::NotPositive);
        }
        fields
    }
}

impl Service {
    fn takes(&self, load: &Load) -> bool {
        self.piece_kg.is_none_or(|most| load.heaviest <= most)
            && self.length_mm.is_none_or(|most| load.longest <= most)
    }

    fn price(&self, kg: Decimal, zone: &str) -> Option<Money> {
        // The first row of this zone that is heavy enough: a zone may have fewer rows than another.
        self.bands.iter().filter(|band| band.up_to_kg >= kg).find_map(|band| band.prices.get(zone)).copied()
    }

    /// What is wrong with it, all at once. `zones` are those that there are.
    #[must_use]
    pub fn problems(&self, zones: &[Zone]) -> Vec<FieldError> {
        let mut fields = Vec::new();
        let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
        if let Err(problem) = code(&self.id) {
            wrong("id".into(), problem);
        }
        if let Err(problem) = self::named(&self.name) {
            wrong("name".into(), problem);
        }
        if self.carrier.chars().count() > 60 {
            wrong("carrier".into(), Problem::TooLong { max: 60 });
        }
        for (field, most) in [("piece_kg", self.piece_kg), ("length_mm", self.length_mm)] {
            if most.is_some_and(|most| most <= Decimal::ZERO) {
                wrong(field.into(), Problem::NotPositive);
            }
        }
        let known = |zone: &String| zones.iter().any(|z| z.id == *zone);
        for (zone, days) in &self.days {
            if !known(zone) {
                wrong(format!("days.{zone}"), Problem::NotACode);
            } else if *days < 0 {
                wrong(format!("days.{zone}"), Problem::NotANumber);
            } else if *days > 60 {
                wrong(format!("days.{zone}"), Problem::AtMost { max: 60 });
            }
        }
        if self.bands.is_empty() {
            wrong("bands".into(), Problem::Required);
        } else if self.bands.len() > MAX_BANDS as usize {
            wrong("bands".into(), Problem::AtMost { max: MAX_BANDS });
        }
        let mut before = Decimal::ZERO;
        for (i, band) in self.bands.iter().enumerate() {
            if band.up_to_kg <= Decimal::ZERO {
                wrong(format!("bands[{i}].up_to_kg"), Problem::NotPositive);
            } else if band.up_to_kg <= before {
                // The rows rise.
                wrong(format!("bands[{i}].up_to_kg"), Problem::Duplicate);
            }
            before = before.max(band.up_to_kg);
            for (zone, price) in &band.prices {
                if !known(zone) {
                    wrong(format!("bands[{i}].{zone}"), Problem::NotACode);
                } else if price.amount.is_sign_negative() || price.amount.normalize().scale() > 2 {
                    wrong(format!("bands[{i}].{zone}"), Problem::NotANumber);
                } else if !self.days.contains_key(zone) {
                    // A price without a date is no offer.
                    wrong(format!("days.{zone}"), Problem::Required);
                }
            }
        }
        fields
    }
}

fn code(id: &str) -> Result<(), Problem> {
    match id.chars().count() {
        0 => Err(Problem::Required),
        n if n > MAX_CODE as usize => Err(Problem::TooLong { max: MAX_CODE }),
        _ if id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') => Ok(()),
        _ => Err(Problem::NotACode),
    }
}

fn named(name: &Localized) -> Result<(), Problem> {
    match name.de.trim().chars().count().max(name.en.trim().chars().count()) {
        _ if name.de.trim().is_empty() => Err(Problem::Required),
        n if n > 60 => Err(Problem::TooLong { max: 60 }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zone(id: &str, places: &[&str]) -> Zone {
        Zone {
            id: id.into(),
            name: Localized::new(id, id),
            places: places.iter().map(|p| Place::parse(p).unwrap()).collect(),
        }
    }

    fn service(id: &str, days: i64, bands: &[(i64, i64)]) -> Service {
        Service {
            id: id.into(),
            name: Localized::new(id, id),
            days: [("de".to_owned(), days)].into(),
            bands: bands
                .iter()
                .map(|(kg, cents)| Band {
                    up_to_kg: Decimal::from(*kg),
                    prices: [("de".to_owned(), Money::cents(*cents))].into(),
                })
                .collect(),
            ..Service::default()
        }
    }

    fn tariffs() -> Tariffs {
        let parcel = Service {
            piece_kg: Some(Decimal::from(31)),
            length_mm: Some(Decimal::from(2_000)),
            free: true,
            ..service("paket", 2, &[(5, 690), (31, 1290), (100, 3900)])
        };
        Tariffs {
            zones: vec![zone("insel", &["DE 27498", "DE 25938-25997"]), zone("de", &["DE"])],
            services: vec![
                service("spedition", 3, &[(100, 8900), (2_500, 19_000)]),
                parcel,
                service("express", 1, &[(31, 2490)]),
            ],
            free_from: Some(Money::cents(25_000)),
            missing_kg: Decimal::ONE,
        }
    }

    fn load(kg: i64) -> Load {
        Load { kg: Decimal::from(kg), heaviest: Decimal::from(kg.min(10)), ..Load::default() }
    }

    fn ask(tariffs: &Tariffs, load: &Load, goods: i64) -> Vec<(String, Money)> {
        tariffs
            .quotes(load, ("DE", "89079"), Money::cents(goods), None)
            .into_iter()
            .map(|q| (q.service.id.clone(), q.net))
            .collect()
    }

    #[test]
    fn the_cheapest_that_can_take_it_comes_first() {
        let t = tariffs();
        let named = |id: &str, cents| (id.to_owned(), Money::cents(cents));
        assert_eq!(
            ask(&t, &load(5), 100),
            [named("paket", 690), named("express", 2490), named("spedition", 8900)]
        );
        // Forty kilograms of small parts are several parcels; one piece of forty is none.
        assert_eq!(ask(&t, &load(40), 100), [named("paket", 3900), named("spedition", 8900)]);
        let heavy = Load { heaviest: Decimal::from(40), ..load(40) };
        assert_eq!(ask(&t, &heavy, 100), [named("spedition", 8900)]);
        let long = Load { longest: Decimal::from(2_001), ..load(5) };
        assert_eq!(ask(&t, &long, 100), [named("express", 2490), named("spedition", 8900)]);
        assert!(ask(&t, &load(2_501), 100).is_empty());
    }

    #[test]
    fn from_a_value_on_what_can_be_free_is_free_and_the_customers_own_value_goes_first() {
        let t = tariffs();
        assert_eq!(ask(&t, &load(5), 24_999)[0].1, Money::cents(690));
        assert_eq!(ask(&t, &load(5), 25_000)[0].1, Money::ZERO);
        assert_eq!(ask(&t, &load(5), 25_000)[1].1, Money::cents(2490), "express never is");
        let own =
            |from| t.quotes(&load(5), ("DE", "1"), Money::cents(30_000), Some(Money::cents(from)))[0].free;
        assert!(own(30_000) && !own(30_001));
    }

    #[test]
    fn the_narrow_zone_comes_first_and_what_no_zone_holds_is_not_delivered() {
        let t = tariffs();
        let id = |country: &str, code: &str| t.zone(country, code).map(|z| z.id.as_str());
        assert_eq!(id("DE", "25980"), Some("insel"));
        assert_eq!(id("DE", "2 5 9 8 0"), Some("insel"));
        assert_eq!(id("DE", "25998"), Some("de"));
        assert_eq!(id("AT", "6020"), None);
        // No service goes to the islands here.
        assert!(t.quotes(&load(1), ("DE", "27498"), Money::ZERO, None).is_empty());
    }

    #[test]
    fn a_choice_is_the_wanted_one_then_the_usual_then_the_cheapest() {
        let t = tariffs();
        let quotes = t.quotes(&load(5), ("DE", "89079"), Money::ZERO, None);
        let pick = |wanted, usual| Tariffs::pick(&quotes, wanted, usual).map(|q| q.service.id.as_str());
        assert_eq!(pick("express", "spedition"), Ok("express"));
        assert_eq!(pick("", "spedition"), Ok("spedition"));
        assert_eq!(pick("", "drone"), Ok("paket"));
        assert_eq!(pick("drone", ""), Err(Problem::ServiceGone));
        assert_eq!(Tariffs::pick(&[], "", "").err(), Some(Problem::NotDeliverable));
    }

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in ["DE", "DE 27498", "DE 25938-25997", "NL 8881AA-8899ZZ"] {
            assert_eq!(Place::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "D", "de", "DEU", "DE 5-12", "DE 20-10", "DE -"] {
            assert_eq!(Place::parse(text), Err(Problem::NotACode), "{text}");
        }
    }

    #[test]
    fn a_service_tells_everything_that_is_wrong_at_once() {
        let zones = tariffs().zones;
        let mut odd = service("Über Nacht", 61, &[(5, 100), (5, 200)]);
        odd.bands[0].prices.insert("mond".into(), Money::ZERO);
        odd.bands[1].prices.insert("insel".into(), Money::cents(-1));
        let found = odd.problems(&zones);
        for field in ["id", "days.de", "bands[1].up_to_kg", "bands[0].mond", "bands[1].insel"] {
            assert!(found.iter().any(|f| f.field == field), "{field}: {found:?}");
        }
        assert!(tariffs().services.iter().all(|s| s.problems(&zones).is_empty()));
        assert!(tariffs().zone_problems().is_empty());
    }

    proptest! {
        #[test]
        fn more_weight_never_costs_less_where_the_rows_rise(
            mut rows in proptest::collection::vec((1i64..2_000, 1i64..50_000), 1..8),
            kg in 0i64..2_000, more in 0i64..500,
        ) {
            rows.sort_unstable();
            rows.dedup_by_key(|(kg, _)| *kg);
            let mut price = 0;
            for row in &mut rows {
                price += row.1;
                row.1 = price;
            }
            let t = Tariffs { services: vec![service("s", 1, &rows)], ..tariffs() };
            let net = |kg| ask(&t, &load(kg), 0).first().map(|(_, net)| net.amount);
            match (net(kg), net(kg + more)) {
                (Some(light), Some(heavy)) => prop_assert!(light <= heavy),
                (None, heavy) => prop_assert!(heavy.is_none(), "too heavy stays too heavy"),
                _ => {}
            }
        }
    }
}
