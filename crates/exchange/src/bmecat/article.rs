//! One `ARTICLE` (1.2) or `PRODUCT` (2005).

use kontor_domain::catalog::{Attribute, CrossReference, PartData, VatCategory};
use kontor_domain::{Decimal, Language, Localized, Problem, Quantity, Unit};

use super::structure::{Place, Structure};
use super::texts::{localized, unit_symbol};
use super::xml::Node;
use crate::check::{self, Errors, MAX_LIST, MAX_NAME_CHARS, MAX_TEXT_CHARS, MAX_WORD_CHARS};
use crate::number::{self, Ambiguous};
use crate::seen::Seen;
use crate::{ArticleRow, DEFAULT_REPLENISHMENT_DAYS, RowKind, attributes};

pub(super) const NUMBER: &[&str] = &["SUPPLIER_AID", "SUPPLIER_PID"];
const DETAILS: &[&str] = &["ARTICLE_DETAILS", "PRODUCT_DETAILS"];
const FEATURES: &[&str] = &["ARTICLE_FEATURES", "PRODUCT_FEATURES"];
const ORDER: &[&str] = &["ARTICLE_ORDER_DETAILS", "PRODUCT_ORDER_DETAILS"];
const PRICES: &[&str] = &["ARTICLE_PRICE_DETAILS", "PRODUCT_PRICE_DETAILS"];
const PRICE: &[&str] = &["ARTICLE_PRICE", "PRODUCT_PRICE"];
const REFERENCE: &[&str] = &["ARTICLE_REFERENCE", "PRODUCT_REFERENCE"];
const REFERRED: &[&str] = &["ART_ID_TO", "PROD_ID_TO"];

/// What the file as a whole says.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub language: Language,
    /// The currency of prices that name none.
    pub currency: String,
    /// `T_UPDATE_PRICES`.
    pub prices_only: bool,
}

/// A read article and the price types that were left out.
pub(super) struct Read {
    pub row: ArticleRow,
    pub left_out: Vec<(u64, String)>,
}

/// # Errors
/// Everything that is wrong with the article, each with its own line.
pub(super) fn read(
    node: &Node,
    header: &Header,
    structure: &Structure,
    seen: &mut Seen,
) -> Result<Read, Errors> {
    let mut reader = Reader { errors: Errors::new(node.line), header, left_out: Vec::new() };
    let row = reader.article(node, structure, seen);
    let Reader { errors, left_out, .. } = reader;
    if errors.is_empty() { Ok(Read { row, left_out }) } else { Err(errors) }
}

struct Reader<'a> {
    errors: Errors,
    header: &'a Header,
    left_out: Vec<(u64, String)>,
}

impl Reader<'_> {
    /// The value of an element, or its error with the element's line is noted.
    fn value<T>(&mut self, node: &Node, read: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let text = node.text.trim();
        let result = if node.unknown_entity { Err(Problem::BadSyntax) } else { read(text) };
        result.map_err(|problem| self.errors.add_at(node.line, &node.name, text, problem)).ok()
    }

    /// The value of a child that may be missing or empty.
    fn optional<T>(
        &mut self,
        node: &Node,
        names: &[&str],
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let child = node.child(names).filter(|c| !c.text.trim().is_empty())?;
        self.value(child, read)
    }

    /// Both languages; too long or unreadable ones are noted at their own line.
    fn localized(
        &mut self,
        node: &Node,
        name: &str,
        read: impl Fn(&str) -> Result<String, Problem>,
    ) -> Localized {
        for child in node.all(&[name]) {
            self.value(child, &read);
        }
        let raw = localized(node, &[name], self.header.language);
        Localized::new(read(&raw.de).unwrap_or_default(), read(&raw.en).unwrap_or_default())
    }

    fn article(&mut self, node: &Node, structure: &Structure, seen: &mut Seen) -> ArticleRow {
        let mut row = ArticleRow { line: node.line, ..ArticleRow::default() };
        row.kind = match node.attribute("mode") {
            Some("delete") => RowKind::Discontinued,
            _ if self.header.prices_only => RowKind::PricesOnly,
            _ => RowKind::Article,
        };
        let mut part = PartData {
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            replenishment_days: DEFAULT_REPLENISHMENT_DAYS,
            ..PartData::default()
        };
        match node.child(NUMBER) {
            None => self.errors.add(
                if self.header.prices_only {
                    "SUPPLIER_AID"
                } else {
                    NUMBER[usize::from(node.name == "PRODUCT")]
                },
                "",
                Problem::Required,
            ),
            Some(number) => {
                let read = self.value(number, |t| {
                    let number = check::part_number(t)?;
                    if seen.insert(&number.key()) { Ok(number) } else { Err(Problem::Duplicate) }
                });
                part.number = read.unwrap_or_default();
                if row.kind == RowKind::Article {
                    row.category_path = self.category(number, structure, &mut part);
                }
            }
        }
        if row.kind == RowKind::Article {
            self.details(node, &mut part);
            for features in node.all(FEATURES) {
                self.features(features, &mut part);
            }
            self.pictures(node, &mut part);
            self.references(node, &mut part);
        }
        if let Some(order) = node.child(ORDER) {
            self.order(order, &mut part);
        }
        if row.kind != RowKind::Discontinued {
            self.prices(node, &mut row, &mut part);
        }
        row.part = part;
        row
    }

    fn category(&mut self, number: &Node, structure: &Structure, part: &mut PartData) -> Vec<Localized> {
        let raw = number.text.trim();
        match structure.place(raw) {
            Place::Nowhere => Vec::new(),
            Place::Unknown => {
                self.errors.add("CATALOG_GROUP_ID", raw, Problem::UnknownCategory);
                Vec::new()
            }
            Place::Path(path) => {
                let readable = path.iter().all(|n| {
                    check::line(&n.de, MAX_NAME_CHARS).is_ok() && check::line(&n.en, MAX_NAME_CHARS).is_ok()
                });
                match check::category_id(&path) {
                    Ok(id) if readable => {
                        part.category = id;
                        path
                    }
                    _ => {
                        self.errors.add("GROUP_NAME", raw, Problem::BadSyntax);
                        Vec::new()
                    }
                }
            }
        }
    }

    fn details(&mut self, node: &Node, part: &mut PartData) {
        let Some(details) = node.child(DETAILS) else {
            self.errors.add("DESCRIPTION_SHORT", "", Problem::Required);
            return;
        };
        part.name = self.localized(details, "DESCRIPTION_SHORT", |t| check::line(t, MAX_NAME_CHARS));
        if details.all(&["DESCRIPTION_SHORT"]).all(|n| n.text.trim().is_empty()) {
            self.errors.add_at(details.line, "DESCRIPTION_SHORT", "", Problem::Required);
        }
        part.text = self.localized(details, "DESCRIPTION_LONG", |t| check::paragraphs(t, MAX_TEXT_CHARS));

        let mut cross = Vec::new();
        let maker = self
            .optional(details, &["MANUFACTURER_NAME"], |t| check::line(t, MAX_WORD_CHARS))
            .unwrap_or_default();
        for number in details.all(&["MANUFACTURER_AID", "MANUFACTURER_PID"]) {
            cross.extend(self.cross_reference(number, &maker));
        }
        for ean in details.all(&["EAN", "INTERNATIONAL_PID", "INTERNATIONAL_AID"]) {
            let kind = ean.attribute("type").unwrap_or("ean").to_uppercase();
            cross.extend(self.cross_reference(ean, &kind));
        }
        for alternative in details.all(&["SUPPLIER_ALT_AID", "SUPPLIER_ALT_PID"]) {
            cross.extend(self.cross_reference(alternative, ""));
        }
        part.cross_references = cross;

        if let Some(node) = node.find(&["DELIVERY_TIME"]).filter(|n| !n.text.trim().is_empty())
            && let Some(days) = self.value(node, days)
        {
            part.replenishment_days = days;
        }
        if let Some(node) = node.find(&["WEIGHT"]).filter(|n| !n.text.trim().is_empty()) {
            part.weight_kg = self.value(node, |t| number::read(t, Ambiguous::Fraction));
        }
    }

    fn cross_reference(&mut self, node: &Node, source: &str) -> Option<CrossReference> {
        if node.text.trim().is_empty() {
            return None;
        }
        let number = self.value(node, |t| check::line(t, MAX_WORD_CHARS))?;
        Some(CrossReference { source: source.to_owned(), number })
    }

    fn features(&mut self, features: &Node, part: &mut PartData) {
        for feature in features.all(&["FEATURE"]) {
            let mut name = self.localized(feature, "FNAME", |t| check::line(t, MAX_WORD_CHARS));
            // Words in two languages: an attribute keeps one value, the German one first.
            let german = |n: &&Node| {
                n.attribute("lang").is_none_or(|l| super::texts::language(l) == Some(Language::De))
            };
            let texts = || feature.all(&["FVALUE"]).filter(|n| !n.text.trim().is_empty());
            let chosen: Vec<&Node> = if texts().any(|n| german(&n)) {
                texts().filter(german).collect()
            } else {
                texts().collect()
            };
            let values: Vec<String> = chosen
                .into_iter()
                .filter_map(|n| self.value(n, |t| check::line(t, MAX_NAME_CHARS)))
                .collect();
            let unit = self
                .optional(feature, &["FUNIT"], |t| check::line(t, 20))
                .map(|u| unit_symbol(&u))
                .unwrap_or_default();
            if name.is_empty() {
                self.errors.add_at(feature.line, "FNAME", "", Problem::Required);
                continue;
            }
            if values.is_empty() {
                continue;
            }
            if name.en.is_empty() || name.de.is_empty() {
                let known = attributes::localized(if name.de.is_empty() { &name.en } else { &name.de });
                if !known.en.is_empty() && !known.de.is_empty() {
                    name = known;
                }
            }
            let value = values.join(", ");
            let weight = matches!(name.de.as_str(), "Gewicht" | "Masse") && unit == "kg";
            match number::read(&value, Ambiguous::Fraction) {
                Ok(kg) if weight && part.weight_kg.is_none() => part.weight_kg = Some(kg),
                _ => part.attributes.push(Attribute { name, value, unit }),
            }
        }
        if part.attributes.len() > MAX_LIST {
            self.errors.add_at(features.line, &features.name, "", Problem::TooMuch);
            part.attributes.clear();
        }
    }

    /// Pictures in their order; data sheets and the like are no pictures.
    fn pictures(&mut self, node: &Node, part: &mut PartData) {
        let Some(info) = node.child(&["MIME_INFO"]) else { return };
        let mut pictures = Vec::new();
        for mime in info.all(&["MIME"]).take(MAX_LIST) {
            let kind =
                mime.child(&["MIME_TYPE"]).map(|n| n.text.trim().to_ascii_lowercase()).unwrap_or_default();
            if !(kind.is_empty() || kind.starts_with("image/")) {
                continue;
            }
            let Some(source) = mime.child(&["MIME_SOURCE"]) else { continue };
            let order: u32 =
                mime.child(&["MIME_ORDER"]).and_then(|n| n.text.trim().parse().ok()).unwrap_or(u32::MAX);
            if let Some(path) = self.value(source, check::picture) {
                pictures.push((order, path));
            }
        }
        pictures.sort_by_key(|(order, _)| *order);
        part.pictures = pictures.into_iter().map(|(_, path)| path).collect();
    }

    fn references(&mut self, node: &Node, part: &mut PartData) {
        let own = part.number.key();
        for reference in node.all(REFERENCE) {
            if reference.attribute("type") != Some("followup") {
                continue;
            }
            match reference.child(REFERRED) {
                None => self.errors.add_at(reference.line, &reference.name, "", Problem::Required),
                Some(to) => {
                    let successor = self.value(to, |t| {
                        let key = check::part_number(t)?.key();
                        if key == own { Err(Problem::NotAPartNumber) } else { Ok(key) }
                    });
                    part.replaced_by = part.replaced_by.take().or(successor);
                }
            }
        }
    }

    fn order(&mut self, order: &Node, part: &mut PartData) {
        let unit = |t: &str| Unit::parse(t).ok_or(Problem::NotAUnit);
        let quantity = |t: &str| number::quantity(t, Ambiguous::Fraction);
        part.unit = self.optional(order, &["ORDER_UNIT"], unit).unwrap_or_default();
        self.optional(order, &["CONTENT_UNIT"], unit);
        part.packaging = self.optional(order, &["NO_CU_PER_OU"], quantity).unwrap_or(Quantity::ONE);
        let step = self.optional(order, &["QUANTITY_INTERVAL"], quantity);
        part.step = step.unwrap_or(Quantity::ONE);
        part.minimum = self.optional(order, &["QUANTITY_MIN"], quantity).unwrap_or(part.step);
        if !(part.minimum.0 % part.step.0).is_zero() {
            match step {
                Some(step) => {
                    let next = Quantity(((part.minimum.0 / step.0).trunc() + Decimal::ONE) * step.0);
                    let line = order.child(&["QUANTITY_MIN"]).map_or(order.line, |n| n.line);
                    self.errors.add_at(
                        line,
                        "QUANTITY_MIN",
                        &part.minimum.0.to_string(),
                        Problem::NotAStep { step, next },
                    );
                }
                None => part.step = part.minimum,
            }
        }
    }

    /// `net_list` is the list price; what else stands there (the customer's own price, recommended retail prices, prices with
    /// tax) is not ours and is left out with a word about it.
    fn prices(&mut self, node: &Node, row: &mut ArticleRow, part: &mut PartData) {
        let mut steps: Vec<(Quantity, Decimal)> = Vec::new();
        for price in node.all(PRICES).flat_map(|details| details.all(PRICE)).take(MAX_LIST) {
            let kind = price.attribute("price_type").unwrap_or("net_list");
            if kind != "net_list" {
                self.left_out.push((price.line, kind.to_owned()));
                continue;
            }
            if let Some(step) = self.price(price, part) {
                if steps.iter().any(|(from, _)| *from == step.0) {
                    self.errors.add_at(price.line, "LOWER_BOUND", &step.0.0.to_string(), Problem::Duplicate);
                } else {
                    steps.push(step);
                }
            }
        }
        steps.sort();
        let mut steps = steps.into_iter();
        row.list_price = steps.next().map(|(_, price)| price);
        row.tiers = steps.collect();
    }

    fn price(&mut self, price: &Node, part: &mut PartData) -> Option<(Quantity, Decimal)> {
        let currency = price.child(&["PRICE_CURRENCY"]).filter(|c| !c.text.trim().is_empty());
        let (line, code) =
            currency.map_or((price.line, self.header.currency.as_str()), |c| (c.line, c.text.trim()));
        let euro = code.is_empty() || code == "EUR";
        if !euro {
            self.errors.add_at(line, "PRICE_CURRENCY", code, Problem::NotACode);
        }
        if let Some(tax) = price.find(&["TAX"]).filter(|n| !n.text.trim().is_empty())
            && let Some(vat) = self.value(tax, vat)
        {
            part.vat = vat;
        }
        let quantity = |t: &str| number::quantity(t, Ambiguous::Fraction);
        let per = self.optional(price, &["PRICE_QUANTITY"], quantity).map_or(Decimal::ONE, |q| q.0);
        let factor = self
            .optional(price, &["PRICE_FACTOR"], |t| number::price(t, Ambiguous::Fraction))
            .unwrap_or(Decimal::ONE);
        let from = self.optional(price, &["LOWER_BOUND"], quantity).unwrap_or(Quantity::ONE);
        let Some(amount) = price.child(&["PRICE_AMOUNT"]) else {
            self.errors.add_at(price.line, "PRICE_AMOUNT", "", Problem::Required);
            return None;
        };
        let amount = self.value(amount, |t| number::price(t, Ambiguous::Fraction))?;
        euro.then(|| (from, (amount * factor / per).round_dp(6).normalize()))
    }
}

/// `0.19`, as a fraction (BMEcat), or `19`.
fn vat(text: &str) -> Result<VatCategory, Problem> {
    let rate = number::read(text, Ambiguous::Fraction)?;
    let percent = if rate < Decimal::ONE { rate * Decimal::ONE_HUNDRED } else { rate };
    VatCategory::parse(&percent.normalize().to_string()).ok_or(Problem::NotACode)
}

fn days(text: &str) -> Result<i64, Problem> {
    let days = number::read(text, Ambiguous::Fraction)?.ceil();
    let days = i64::try_from(days).map_err(|_| Problem::TooMuch)?;
    match days {
        0..=999 => Ok(days),
        ..0 => Err(Problem::NotPositive),
        _ => Err(Problem::TooMuch),
    }
}
