//! The desk decides about a return: what is accepted is credited, what is sellable goes back on the shelf.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::returns::{
    Amounts, Credit, DecideReturn, Decided, MAX_WORDS, ReturnLine, ReturnState, ReturnView, VerdictLine,
    credit_number, order_of, return_totals,
};
use kontor_domain::{Error, FieldError, Money, PartKey, Problem, Quantity};
use kontor_store::StoreError;

use super::rows::{self, ReturnData, ReturnRow};
use super::taken::TakenLines;
use super::{ATTEMPTS, counter, goods_return};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::{Kontor, mail, orders, payments, stock};

/// One transaction: what is still taken of the lines, the shelf, the credit with its number, the refund the way it was paid,
/// event and mail. What cannot go back that way stays on account.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`]; [`Error::Invalid`] on `accepted.POSITION`, `fee.POSITION`,
/// `reason.POSITION` (needed for a no, and for a fee above the announced one) and `words`; [`Error::Conflict`] with
/// [`Problem::WrongState`] or [`Problem::ChangedMeanwhile`].
pub async fn decide_return(
    kontor: &Kontor,
    actor: &Actor,
    command: &DecideReturn,
) -> Result<ReturnView, Error> {
    actor.require(Right::ConfirmOrders)?;
    for _ in 0..ATTEMPTS {
        let mut row =
            rows::in_state(kontor, actor, &command.id, ReturnState::Received, command.version).await?;
        let mut data = row.data.0.clone();
        judge(command, &mut data)?;
        let mut change = Change::new(kontor, actor);
        credit(kontor, actor, &mut change, &row, &mut data).await?;
        let refused = data.lines.iter().all(ReturnLine::refused);
        let state = if refused { ReturnState::Refused } else { ReturnState::Credited };
        rows::update(&mut change, &row, state, &data);
        settle(kontor, &mut change, &row, &data).await?;
        change.event(&row.subject(), happened(row.code(), refused, &data));
        if !data.email.is_empty() {
            let (to, language) = (data.email.clone(), data.language);
            row.data.0 = data;
            state.code().clone_into(&mut row.state);
            let view = rows::view(kontor, actor, row)?;
            change.mail(mail::return_decided(kontor, &view, &to, language));
        }
        match change.commit().await {
            Ok(_) => return goods_return(kontor, actor, &command.id).await,
            Err(StoreError::Guard(name)) if name == "return" => break,
            // Another return drew the number, another refund wrote the payment: decided anew.
            Err(StoreError::Guard(_) | StoreError::Exists(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Writes each verdict to its line, or says everything that is wrong with them.
fn judge(command: &DecideReturn, data: &mut ReturnData) -> Result<(), Error> {
    let mut fields = Vec::new();
    if command.words.trim().chars().count() > MAX_WORDS as usize {
        fields.push(FieldError { field: "words".into(), problem: Problem::TooLong { max: MAX_WORDS } });
    }
    for line in &mut data.lines {
        let verdict = command.lines.iter().find(|v| v.position == line.position);
        match decided(line, verdict) {
            Ok(decided) => line.decided = Some(decided),
            Err((field, problem)) => {
                fields.push(FieldError { field: format!("{field}.{}", line.position), problem });
            }
        }
    }
    command.words.trim().clone_into(&mut data.answer);
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

fn decided(line: &ReturnLine, verdict: Option<&VerdictLine>) -> Result<Decided, (&'static str, Problem)> {
    let arrived = line.now();
    let reason = verdict.map_or("", |v| v.reason.trim()).to_owned();
    // What is not there can be neither accepted nor refused.
    if arrived.quantity.0.is_zero() {
        return Ok(Decided { amounts: Amounts::default(), reason });
    }
    let verdict = verdict.ok_or(("accepted", Problem::Required))?;
    if reason.chars().count() > MAX_WORDS as usize {
        return Err(("reason", Problem::TooLong { max: MAX_WORDS }));
    }
    if !verdict.accepted {
        let why = if reason.is_empty() { Err(("reason", Problem::ReasonRequired)) } else { Ok(reason) };
        return why.map(|reason| Decided { amounts: Amounts::default(), reason });
    }
    let fee = verdict.fee.unwrap_or(arrived.fee);
    if fee.amount.is_sign_negative() || fee != fee.rounded() || fee.amount > arrived.value.amount {
        return Err(("fee", Problem::FeeTooHigh { max: arrived.value }));
    }
    if fee.amount > arrived.fee.amount && reason.is_empty() {
        return Err(("reason", Problem::ReasonRequired));
    }
    Ok(Decided { amounts: Amounts { fee, ..arrived }, reason })
}

/// Makes the credit of what was accepted, and the refund of as much of it as can go back the way it was paid.
async fn credit(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    row: &ReturnRow,
    data: &mut ReturnData,
) -> Result<(), Error> {
    let now = kontor.clock.local();
    data.decided_at = Some(now);
    let totals = return_totals(&data.lines, data.treatment);
    if totals.gross.amount <= Money::ZERO.amount {
        return Ok(());
    }
    let n = counter::draw(kontor, change, &format!("credit|{}", now.year())).await?;
    let number = credit_number(now.year(), n);
    let order = order_of(&row.return_id()).0;
    let (gross, subject) = (totals.gross, row.subject());
    let refund = payments::refund_credit(kontor, actor, change, &order, &subject, gross, &number).await?;
    orders::credit::came_back(kontor, change, &order, gross).await?;
    data.credit = Some(Credit { number, totals, refund });
    Ok(())
}

/// What was not accepted is no longer taken; what is sellable goes back on the shelf.
async fn settle(
    kontor: &Kontor,
    change: &mut Change<'_>,
    row: &ReturnRow,
    data: &ReturnData,
) -> Result<(), Error> {
    let order = order_of(&row.return_id()).0;
    let mut taken = TakenLines::read(kontor, &order, data.lines.iter().map(|l| l.position)).await?;
    for line in &data.lines {
        taken.settle(line, &line.now());
    }
    taken.write(&mut change.tx);
    let parts = data.lines.iter().filter_map(|l| Some((l.part.as_ref()?, l.sellable())));
    let back: Vec<(&PartKey, Quantity)> = parts.filter(|(_, q)| *q > Quantity::ZERO).collect();
    if !back.is_empty() {
        change.job(Job::Index { parts: back.iter().map(|(part, _)| (*part).clone()).collect() });
        stock::put_back(&mut change.tx, &data.warehouse, back);
    }
    Ok(())
}

fn happened(code: String, refused: bool, data: &ReturnData) -> Happened {
    if !refused {
        let (number, amount) =
            data.credit.as_ref().map_or((String::new(), Money::ZERO), |c| (c.number.clone(), c.totals.gross));
        return Happened::ReturnCredited { code, number, amount, words: data.answer.clone() };
    }
    let reasons = data.lines.iter().filter_map(|l| l.decided.as_ref()).map(|d| d.reason.as_str());
    let mut words: Vec<&str> = std::iter::once(data.answer.as_str()).chain(reasons).collect();
    words.retain(|text| !text.is_empty());
    words.dedup();
    Happened::ReturnRefused { code, words: words.join(" ") }
}
