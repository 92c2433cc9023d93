//! How many promises were kept: the rate, what it is made of, and the rows behind it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use jiff::ToSpan as _;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::orders::{KeptCount, KeptFilter, KeptRows, Measured, MeasuredState, PromisesKept};
use kontor_domain::page::Page;
use kontor_domain::{CompanyId, Date, Error};
use kontor_store::{SerdeWrapper, SurrealValue, Variables};

use crate::fault::Fault as _;
use crate::{Kontor, accounts};

const PAGE: usize = 25;

/// The overall rate by period, with the day it was counted on: all lines of a year are too many to be counted for every
/// reader, and days that are over hardly change.
pub(crate) type KeptToday = RwLock<HashMap<u16, (Date, KeptCount)>>;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CountRow {
    state: String,
    lines: i64,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct MeasuredRow {
    data: SerdeWrapper<Measured>,
}

/// Lines whose day lies in the period that ended yesterday. Customers see their own lines, and of all others the rate alone;
/// the desk sees all, or one company's.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn promises_kept(
    kontor: &Kontor,
    actor: &Actor,
    filter: &KeptFilter,
) -> Result<PromisesKept, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let company = own.or(filter.company.as_ref());
    let company_name = match company {
        Some(company) => accounts::rows::company(kontor, company).await?.name,
        None => String::new(),
    };
    let today = kontor.clock.local().date();
    let from = today.saturating_sub(i64::from(filter.period()).days());
    let overall = overall(kontor, filter.period(), from, today).await?;
    let count = match company {
        Some(_) => count(kontor, company, from, today).await?,
        None => overall,
    };
    let rows = rows(kontor, company, filter, from, today).await?;
    Ok(PromisesKept { from, until: today.saturating_sub(1.days()), company_name, count, overall, rows })
}

async fn overall(kontor: &Kontor, days: u16, from: Date, today: Date) -> Result<KeptCount, Error> {
    let kept = kontor.kept.read().unwrap_or_else(PoisonError::into_inner).get(&days).copied();
    if let Some((_, count)) = kept.filter(|(day, _)| *day == today) {
        return Ok(count);
    }
    let fresh = count(kontor, None, from, today).await?;
    kontor.kept.write().unwrap_or_else(PoisonError::into_inner).insert(days, (today, fresh));
    Ok(fresh)
}

/// The condition that both queries share: whose lines, and due between two days. Slots begin with their day.
fn lines_of(company: Option<&CompanyId>, from: Date, before: String) -> (&'static str, Variables) {
    let mut vars = Variables::new();
    vars.insert("from", from.to_string());
    vars.insert("before", before);
    let Some(company) = company else { return ("slot >= $from AND slot < $before", vars) };
    vars.insert("company", company.to_string());
    ("company = $company AND slot >= $from AND slot < $before", vars)
}

async fn count(
    kontor: &Kontor,
    company: Option<&CompanyId>,
    from: Date,
    today: Date,
) -> Result<KeptCount, Error> {
    let (of, vars) = lines_of(company, from, today.to_string());
    let sql = format!("SELECT state, count() AS lines FROM promise_line WHERE {of} GROUP BY state");
    let rows: Vec<CountRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let mut count = KeptCount::default();
    for row in rows {
        let state = MeasuredState::parse(&row.state).unwrap_or_default();
        count.add(state, u32::try_from(row.lines).unwrap_or(u32::MAX));
    }
    Ok(count)
}

async fn rows(
    kontor: &Kontor,
    company: Option<&CompanyId>,
    filter: &KeptFilter,
    from: Date,
    today: Date,
) -> Result<Page<Measured>, Error> {
    // An address from another day must not lead behind the period.
    let before = filter.after.clone().filter(|after| *after < today.to_string());
    let (of, mut vars) = lines_of(company, from, before.unwrap_or_else(|| today.to_string()));
    let only = match filter.only {
        Some(only) => {
            let states: Vec<String> = MeasuredState::ALL
                .into_iter()
                .filter(|state| KeptRows::of(*state) == only)
                .map(|state| state.code().to_owned())
                .collect();
            vars.insert("states", states);
            " AND state IN $states"
        }
        None => "",
    };
    let sql =
        format!("SELECT data, slot FROM promise_line WHERE {of}{only} ORDER BY slot DESC LIMIT {}", PAGE + 1);
    let rows: Vec<MeasuredRow> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(Page::from_rows(rows.into_iter().map(|r| r.data.0).collect(), PAGE, Measured::slot))
}
