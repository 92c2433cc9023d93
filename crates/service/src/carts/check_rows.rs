//! Looks at every row of a quick order: what it means, what it costs, when it comes, and everything that is wrong.

use std::collections::{HashMap, HashSet};

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::quick::{Candidate, CheckedRow, MAX_ROWS, QuickPart, QuickRow, Via, mark_doubles};
use kontor_domain::catalog::{Availability, AvailabilityState, PartCode, PartData, PartNumber};
use kontor_domain::{Error, Language, PartKey, Problem, Quantity};
use kontor_exchange::list;

use crate::Kontor;
use crate::catalog::hits::{self, Loaded};
use crate::catalog::rows::parts;
use crate::catalog::{Meaning, Way, resolve};
use crate::fault::Fault as _;
use crate::pricing::Terms;

/// For so many unknown numbers per check similar ones are looked for; a list with more is the wrong list.
const MAX_LOOKED_LIKE: usize = 40;
/// So many similar numbers are shown.
const LIKE: usize = 3;

/// Answers every row with price, date and all its problems at once. Nothing is written.
///
/// The rows travel with whoever asks; they are numbered anew unless their numbers ascend.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`]; [`Error::Invalid`] on field `list` with more than [`MAX_ROWS`] rows.
pub async fn check_rows(
    kontor: &Kontor,
    actor: &Actor,
    mut rows: Vec<QuickRow>,
) -> Result<Vec<CheckedRow>, Error> {
    let company = actor.require_company(Right::Order)?;
    if rows.len() > MAX_ROWS {
        let max = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
        return Err(Error::invalid("list", Problem::TooManyRows { max }));
    }
    number(&mut rows);
    let terms = Terms::of(kontor, actor).await?;
    let numbers: Vec<&str> = rows.iter().map(|r| r.number.as_str()).collect();
    let meanings = resolve(kontor, Some(company), &numbers).await?;
    let keys: HashSet<PartKey> = meanings.iter().flat_map(Meaning::keys).cloned().collect();
    let keys: Vec<PartKey> = keys.into_iter().collect();
    let loaded = hits::load(kontor, &keys, &terms).await?;
    let decided: Vec<Vec<(PartKey, Way)>> =
        meanings.iter().map(|m| m.decide(|key| loaded.contains_key(key))).collect();
    let like = look_alikes(kontor, &rows, &decided)?;
    // Successors and similar parts are shown by number and name only.
    let more: HashSet<PartKey> = decided
        .iter()
        .flatten()
        .filter_map(|(key, _)| loaded.get(key)?.part.replaced_by.clone())
        .chain(like.values().flatten().cloned())
        .filter(|key| !loaded.contains_key(key))
        .collect();
    let more: HashMap<PartKey, PartData> = if more.is_empty() {
        HashMap::new()
    } else {
        let keys: Vec<PartKey> = more.into_iter().collect();
        parts(kontor, &keys).await?.into_iter().map(|p| (p.key(), p)).collect()
    };
    let known = Known { loaded: &loaded, more: &more, language: actor.language };
    let mut checked = Vec::with_capacity(rows.len());
    for (row, decided) in rows.into_iter().zip(decided) {
        let like = like.get(&row.line).map(Vec::as_slice).unwrap_or_default();
        checked.push(known.check(kontor, &terms, row, &decided, like).await?);
    }
    mark_doubles(&mut checked);
    Ok(checked)
}

fn number(rows: &mut [QuickRow]) {
    let ascend = rows.first().is_none_or(|r| r.line > 0) && rows.is_sorted_by(|a, b| a.line < b.line);
    if !ascend {
        for (line, row) in (1..).zip(rows) {
            row.line = line;
        }
    }
}

/// What unknown numbers look like, by line.
fn look_alikes(
    kontor: &Kontor,
    rows: &[QuickRow],
    decided: &[Vec<(PartKey, Way)>],
) -> Result<HashMap<u32, Vec<PartKey>>, Error> {
    rows.iter()
        .zip(decided)
        .filter(|(row, decided)| decided.is_empty() && row.unreadable.is_none())
        .take(MAX_LOOKED_LIKE)
        .map(|(row, _)| Ok((row.line, kontor.search.like_number(&row.number, LIKE).fault()?)))
        .collect()
}

/// What was loaded for all rows.
struct Known<'a> {
    loaded: &'a HashMap<PartKey, Loaded>,
    more: &'a HashMap<PartKey, PartData>,
    language: Language,
}

impl Known<'_> {
    async fn check(
        &self,
        kontor: &Kontor,
        terms: &Terms,
        row: QuickRow,
        decided: &[(PartKey, Way)],
        like: &[PartKey],
    ) -> Result<CheckedRow, Error> {
        let mut problems = Vec::new();
        // A cell that the person has repaired since is read again.
        let unreadable = row.unreadable.clone().filter(|_| decided.is_empty());
        let chosen = match decided {
            [only] => Some(only),
            several => several.iter().find(|(key, _)| row.part.as_ref() == Some(key)),
        };
        let mut candidates = Vec::new();
        match (chosen, decided) {
            (Some(_), _) => {}
            (None, []) => {
                problems.push(match (unreadable, row.number.trim()) {
                    (Some(problem), _) => problem,
                    (None, "") => Problem::Required,
                    (None, _) => Problem::UnknownPart,
                });
                candidates = like.iter().filter_map(|key| self.candidate(key)).collect();
            }
            (None, several) => {
                problems.push(Problem::AmbiguousPart);
                candidates = several.iter().filter_map(|(key, _)| self.candidate(key)).collect();
            }
        }
        let loaded = chosen.and_then(|(key, way)| Some((self.loaded.get(key)?, *way)));
        let least =
            loaded.map_or(Quantity::ONE, |(l, _)| Quantity::ZERO.next_valid(l.part.minimum, l.part.step));
        let least = if least > Quantity::ZERO { least } else { Quantity::ONE };
        let asked = match row.quantity.trim() {
            "" => Ok(least),
            text => list::quantity(text),
        };
        let quantity = asked.as_ref().ok().copied();
        let Some((l, way)) = loaded else {
            problems.extend(asked.err());
            return Ok(CheckedRow {
                row,
                part: None,
                quantity,
                amount: None,
                problems,
                proposal: None,
                candidates,
            });
        };
        let part = &l.part;
        let price = l.price(kontor, terms, quantity.unwrap_or(least));
        let availability = l.availability(kontor, terms.state(), quantity.unwrap_or(least)).await?;
        let successor = part.replaced_by.as_ref().filter(|_| part.code == PartCode::Obsolete);
        let successor = successor.and_then(|key| self.candidate(key));
        problems.extend(of_part(l, successor.as_ref().map(|s| s.number.clone()), price.is_some()));
        let mut proposal = None;
        match asked.and_then(|q| q.check(part.minimum, part.step)) {
            Ok(q) if part.code.orderable() && availability.state == AvailabilityState::Gone => {
                problems.push(Problem::SoldOut { left: availability.free });
                proposal = last_pieces(availability.free, part).filter(|left| *left < q);
            }
            Ok(_) => {}
            Err(problem) => {
                let next = quantity.map(|q| q.next_valid(part.minimum, part.step));
                proposal = next.filter(|next| {
                    *next <= Quantity::MAX
                        && matches!(problem, Problem::BelowMinimum { .. } | Problem::NotAStep { .. })
                });
                problems.push(problem);
            }
        }
        let amount = price.as_ref().zip(quantity).map(|(p, q)| p.net.times(q.0) + p.surcharge_of(q));
        let via = match way {
            Way::Number => Via::Number,
            Way::Own => Via::Own,
            Way::Cross => Via::Cross { source: source(part, &row.number) },
        };
        let part = QuickPart {
            key: part.key(),
            number: part.number.to_string(),
            name: part.name.get(self.language).to_owned(),
            via,
            unit: part.unit,
            minimum: part.minimum,
            step: part.step,
            code: part.code,
            price: price.map(|p| p.net),
            // Per warehouse is for the part's page; here it would double the answer.
            availability: Availability { warehouses: Vec::new(), ..availability },
            successor,
        };
        Ok(CheckedRow { row, part: Some(part), quantity, amount, problems, proposal, candidates })
    }

    fn candidate(&self, key: &PartKey) -> Option<Candidate> {
        let part = self.loaded.get(key).map(|l| &l.part).or_else(|| self.more.get(key))?;
        Some(Candidate {
            part: key.clone(),
            number: part.number.to_string(),
            name: part.name.get(self.language).to_owned(),
        })
    }
}

/// Why this part cannot be ordered, whatever the quantity.
pub(super) fn of_part(l: &Loaded, successor: Option<String>, priced: bool) -> Option<Problem> {
    match l.part.code {
        PartCode::Obsolete => Some(Problem::Obsolete { successor }),
        PartCode::ReferenceOnly => Some(Problem::ReferenceOnly),
        PartCode::CallUs => Some(Problem::PriceOnRequest),
        PartCode::Normal | PartCode::Remaining if !priced => Some(l.unpriced()),
        PartCode::Normal | PartCode::Remaining => None,
    }
}

/// As many of the last pieces as step and minimum allow.
fn last_pieces(free: Quantity, part: &PartData) -> Option<Quantity> {
    let step = if part.step > Quantity::ZERO { part.step.0 } else { Quantity::ONE.0 };
    let left = Quantity(((free.0 / step).floor() * step).normalize());
    (left > Quantity::ZERO && left >= part.minimum).then_some(left)
}

/// Whose number it is that was typed.
fn source(part: &PartData, number: &str) -> String {
    let typed = PartNumber::normalized(number);
    let found = part.cross_references.iter().find(|c| PartNumber::normalized(&c.number) == typed);
    found.map(|c| c.source.clone()).unwrap_or_default()
}
