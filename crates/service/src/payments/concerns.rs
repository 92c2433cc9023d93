//! The payments that need somebody of the dealer.

use std::fmt::Write as _;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::payments::{Concern, ConcernSummary, Payment};
use kontor_domain::{Error, OrderId};
use kontor_store::{Datetime, RecordId, SerdeWrapper, SurrealValue, Variables};

use crate::Kontor;
use crate::fault::Fault as _;
use crate::orders::rows as orders;

/// So many of each kind: more of them are a standstill, not a list.
const LISTED: usize = 100;
const KINDS: [Concern; 4] = [Concern::Mismatch, Concern::Disputed, Concern::Lost, Concern::RefundRefused];

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    since: Datetime,
    data: SerdeWrapper<Payment>,
}

/// The longest waiting first (index `payment_by_concern`).
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ConfirmOrders`], which refunds need too.
pub async fn concerns(kontor: &Kontor, actor: &Actor) -> Result<Vec<ConcernSummary>, Error> {
    actor.require(Right::ConfirmOrders)?;
    let mut sql = String::new();
    for kind in KINDS {
        let _ = writeln!(
            sql,
            "SELECT since, data FROM payment WHERE concern = '{}' ORDER BY since LIMIT {LISTED};",
            kind.code()
        );
    }
    let mut answer = kontor.store.query(&sql, Variables::new()).await.fault()?;
    let mut found = Vec::new();
    for statement in 0..KINDS.len() {
        found.extend(answer.take::<Row>(statement).fault()?);
    }
    found.sort_by_key(|row| row.since);
    let ids: Vec<RecordId> = found.iter().map(|row| orders::id(&row.data.0.order)).collect();
    let orders = orders::by_ids(kontor, ids).await?;
    let mut list = Vec::with_capacity(found.len());
    for row in found {
        let payment = row.data.0;
        let order = orders.iter().find(|o| OrderId(o.seq.clone()) == payment.order);
        let (Some(order), Some(concern)) = (order, payment.concern()) else { continue };
        let order = order.summary(kontor)?;
        list.push(ConcernSummary {
            order: order.id,
            case: order.case,
            company_name: order.company_name,
            order_state: order.state,
            concern,
            amount: payment.amount,
            since: kontor.clock.local_of(&row.since),
        });
    }
    Ok(list)
}
