//! Begins a recurring order.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::recurring::{MAX_RECURRING, MakeRecurring};
use kontor_domain::{Error, Money, Problem, RecurringId};

use super::draft::{accept, first_day};
use super::rows::{self, RecurringData};
use crate::change::{Change, Outcome, Subject, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, accounts};

/// Answers the new one, or the one this key made before. What it is ordered from stays as it is: lines come with the draft. It
/// is ordered in the name of whoever makes it, so a program, which has nobody behind it, makes none.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`] and for keys; [`Error::Invalid`] with every wrong field at once;
/// [`Error::Conflict`] with [`Problem::PriceChanged`] when a price is above the one the person saw, with
/// [`Problem::ListFull`] when the company has too many.
pub async fn make_recurring(
    kontor: &Kontor,
    actor: &Actor,
    command: &MakeRecurring,
) -> Result<RecurringId, Error> {
    let company = actor.require_company(Right::Order)?;
    let person = actor.person().ok_or(Error::Forbidden)?;
    if let Some(before) = answered_before(kontor, actor, "make_recurring", &command.key).await? {
        return Ok(RecurringId(before));
    }
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    let company = accounts::rows::company(kontor, company).await?;
    let draft = &command.draft;
    let empty = RecurringData {
        name: String::new(),
        company_name: company.name.clone(),
        person: person.clone(),
        person_name: actor.name().to_owned(),
        plan: draft.plan,
        next: None,
        lines: Vec::new(),
        tolerance: draft.tolerance,
        remind_days: draft.remind_days,
        delivery: String::new(),
        billing: String::new(),
        po_number: String::new(),
        note: String::new(),
        unit: String::new(),
        cost_centre: String::new(),
        service: String::new(),
        completeness: None,
        freight: Money::ZERO,
        review: None,
        came: Vec::new(),
        done: 0,
    };
    let data = accept(kontor, actor, &company, draft, empty).await?;
    if draft.plan.from < kontor.clock.local().date() {
        return Err(Error::invalid("from", Problem::DateInPast));
    }
    let data = RecurringData { next: Some(first_day(&draft.plan, draft.plan.from, 0)?), ..data };
    if rows::open(kontor, &company.id).await? >= MAX_RECURRING as usize {
        return Err(Error::conflict(Problem::ListFull { max: MAX_RECURRING }));
    }
    let id = RecurringId(kontor.new_id());
    let mut change = Change::new(kontor, actor);
    change.once("make_recurring", &command.key, id.as_str());
    rows::create(kontor, &mut change, &company, &id, &data);
    let subject = Subject::new("recurring", id.as_str()).of(&company.id);
    change.event(&subject, Happened::RecurringMade { name: data.name.clone() });
    match change.commit().await.fault()? {
        Outcome::Done => Ok(id),
        Outcome::Before(before) => Ok(RecurringId(before)),
    }
}
