//! The form of a new return: what may come back on which terms, and what the chosen lines are worth.

use kontor_domain::accounts::Actor;
use kontor_domain::orders::OrderView;
use kontor_domain::returns::{
    AskedLine, ReturnKind, ReturnLine, ReturnRule, ReturnStart, ReturnableLine, quote, return_totals,
};
use kontor_domain::{Date, Error, FieldError, IdempotencyKey, OrderId, Problem, Quantity};

use super::rows;
use super::taken::TakenLines;
use crate::Kontor;
use crate::orders::rows as orders;

/// Changes nothing: the same decision is made once more when the return is announced.
///
/// # Errors
/// [`Error::NotFound`] also for another company's order; [`Error::Forbidden`] for who may not send it back. What is wrong with
/// the chosen lines is part of the answer.
pub async fn start_return(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    asked: &[AskedLine],
) -> Result<ReturnStart, Error> {
    let (order, taken) = sendable(kontor, actor, order).await?;
    let today = kontor.clock.local().date();
    let (quoted, wrong) = quotes(&order, &taken, today, asked);
    let line = |line: &kontor_domain::orders::OrderLine| {
        let taken = taken.of(line.position);
        let left = |taken: Quantity| Quantity((line.shipped.0 - taken.0).max(rust_decimal::Decimal::ZERO));
        let day = shipped_on(&order, line.position);
        let rule = line.return_rule();
        let deposit = rule.has_deposit();
        ReturnableLine {
            position: line.position,
            number: line.number.clone(),
            name: line.name.clone(),
            unit: line.unit,
            shipped: line.shipped,
            left: left(taken.goods),
            cores_left: if deposit { left(taken.cores) } else { Quantity::ZERO },
            until: day.filter(|_| rule.excluded.is_none()).map(|day| rule.until(day)),
            core_until: day.filter(|_| deposit).map(ReturnRule::core_until),
            rule,
            quoted: quoted.iter().find(|q| q.position == line.position).cloned(),
        }
    };
    let lines = order.lines.iter().filter(|l| l.shipped > Quantity::ZERO).map(line).collect();
    let whole = wrong.is_empty() && !quoted.is_empty();
    Ok(ReturnStart {
        key: IdempotencyKey(kontor.new_id()),
        today,
        lines,
        totals: whole.then(|| return_totals(&quoted, order.totals.treatment)),
        claim: asked.iter().any(|line| line.reason.kind() == ReturnKind::Claim),
        wrong,
        order: order.id,
        case: order.case,
    })
}

/// An order that the actor may send things back of, with what is taken of its lines.
pub(super) async fn sendable(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
) -> Result<(OrderView, TakenLines), Error> {
    let row = orders::visible(kontor, actor, order).await?;
    if !rows::may_send(actor, row.read()?.person.as_ref()) {
        return Err(Error::Forbidden);
    }
    let order = orders::view(kontor, row).await?;
    let taken = TakenLines::read(kontor, &order.id, order.lines.iter().map(|l| l.position)).await?;
    Ok((order, taken))
}

/// What each chosen line is worth, or what is wrong with it: `quantity.POSITION`.
pub(super) fn quotes(
    order: &OrderView,
    taken: &TakenLines,
    today: Date,
    asked: &[AskedLine],
) -> (Vec<ReturnLine>, Vec<FieldError>) {
    let (mut quoted, mut wrong) = (Vec::<ReturnLine>::new(), Vec::new());
    for ask in asked {
        let found = order.lines.iter().find(|l| l.position == ask.position);
        let twice = quoted.iter().any(|q| q.position == ask.position);
        let result = match found {
            None => Err(Problem::UnknownPart),
            Some(_) if twice => Err(Problem::Duplicate),
            Some(line) => {
                let day = shipped_on(order, line.position);
                quote(line, taken.of(line.position), day, ask.quantity, ask.reason, today)
            }
        };
        match result {
            Ok(line) => quoted.push(line),
            Err(problem) => wrong.push(FieldError { field: format!("quantity.{}", ask.position), problem }),
        }
    }
    (quoted, wrong)
}

/// The day on which the last of a line left the house.
fn shipped_on(order: &OrderView, position: u32) -> Option<Date> {
    let with = |s: &&kontor_domain::shipments::ShipmentView| s.lines.iter().any(|(p, _)| *p == position);
    order.shipments.iter().filter(with).map(|s| s.shipped_at.date()).max()
}
