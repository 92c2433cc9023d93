//! The demo's services with what they cost, and what is agreed with two of its customers.

use kontor_domain::accounts::Actor;
use kontor_domain::delivery::{Band, Completeness, DeliveryTerms, Place, Service, Tariffs, Zone};
use kontor_domain::stock::Branch;
use kontor_domain::{Decimal, Error, Localized, Money};
use kontor_service::{Kontor, delivery};

/// Islands that carriers charge extra for, the rest of Germany, and the neighbours.
const ZONES: [(&str, &str, &str, &[&str]); 4] = [
    (
        "inseln",
        "Deutsche Inseln",
        "German islands",
        &[
            "DE 18565",
            "DE 25845-25849",
            "DE 25863-25869",
            "DE 25938-25999",
            "DE 26465",
            "DE 26474",
            "DE 26486",
            "DE 26548",
            "DE 26571",
            "DE 26579",
            "DE 26757",
            "DE 27498",
        ],
    ),
    ("de", "Deutschland", "Germany", &["DE"]),
    (
        "nachbarn",
        "Österreich, Benelux, Dänemark",
        "Austria, Benelux, Denmark",
        &["AT", "BE", "NL", "LU", "DK"],
    ),
    (
        "welt",
        "Übriges Europa",
        "Rest of Europe",
        &["CH", "LI", "FR", "IT", "PL", "CZ", "SE", "ES", "IE", "GB"],
    ),
];

/// Code, German and English name, carrier, hour of the day, heaviest and longest piece, whether it can be free; days by zone; rows of
/// kilograms and cents by zone, where a minus means that it does not go.
type Line = (
    &'static str,
    (&'static str, &'static str),
    &'static str,
    Option<i8>,
    Option<i64>,
    Option<i64>,
    bool,
    [i64; 4],
    &'static [(i64, [i64; 4])],
);

const SERVICES: [Line; 4] = [
    (
        "paket",
        ("Paket Standard", "Parcel standard"),
        "DHL",
        None,
        Some(31),
        Some(2_000),
        true,
        [2, 1, 2, 4],
        &[
            (5, [1_490, 690, 1_490, 2_290]),
            (15, [1_890, 890, 1_990, 3_190]),
            (31, [2_490, 1_290, 2_790, 4_590]),
            (120, [5_900, 3_490, 7_900, 11_900]),
        ],
    ),
    (
        "express-12",
        ("Express", "Express"),
        "UPS",
        Some(12),
        Some(31),
        Some(2_000),
        false,
        [-1, 1, 1, 2],
        &[(5, [-1, 1_990, 3_490, 5_900]), (15, [-1, 2_690, 4_490, 7_900]), (31, [-1, 3_990, 6_900, 11_900])],
    ),
    (
        "express-10",
        ("Express", "Express"),
        "UPS",
        Some(10),
        Some(31),
        Some(1_200),
        false,
        [-1, 1, -1, -1],
        &[(5, [-1, 2_990, -1, -1]), (31, [-1, 4_990, -1, -1])],
    ),
    (
        "spedition",
        ("Spedition", "Freight forwarder"),
        "Spedition",
        None,
        None,
        Some(6_000),
        true,
        [5, 3, 4, 7],
        &[
            (100, [14_900, 7_900, 11_900, 19_900]),
            (300, [22_900, 11_900, 17_900, 29_900]),
            (1_000, [44_900, 22_900, 34_900, 59_900]),
            (3_000, [89_900, 49_900, 74_900, 119_900]),
        ],
    ),
];

fn tariffs() -> Result<Tariffs, Error> {
    let place = |text: &&str| Place::parse(text).map_err(|p| Error::invalid("places", p));
    let zones = ZONES
        .into_iter()
        .map(|(id, de, en, places)| {
            let places = places.iter().map(place).collect::<Result<_, _>>()?;
            Ok(Zone { id: id.into(), name: Localized::new(de, en), places })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(Tariffs {
        zones,
        services: SERVICES.into_iter().map(service).collect(),
        free_from: Some(Money::cents(50_000)),
        missing_kg: Decimal::ONE,
    })
}

fn service((id, (de, en), carrier, hour, piece, length, free, days, rows): Line) -> Service {
    /// Those that go, by the code of their zone.
    fn by_zone<T>(all: [i64; 4], of: impl Fn(i64) -> T) -> std::collections::BTreeMap<String, T> {
        let zones = ZONES.into_iter().zip(all).filter(|(_, n)| *n >= 0);
        zones.map(|(zone, n)| (zone.0.to_owned(), of(n))).collect()
    }
    Service {
        id: id.into(),
        name: Localized::new(de, en),
        carrier: carrier.into(),
        until: hour.and_then(|hour| jiff::civil::Time::new(hour, 0, 0, 0).ok()),
        piece_kg: piece.map(Decimal::from),
        length_mm: length.map(Decimal::from),
        free,
        days: by_zone(days, |n| n),
        bands: rows
            .iter()
            .map(|(kg, cents)| Band { up_to_kg: Decimal::from(*kg), prices: by_zone(*cents, Money::cents) })
            .collect(),
    }
}

/// Before anything is ordered.
pub(super) async fn make(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    delivery::put_tariffs(kontor, system, &tariffs()?).await.map(|_| ())
}

/// One customer has its own value from which delivery is free, one wants everything together.
pub(super) fn terms(company: &str) -> DeliveryTerms {
    match company {
        "bauer-tiefbau" => {
            DeliveryTerms { free_from: Some(Money::cents(25_000)), ..DeliveryTerms::default() }
        }
        "rohrbau-nord" => DeliveryTerms { completeness: Completeness::Complete, ..DeliveryTerms::default() },
        _ => DeliveryTerms::default(),
    }
}

/// Customers collect at both places.
pub(super) fn branch(warehouse: &str) -> Option<Branch> {
    let at = |street: &str, postcode: &str, city: &str, hours: &str, ready_hours| Branch {
        street: street.into(),
        postcode: postcode.into(),
        city: city.into(),
        hours: hours.into(),
        pickup: true,
        ready_hours,
        closes: jiff::civil::Time::constant(17, 0, 0, 0),
        transfer_days: 1,
    };
    match warehouse {
        "ulm" => Some(at("Kranstraße 12", "89079", "Ulm", "Mo–Fr 6:30–17:00, Sa 8:00–12:00", 1)),
        "kempten" => Some(at("Ursulasrieder Straße 40", "87437", "Kempten", "Mo–Fr 7:00–17:00", 2)),
        _ => None,
    }
}
