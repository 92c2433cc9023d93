//! The day of a recurring order: announced, placed once, or stopped for somebody to look.

use kontor_domain::accounts::{Actor, Company, Person, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::events::Happened;
use kontor_domain::recurring::{Came, Origin, RecurringState, Review, SHOWN, Why};
use kontor_domain::{Date, Error, Money, OrderId, Problem, RecurringId, calendar};
use kontor_store::Datetime;

use super::draft::command;
use super::rows::{self, RecurringData, RecurringRow, subject};
use super::today::{self, Today};
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts, mail, orders};

/// So often it is looked at again when a price changed between looking and placing.
const ATTEMPTS: usize = 3;

/// One turn of a recurring order: what it becomes when its order is placed, in the order's own transaction.
pub(crate) struct Turn<'a> {
    row: &'a RecurringRow,
    company: &'a Company,
    /// As it was read, with the next day already.
    data: RecurringData,
    due: Date,
    /// Days that passed meanwhile and are not made up for.
    missed: u32,
}

impl<'a> Turn<'a> {
    fn new(
        kontor: &Kontor,
        row: &'a RecurringRow,
        company: &'a Company,
        data: &RecurringData,
        due: Date,
    ) -> Self {
        let today = kontor.clock.local().date();
        let done = data.done + 1;
        let mut missed = 0;
        let mut next = data.plan.day_after(due, done);
        while let Some(day) = next.filter(|day| *day <= today) {
            missed += 1;
            next = data.plan.day_after(day, done);
        }
        let data = RecurringData { next, done, ..data.clone() };
        Self { row, company, data, due, missed }
    }

    pub fn origin(&self) -> Origin {
        Origin { id: self.row.id(), name: self.data.name.clone() }
    }

    /// Writes the turn into the transaction that places `order`, if nobody changed the recurring order since
    /// (guard [`rows::GUARD`]): so each day is ordered once, however often its job runs.
    pub fn take(
        &self,
        kontor: &Kontor,
        change: &mut Change<'_>,
        order: &OrderId,
        case: &CaseCode,
        net: Money,
    ) {
        let mut data = self.data.clone();
        data.came.insert(0, Came { due: self.due, order: order.clone(), case: case.clone(), net });
        data.came.truncate(SHOWN);
        let state = if data.next.is_some() { RecurringState::Active } else { RecurringState::Ended };
        rows::write(kontor, change, self.company, self.row, state, &data);
        let about = subject(self.row);
        change.event(&about, Happened::RecurringOrdered { case: case.to_string(), missed: self.missed });
        if state == RecurringState::Ended {
            change.event(&about, Happened::RecurringEnded);
        }
    }
}

/// Does what is due for the version of a recurring order that left this job. Before the day: the announcement to be written, with
/// the moment of the order. On the day: places it, or stops it for review. Nothing when it was changed, paused or ordered
/// since.
///
/// # Errors
/// What may pass: the job comes again.
pub(crate) async fn turn<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    recurring: &RecurringId,
    version: i64,
) -> Result<Option<(Change<'a>, Datetime)>, Error> {
    let Some(row) = current(kontor, recurring, version).await? else { return Ok(None) };
    let data = row.read()?;
    let Some(due) = data.next else { return Ok(None) };
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let Some(person) = rows::person(kontor, &row, &data).await? else {
        let why = Why::Person { name: data.person_name.clone() };
        return stop(kontor, system, &company, &row, data, vec![why]).await.map(|()| None);
    };
    let at = rows::order_at(due);
    if kontor.clock.local() < at {
        let remind =
            rows::remind_at(&data, &company, due).is_some_and(|remind| remind <= kontor.clock.local());
        let change = if remind {
            announce(kontor, system, &company, &row, &data, due).await?
        } else {
            Change::new(kontor, system)
        };
        return Ok(Some((change, kontor.clock.stamp_of(at))));
    }
    place(kontor, system, &person, &company, &row, data, due).await.map(|()| None)
}

/// The recurring order as the job of this version left it; nothing when somebody changed it since.
async fn current(
    kontor: &Kontor,
    recurring: &RecurringId,
    version: i64,
) -> Result<Option<RecurringRow>, Error> {
    let row = rows::by_id(kontor, recurring).await?;
    Ok(row.filter(|row| row.version == version && row.state() == RecurringState::Active))
}

async fn announce<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    company: &Company,
    row: &RecurringRow,
    data: &RecurringData,
    due: Date,
) -> Result<Change<'a>, Error> {
    let today = Today::of(kontor, company, data).await?;
    let mut change = Change::new(kontor, system);
    change.event(&subject(row), Happened::RecurringAnnounced { day: due });
    if let Some((email, language)) = accounts::rows::email(kontor, &data.person).await? {
        let letter = letter(row, data, due, &today, language);
        change.mail(mail::recurring_due(kontor, &letter, &email, language));
    }
    Ok(change)
}

fn letter<'a>(
    row: &RecurringRow,
    data: &'a RecurringData,
    due: Date,
    today: &Today,
    l: kontor_domain::Language,
) -> mail::Recurring<'a> {
    mail::Recurring {
        id: row.id(),
        name: &data.name,
        person: &data.person_name,
        due,
        po_number: &data.po_number,
        lines: today.lines.iter().map(|line| mail::recurring_line(line, l)).collect(),
        totals: today.totals.clone(),
        why: today.why.iter().map(|why| why.text(l)).collect(),
    }
}

/// Places the order of the day, through the operation that every order goes through.
async fn place(
    kontor: &Kontor,
    system: &Actor,
    person: &Actor,
    company: &Company,
    row: &RecurringRow,
    data: RecurringData,
    due: Date,
) -> Result<(), Error> {
    let turn = Turn::new(kontor, row, company, &data, due);
    for _ in 0..ATTEMPTS {
        let today = Today::of(kontor, company, &data).await?;
        if !today.why.is_empty() {
            return stop(kontor, system, company, row, data, today.why).await;
        }
        let mut order = command(&data, row.key(due));
        // What is looked at is what is ordered: a price that changes in between is looked at again.
        order.seen_net = Some(today.net());
        let lines = today::rows(kontor, company, &data);
        let refused = match orders::place_recurring(kontor, person, lines, &order, &turn).await {
            Ok(_) => return Ok(()),
            Err(Error::Conflict { problem: Problem::PriceChanged }) => continue,
            Err(Error::Conflict { problem: problem @ Problem::ChangedMeanwhile }) => {
                return Err(Error::conflict(problem));
            }
            Err(error @ (Error::Unavailable | Error::Internal { .. } | Error::RateLimited { .. })) => {
                return Err(error);
            }
            Err(error) => error,
        };
        return stop(kontor, system, company, row, data, reasons(refused)).await;
    }
    Err(Error::conflict(Problem::PriceChanged))
}

/// Why placing was refused, for who looks at it.
fn reasons(error: Error) -> Vec<Why> {
    match error {
        Error::Invalid { fields } => {
            fields.into_iter().map(|f| Why::Refused { field: f.field, problem: f.problem }).collect()
        }
        Error::Conflict { problem } => vec![Why::Refused { field: String::new(), problem }],
        _ => vec![Why::Refused { field: String::new(), problem: Problem::WrongState }],
    }
}

async fn stop(
    kontor: &Kontor,
    system: &Actor,
    company: &Company,
    row: &RecurringRow,
    data: RecurringData,
    why: Vec<Why>,
) -> Result<(), Error> {
    let mut change = Change::new(kontor, system);
    stopped(kontor, &mut change, company, row, data, why).await?;
    match or_changed(change.commit().await) {
        // Somebody changed it at this moment: what they left has a job of its own.
        Err(Error::Conflict { problem: Problem::ChangedMeanwhile }) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// Stops it because its job is taken out of the outbox for `reason`; nothing when the job is an old one.
pub(crate) async fn give_up(
    kontor: &Kontor,
    change: &mut Change<'_>,
    recurring: &RecurringId,
    version: i64,
    reason: &str,
) -> Result<(), Error> {
    let Some(row) = current(kontor, recurring, version).await? else { return Ok(()) };
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let why = Why::Refused { field: String::new(), problem: Problem::Stopped { reason: reason.to_owned() } };
    stopped(kontor, change, &company, &row, row.read()?, vec![why]).await
}

/// Writes that it stands still until somebody has looked, and tells whoever it belongs to; when they are not there any more, the
/// company's administration.
async fn stopped(
    kontor: &Kontor,
    change: &mut Change<'_>,
    company: &Company,
    row: &RecurringRow,
    data: RecurringData,
    why: Vec<Why>,
) -> Result<(), Error> {
    let today = Today::of(kontor, company, &data).await?;
    let review = Review { since: kontor.clock.local(), why: why.clone() };
    let data = RecurringData { review: Some(review), ..data };
    rows::write(kontor, change, company, row, RecurringState::Review, &data);
    let due = data.next.unwrap_or_else(|| calendar::next(kontor.clock.local().date()));
    for reader in readers(kontor, row, &data).await? {
        let l = reader.language;
        let words = why.iter().map(|why| why.text(l)).collect();
        let letter = mail::Recurring { why: words, ..letter(row, &data, due, &today, l) };
        change.mail(mail::recurring_review(kontor, &letter, &reader.email, l));
    }
    change.event(&subject(row), Happened::RecurringStopped { why });
    Ok(())
}

/// Who is told that it stands still.
async fn readers(kontor: &Kontor, row: &RecurringRow, data: &RecurringData) -> Result<Vec<Person>, Error> {
    let there = rows::person(kontor, row, data).await?.is_some();
    let people = accounts::rows::people(kontor, Some(&row.company())).await?;
    let administers = |p: &Person| !p.blocked && p.may(Right::ManageCompany);
    Ok(people.into_iter().filter(|p| if there { p.id == data.person } else { administers(p) }).collect())
}
