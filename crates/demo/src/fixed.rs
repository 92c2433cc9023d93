//! Parts made by hand, which tests, the mock and the guided tour know by number.

use kontor_domain::catalog::{Attribute, CrossReference, PartCode, PartData, PartNumber, VatCategory};
use kontor_domain::returns::Exclusion;
use kontor_domain::{CategoryId, Decimal, Localized, Quantity, Unit, WarehouseId};

use crate::catalogue::DemoPart;
use crate::pictures;

/// The numbers of these parts, in the order of the catalogue.
pub const FIXED_NUMBERS: [&str; 12] = [
    "HY-4711.20-F",
    "HY-4711.90-D",
    "HY-4711.10-S",
    "HY-5100.10",
    "HY-6020.16-L",
    "DI-2403.70-R",
    "FW-2210.10-L",
    "MO-9000.75-M",
    "HY-4711.00-K",
    "EL-7001.24-A",
    "OE-0220.10-X",
    "OE-0046.20-H",
];

/// Their four digits, ascending: no computed part has them.
pub(crate) const SERIES: &[u64] = &[2210, 2403, 4711, 5100, 6020, 7001, 9000];

pub(crate) const fn count() -> u64 {
    FIXED_NUMBERS.len() as u64
}

pub(crate) fn number(i: u64) -> Option<&'static str> {
    FIXED_NUMBERS.get(usize::try_from(i).ok()?).copied()
}

type Row = (&'static str, &'static str, &'static str, &'static str);

/// Names, texts, category, picture, discount group, grams, cents, attributes; the rest by the calls that follow.
#[expect(clippy::too_many_arguments, reason = "a row of the table below")]
fn base(
    i: u64,
    name: (&str, &str),
    text: (&str, &str),
    category: &str,
    picture: &str,
    group: &str,
    weight: i64,
    price: i64,
    facts: &[Row],
) -> DemoPart {
    let number = number(i).and_then(|n| PartNumber::parse(n).ok()).unwrap_or_default();
    let attributes = facts
        .iter()
        .map(|(de, en, value, unit)| Attribute {
            name: Localized::new(*de, *en),
            value: (*value).into(),
            unit: (*unit).into(),
        })
        .collect();
    let part = PartData {
        number,
        name: Localized::new(name.0, name.1),
        text: Localized::new(text.0, text.1),
        category: CategoryId::new(category),
        attributes,
        pictures: vec![pictures::path(picture)],
        weight_kg: Some(Decimal::new(weight, 3).normalize()),
        packaging: Quantity::ONE,
        minimum: Quantity::ONE,
        step: Quantity::ONE,
        discount_group: group.into(),
        replenishment_days: 5,
        ..PartData::default()
    };
    DemoPart { part, list_price: cents(price), ..DemoPart::default() }.stocked(0, 0)
}

fn cents(n: i64) -> Decimal {
    Decimal::new(n, 2).normalize()
}

fn cross(source: &str, number: &str) -> CrossReference {
    CrossReference { source: source.into(), number: number.into() }
}

impl DemoPart {
    /// On hand, in tenths.
    fn stocked(mut self, ulm: i64, kempten: i64) -> Self {
        let tenths = |n: i64| Quantity(Decimal::new(n, 1).normalize());
        self.stock = crate::warehouses()
            .into_iter()
            .zip([ulm, kempten])
            .map(|(w, n)| (WarehouseId(w.id), tenths(n)))
            .collect();
        self
    }

    fn tier(mut self, from: i64, price: i64) -> Self {
        self.tiers.push((Quantity::of(from), cents(price)));
        self
    }

    fn coming(mut self, days: i64, quantity: i64) -> Self {
        self.incoming.push((days, Quantity::of(quantity)));
        self
    }

    fn with(mut self, change: impl FnOnce(&mut PartData)) -> Self {
        change(&mut self.part);
        self
    }
}

/// Part `i`, if it is made by hand.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn part(i: u64) -> Option<DemoPart> {
    let filters = "hydraulik/hydraulikfilter";
    let fits = ("Passend für", "Fits", "KB 220 LC", "");
    Some(match i {
        0 => base(
            i,
            ("Hydraulikfilterelement Rücklauf", "Hydraulic return filter element"),
            (
                "Hält Abrieb aus dem Hydrauliköl fern. Alle 500 Betriebsstunden wechseln, Dichtsatz HY-4711.90-D gleich mitbestellen.",
                "Keeps wear particles out of the hydraulic oil. Change every 500 hours and order seal kit HY-4711.90-D with it.",
            ),
            filters,
            "hydraulic-filter",
            "F",
            840,
            62_00,
            &[("Filterfeinheit", "Filter fineness", "10", "µm"), ("Maße", "Dimensions", "90 x 210", "mm"), ("Differenzdruck", "Collapse pressure", "20", "bar"), fits],
        )
        .tier(5, 58_90)
        .tier(20, 55_80)
        .stocked(420, 60)
        .with(|p| p.cross_references = vec![cross("Filtrax", "FX 940/2"), cross("Nordfilter", "NF-4120"), cross("Hydrona", "HW 1063")]),
        1 => base(
            i,
            ("Dichtsatz Filterkopf", "Filter head seal kit"),
            ("O-Ringe und Dichtscheiben für den Filterkopf, sechsteilig.", "O-rings and sealing washers for the filter head, six pieces."),
            "dichtungen/dichtsaetze",
            "gasket-set",
            "D",
            60,
            18_40,
            &[("Werkstoff", "Material", "NBR 70", ""), ("Teile", "Pieces", "6", ""), fits],
        )
        .coming(9, 30)
        .with(|p| {
            p.unit = Unit::Set;
            p.cross_references = vec![cross("Isargummi", "IG 47 11 9")];
        }),
        2 => base(
            i,
            ("Saugfilter", "Suction filter"),
            ("Entfallen. Der Nachfolger passt ohne Änderung.", "Discontinued. The successor fits without changes."),
            filters,
            "suction-filter",
            "F",
            610,
            54_00,
            &[("Filterfeinheit", "Filter fineness", "125", "µm"), ("Maße", "Dimensions", "88 x 180", "mm"), fits],
        )
        .with(|p| {
            p.code = PartCode::Obsolete;
            p.replaced_by = PartNumber::parse(FIXED_NUMBERS[3]).ok().map(|n| n.key());
        }),
        3 => base(
            i,
            ("Saugfilter, verstärkt", "Suction filter, reinforced"),
            ("Drahtgewebefilter vor der Pumpe, auswaschbar. Ersetzt HY-4711.10-S.", "Wire mesh filter upstream of the pump, can be washed out. Replaces HY-4711.10-S."),
            filters,
            "suction-filter",
            "F",
            640,
            57_50,
            &[("Filterfeinheit", "Filter fineness", "100", "µm"), ("Maße", "Dimensions", "88 x 180", "mm"), fits],
        )
        .tier(5, 54_60)
        .stocked(110, 20)
        .with(|p| p.cross_references = vec![cross("Filtrax", "FX 118/4")]),
        4 => base(
            i,
            ("Hydraulikschlauch 2SN DN 16", "Hydraulic hose 2SN DN 16"),
            ("Meterware nach EN 853, ohne Armaturen. Wird in halben Metern geschnitten.", "By the metre, EN 853, without fittings. Cut in half metres."),
            "hydraulik/schlaeuche-und-rohre",
            "hose",
            "H",
            780,
            11_35,
            &[("Nennweite", "Nominal size", "DN 16", ""), ("Bauart", "Type", "2SN", ""), ("Betriebsdruck", "Working pressure", "250", "bar")],
        )
        .tier(20, 10_40)
        .stocked(1_845, 320)
        .with(|p| {
            p.returns.excluded = Some(Exclusion::CutToLength);
            let half = Quantity(Decimal::new(5, 1));
            (p.unit, p.minimum, p.step, p.packaging) = (Unit::Metre, half, half, Quantity::of(20));
        }),
        5 => base(
            i,
            ("O-Ring 24 x 3 mm NBR 70", "O-ring 24 x 3 mm NBR 70"),
            ("Nach ISO 3601, für Hydrauliköl und Diesel.", "ISO 3601, for hydraulic oil and diesel."),
            "dichtungen/o-ringe",
            "o-ring",
            "D",
            1,
            38,
            &[("Maße", "Dimensions", "24 x 3", "mm"), ("Werkstoff", "Material", "NBR 70", "")],
        )
        .tier(100, 34)
        .tier(500, 29)
        .stocked(24_000, 3_000)
        .with(|p| (p.minimum, p.step, p.packaging) = (Quantity::of(10), Quantity::of(10), Quantity::of(100))),
        6 => base(
            i,
            ("Kettenlaufrolle, doppelt geflanscht", "Track roller, double flange"),
            ("Ölgefüllt und abgedichtet, einbaufertig. Immer paarweise prüfen.", "Oil filled and sealed, ready to fit. Always check in pairs."),
            "fahrwerk/laufrollen-und-tragrollen",
            "track-roller",
            "L",
            38_500,
            412_00,
            &[("Laufdurchmesser", "Tread diameter", "155", "mm"), ("Lochabstand", "Hole distance", "300", "mm"), fits],
        )
        .tier(4, 389_00)
        .stocked(60, 20)
        .coming(14, 12)
        .with(|p| {
            // Heavy and seldom asked for.
            (p.returns.days, p.returns.fee_percent) = (Some(14), Some(Decimal::from(15)));
            p.cross_references = vec![cross("Kettnagel", "KN220L7"), cross("Trakona", "TR-2210-10")];
        }),
        7 => base(
            i,
            ("Austauschmotor 110 kW", "Exchange engine 110 kW"),
            ("Rumpfmotor, überholt und geprüft. Preis nach Zustand des Altmotors.", "Long block, overhauled and tested. The price depends on the old engine."),
            "motor/motorteile",
            "engine",
            "M",
            480_000,
            14_800_00,
            &[("Leistung", "Power", "110", "kW"), ("Zylinder", "Cylinders", "6", ""), fits],
        )
        .with(|p| {
            (p.code, p.replenishment_days) = (PartCode::CallUs, 20);
            p.returns.deposit = Some(Decimal::from(1_500));
        }),
        8 => base(
            i,
            ("Filterkopf komplett", "Filter head, complete"),
            ("Steht nur in der Zeichnung; bestellbar sind die Einzelteile.", "Shown in the drawing only; order the single parts."),
            filters,
            "filter-head",
            "F",
            2_100,
            198_00,
            &[("Anschluss", "Connection", "G 1 1/4", ""), fits],
        )
        .with(|p| p.code = PartCode::ReferenceOnly),
        9 => base(
            i,
            ("Anlasser 24 V 5.5 kW", "Starter motor 24 V 5.5 kW"),
            ("Restbestand, nach dem Abverkauf nicht mehr lieferbar.", "Remaining stock, not available afterwards."),
            "elektrik/anlasser-und-lichtmaschinen",
            "starter",
            "E",
            9_400,
            745_00,
            &[("Spannung", "Voltage", "24", "V"), ("Leistung", "Power", "5.5", "kW"), ("Zähne", "Teeth", "11", ""), fits],
        )
        .stocked(30, 0)
        .with(|p| {
            p.code = PartCode::Remaining;
            (p.returns.excluded, p.returns.deposit) = (Some(Exclusion::Electrical), Some(Decimal::from(60)));
            p.cross_references = vec![cross("Elektra Ulm", "EU 0 001 241 008")];
        }),
        10 => base(
            i,
            ("Werkstatthandbuch KB 220 LC, gedruckt", "Workshop manual KB 220 LC, printed"),
            ("Mit Schaltplänen, Anzugsmomenten und Wartungsplan. Bücher haben 7 % USt.", "With circuit diagrams, torques and service schedule. Books carry 7 % German VAT."),
            "oele-und-werkstatt/handbuecher",
            "manual",
            "B",
            1_850,
            89_00,
            &[fits, ("Sprache", "Language", "de", "")],
        )
        .stocked(140, 30)
        .with(|p| p.vat = VatCategory::Reduced),
        11 => base(
            i,
            ("Hydrauliköl HLP 46, 20 l", "Hydraulic oil HLP 46, 20 l"),
            ("DIN 51524. Nicht mit Bioöl mischen.", "DIN 51524. Do not mix with bio oil."),
            "oele-und-werkstatt/oele-und-fluessigkeiten",
            "oil-can",
            "O",
            17_600,
            86_00,
            &[("Sorte", "Grade", "HLP 46", ""), ("Inhalt", "Content", "20", "l")],
        )
        .tier(5, 79_90)
        .tier(20, 74_50)
        .stocked(640, 180)
        .coming(6, 96)
        .with(|p| p.returns.excluded = Some(Exclusion::Substance)),
        _ => return None,
    })
}
