//! The inbox of an approver: what waits for them, and for those they stand in for today.

use std::fmt::Write as _;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::orders::ApprovalSummary;
use kontor_domain::page::Page;
use kontor_domain::{Error, PersonId};
use kontor_store::{SurrealValue, Variables, rid};

use super::rows::by_ids;
use crate::fault::Fault as _;
use crate::{Kontor, accounts};

const PAGE: usize = 25;
/// The bar counts so far; more is "many".
const COUNTED: usize = 100;
/// Sorts behind every ULID.
const END: &str = "~";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Waiting {
    seq: String,
    approver: String,
}

/// Newest first, paged by key. Each person's rows come from `approval_by_approver`, so that the number of orders the company
/// has does not matter.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Approve`], and for who is no customer's person.
pub async fn approvals(
    kontor: &Kontor,
    actor: &Actor,
    after: Option<&str>,
) -> Result<Page<ApprovalSummary>, Error> {
    let mut rows = waiting(kontor, actor, after.unwrap_or(END), PAGE + 1).await?;
    rows.sort_by(|a, b| b.seq.cmp(&a.seq).then_with(|| a.approver.cmp(&b.approver)));
    // Asked oneself and for somebody else: it is one order.
    rows.dedup_by(|a, b| a.seq == b.seq);
    let page = Page::from_rows(rows, PAGE, |r| r.seq.clone());
    let ids = page.items.iter().map(|r| rid("order", r.seq.clone())).collect();
    let mut orders = by_ids(kontor, ids).await?;
    orders.sort_by(|a, b| b.seq.cmp(&a.seq));
    let me = actor.person().ok_or(Error::Forbidden)?;
    let mut items = Vec::with_capacity(orders.len());
    for row in orders {
        let data = row.read()?;
        let Some(approval) = data.approval else { continue };
        let Some(step) = approval.current() else { continue };
        let people = &approval.steps[step].people;
        let in_place_of = if people.iter().any(|p| p.person == *me) {
            None
        } else {
            let asked = page.items.iter().find(|r| r.seq == row.seq).map(|r| r.approver.as_str());
            people.iter().find(|p| Some(p.person.as_str()) == asked).map(|p| p.name.clone())
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        items.push(ApprovalSummary {
            order: row.summary(kontor)?,
            reasons: approval.reasons,
            assignment: data.assignment,
            step: number(step + 1),
            steps: number(approval.steps.len()),
            in_place_of,
        });
    }
    Ok(Page { items, next: page.next })
}

/// How much waits, for the bar of every page; counted up to a hundred. Zero for everybody who is never asked.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn approval_count(kontor: &Kontor, actor: &Actor) -> Result<u32, Error> {
    match waiting(kontor, actor, END, COUNTED).await {
        Ok(mut rows) => {
            rows.sort_by(|a, b| a.seq.cmp(&b.seq));
            rows.dedup_by(|a, b| a.seq == b.seq);
            Ok(u32::try_from(rows.len().min(COUNTED)).unwrap_or(u32::MAX))
        }
        Err(Error::Forbidden | Error::Unauthenticated) => Ok(0),
        Err(other) => Err(other),
    }
}

/// The newest rows of the actor and of everybody they stand in for; never an order of their own.
async fn waiting(kontor: &Kontor, actor: &Actor, after: &str, limit: usize) -> Result<Vec<Waiting>, Error> {
    let company = actor.require_company(Right::Approve)?;
    let me = actor.person().ok_or(Error::Forbidden)?;
    let rules = accounts::rules_of(kontor, company).await?;
    let today = kontor.clock.local().date();
    let absent = rules.delegates.iter().filter(|d| d.stand_in == *me && d.holds_on(today)).map(|d| &d.person);
    let mut people: Vec<&PersonId> = std::iter::once(me).chain(absent).collect();
    people.sort();
    people.dedup();
    let mut vars = Variables::new();
    vars.insert("after", after.to_owned());
    vars.insert("me", me.to_string());
    vars.insert("company", company.to_string());
    let mut sql = String::new();
    for (i, person) in people.iter().enumerate() {
        vars.insert(format!("p{i}"), person.to_string());
        let _ = writeln!(
            sql,
            "SELECT seq, approver FROM approval WHERE approver = $p{i} AND seq < $after AND requester != $me \
             AND company = $company ORDER BY seq DESC LIMIT {limit};"
        );
    }
    let mut answer = kontor.store.query(&sql, vars).await.fault()?;
    let mut rows = Vec::new();
    for i in 0..people.len() {
        rows.extend(answer.take::<Waiting>(i).fault()?);
    }
    Ok(rows)
}
