//! Begins or changes a recurring order, as typed into its form.

use kontor_domain::RecurringId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RecurringForm {
    /// Of a new one: sent twice it begins once.
    pub key: String,
    /// Empty for a new one.
    pub recurring: String,
    pub version: i64,
    pub name: String,
    pub lines: Vec<LineForm>,
    /// Number and quantity of one more part.
    pub add: String,
    pub add_quantity: String,
    pub n: String,
    /// `weeks` or `months`.
    pub rhythm: String,
    /// Day of the month; empty for the day of `from`.
    pub day: String,
    pub from: String,
    pub until: String,
    pub count: String,
    pub tolerance: String,
    pub remind_days: String,
    pub delivery: String,
    pub billing: String,
    pub po_number: String,
    pub note: String,
    pub unit: String,
    pub cost_centre: String,
    /// Code of the service; empty for as usual.
    pub service: String,
    /// `complete`, `partial`, or empty for as usual.
    pub completeness: String,
    /// Something when the box is ticked.
    pub business: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    pub part: String,
    pub quantity: String,
    /// The quantity that the page showed, and the unit price for it as a plain decimal.
    pub was: String,
    pub seen: String,
    /// Key of the part that takes its place; empty for none.
    pub replace: String,
}

/// Answers the recurring order.
#[server(prefix = "/fn", endpoint = "recurring/save_recurring")]
pub async fn save_recurring(form: RecurringForm) -> Result<RecurringId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::IdempotencyKey;
    use kontor_domain::recurring::{ChangeRecurring, MakeRecurring};
    use kontor_service::recurring;
    let (kontor, actor) = request::begin()?;
    let kept = form.typed();
    let typed: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (&**name, &**value)).collect();
    let (draft, rows) = form.draft().answer_keeping(&typed)?;
    let by_row = |error| by_row(error, &rows);
    if form.recurring.is_empty() {
        let command = MakeRecurring { key: IdempotencyKey::new(form.key.as_str()), draft };
        let made = recurring::make_recurring(&kontor, &actor, &command).await;
        let id = made.map_err(by_row).answer_keeping(&typed)?;
        request::go(&format!("{}?done=made", super::path_of(false, &id)));
        return Ok(id);
    }
    let recurring = RecurringId(form.recurring.clone());
    let command = ChangeRecurring { recurring, version: form.version, draft };
    let changed = recurring::change_recurring(&kontor, &actor, &command).await;
    changed.map_err(by_row).answer_keeping(&typed)?;
    request::go(&format!("{}?done=saved", super::path_of(false, &command.recurring)));
    Ok(command.recurring)
}

/// The operation counts the lines that were sent; the page knows rows.
#[cfg(feature = "ssr")]
fn by_row(error: kontor_domain::Error, rows: &[String]) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let line = field.field.strip_prefix("lines[").and_then(|f| f.strip_suffix(']'));
        if let Some(row) = line.and_then(|n| n.parse::<usize>().ok()).and_then(|n| rows.get(n)) {
            field.field.clone_from(row);
        }
    }
    Error::Invalid { fields }
}

#[cfg(feature = "ssr")]
impl RecurringForm {
    /// What a refused form shows again.
    fn typed(&self) -> Vec<(String, String)> {
        let mut typed: Vec<(String, String)> = [
            ("kept", "1"),
            ("name", &self.name),
            ("add", &self.add),
            ("add_quantity", &self.add_quantity),
            ("n", &self.n),
            ("rhythm", &self.rhythm),
            ("day", &self.day),
            ("from", &self.from),
            ("until", &self.until),
            ("count", &self.count),
            ("tolerance", &self.tolerance),
            ("remind_days", &self.remind_days),
            ("delivery", &self.delivery),
            ("billing", &self.billing),
            ("po_number", &self.po_number),
            ("note", &self.note),
            ("unit", &self.unit),
            ("cost_centre", &self.cost_centre),
            ("service", &self.service),
            ("completeness", &self.completeness),
            ("business", &self.business),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        for line in &self.lines {
            typed.push((super::lines::row_name(&line.part), line.quantity.clone()));
            typed.push((super::lines::replace_name(&line.part), line.replace.clone()));
        }
        typed
    }

    /// What the person decided, and the page's name of each line's row.
    fn draft(&self) -> Result<(kontor_domain::recurring::Draft, Vec<String>), kontor_domain::Error> {
        use kontor_domain::recurring::{Draft, DraftLine, Every, Plan};
        use kontor_domain::{Date, Decimal, Error, FieldError, Money, PartKey, Problem, Quantity, format};
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for line in &self.lines {
            let typed = line.quantity.trim();
            if typed.is_empty() || typed.replace(',', ".").parse() == Ok(Decimal::ZERO) {
                continue;
            }
            let row = super::lines::row_name(&line.part);
            match Quantity::parse(typed) {
                Ok(quantity) => {
                    let as_shown = line.replace.is_empty() && Quantity::parse(&line.was) == Ok(quantity);
                    let seen = line.seen.parse().ok().filter(|_| as_shown).map(Money::eur);
                    let part = if line.replace.is_empty() { &line.part } else { &line.replace };
                    lines.push(DraftLine { part: PartKey(part.clone()), quantity, seen });
                    rows.push(row);
                }
                Err(problem) => wrong(&row, problem),
            }
        }
        if !self.add.trim().is_empty() {
            match (kontor_domain::catalog::PartNumber::parse(&self.add), Quantity::parse(&self.add_quantity))
            {
                (Ok(number), Ok(quantity)) => {
                    lines.push(DraftLine { part: number.key(), quantity, seen: None });
                    rows.push("add".to_owned());
                }
                (Err(problem), _) => wrong("add", problem),
                (_, Err(problem)) => wrong("add_quantity", problem),
            }
        }
        let mut day = |field: &str, text: &str| -> Option<Date> {
            let found = format::parse_date(text);
            if found.is_none() && !text.trim().is_empty() {
                wrong(field, Problem::NotADate);
            }
            found
        };
        let (from, until) = (day("from", &self.from), day("until", &self.until));
        let mut number = |field: &str, text: &str| -> Option<u32> {
            let found = text.trim().parse().ok();
            if found.is_none() && !text.trim().is_empty() {
                wrong(field, Problem::NotANumber);
            }
            found
        };
        let small = |n: Option<u32>, default: u8| n.map_or(default, |n| u8::try_from(n).unwrap_or(u8::MAX));
        let n = small(number("n", &self.n), 1);
        let count = number("count", &self.count);
        let remind_days =
            small(number("remind_days", &self.remind_days), kontor_domain::recurring::REMIND_DAYS);
        let of_month = from.map_or(1, |from| from.day().unsigned_abs());
        let every = match self.rhythm.as_str() {
            "weeks" => Every::Weeks { n },
            _ => Every::Months { n, day: small(number("day", &self.day), of_month) },
        };
        let tolerance = match self.tolerance.trim() {
            "" => Decimal::ZERO,
            text => text.replace(',', ".").parse().unwrap_or(Decimal::NEGATIVE_ONE),
        };
        if from.is_none() && self.from.trim().is_empty() {
            wrong("from", Problem::Required);
        }
        match from {
            Some(from) if fields.is_empty() => {
                let draft = Draft {
                    name: self.name.clone(),
                    lines,
                    plan: Plan { every, from, until, count },
                    tolerance,
                    remind_days,
                    delivery: self.delivery.clone(),
                    billing: self.billing.clone(),
                    po_number: self.po_number.clone(),
                    note: self.note.clone(),
                    unit: self.unit.clone(),
                    cost_centre: self.cost_centre.clone(),
                    service: self.service.clone(),
                    completeness: kontor_domain::delivery::Completeness::parse(&self.completeness),
                    business: !self.business.is_empty(),
                };
                Ok((draft, rows))
            }
            _ => Err(Error::Invalid { fields }),
        }
    }
}
