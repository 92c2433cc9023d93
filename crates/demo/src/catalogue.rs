//! The parts.

use std::collections::HashMap;

use kontor_domain::catalog::{Attribute, Category, CrossReference, PartCode, PartData, PartNumber};
use kontor_domain::pricing::{Metal, MetalContent};
use kontor_domain::returns::{Exclusion, ReturnRule};
use kontor_domain::{CategoryId, Decimal, Localized, Quantity, Unit, WarehouseId};

use crate::chance::Chance;
use crate::kinds::{Kind, Property, Values, Words, kinds};
use crate::{fixed, pictures};

/// Enough for a plausible dealer; `DemoCatalogue::default()` has as many.
pub const DEFAULT_PARTS: u64 = 20_000;
pub const DEFAULT_SEED: u64 = 4711;

/// A part with its price and stock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DemoPart {
    pub part: PartData,
    /// Net EUR for one unit; also for parts whose price nobody sees (call us, reference only, obsolete).
    pub list_price: Decimal,
    /// From this quantity on one unit costs this, net EUR; ascending.
    pub tiers: Vec<(Quantity, Decimal)>,
    /// On hand in each of [`crate::warehouses`].
    pub stock: Vec<(WarehouseId, Quantity)>,
    /// On its way to the first warehouse: days from today and how much.
    pub incoming: Vec<(i64, Quantity)>,
}

/// A catalogue of any length.
#[derive(Debug, Clone)]
pub struct DemoCatalogue {
    seed: u64,
    parts: u64,
    kinds: Vec<Place>,
}

/// A kind and where it stands among those that share its letters.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: &'static Kind,
    at: u64,
    of: u64,
}

/// Four digits from 1000 on without those of the parts made by hand, and two digits behind the point.
const SERIES: u64 = 9_000 - fixed::SERIES.len() as u64;
const POSITIONS: u64 = 90;
/// Prime and no divisor of the numbers there are: multiplying by it mixes them without meeting any twice.
const STRIDE: u64 = 514_229;

impl Default for DemoCatalogue {
    fn default() -> Self {
        Self::new(DEFAULT_SEED, DEFAULT_PARTS)
    }
}

impl DemoCatalogue {
    /// A catalogue of `parts` parts; the ones made by hand ([`crate::FIXED_NUMBERS`]) come first and are always there.
    #[must_use]
    pub fn new(seed: u64, parts: u64) -> Self {
        let mut of: HashMap<&str, u64> = HashMap::new();
        let mut places = Vec::new();
        for kind in kinds() {
            let count = of.entry(kind.prefix).or_default();
            places.push(Place { kind, at: *count, of: 0 });
            *count += 1;
        }
        for place in &mut places {
            place.of = of[place.kind.prefix];
        }
        Self { seed, parts: parts.max(fixed::count()), kinds: places }
    }

    #[must_use]
    pub const fn len(&self) -> u64 {
        self.parts
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.parts == 0
    }

    /// Parents before their children.
    #[must_use]
    pub fn categories(&self) -> Vec<Category> {
        crate::categories()
    }

    /// All parts, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = DemoPart> + '_ {
        (0..self.parts).filter_map(|i| self.part(i))
    }

    /// Part `i`; nothing behind the end.
    #[must_use]
    pub fn part(&self, i: u64) -> Option<DemoPart> {
        if i >= self.parts {
            return None;
        }
        if let Some(part) = fixed::part(i) {
            return Some(part);
        }
        let (place, _) = self.place(i)?;
        let kind = place.kind;
        let successor = self.successor(i);
        // A part and its successor are the same thing: what differs is the number.
        let mut chance = Chance::new(self.seed, 2 * successor.unwrap_or(i));
        let size = chance.below(1001);

        let attributes: Vec<Attribute> =
            kind.properties.iter().map(|p| attribute(p, size, &mut chance)).collect();
        let variant = chance.one(kind.variants).copied().unwrap_or_default();
        let name = Localized::new(
            fill(kind.name.0, variant.0, &attributes),
            fill(kind.name.1, variant.1, &attributes),
        );
        let cross_references = cross_references(kind.makers, &mut chance);
        let code = match self.roll(i) {
            PartCode::Obsolete if successor.is_none() => PartCode::Normal,
            code => code,
        };
        let price = price(kind, size, &mut chance);
        let tenths = |n: i64| Quantity(Decimal::new(n, 1).normalize());
        let metal = metal(kind, &attributes);
        let part = PartData {
            number: self.number(i)?,
            name,
            text: Localized::new(kind.text.0, kind.text.1),
            category: CategoryId::new(kind.category),
            attributes,
            pictures: vec![pictures::path(kind.picture)],
            weight_kg: Some(Decimal::new(between(kind.weight, size * size / 1000), 3).normalize()),
            unit: kind.unit,
            packaging: tenths(kind.sold.0),
            minimum: tenths(kind.sold.1),
            step: tenths(kind.sold.2),
            code,
            vat: kind.vat,
            discount_group: kind.discount_group.to_owned(),
            replaced_by: successor.and_then(|j| self.number(j)).map(|n| n.key()),
            cross_references,
            replenishment_days: replenishment(price, &mut chance),
            returns: terms(kind, price),
            metal,
        };
        // Stock and price belong to this part, not to its successor.
        let mut own = Chance::new(self.seed, 2 * i + 1);
        own.below(1);
        let tiers = if code.orderable() { tiers(&part, price, &mut own) } else { Vec::new() };
        let (stock, incoming) = stock(&part, price, &mut own);
        Some(DemoPart { part, list_price: Decimal::new(price, 2).normalize(), tiers, stock, incoming })
    }

    fn place(&self, i: u64) -> Option<(Place, u64)> {
        let g = i.checked_sub(fixed::count())?;
        let count = self.kinds.len() as u64;
        let place = self.kinds.get(usize::try_from(g % count).ok()?)?;
        Some((*place, g / count))
    }

    /// The number of part `i`, for example `HY-4820.16-F`.
    #[must_use]
    pub fn number(&self, i: u64) -> Option<PartNumber> {
        if let Some(number) = fixed::number(i) {
            return PartNumber::parse(number).ok();
        }
        let (Place { kind, at, of }, n) = self.place(i)?;
        let all = n * of + at;
        let (round, at) = (all / (SERIES * POSITIONS), all % (SERIES * POSITIONS));
        // Letters of their own begin elsewhere, so that `HY` and `MO` do not count in step.
        let letters = kind.prefix.bytes().fold(0u64, |sum, b| sum * 97 + u64::from(b));
        let offset = (self.seed % (SERIES * POSITIONS)) + letters * 7_919;
        let mixed = (at * STRIDE + offset) % (SERIES * POSITIONS);
        let mut series = 1000 + mixed / POSITIONS;
        for taken in fixed::SERIES {
            if series >= *taken {
                series += 1;
            }
        }
        let position = 10 + mixed % POSITIONS;
        // Beyond three million parts a digit behind the letter keeps them apart.
        let round = if round == 0 { String::new() } else { round.to_string() };
        PartNumber::parse(&format!("{}-{series:04}.{position}-{}{round}", kind.prefix, kind.suffix)).ok()
    }

    /// What becomes of part `i`: about 2 % obsolete, 3 % remaining, some for reference, some dear ones by telephone.
    fn roll(&self, i: u64) -> PartCode {
        let Some((place, _)) = self.place(i) else { return PartCode::Normal };
        match Chance::new(self.seed, 2 * i + 1).below(1000) {
            0..20 => PartCode::Obsolete,
            20..50 => PartCode::Remaining,
            50..58 => PartCode::ReferenceOnly,
            58..90 if place.kind.price.1 > 2_000_00 => PartCode::CallUs,
            _ => PartCode::Normal,
        }
    }

    /// The part that replaces part `i`, if that is obsolete: the next one of its kind that is sold as usual.
    fn successor(&self, i: u64) -> Option<u64> {
        if self.roll(i) != PartCode::Obsolete {
            return None;
        }
        let count = self.kinds.len() as u64;
        let sold = |j: &u64| *j >= fixed::count() && *j < self.parts && self.roll(*j) == PartCode::Normal;
        let behind = (1..40).map(|t| i + t * count);
        let before = (1..40).map_while(|t| i.checked_sub(t * count));
        behind.chain(before).find(sold)
    }
}

/// Linear between two values, `at` in thousandths.
fn between((from, to): (u32, u32), at: u64) -> i64 {
    let (from, to) = (u64::from(from), u64::from(to));
    i64::try_from(from + (to.saturating_sub(from)) * at / 1000).unwrap_or(i64::MAX)
}

fn attribute(property: &Property, size: u64, chance: &mut Chance) -> Attribute {
    // Parts of one size differ a little.
    let near = (size + chance.below(121)).saturating_sub(60).min(1000);
    let value = match property.values {
        Values::Pick(values) => chance.one(values).copied().unwrap_or_default().to_owned(),
        Values::Sized(values) => sized(values, size),
        Values::Machine(values) => sized(values, near),
        Values::Range(ranges) => {
            let snapped = |(from, to, step): &(u32, u32, u32)| {
                let value = u64::from(*from) + u64::from(to - from) * near / 1000;
                let step = u64::from(*step).max(1);
                (value / step * step).max(u64::from(*from)).to_string()
            };
            ranges.iter().map(snapped).collect::<Vec<_>>().join(" x ")
        }
    };
    Attribute {
        name: Localized::new(property.name.0, property.name.1),
        value,
        unit: property.unit.to_owned(),
    }
}

fn sized(values: &[&str], size: u64) -> String {
    let at = size * values.len() as u64 / 1001;
    values.get(usize::try_from(at).unwrap_or_default()).copied().unwrap_or_default().to_owned()
}

/// Puts variant and values into a name.
fn fill(template: &str, variant: &str, attributes: &[Attribute]) -> String {
    let mut name = template.replace("{v}", variant);
    for (n, a) in attributes.iter().enumerate() {
        let place = format!("{{{n}}}");
        if name.contains(&place) {
            let value = if a.unit.is_empty() { a.value.clone() } else { format!("{} {}", a.value, a.unit) };
            name = name.replace(&place, &value);
        }
    }
    name
}

fn cross_references(makers: &[Words], chance: &mut Chance) -> Vec<CrossReference> {
    let mut all = Vec::new();
    for (source, pattern) in makers {
        if !chance.percent(60) {
            continue;
        }
        let letters = b"ABCDEFGHKLMNPRSTUVWXY";
        let number = pattern
            .chars()
            .map(|c| match c {
                // No number begins with a nought.
                '#' => char::from(b'1' + u8::try_from(chance.below(9)).unwrap_or_default()),
                '@' => char::from(chance.one(letters).copied().unwrap_or(b'A')),
                other => other,
            })
            .collect();
        all.push(CrossReference { source: (*source).to_owned(), number });
    }
    all
}

/// In which band between the limits a price lies; at most as many as there are limits.
fn band(price: i64, limits: &[i64]) -> usize {
    limits.iter().filter(|limit| price >= **limit).count()
}

/// In cents, growing with the size, rounded as price lists are.
fn price(kind: &Kind, size: u64, chance: &mut Chance) -> i64 {
    let curve = u64::midpoint(size * size / 1000, size);
    let cents = between(kind.price, curve) * (96 + i64::try_from(chance.below(9)).unwrap_or_default()) / 100;
    let to = [1, 5, 10, 50, 5_00][band(cents, &[1_00, 10_00, 100_00, 1_000_00])];
    ((cents + to / 2) / to * to).max(1)
}

/// On which terms a kind comes back: what is cut, electric or a liquid not at all; alternators and batteries with a deposit on
/// the old one. `price` in cents.
fn terms(kind: &Kind, price: i64) -> ReturnRule {
    let excluded = match kind.category {
        _ if kind.unit == Unit::Metre => Some(Exclusion::CutToLength),
        "oele-und-werkstatt/oele-und-fluessigkeiten" => Some(Exclusion::Substance),
        electric if electric.starts_with("elektrik/") => Some(Exclusion::Electrical),
        _ => None,
    };
    let deposit = match kind.slug {
        // In steps of five euro.
        "alternator" => Some(Decimal::from(((price * 12 / 100) / 500).max(1) * 5)),
        // The deposit on vehicle batteries that German law prescribes (BattG section 10: 7.50 EUR, VAT included).
        "battery" => Some(Decimal::new(630, 2).normalize()),
        _ => None,
    };
    ReturnRule { excluded, deposit, ..ReturnRule::default() }
}

/// Cables are sold with the copper at 150 EUR for 100 kg in their price. Copper weighs 9.6 kg a kilometre and square millimetre, as
/// the cable trade counts.
fn metal(kind: &Kind, attributes: &[Attribute]) -> Option<MetalContent> {
    let value = |n: usize| attributes.get(n)?.value.parse::<Decimal>().ok();
    let metres = match kind.slug {
        "wire" => Decimal::ONE,
        "battery-cable" => value(1)? / Decimal::ONE_THOUSAND,
        _ => return None,
    };
    let kg = (value(0)? * metres * Decimal::new(96, 4)).round_dp(4).normalize();
    (kg > Decimal::ZERO).then_some(MetalContent { metal: Metal::Copper, kg, base: Decimal::from(150) })
}

fn replenishment(price: i64, chance: &mut Chance) -> i64 {
    let (from, spread) = [(2, 4), (3, 8), (6, 12), (15, 20)][band(price, &[50_00, 500_00, 3_000_00])];
    from + i64::try_from(chance.below(spread)).unwrap_or_default()
}

fn tiers(part: &PartData, price: i64, chance: &mut Chance) -> Vec<(Quantity, Decimal)> {
    if price > 400_00 || !chance.percent(55) {
        return Vec::new();
    }
    let steps: [(i64, i64); 2] =
        if part.step.0 >= Decimal::TEN { [(10, 94), (50, 88)] } else { [(5, 95), (20, 90)] };
    let mut tiers = Vec::new();
    let mut last = price;
    for (times, percent) in steps {
        let cents = (price * percent + 50) / 100;
        if cents < last && cents > 0 {
            tiers.push((Quantity(part.minimum.0 * Decimal::from(times)), Decimal::new(cents, 2).normalize()));
            last = cents;
        }
    }
    tiers
}

type Stock = (Vec<(WarehouseId, Quantity)>, Vec<(i64, Quantity)>);

fn stock(part: &PartData, price: i64, chance: &mut Chance) -> Stock {
    let depth = [200, 40, 8, 2][band(price, &[10_00, 100_00, 1_000_00])];
    let steps = |n: u64| Quantity(part.step.0 * Decimal::from(n));
    let (main, branch) = match part.code {
        PartCode::Normal => (
            if chance.percent(72) { 1 + chance.below(depth) } else { 0 },
            if chance.percent(42) { 1 + chance.below(depth / 3 + 1) } else { 0 },
        ),
        PartCode::Remaining => (1 + chance.below(6), 0),
        PartCode::CallUs => (chance.below(2), 0),
        PartCode::Obsolete | PartCode::ReferenceOnly => (0, 0),
    };
    let expected = part.code == PartCode::Normal && chance.percent(if main + branch == 0 { 60 } else { 15 });
    let incoming = if expected {
        let days = 2 + i64::try_from(chance.below(24)).unwrap_or_default();
        vec![(days, steps(1 + depth / 2 + chance.below(depth)))]
    } else {
        Vec::new()
    };
    let stock = crate::warehouses()
        .into_iter()
        .zip([main, branch])
        .map(|(w, n)| (WarehouseId(w.id), steps(n)))
        .collect();
    (stock, incoming)
}
