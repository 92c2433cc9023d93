//! Asking: rows for the inboxes, mails and the reminder of the step that waits; and taking all of it back.

use jiff::civil::DateTime;
use kontor_domain::accounts::rules::CompanyRules;
use kontor_domain::accounts::{Person, Right};
use kontor_domain::calendar;
use kontor_domain::events::Happened;
use kontor_domain::orders::{Approval, OrderView};
use kontor_domain::{OrderId, PersonId};
use kontor_store::{RecordId, SurrealValue, rid};

use super::rows::OrderData;
use crate::change::Change;
use crate::outbox::Job;
use crate::{Kontor, mail};

/// An order that nobody decides about is brought to mind after so many working days.
const PATIENCE: i64 = 2;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ApprovalRow {
    id: RecordId,
    seq: String,
    company: String,
    approver: String,
    requester: String,
}

fn id(order: &OrderId, person: &PersonId) -> RecordId {
    rid("approval", format!("{order}|{person}"))
}

/// Asks the people of the step that waits now, and says what happened for the timeline.
pub(super) fn ask(
    kontor: &Kontor,
    change: &mut Change<'_>,
    order: &OrderView,
    data: &OrderData,
    rules: &CompanyRules,
    people: &[Person],
) -> Option<Happened> {
    let step = data.approval.as_ref()?.current()?;
    let asked = &data.approval.as_ref()?.steps[step].people;
    let rows = asked
        .iter()
        .map(|approver| ApprovalRow {
            id: id(&order.id, &approver.person),
            seq: order.id.to_string(),
            company: order.company.to_string(),
            approver: approver.person.to_string(),
            requester: data.person.as_ref().map(ToString::to_string).unwrap_or_default(),
        })
        .collect();
    change.tx.insert_all("approval", rows);
    write(kontor, change, order, data, rules, people, false);
    let at = due(kontor, data);
    change.job_at(
        Job::Remind { order: order.id.clone(), step: u32::try_from(step).unwrap_or(u32::MAX) },
        kontor.clock.stamp_of(at),
    );
    Some(Happened::ApprovalAsked { people: names(data.approval.as_ref()?, step) })
}

pub(crate) fn names(approval: &Approval, step: usize) -> Vec<String> {
    approval.steps.get(step).map(|s| s.people.iter().map(|p| p.name.clone()).collect()).unwrap_or_default()
}

/// Mails to everybody who may decide today: the approvers of the step, and who stands in for one of them.
pub(crate) fn write(
    kontor: &Kontor,
    change: &mut Change<'_>,
    order: &OrderView,
    data: &OrderData,
    rules: &CompanyRules,
    people: &[Person],
    reminder: bool,
) {
    let Some(approval) = &data.approval else { return };
    let today = kontor.clock.local().date();
    for person in people.iter().filter(|p| p.may(Right::Approve)) {
        if let Some(voice) = approval.voice(&person.id, data.person.as_ref(), &rules.delegates, today) {
            change.mail(mail::approval_needed(kontor, order, person, &voice, reminder));
        }
    }
}

/// When to bring it to mind: at this time of day, so many working days of the customer later.
pub(crate) fn due(kontor: &Kontor, data: &OrderData) -> DateTime {
    let now = kontor.clock.local();
    calendar::add_working_days(now.date(), PATIENCE, &data.billing.state).to_datetime(now.time())
}

/// Takes the question of a step out of every inbox.
pub(super) fn close(change: &mut Change<'_>, order: &OrderId, approval: &Approval, step: usize) {
    for approver in approval.steps.get(step).map(|s| s.people.as_slice()).unwrap_or_default() {
        change.tx.delete(id(order, &approver.person));
    }
}
