//! One row of a CSV.

use std::borrow::Cow;

use kontor_domain::catalog::{Attribute, CrossReference, PartCode, PartData, VatCategory};
use kontor_domain::pricing::MetalContent;
use kontor_domain::returns::ReturnRule;
use kontor_domain::{Decimal, Localized, Problem, Quantity, Unit, WarehouseId};

use super::columns::Column;
use super::records::Cells;
use super::terms;
use crate::check::{self, Errors, MAX_DEPTH, MAX_LIST, MAX_NAME_CHARS, MAX_TEXT_CHARS, MAX_WORD_CHARS};
use crate::decode::{self, Cells as Encoding};
use crate::number::{self, Ambiguous};
use crate::seen::Seen;
use crate::{ArticleRow, DEFAULT_REPLENISHMENT_DAYS, Record, RowKind, attributes};

/// What is the same for all rows of a file.
pub(super) struct Sheet {
    pub columns: Vec<Option<Column>>,
    /// The names as the file writes them; errors repeat them.
    pub header: Vec<String>,
    pub encoding: Encoding,
    /// How to read ambiguous money and quantities.
    pub ambiguous: Ambiguous,
    /// Has a name column; without one the file brings prices and stock only.
    pub named: bool,
}

/// A cell with its column's name: the name is what errors say.
struct Cell<'a> {
    name: &'a str,
    text: Cow<'a, str>,
}

/// The cells of a row by column, and its errors.
struct Reader<'a> {
    cells: Vec<(&'a Column, Cell<'a>)>,
    errors: Errors,
    ambiguous: Ambiguous,
    /// A name cannot be read: told already, so that a missing one is no second fault.
    name_broken: bool,
}

impl Sheet {
    pub(super) fn lossy<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        match self.encoding {
            Encoding::Windows1252 => Cow::Owned(decode::windows_1252(bytes)),
            _ => String::from_utf8_lossy(bytes),
        }
    }

    pub(super) fn read(&mut self, line: u64, row: &Cells, seen: &mut Seen) -> Record {
        let mut errors = Errors::new(line);
        let (found, expected) = (row.len(), self.columns.len());
        // Spreadsheets leave empty cells at the end of rows.
        let surplus = row.iter().skip(expected).any(|cell| !cell.is_empty());
        if found < expected || surplus {
            errors.add("", &format!("{found} / {expected}"), Problem::BadSyntax);
            return Record::Wrong(errors.into_list());
        }
        if self.encoding == Encoding::Undecided {
            for cell in row.iter() {
                if !cell.is_ascii() {
                    self.encoding = if std::str::from_utf8(cell).is_ok() {
                        Encoding::Utf8
                    } else {
                        Encoding::Windows1252
                    };
                    break;
                }
            }
        }
        let mut cells = Vec::with_capacity(expected);
        let mut name_broken = false;
        for ((column, name), bytes) in self.columns.iter().zip(&self.header).zip(row.iter()) {
            let Some(column) = column else { continue };
            let text = match (self.encoding, std::str::from_utf8(bytes)) {
                (Encoding::Windows1252, _) if !bytes.is_ascii() => Cow::Owned(decode::windows_1252(bytes)),
                (_, Ok(text)) => Cow::Borrowed(text.trim()),
                (_, Err(_)) => {
                    errors.add(name, &String::from_utf8_lossy(bytes), Problem::BadEncoding);
                    name_broken |= matches!(column, Column::NameDe | Column::NameEn);
                    continue;
                }
            };
            let text =
                if text.trim().len() == text.len() { text } else { Cow::Owned(text.trim().to_owned()) };
            if !text.is_empty() || matches!(column, Column::PartNumber | Column::NameDe | Column::NameEn) {
                cells.push((column, Cell { name, text }));
            }
        }
        let mut reader = Reader { cells, errors, ambiguous: self.ambiguous, name_broken };
        let row = reader.article(line, self.named, seen);
        let errors = reader.errors.into_list();
        if errors.is_empty() { Record::Article(Box::new(row)) } else { Record::Wrong(errors) }
    }
}

impl Reader<'_> {
    /// Takes a cell and reads it; an error is noted.
    fn take<T>(&mut self, column: &Column, read: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let at = self.cells.iter().position(|(c, _)| *c == column)?;
        let (_, cell) = self.cells.swap_remove(at);
        let result = read(&cell.text);
        self.errors.keep(cell.name, &cell.text, result)
    }

    fn has(&self, column: &Column) -> bool {
        self.cells.iter().any(|(c, _)| *c == column)
    }

    /// The column's name in this file, for an error found later.
    fn name(&self, column: &Column) -> String {
        self.cells
            .iter()
            .find(|(c, _)| *c == column)
            .map(|(_, cell)| cell.name.to_owned())
            .unwrap_or_default()
    }

    fn article(&mut self, line: u64, named: bool, seen: &mut Seen) -> ArticleRow {
        let ambiguous = self.ambiguous;
        let kind = if named { RowKind::Article } else { RowKind::PricesOnly };
        let mut part = PartData { replenishment_days: DEFAULT_REPLENISHMENT_DAYS, ..PartData::default() };
        let number = self.take(&Column::PartNumber, |t| {
            let number = check::part_number(t)?;
            if seen.insert(&number.key()) { Ok(number) } else { Err(Problem::Duplicate) }
        });
        part.number = number.unwrap_or_default();
        if named {
            self.texts(&mut part);
        }
        let category_path = self.category();
        if let Ok(id) = check::category_id(&category_path) {
            part.category = id;
        }
        part.unit = self.take(&Column::Unit, unit).unwrap_or_default();
        self.quantities(&mut part);
        part.code = self.take(&Column::Code, code).unwrap_or_default();
        part.vat = self.take(&Column::Vat, vat).unwrap_or_default();
        part.discount_group =
            self.take(&Column::DiscountGroup, |t| check::line(t, MAX_WORD_CHARS)).unwrap_or_default();
        let own = part.number.key();
        part.replaced_by = self.take(&Column::ReplacedBy, |t| {
            let successor = check::part_number(t)?.key();
            // A part that replaces itself would send the reader in circles.
            if successor == own { Err(Problem::NotAPartNumber) } else { Ok(successor) }
        });
        part.cross_references = self.take(&Column::CrossReferences, cross_references).unwrap_or_default();
        part.weight_kg = self.take(&Column::Weight, weight);
        part.pictures = self
            .take(&Column::Pictures, |t| list(t, &[';', '|']).map(check::picture).collect())
            .unwrap_or_default();
        if let Some(days) = self.take(&Column::Replenishment, days) {
            part.replenishment_days = days;
        }
        part.returns = self.returns();
        part.metal = self.metal();
        part.attributes = self.attributes(&mut part.weight_kg);

        let per = self
            .take(&Column::PriceUnit, |t| number::quantity(t, Ambiguous::Fraction))
            .map_or(Decimal::ONE, |q| q.0);
        let each = |price: Decimal| (price / per).round_dp(6).normalize();
        let list_price = self.take(&Column::Price, |t| number::price(t, ambiguous)).map(each);
        let tiers = self.take(&Column::Tiers, |t| tiers(t, ambiguous)).unwrap_or_default();
        let tiers = tiers.into_iter().map(|(from, price)| (from, each(price))).collect();
        let stock = self.stock(ambiguous);
        ArticleRow { kind, line, part, category_path, list_price, tiers, stock }
    }

    /// What is absent is as the house does it.
    fn returns(&mut self) -> ReturnRule {
        let ambiguous = self.ambiguous;
        let days = self.take(&Column::ReturnDays, days).and_then(|days| u32::try_from(days).ok());
        let fee_percent = self.take(&Column::ReturnFee, terms::percent);
        let excluded = self.take(&Column::NotReturnable, terms::exclusion);
        let deposit = self.take(&Column::CoreDeposit, |t| terms::deposit(t, ambiguous));
        ReturnRule { days, fee_percent, excluded, deposit, ..ReturnRule::default() }
    }

    /// Nothing without a metal; with one, its weight is needed.
    fn metal(&mut self) -> Option<MetalContent> {
        let metal = self.take(&Column::Metal, terms::metal);
        let kg = self.take(&Column::MetalKg, weight);
        let ambiguous = self.ambiguous;
        let base = self.take(&Column::MetalBase, |t| terms::deposit(t, ambiguous)).unwrap_or_default();
        let metal = metal?;
        let Some(kg) = kg.filter(|kg| *kg > Decimal::ZERO) else {
            self.errors.add("metal_kg", "", Problem::Required);
            return None;
        };
        Some(MetalContent { metal, kg: kg.normalize(), base: base.normalize() })
    }

    fn texts(&mut self, part: &mut PartData) {
        let empty = |c: &Column| {
            self.cells.iter().find(|(column, _)| *column == c).is_none_or(|(_, cell)| cell.text.is_empty())
        };
        // One language is enough.
        if empty(&Column::NameDe) && empty(&Column::NameEn) && !self.name_broken {
            let first = if self.has(&Column::NameDe) { Column::NameDe } else { Column::NameEn };
            let name = self.name(&first);
            self.errors.add(&name, "", Problem::Required);
        }
        let de = self.take(&Column::NameDe, |t| check::line(t, MAX_NAME_CHARS));
        let en = self.take(&Column::NameEn, |t| check::line(t, MAX_NAME_CHARS));
        part.name = Localized::new(de.unwrap_or_default(), en.unwrap_or_default());
        let de = self.take(&Column::TextDe, |t| check::paragraphs(t, MAX_TEXT_CHARS)).unwrap_or_default();
        let en = self.take(&Column::TextEn, |t| check::paragraphs(t, MAX_TEXT_CHARS)).unwrap_or_default();
        part.text = Localized::new(de, en);
    }

    fn category(&mut self) -> Vec<Localized> {
        let de = self.take(&Column::Category, |t| {
            let path = levels(t)?;
            let localized: Vec<_> = path.iter().map(|name| Localized::new(name.as_str(), "")).collect();
            check::category_id(&localized).map(|_| path)
        });
        let depth = de.as_ref().map_or(0, Vec::len);
        let en = self.take(&Column::CategoryEn, |t| {
            let path = levels(t)?;
            if depth > 0 && path.len() != depth { Err(Problem::BadSyntax) } else { Ok(path) }
        });
        let mut en = en.unwrap_or_default().into_iter();
        de.unwrap_or_default()
            .into_iter()
            .map(|de| Localized::new(de, en.next().unwrap_or_default()))
            .collect()
    }

    fn quantities(&mut self, part: &mut PartData) {
        let ambiguous = self.ambiguous;
        let read = |t: &str| number::quantity(t, ambiguous);
        let (minimum_name, minimum_given, step_given) =
            (self.name(&Column::Minimum), self.has(&Column::Minimum), self.has(&Column::Step));
        part.packaging = self.take(&Column::Packaging, read).unwrap_or(Quantity::ONE);
        let minimum = self.take(&Column::Minimum, read);
        let step = self.take(&Column::Step, read);
        // Who gives only one of the two means the other by it, as far as that can be.
        part.step = match (step, minimum) {
            (Some(step), _) => step,
            (None, Some(minimum)) if !step_given && !minimum.0.fract().is_zero() => minimum,
            _ => Quantity::ONE,
        };
        part.minimum = minimum.unwrap_or(part.step);
        if minimum_given && minimum.is_some() && step.is_some() && !(part.minimum.0 % part.step.0).is_zero() {
            let next = Quantity(((part.minimum.0 / part.step.0).trunc() + Decimal::ONE) * part.step.0);
            self.errors.add(
                &minimum_name,
                &part.minimum.0.to_string(),
                Problem::NotAStep { step: part.step, next },
            );
        }
    }

    /// Norm, size and length first: they are what people look for; a weight among the attributes is the weight.
    fn attributes(&mut self, weight: &mut Option<Decimal>) -> Vec<Attribute> {
        let line = |t: &str| check::line(t, MAX_WORD_CHARS);
        let mut list = Vec::new();
        let mut push = |de: &str, en: &str, value: Option<String>, unit: &str| {
            if let Some(value) = value {
                list.push(Attribute { name: Localized::new(de, en), value, unit: unit.into() });
            }
        };
        let norm = self.take(&Column::Standard, line);
        let size = self.take(&Column::Size, line);
        let length = self.take(&Column::Length, |t| number::read(t, Ambiguous::Fraction).and_then(positive));
        let mut rest = self.take(&Column::Attributes, attributes::read).unwrap_or_default();
        rest.retain(|a| {
            let mass = a.name.de == "kg" && weight.is_none();
            if mass {
                *weight = number::read(&a.value, Ambiguous::Fraction).ok().filter(|w| *w > Decimal::ZERO);
            }
            !(mass && weight.is_some())
        });
        push("Norm", "Standard", norm, "");
        // The sizes of bearings stand in norm lists as `M3-10-4`: bore, outside diameter, width.
        let bearing = rest.iter().any(|a| a.name.de == "Bohrung");
        match size {
            Some(size) if bearing && size.matches('-').count() == 2 => {
                push("Maße", "Dimensions", Some(size.trim_start_matches('M').replace('-', " x ")), "mm");
            }
            size => push("Größe", "Size", size, ""),
        }
        push("Länge", "Length", length.map(|l| l.to_string()), "mm");
        list.extend(rest);
        list
    }

    fn stock(&mut self, ambiguous: Ambiguous) -> Option<Vec<(WarehouseId, Quantity)>> {
        let mut stock = self.take(&Column::Stock, |t| warehouses(t, ambiguous));
        let more: Vec<Column> = self
            .cells
            .iter()
            .filter(|(c, _)| matches!(c, Column::StockIn(_)))
            .map(|(c, _)| (*c).clone())
            .collect();
        for column in more {
            let quantity = self.take(&column, |t| number::stock(t, ambiguous));
            if let (Some(quantity), Column::StockIn(warehouse)) = (quantity, column) {
                stock.get_or_insert_default().push((warehouse, quantity));
            }
        }
        // `swap_remove` above mixes the columns; the order of a file must not depend on it.
        if let Some(list) = &mut stock {
            list.sort();
        }
        stock
    }
}

fn list<'a>(text: &'a str, separators: &'static [char]) -> impl Iterator<Item = &'a str> {
    text.split(separators).map(str::trim).filter(|t| !t.is_empty())
}

/// `Hydraulik > Filter` or `Hydraulik/Filter`; where a `>` stands, a `/` belongs to the name.
fn levels(text: &str) -> Result<Vec<String>, Problem> {
    let separator = if text.contains('>') { '>' } else { '/' };
    let path: Vec<String> =
        text.split(separator).map(|name| check::line(name, MAX_NAME_CHARS)).collect::<Result<_, _>>()?;
    if path.len() > MAX_DEPTH || path.iter().any(String::is_empty) {
        Err(Problem::BadSyntax)
    } else {
        Ok(path)
    }
}

fn unit(text: &str) -> Result<Unit, Problem> {
    // The domain upper-cases ASCII only: `Stück` is ours.
    Unit::parse(&text.to_uppercase())
        .or_else(|| Unit::parse(text.trim_end_matches('.')))
        .ok_or(Problem::NotAUnit)
}

fn code(text: &str) -> Result<PartCode, Problem> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    PartCode::parse(&word)
        .or(match word.as_str() {
            "lieferbar" | "aktiv" | "n" => Some(PartCode::Normal),
            "restbestand" | "restposten" | "auslauf" | "auslaufend" | "r" => Some(PartCode::Remaining),
            "entfallen" | "entfällt" | "obsolet" | "nicht_mehr_lieferbar" | "e" => Some(PartCode::Obsolete),
            "nur_information" | "nur_zur_information" | "referenz" | "i" => Some(PartCode::ReferenceOnly),
            "anfrage" | "auf_anfrage" | "preis_auf_anfrage" | "p" => Some(PartCode::CallUs),
            _ => None,
        })
        .ok_or(Problem::NotACode)
}

fn vat(text: &str) -> Result<VatCategory, Problem> {
    let word = text.trim_end_matches('%').trim().to_lowercase();
    let word = word.strip_suffix(",0").or_else(|| word.strip_suffix(",00")).unwrap_or(&word);
    VatCategory::parse(word)
        .or(match word {
            "voll" | "regel" | "normal" | "19.0" | "0.19" | "0,19" => Some(VatCategory::Standard),
            "ermäßigt" | "ermaessigt" | "7.0" | "0.07" | "0,07" => Some(VatCategory::Reduced),
            _ => None,
        })
        .ok_or(Problem::NotACode)
}

/// `MANN:W 940; HIFI:SH123`; the source may be missing.
fn cross_references(text: &str) -> Result<Vec<CrossReference>, Problem> {
    let list: Vec<_> = list(text, &[';', '|'])
        .map(|entry| {
            let (source, number) = entry.split_once(':').unwrap_or(("", entry));
            let number = check::line(number, 60)?;
            if number.is_empty() {
                return Err(Problem::BadSyntax);
            }
            Ok(CrossReference { source: check::line(source, MAX_WORD_CHARS)?, number })
        })
        .collect::<Result<_, _>>()?;
    if list.len() > MAX_LIST { Err(Problem::BadSyntax) } else { Ok(list) }
}

fn weight(text: &str) -> Result<Decimal, Problem> {
    let lower = text.to_lowercase();
    let number = lower.strip_suffix("kg").unwrap_or(&lower);
    let weight = number::read(number, Ambiguous::Fraction)?;
    match weight {
        w if w.is_sign_negative() => Err(Problem::NotPositive),
        w if w > Decimal::from(1_000_000) => Err(Problem::TooMuch),
        w => Ok(w),
    }
}

fn positive(value: Decimal) -> Result<Decimal, Problem> {
    if value > Decimal::ZERO { Ok(value) } else { Err(Problem::NotPositive) }
}

/// `10` or `10 Tage`.
fn days(text: &str) -> Result<i64, Problem> {
    let number = text.split_whitespace().next().unwrap_or_default();
    let days: i64 = number.parse().map_err(|_| Problem::NotANumber)?;
    match days {
        0..=999 => Ok(days),
        ..0 => Err(Problem::NotPositive),
        _ => Err(Problem::TooMuch),
    }
}

/// `5:44,20;20:41,00`: from so many on, one costs this; ascending afterwards.
fn tiers(text: &str, ambiguous: Ambiguous) -> Result<Vec<(Quantity, Decimal)>, Problem> {
    let mut tiers: Vec<(Quantity, Decimal)> = Vec::new();
    for entry in list(text, &[';', '|']) {
        let (from, price) = entry.split_once([':', '=']).ok_or(Problem::BadSyntax)?;
        let tier = (number::quantity(from, ambiguous)?, number::price(price, ambiguous)?);
        if tiers.iter().any(|(other, _)| *other == tier.0) {
            return Err(Problem::Duplicate);
        }
        tiers.push(tier);
    }
    tiers.sort();
    if tiers.len() > MAX_LIST { Err(Problem::BadSyntax) } else { Ok(tiers) }
}

/// `12` for the default warehouse, or `ulm:12; kempten:3`.
fn warehouses(text: &str, ambiguous: Ambiguous) -> Result<Vec<(WarehouseId, Quantity)>, Problem> {
    let mut stock: Vec<(WarehouseId, Quantity)> = Vec::new();
    for entry in list(text, &[';', '|']) {
        let (warehouse, quantity) = entry.split_once([':', '=']).unwrap_or(("", entry));
        let warehouse = WarehouseId(check::line(warehouse, MAX_WORD_CHARS)?.to_lowercase());
        if stock.iter().any(|(other, _)| *other == warehouse) {
            return Err(Problem::Duplicate);
        }
        stock.push((warehouse, number::stock(quantity, ambiguous)?));
    }
    if stock.len() > MAX_LIST { Err(Problem::BadSyntax) } else { Ok(stock) }
}
