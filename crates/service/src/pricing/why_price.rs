//! Why a customer pays what they pay for a part, and what would be under other terms. For the desk; writes nothing.

use std::collections::BTreeSet;

use kontor_domain::accounts::{Actor, Company, CompanyFilter, CompanySummary, Right};
use kontor_domain::pricing::{
    self, AskWhy, Explained, Explanation, LineSums, Notation, PricedPart, Totals, VatTreatment, WhatIf,
    WhyPrice, explain,
};
use kontor_domain::{CompanyId, Date, Decimal, Error, FieldError, Money, PartKey, Problem, Quantity, format};

use super::Terms;
use crate::catalog::hits::{self, Loaded};
use crate::catalog::resolve::resolve;
use crate::{Kontor, accounts, catalog};

/// As many as one looks through.
const CHOICES: usize = 8;

/// Answers as far as what was typed is clear: for several customers or parts there is a choice instead of an answer.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]. What is wrong with what was typed stands in the answer.
pub async fn why_price(kontor: &Kontor, actor: &Actor, asked: &AskWhy) -> Result<WhyPrice, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut why = WhyPrice {
        asked: asked.clone(),
        customer: None,
        customers: Vec::new(),
        parts: Vec::new(),
        wrong: Vec::new(),
        answer: None,
    };
    let company = customer(kontor, actor, &mut why).await?;
    let known = why.customers.is_empty() && why.wrong.is_empty();
    let terms = company.map(Terms::of_company).unwrap_or_default();
    let part = part(kontor, actor, &terms, &mut why).await?;
    if let Some(loaded) = part
        && let Some(wanted) = Wanted::read(kontor, &terms, &loaded, &mut why)
        && known
    {
        let notations = kontor.notations().await?;
        why.answer = Some(Box::new(answer(kontor, &terms, &loaded, &notations, wanted)));
    }
    Ok(why)
}

fn wrong(why: &mut WhyPrice, field: &str, problem: Problem) {
    why.wrong.push(FieldError { field: field.to_owned(), problem });
}

/// The customer who is meant: by id, by number, or the only one in whom all the words occur.
async fn customer(kontor: &Kontor, actor: &Actor, why: &mut WhyPrice) -> Result<Option<Company>, Error> {
    let typed = why.asked.customer.trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    let by_id = match accounts::rows::company(kontor, &CompanyId::new(&typed)).await {
        Err(Error::NotFound) => None,
        found => Some(found?),
    };
    let found = match by_id {
        Some(company) => Some(company),
        None => {
            let filter = CompanyFilter { q: typed.clone(), ..CompanyFilter::default() };
            let mut found = accounts::companies(kontor, actor, &filter).await?.items;
            if let Some(i) = found.iter().position(|c| c.number.eq_ignore_ascii_case(&typed)) {
                found = vec![found.swap_remove(i)];
            }
            found.truncate(CHOICES);
            match found.as_slice() {
                [] => {
                    wrong(why, "customer", Problem::UnknownCustomer);
                    None
                }
                [one] => Some(accounts::rows::company(kontor, &one.id).await?),
                _ => {
                    why.customers = found;
                    None
                }
            }
        }
    };
    why.customer = found.clone().map(CompanySummary::from);
    Ok(found)
}

/// The part that is meant: by a number, also the customer's own one, or the only one that is found.
async fn part(
    kontor: &Kontor,
    actor: &Actor,
    terms: &Terms,
    why: &mut WhyPrice,
) -> Result<Option<Loaded>, Error> {
    let typed = why.asked.part.trim().to_owned();
    if typed.is_empty() {
        return Ok(None);
    }
    let company = terms.company.as_ref().map(|c| &c.id);
    let meaning = resolve(kontor, company, &[typed.as_str()]).await?.into_iter().next().unwrap_or_default();
    // A link carries the key.
    let key = PartKey::new(&typed);
    let keys: BTreeSet<PartKey> = meaning.keys().chain([&key]).cloned().collect();
    let keys: Vec<PartKey> = keys.into_iter().collect();
    let mut loaded = hits::load(kontor, &keys, terms).await?;
    let mut meant: Vec<PartKey> = if loaded.contains_key(&key) {
        vec![key]
    } else {
        meaning.decide(|key| loaded.contains_key(key)).into_iter().map(|(key, _)| key).collect()
    };
    if meant.is_empty() {
        let found = catalog::suggest(kontor, actor, &typed).await?;
        meant = found.into_iter().map(|hit| hit.key).collect();
        loaded = hits::load(kontor, &meant, terms).await?;
        meant.retain(|key| loaded.contains_key(key));
    }
    match meant.as_slice() {
        [] => {
            wrong(why, "part", Problem::UnknownPart);
            Ok(None)
        }
        [one] => Ok(loaded.remove(one)),
        several => {
            let parts = several.iter().take(CHOICES).filter_map(|key| loaded.get(key)).map(|l| &l.part);
            why.parts = parts.map(|p| (p.key(), p.number.to_string(), p.name.clone())).collect();
            Ok(None)
        }
    }
}

/// Everything else that was typed.
struct Wanted {
    quantity: Quantity,
    day: Date,
    country: String,
    what_if: WhatIf,
}

impl Wanted {
    /// Nothing when some of it is wrong.
    fn read(kontor: &Kontor, terms: &Terms, l: &Loaded, why: &mut WhyPrice) -> Option<Self> {
        let asked = why.asked.clone();
        let before = why.wrong.len();
        let least = l.part.minimum.max(l.part.step).max(Quantity::ONE);
        let quantity = filled(&asked.quantity).map_or(Ok(least), Quantity::parse);
        let quantity = quantity.map_err(|problem| wrong(why, "quantity", problem));
        let today = kontor.clock.local().date();
        let day = filled(&asked.day).map_or(Some(today), format::parse_date);
        if day.is_none() {
            wrong(why, "day", Problem::NotADate);
        }
        let first = terms.company.as_ref().and_then(|c| c.addresses.first());
        let country = filled(&asked.country).map_or_else(
            || first.map_or_else(|| "DE".to_owned(), |a| a.country.clone()),
            str::to_ascii_uppercase,
        );
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            wrong(why, "country", Problem::NotACode);
        }
        let percent = number(why, "percent", &asked.percent, 3);
        if percent.is_some_and(|p| p > Decimal::ONE_HUNDRED) {
            wrong(why, "percent", Problem::NotAPercentage);
        }
        let net = number(why, "net", &asked.net, 4);
        if why.wrong.len() > before {
            return None;
        }
        Some(Self { quantity: quantity.ok()?, day: day?, country, what_if: WhatIf { percent, net } })
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A number that may stay empty and be zero, as people type it.
fn number(why: &mut WhyPrice, field: &str, text: &str, places: u32) -> Option<Decimal> {
    let text = filled(text)?.trim_end_matches(['%', '€', ' ', '\u{a0}']).replace(',', ".");
    match text.parse::<Decimal>() {
        Ok(n) if n.is_sign_negative() || n.normalize().scale() > places => {
            wrong(why, field, Problem::NotANumber);
            None
        }
        Ok(n) if n > Quantity::MAX.0 => {
            wrong(why, field, Problem::TooMuch);
            None
        }
        Ok(n) => Some(n.normalize()),
        Err(_) => {
            wrong(why, field, Problem::NotANumber);
            None
        }
    }
}

fn answer(kontor: &Kontor, terms: &Terms, l: &Loaded, notations: &[Notation], wanted: Wanted) -> Explained {
    let Wanted { quantity, day, country, what_if } = wanted;
    let part = &l.part;
    let group = part.discount_group.as_str();
    let percent = terms.discount(group).map(|(_, percent)| percent);
    let treatment = terms.company.as_ref().map_or(VatTreatment::Domestic, |c| VatTreatment::of(c, &country));
    // As on the day asked for: what was not noted then is not known.
    let noted = pricing::surcharge(part.metal.as_ref(), notations, day);
    let (surcharge, unnoted) = (noted.ok().flatten(), noted.err());
    let totals = |explanation: &Explanation| {
        let tag = explanation.tag.as_ref()?;
        let line = LineSums {
            goods: tag.net.times(quantity.0),
            deposit: part.returns.deposit().times(quantity.0),
            surcharge: surcharge.map_or(Money::ZERO, |s| s.of(quantity)),
            vat: part.vat,
        };
        Some(Totals::of_lines([line], treatment))
    };
    let named = |percent: Option<Decimal>| percent.map(|percent| (group, percent));
    let now = explain(&l.entries, named(percent), quantity, day);
    let tried = what_if.tries().then(|| {
        let (entries, percent) = what_if.of(&l.entries, percent);
        explain(&entries, named(percent), quantity, day)
    });
    Explained {
        part: PricedPart {
            key: part.key(),
            number: part.number.to_string(),
            name: part.name.clone(),
            unit: part.unit,
            code: part.code,
            vat: part.vat,
            discount_group: part.discount_group.clone(),
        },
        quantity,
        day,
        past: day < kontor.clock.local().date(),
        totals: totals(&now),
        tried_totals: tried.as_ref().and_then(totals),
        country,
        treatment,
        percent,
        surcharge,
        unnoted,
        now,
        what_if,
        tried,
    }
}
