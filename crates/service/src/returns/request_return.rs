//! Announces a return.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderView;
use kontor_domain::returns::{
    MAX_WORDS, RequestReturn, ReturnKind, ReturnLine, ReturnState, ReturnView, order_of, return_totals,
};
use kontor_domain::{Error, FieldError, Language, Problem, ReturnId, WarehouseId};
use kontor_store::{SerdeWrapper, StoreError};

use super::rows::{self, ReturnData, ReturnRow};
use super::start_return::{quotes, sendable};
use super::{ATTEMPTS, goods_return};
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::orders::rows as orders;
use crate::{Kontor, accounts, mail};

/// The fee is decided anew, and has to be the one the person saw. The same key again answers the same return.
///
/// # Errors
/// As [`super::start_return()`]; [`Error::Invalid`] on `quantity.POSITION`, on `words` (needed for claims), on `lines` when
/// nothing was chosen; [`Error::Conflict`] with [`Problem::CreditChanged`].
pub async fn request_return(
    kontor: &Kontor,
    actor: &Actor,
    command: &RequestReturn,
) -> Result<ReturnView, Error> {
    actor.require(if actor.company().is_some() { Right::Order } else { Right::ConfirmOrders })?;
    if let Some(before) = answered_before(kontor, actor, "request_return", &command.key).await? {
        return goods_return(kontor, actor, &ReturnId(before)).await;
    }
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    for _ in 0..ATTEMPTS {
        let (order, mut taken) = sendable(kontor, actor, &command.order).await?;
        let (lines, wrong) = quotes(&order, &taken, kontor.clock.local().date(), &command.lines);
        check(command, wrong)?;
        let totals = return_totals(&lines, order.totals.treatment);
        if command.seen.is_some_and(|seen| seen != totals.net) {
            return Err(Error::conflict(Problem::CreditChanged));
        }
        for line in &lines {
            taken.take(line);
        }
        let row = new_row(kontor, actor, command, &order, lines).await?;
        let id = row.return_id();
        let mut change = Change::new(kontor, actor);
        change.once("request_return", &command.key, id.as_str());
        taken.write(&mut change.tx);
        rows::create(&mut change, &row);
        let count = u32::try_from(row.data.0.lines.len()).unwrap_or(u32::MAX);
        change.event(&row.subject(), Happened::ReturnRequested { code: row.code(), lines: count });
        let (to, language) = (row.data.0.email.clone(), row.data.0.language);
        let view = rows::view(kontor, actor, row)?;
        if !to.is_empty() {
            change.mail(mail::return_requested(kontor, &view, &to, language));
        }
        change.mail(mail::dealer_new_return(kontor, &view));
        match change.commit().await {
            Ok(Outcome::Done) => return goods_return(kontor, actor, &id).await,
            Ok(Outcome::Before(before)) => return goods_return(kontor, actor, &ReturnId(before)).await,
            // Somebody else sends some of it back at this moment: what is left is looked at anew.
            Err(StoreError::Guard(_) | StoreError::Exists(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

fn check(command: &RequestReturn, mut wrong: Vec<FieldError>) -> Result<(), Error> {
    let words = command.words.trim();
    let claim = command.lines.iter().any(|line| line.reason.kind() == ReturnKind::Claim);
    let mut field = |field: &str, problem| wrong.push(FieldError { field: field.into(), problem });
    if command.lines.is_empty() {
        field("lines", Problem::NothingChosen);
    }
    if words.is_empty() && claim {
        field("words", Problem::Required);
    }
    if words.chars().count() > MAX_WORDS as usize {
        field("words", Problem::TooLong { max: MAX_WORDS });
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid { fields: wrong }) }
}

async fn new_row(
    kontor: &Kontor,
    actor: &Actor,
    command: &RequestReturn,
    order: &OrderView,
    lines: Vec<ReturnLine>,
) -> Result<ReturnRow, Error> {
    let known = rows::of_order(kontor, &order.id).await?;
    let n = known.iter().map(|row| order_of(&row.return_id()).1).max().unwrap_or(0) + 1;
    let (email, language) = reader(kontor, actor, order).await?;
    let warehouse = where_to(kontor, order, &lines).await?;
    Ok(ReturnRow {
        id: format!("{}-{n}", order.id),
        seq: kontor.new_id(),
        company: order.company.to_string(),
        case: order.case.to_string(),
        state: ReturnState::Requested.code().to_owned(),
        requested_at: kontor.clock.stamp(),
        version: 1,
        data: SerdeWrapper(ReturnData {
            company_name: order.company_name.clone(),
            company_number: order.company_number.clone(),
            po_number: order.po_number.clone(),
            sender: order.delivery.clone(),
            requested_by: actor.name().to_owned(),
            person: actor.person().cloned(),
            email,
            language,
            channel: actor.channel,
            words: command.words.trim().to_owned(),
            treatment: order.totals.treatment,
            lines,
            photos: Vec::new(),
            warehouse,
            received_at: None,
            decided_at: None,
            answer: String::new(),
            credit: None,
        }),
    })
}

/// Where it is to be sent: to the warehouse the first of its parts came from. What was never in one comes to the first warehouse.
async fn where_to(kontor: &Kontor, order: &OrderView, lines: &[ReturnLine]) -> Result<WarehouseId, Error> {
    let of = |line: &ReturnLine| order.lines.iter().find(|l| l.position == line.position)?.reserved();
    if let Some((_, held)) = lines.iter().find_map(of) {
        return Ok(held.warehouse.clone());
    }
    Ok(kontor.warehouses().await?.first().map(|w| w.id.clone()).unwrap_or_default())
}

/// Whom mails go to: the customer's person who announces it, otherwise whoever ordered.
async fn reader(kontor: &Kontor, actor: &Actor, order: &OrderView) -> Result<(String, Language), Error> {
    if let Some(person) = actor.person().filter(|_| actor.company().is_some())
        && let Some(known) = accounts::rows::email(kontor, person).await?
    {
        return Ok(known);
    }
    let data = orders::by_id(kontor, &order.id).await?.ok_or(Error::NotFound)?.read()?;
    Ok((data.email, data.language))
}
