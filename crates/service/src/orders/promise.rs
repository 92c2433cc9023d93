//! The promise ledger (`promise`, only ever added to), and what each line is measured by (`promise_line`).

use jiff::civil::DateTime;
use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::orders::{Measured, MeasuredState, OrderLine, OrderState, PromiseEntry, PromiseStep};
use kontor_domain::{Date, Language, OrderId, Quantity};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, rid};

use super::rows::{OrderData, OrderRow};
use crate::Kontor;
use crate::change::Change;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct PromiseRow {
    id: RecordId,
    seq: String,
    order: String,
    data: SerdeWrapper<PromiseEntry>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct MeasuredRow {
    id: RecordId,
    company: String,
    slot: String,
    state: String,
    data: SerdeWrapper<Measured>,
}

/// A row of the ledger as it is read.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct EntryRow {
    pub data: SerdeWrapper<PromiseEntry>,
}

/// The ledger of an order, from the rows that were `found`. What was promised when the order was placed never changes and
/// stands on the order itself: placing one writes no rows for it.
pub(super) fn ledger(
    data: &OrderData,
    placed_at: DateTime,
    found: impl IntoIterator<Item = PromiseEntry>,
) -> Vec<PromiseEntry> {
    let found: Vec<PromiseEntry> = found.into_iter().collect();
    let later = |line: &OrderLine| {
        found.iter().any(|e| e.position == line.position && e.step == PromiseStep::Promised)
    };
    let placed = data.lines.iter().filter(|line| !later(line)).map(|line| PromiseEntry {
        position: line.position,
        number: line.called(Language::De).to_owned(),
        step: PromiseStep::Promised,
        requested: data.requested,
        before: None,
        date: line.promised,
        open: line.quantity + line.cancelled,
        reason: String::new(),
        by: data.placed_by.clone(),
        person: data.person.clone(),
        channel: data.channel,
        at: placed_at,
    });
    placed.collect::<Vec<_>>().into_iter().chain(found).collect()
}

/// Writes what changed about an order's lines, in the transaction that changes them: for each line a row of the ledger for
/// every step between `before` (empty when the order is new) and `after`, and its measure.
pub(crate) fn record(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    row: &OrderRow,
    before: &[OrderLine],
    (state, after): (OrderState, &OrderData),
) {
    let now = kontor.clock.local();
    let mut entries = Vec::new();
    let mut measures = Vec::new();
    for line in &after.lines {
        let was = before.iter().find(|l| l.position == line.position);
        for (step, from, date) in steps(was, line, now.date(), before.is_empty()) {
            let reason = if matches!(step, PromiseStep::Moved | PromiseStep::Confirmed) && from != Some(date)
            {
                line.reason.clone()
            } else {
                String::new()
            };
            let seq = kontor.new_id();
            entries.push(PromiseRow {
                id: rid("promise", seq.clone()),
                seq,
                order: row.seq.clone(),
                data: SerdeWrapper(PromiseEntry {
                    position: line.position,
                    number: line.called(Language::De).to_owned(),
                    step,
                    requested: after.requested,
                    before: from,
                    date,
                    open: line.open(),
                    reason,
                    by: actor.name().to_owned(),
                    person: actor.person().cloned(),
                    channel: actor.channel,
                    at: now,
                }),
            });
        }
        // What waits for the customer's own people or their money is measured once the desk has confirmed it.
        if (was != Some(line) && state.binding()) || state == OrderState::Cancelled {
            measures.push(measure(row, after, state == OrderState::Cancelled, line));
        }
    }
    change.tx.insert_all("promise", entries);
    if before.is_empty() {
        change.tx.insert_all("promise_line", measures);
    } else {
        let set = "slot = $input.slot, state = $input.state, data = $input.data";
        change.tx.insert_or_update("promise_line", measures, set);
    }
}

/// What happened to the promise of a line.
fn steps(
    was: Option<&OrderLine>,
    line: &OrderLine,
    today: Date,
    placed: bool,
) -> Vec<(PromiseStep, Option<Date>, Date)> {
    let Some(was) = was else {
        // A line that came later; those of a new order are in no need of a row: see `ledger`.
        return if placed { Vec::new() } else { vec![(PromiseStep::Promised, None, line.promised)] };
    };
    let mut steps = Vec::new();
    let (from, to) = (was.date(), line.date());
    // Changed by the customer before anything was confirmed: it is promised anew.
    if was.promised != line.promised || line.quantity > was.quantity {
        return vec![(PromiseStep::Promised, Some(from), to)];
    }
    if was.confirmed.is_none() && line.confirmed.is_some() {
        steps.push((PromiseStep::Confirmed, Some(from), to));
    } else if from != to {
        steps.push((PromiseStep::Moved, Some(from), to));
    }
    if was.replaced_by != line.replaced_by {
        steps.push((PromiseStep::Replaced, Some(from), to));
    } else if was.quantity != line.quantity {
        steps.push((PromiseStep::Cut, Some(from), to));
    }
    if was.open() > Quantity::ZERO && line.open() == Quantity::ZERO && line.shipped > Quantity::ZERO {
        steps.push((PromiseStep::Shipped, Some(to), today));
    }
    steps
}

fn measure(row: &OrderRow, data: &OrderData, cancelled: bool, line: &OrderLine) -> MeasuredRow {
    let state = MeasuredState::of(cancelled, line);
    let measured = Measured {
        order: OrderId(row.seq.clone()),
        case: CaseCode::parse(&row.case).unwrap_or_default(),
        company_name: data.company_name.clone(),
        position: line.position,
        number: line.number.clone(),
        name: line.name.clone(),
        due: line.due(),
        now: Some(line.date()),
        done: line.done,
        state,
    };
    MeasuredRow {
        id: rid("promise_line", format!("{}|{:04}", row.seq, line.position)),
        company: row.company.clone(),
        slot: measured.slot(),
        state: state.code().to_owned(),
        data: SerdeWrapper(measured),
    }
}
