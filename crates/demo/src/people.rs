//! The dealer, its customers and everybody's people. Role words are those of `kontor_domain::accounts::Role::code`.

use kontor_domain::accounts::Address;
use kontor_domain::{Decimal, Quantity};

/// Everybody's password in the demonstration. Never used outside of it.
pub const DEMO_PASSWORD: &str = "kontor-demo-2026";

/// The dealer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoDealer {
    pub name: String,
    pub vat_id: String,
    pub address: Address,
    pub email: String,
    pub phone: String,
}

/// A place that keeps stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoWarehouse {
    /// The id in `DemoPart::stock`.
    pub id: String,
    pub name: String,
    /// Federal state, decides about holidays.
    pub state: String,
    /// Hour and minute until which orders leave the same working day.
    pub cut_off: (i8, i8),
    /// Working days on the road.
    pub transit_days: i64,
    /// Lower first; replenishment arrives at the first one.
    pub position: i64,
}

/// A price of a list: from this quantity on one unit costs this, net EUR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPrice {
    pub part_number: String,
    pub from: Quantity,
    pub net: Decimal,
}

/// Customers with common prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoGroup {
    pub id: String,
    pub name: String,
    pub prices: Vec<DemoPrice>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCompany {
    pub id: String,
    /// The dealer's own number for it.
    pub number: String,
    pub name: String,
    /// Empty where it has none.
    pub vat_id: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Id of its [`DemoGroup`]; empty for none.
    pub group: String,
    /// The first one is the seat.
    pub addresses: Vec<Address>,
    /// Percent off the list price by discount group.
    pub discounts: Vec<(String, Decimal)>,
    pub own_prices: Vec<DemoPrice>,
}

/// Somebody who signs in with [`DEMO_PASSWORD`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    pub id: String,
    pub name: String,
    pub email: String,
    /// Id of the company; nothing for the dealer's own people.
    pub company: Option<String>,
    pub roles: Vec<String>,
    /// `de` or `en`.
    pub language: String,
}

/// Code, German and English name of the discount groups.
#[must_use]
pub const fn discount_groups() -> &'static [(&'static str, &'static str, &'static str)] {
    &[
        ("F", "Filter und Service-Sätze", "Filters and service kits"),
        ("D", "Dichtungen", "Seals"),
        ("H", "Hydraulik", "Hydraulics"),
        ("L", "Fahrwerk und Achsen", "Undercarriage and axles"),
        ("M", "Motor", "Engine"),
        ("E", "Elektrik", "Electrics"),
        ("V", "Verschleißteile", "Wear parts"),
        ("K", "Kabine", "Cab"),
        ("N", "Normteile", "Standard parts"),
        ("R", "Räder und Reifen", "Wheels and tyres"),
        ("O", "Öle und Pflege", "Oils and care"),
        ("W", "Werkzeug", "Tools"),
        ("B", "Bücher", "Books"),
    ]
}

#[expect(clippy::too_many_arguments, reason = "the lines of an address, in its order")]
fn address(
    id: &str,
    name: &str,
    extra: &str,
    street: &str,
    postcode: &str,
    city: &str,
    country: &str,
    state: &str,
) -> Address {
    Address {
        id: id.into(),
        name: name.into(),
        extra: extra.into(),
        street: street.into(),
        postcode: postcode.into(),
        city: city.into(),
        country: country.into(),
        state: state.into(),
    }
}

/// Hallmann Baumaschinen `GmbH`.
#[must_use]
pub fn dealer() -> DemoDealer {
    DemoDealer {
        name: "Hallmann Baumaschinen GmbH".into(),
        vat_id: "DE811452302".into(),
        address: address(
            "ulm",
            "Hallmann Baumaschinen GmbH",
            "",
            "Kranstraße 12",
            "89079",
            "Ulm",
            "DE",
            "BW",
        ),
        email: "teile@hallmann.example".into(),
        phone: "+49 731 5550-0".into(),
    }
}

/// Ulm and Kempten.
#[must_use]
pub fn warehouses() -> Vec<DemoWarehouse> {
    let warehouse = |id: &str, name: &str, state: &str, transit_days, position| DemoWarehouse {
        id: id.into(),
        name: name.into(),
        state: state.into(),
        cut_off: (16, 30),
        transit_days,
        position,
    };
    vec![warehouse("ulm", "Ulm", "BW", 1, 0), warehouse("kempten", "Kempten", "BY", 1, 1)]
}

fn price(part_number: &str, from: i64, cents: i64) -> DemoPrice {
    DemoPrice {
        part_number: part_number.into(),
        from: Quantity::of(from),
        net: Decimal::new(cents, 2).normalize(),
    }
}

/// The customer groups with their price lists.
#[must_use]
pub fn customer_groups() -> Vec<DemoGroup> {
    let group = |id: &str, name: &str, prices| DemoGroup { id: id.into(), name: name.into(), prices };
    vec![
        group(
            "tiefbau",
            "Tiefbau",
            vec![
                price("HY-4711.20-F", 1, 54_00),
                price("OE-0046.20-H", 1, 78_00),
                price("OE-0046.20-H", 5, 74_00),
            ],
        ),
        group("kommunen", "Kommunen", vec![price("OE-0046.20-H", 1, 81_00)]),
        group("ausland", "Ausland", Vec::new()),
    ]
}

/// The customers.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn companies() -> Vec<DemoCompany> {
    let discounts =
        |list: &[(&str, i64)]| list.iter().map(|(g, p)| ((*g).to_owned(), Decimal::from(*p))).collect();
    vec![
        DemoCompany {
            id: "bauer-tiefbau".into(),
            number: "10041".into(),
            name: "Bauer Tiefbau GmbH".into(),
            vat_id: "DE299104473".into(),
            country: "DE".into(),
            group: "tiefbau".into(),
            addresses: vec![
                address(
                    "hof",
                    "Bauer Tiefbau GmbH",
                    "Werkstatt",
                    "Ziegeleiweg 8",
                    "87437",
                    "Kempten (Allgäu)",
                    "DE",
                    "BY",
                ),
                address(
                    "baustelle-wiggensbach",
                    "Bauer Tiefbau GmbH",
                    "Baustelle Kanal Nord",
                    "Kemptener Straße 31",
                    "87487",
                    "Wiggensbach",
                    "DE",
                    "BY",
                ),
            ],
            discounts: discounts(&[
                ("F", 15),
                ("D", 12),
                ("H", 10),
                ("L", 12),
                ("V", 18),
                ("N", 20),
                ("O", 8),
            ]),
            own_prices: vec![
                price("HY-4711.20-F", 1, 48_60),
                price("HY-4711.20-F", 5, 44_20),
                price("HY-4711.20-F", 20, 41_00),
                price("FW-2210.10-L", 1, 368_00),
            ],
        },
        DemoCompany {
            id: "alpstein-kies".into(),
            number: "10058".into(),
            name: "Alpstein Kies AG".into(),
            vat_id: "CHE-123.456.788 MWST".into(),
            country: "CH".into(),
            group: "ausland".into(),
            addresses: vec![
                address(
                    "werk",
                    "Alpstein Kies AG",
                    "Werk 2",
                    "Kiesgrubenstrasse 4",
                    "9050",
                    "Appenzell",
                    "CH",
                    "",
                ),
                address(
                    "ulm",
                    "Alpstein Kies AG",
                    "c/o Spedition Rheintal",
                    "Hafenweg 2",
                    "89231",
                    "Neu-Ulm",
                    "DE",
                    "BY",
                ),
            ],
            discounts: discounts(&[("F", 10), ("L", 15), ("V", 20)]),
            own_prices: vec![price("FW-2210.10-L", 1, 355_00), price("FW-2210.10-L", 8, 339_00)],
        },
        DemoCompany {
            id: "gemeinde-isny".into(),
            number: "10063".into(),
            name: "Gemeinde Isny".into(),
            vat_id: String::new(),
            country: "DE".into(),
            group: "kommunen".into(),
            addresses: vec![address(
                "bauhof",
                "Gemeinde Isny",
                "Bauhof",
                "Bauhofweg 3",
                "88316",
                "Isny im Allgäu",
                "DE",
                "BW",
            )],
            discounts: discounts(&[("F", 5), ("O", 5)]),
            own_prices: Vec::new(),
        },
        DemoCompany {
            id: "rohrbau-nord".into(),
            number: "10077".into(),
            name: "Rohrbau Nord KG".into(),
            vat_id: "DE301746585".into(),
            country: "DE".into(),
            group: "tiefbau".into(),
            addresses: vec![address(
                "hof",
                "Rohrbau Nord KG",
                "",
                "Am Holzhafen 17",
                "23560",
                "Lübeck",
                "DE",
                "SH",
            )],
            discounts: discounts(&[("F", 8), ("D", 8), ("H", 8), ("V", 10)]),
            own_prices: Vec::new(),
        },
        DemoCompany {
            id: "steiner-erdbau".into(),
            number: "10082".into(),
            name: "Steiner Erdbau GmbH & Co KG".into(),
            vat_id: "ATU66012349".into(),
            country: "AT".into(),
            group: "ausland".into(),
            addresses: vec![address(
                "hof",
                "Steiner Erdbau GmbH & Co KG",
                "",
                "Achstraße 21",
                "6850",
                "Dornbirn",
                "AT",
                "",
            )],
            discounts: discounts(&[("F", 10), ("L", 10), ("M", 8)]),
            own_prices: vec![price("HY-6020.16-L", 1, 9_90)],
        },
    ]
}

/// Name, mail domain, company, roles, language.
type PersonRow = (&'static str, &'static str, Option<&'static str>, &'static [&'static str], &'static str);

/// Everybody who signs in.
#[must_use]
pub fn people() -> Vec<DemoPerson> {
    const DEALER: &str = "hallmann.example";
    let all: [PersonRow; 14] = [
        ("Jana Merk", DEALER, None, &["support"], "de"),
        ("Tobias Rapp", DEALER, None, &["sales"], "de"),
        ("Emre Yildiz", DEALER, None, &["warehouse"], "de"),
        ("Claudia Hallmann", DEALER, None, &["manager"], "de"),
        ("Martin Kolb", DEALER, None, &["admin"], "de"),
        ("Sabine Bauer", "bauer-tiefbau.example", Some("bauer-tiefbau"), &["company_admin"], "de"),
        ("Jonas Greiner", "bauer-tiefbau.example", Some("bauer-tiefbau"), &["buyer"], "de"),
        ("Petra Wiest", "bauer-tiefbau.example", Some("bauer-tiefbau"), &["approver"], "de"),
        ("Urs Manser", "alpstein-kies.example", Some("alpstein-kies"), &["company_admin"], "de"),
        ("Rachel Brooks", "alpstein-kies.example", Some("alpstein-kies"), &["buyer"], "en"),
        ("Karin Vogt", "isny.example", Some("gemeinde-isny"), &["company_admin", "buyer"], "de"),
        ("Hauke Petersen", "rohrbau-nord.example", Some("rohrbau-nord"), &["company_admin"], "de"),
        ("Silke Thomsen", "rohrbau-nord.example", Some("rohrbau-nord"), &["buyer"], "de"),
        ("Lukas Steiner", "steiner-erdbau.example", Some("steiner-erdbau"), &["company_admin"], "de"),
    ];
    let person = |(name, domain, company, roles, language): PersonRow| {
        let id = name.to_lowercase().replace(' ', "-");
        DemoPerson {
            email: format!("{}@{domain}", id.replace('-', ".")),
            id,
            name: name.into(),
            company: company.map(Into::into),
            roles: roles.iter().map(|r| (*r).to_owned()).collect(),
            language: language.into(),
        }
    };
    all.into_iter().map(person).collect()
}

/// What companies call parts: who sets it (a company's administrator), the own number and the dealer's.
#[must_use]
pub fn own_numbers() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("sabine-bauer", "BT-1001", "HY-4711.20-F"),
        ("sabine-bauer", "BT-1002", "HY-4711.90-D"),
        ("sabine-bauer", "BT-1003", "HY-5100.10"),
        ("sabine-bauer", "BT-2010", "HY-6020.16-L"),
        ("sabine-bauer", "Regal 7/3", "OE-0046.20-H"),
    ]
}
