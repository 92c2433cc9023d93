//! Returns in different states: one on its way, one that waits for a decision, one credited, one refused.

use kontor_domain::accounts::Actor;
use kontor_domain::orders::OrderFilter;
use kontor_domain::returns::{
    AskedLine, Condition, DecideReturn, ReceiveReturn, ReceivedLine, RequestReturn, ReturnReason, ReturnView,
    VerdictLine,
};
use kontor_domain::{Error, IdempotencyKey, OrderId, Quantity};
use kontor_service::{Kontor, orders, returns};

use super::people::People;

/// How far a return goes.
enum Fate {
    OnItsWay,
    Received(Condition),
    Credited(Condition),
    /// For this reason.
    Refused(Condition, &'static str),
}

struct Plan {
    buyer: &'static str,
    /// Of the order it is from.
    po_number: &'static str,
    position: u32,
    reason: ReturnReason,
    words: &'static str,
    fate: Fate,
}

/// Oldest first.
const PLANS: [Plan; 4] = [
    Plan {
        buyer: "karin-vogt",
        po_number: "BH-2026-031",
        position: 2,
        reason: ReturnReason::Defect,
        words: "Das Element ist an der Naht offen.",
        fate: Fate::Credited(Condition::Damaged),
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-104",
        position: 1,
        reason: ReturnReason::TransportDamage,
        words: "Das Gewebe war beim Auspacken eingedrückt.",
        fate: Fate::Refused(Condition::Used, "Der Filter war eingebaut; der Abdruck stammt vom Einbau."),
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-104",
        position: 2,
        reason: ReturnReason::Core,
        words: "",
        fate: Fate::Received(Condition::Used),
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-098",
        position: 1,
        reason: ReturnReason::OrderedWrong,
        words: "",
        fate: Fate::OnItsWay,
    },
];

/// Announces them and leads each to its fate, as the people of the demo would.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let person = |id: &str| people.get(id).ok_or(Error::NotFound);
    let (desk, store) = (person("jana-merk")?, person("emre-yildiz")?);
    for (i, plan) in PLANS.iter().enumerate() {
        let buyer = person(plan.buyer)?;
        let command = RequestReturn {
            key: IdempotencyKey(format!("demo-return-{i}")),
            order: find(kontor, buyer, plan.po_number).await?,
            lines: vec![AskedLine { position: plan.position, quantity: Quantity::ONE, reason: plan.reason }],
            words: plan.words.into(),
            seen: None,
        };
        let view = returns::request_return(kontor, buyer, &command).await?;
        match plan.fate {
            Fate::OnItsWay => {}
            Fate::Received(condition) => {
                receive(kontor, store, view, condition).await?;
            }
            Fate::Credited(condition) => {
                let view = receive(kontor, store, view, condition).await?;
                decide(kontor, desk, view, None).await?;
            }
            Fate::Refused(condition, reason) => {
                let view = receive(kontor, store, view, condition).await?;
                decide(kontor, desk, view, Some(reason)).await?;
            }
        }
    }
    Ok(())
}

async fn find(kontor: &Kontor, buyer: &Actor, po_number: &str) -> Result<OrderId, Error> {
    let page = orders::orders(kontor, buyer, &OrderFilter::default()).await?;
    page.items.into_iter().find(|o| o.po_number == po_number).map(|o| o.id).ok_or(Error::NotFound)
}

async fn receive(
    kontor: &Kontor,
    store: &Actor,
    view: ReturnView,
    condition: Condition,
) -> Result<ReturnView, Error> {
    let line = |l: &kontor_domain::returns::ReturnLine| ReceivedLine {
        position: l.position,
        quantity: l.asked.quantity,
        condition,
    };
    let lines = view.lines.iter().map(line).collect();
    let command = ReceiveReturn { id: view.id, version: view.version, warehouse: view.warehouse, lines };
    returns::receive_return(kontor, store, &command).await
}

async fn decide(kontor: &Kontor, desk: &Actor, view: ReturnView, no: Option<&str>) -> Result<(), Error> {
    let line = |l: &kontor_domain::returns::ReturnLine| VerdictLine {
        position: l.position,
        accepted: no.is_none(),
        fee: None,
        reason: no.unwrap_or_default().to_owned(),
    };
    let lines = view.lines.iter().map(line).collect();
    let command = DecideReturn { id: view.id, version: view.version, lines, words: String::new() };
    returns::decide_return(kontor, desk, &command).await?;
    Ok(())
}
