//! The kinds of parts a construction machinery dealer keeps: what they are called, what matters about them,
//! what they weigh and cost, how they are sold.

mod axle;
mod bucket;
mod cab;
mod electrics;
mod engine;
mod hydraulics;
mod norm;
mod seals;
mod undercarriage;
mod workshop;

use kontor_domain::Unit;
use kontor_domain::catalog::VatCategory;

/// Two words: German and English.
pub(crate) type Words = (&'static str, &'static str);

/// How the values of an attribute come about. A part has one *size* between small and large; what grows with it is `Sized`
/// or `Range`, so that a heavy filter is also long and dear.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Values {
    /// One of these, by chance.
    Pick(&'static [&'static str]),
    /// One of these, the later the larger.
    Sized(&'static [&'static str]),
    /// From, to, step; growing with the size, several of them joined by ` x `.
    Range(&'static [(u32, u32, u32)]),
    /// One of the maker's machines, the later the heavier.
    Machine(&'static [&'static str]),
}

/// A technical property of a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Property {
    pub name: Words,
    pub unit: &'static str,
    pub values: Values,
}

/// A kind of part.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name in addresses and files, for example `return-filter`.
    pub slug: &'static str,
    /// May hold `{v}` (the variant) and `{0}`, `{1}`, ... (the value of that attribute with its unit).
    pub(crate) name: Words,
    pub(crate) text: Words,
    /// Category id.
    pub(crate) category: &'static str,
    /// The letters before and behind the number.
    pub(crate) prefix: &'static str,
    pub(crate) suffix: char,
    /// Slug of its picture.
    pub picture: &'static str,
    pub(crate) unit: Unit,
    /// Package, minimum and step in tenths of the unit.
    pub(crate) sold: (i64, i64, i64),
    /// Grams, small and large.
    pub(crate) weight: (u32, u32),
    /// Cents, small and large.
    pub(crate) price: (u32, u32),
    pub(crate) discount_group: &'static str,
    pub(crate) vat: VatCategory,
    pub(crate) variants: &'static [Words],
    pub(crate) properties: &'static [Property],
    /// Whose numbers stand in the cross references, with the pattern of their numbers: `#` becomes a digit, `@` a letter.
    pub(crate) makers: &'static [Words],
}

/// Begins a kind; the name's pieces and the rest follow as calls.
const fn kind(slug: &'static str, de: &'static str, en: &'static str) -> Kind {
    Kind {
        slug,
        name: (de, en),
        text: ("", ""),
        category: "",
        prefix: "",
        suffix: 'X',
        picture: "",
        unit: Unit::Piece,
        sold: (10, 10, 10),
        weight: (0, 0),
        price: (0, 0),
        discount_group: "",
        vat: VatCategory::Standard,
        variants: &[],
        properties: &[],
        makers: &[],
    }
}

impl Kind {
    const fn at(
        mut self,
        prefix: &'static str,
        suffix: char,
        category: &'static str,
        discount_group: &'static str,
    ) -> Self {
        self.prefix = prefix;
        self.suffix = suffix;
        self.category = category;
        self.discount_group = discount_group;
        self
    }

    const fn text(mut self, de: &'static str, en: &'static str) -> Self {
        self.text = (de, en);
        self
    }

    const fn drawn(mut self, picture: &'static str) -> Self {
        self.picture = picture;
        self
    }

    /// Grams and cents, of the smallest and of the largest.
    const fn spans(mut self, weight: (u32, u32), price: (u32, u32)) -> Self {
        self.weight = weight;
        self.price = price;
        self
    }

    /// Sold in another unit than pieces.
    const fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Package, minimum and step, in tenths of the unit.
    const fn sold(mut self, packaging: i64, minimum: i64, step: i64) -> Self {
        self.sold = (packaging, minimum, step);
        self
    }

    const fn reduced_vat(mut self) -> Self {
        self.vat = VatCategory::Reduced;
        self
    }

    const fn variants(mut self, variants: &'static [Words]) -> Self {
        self.variants = variants;
        self
    }

    const fn has(mut self, properties: &'static [Property]) -> Self {
        self.properties = properties;
        self
    }

    const fn compares(mut self, makers: &'static [Words]) -> Self {
        self.makers = makers;
        self
    }
}

const fn pick(
    de: &'static str,
    en: &'static str,
    unit: &'static str,
    values: &'static [&'static str],
) -> Property {
    Property { name: (de, en), unit, values: Values::Pick(values) }
}

const fn sized(
    de: &'static str,
    en: &'static str,
    unit: &'static str,
    values: &'static [&'static str],
) -> Property {
    Property { name: (de, en), unit, values: Values::Sized(values) }
}

const fn range(
    de: &'static str,
    en: &'static str,
    unit: &'static str,
    ranges: &'static [(u32, u32, u32)],
) -> Property {
    Property { name: (de, en), unit, values: Values::Range(ranges) }
}

const fn fits(machines: &'static [&'static str]) -> Property {
    Property { name: ("Passend für", "Fits"), unit: "", values: Values::Machine(machines) }
}

/// Tracked excavators of the fictional maker Kestrel.
const EXCAVATORS: &[&str] =
    &["KB 18 Z", "KB 26", "KB 55", "KB 85", "KB 145 LC", "KB 180 LC", "KB 220 LC", "KB 300 LC", "KB 380 LC"];
/// Wheel loaders and wheeled excavators.
const WHEELED: &[&str] = &["KL 45", "KL 70", "KL 110", "KB 145 W", "KL 150", "KB 160 W", "KL 180"];
/// All machines, from light to heavy.
const MACHINES: &[&str] = &[
    "KB 18 Z",
    "KB 26",
    "KW 27",
    "KB 55",
    "KL 45",
    "KD 9",
    "KL 70",
    "KB 85",
    "KL 110",
    "KB 145 LC",
    "KB 145 W",
    "KB 160 W",
    "KL 150",
    "KB 180 LC",
    "KL 180",
    "KB 220 LC",
    "KB 300 LC",
    "KB 380 LC",
];

/// Fictional makers of filters, seals, bearings and so on.
const FILTERS: &[Words] = &[("Filtrax", "FX ###/#"), ("Nordfilter", "NF-####"), ("Hydrona", "H@ ####")];
const SEALS: &[Words] = &[("Isargummi", "IG ## ### #"), ("Dichtwerk", "DW-#####")];
const BEARINGS: &[Words] = &[("Lagerix", "#####-@@"), ("Donaulager", "DL ####")];
const TRACKS: &[Words] = &[("Kettnagel", "KN###@#"), ("Trakona", "TR-####-##")];
const POWER: &[Words] = &[("Brenz Motoren", "## ## ###"), ("Kestrel alt", "K#-####.##")];
const CURRENT: &[Words] = &[("Elektra Ulm", "EU # ### ### ###"), ("Voltana", "VT####@")];
const WEAR: &[Words] = &[("Zahnwerk", "ZW ##-###"), ("Kestrel alt", "K#-####.##")];
const HYDRAULIC: &[Words] = &[("Hydrona", "HN ## ####"), ("Alpenhydraulik", "AH-#####")];

/// All kinds, room by room.
pub(crate) const ROOMS: &[&[Kind]] = &[
    hydraulics::KINDS,
    engine::KINDS,
    seals::KINDS,
    undercarriage::KINDS,
    axle::KINDS,
    bucket::KINDS,
    electrics::KINDS,
    cab::KINDS,
    norm::KINDS,
    workshop::KINDS,
];

/// All kinds.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    ROOMS.iter().copied().flatten()
}
