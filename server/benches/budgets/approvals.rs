//! The inbox of an approver and the list of orders in a company that has very many.

use std::path::Path;
use std::time::Instant;

use kontor_domain::accounts::rules::{CompanyRules, Delegate};
use kontor_domain::accounts::{Actor, Channel, NewPerson, Role, Who};
use kontor_domain::orders::{OrderFilter, OrderState};
use kontor_domain::{CompanyId, Date, Language, Money};
use kontor_service::orders::rows::OrderRow;
use kontor_service::{Kontor, accounts, orders};
use kontor_store::{RecordId, SurrealValue, Tx, Variables, rid};

use super::orders as shop;
use super::stats::Times;

/// So many orders the company has, and one in so many waits for the approver.
const ORDERS: usize = 100_000;
const WAITING: usize = 400;
const BATCH: usize = 1_000;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Order {
    id: RecordId,
    seq: String,
    company: String,
    case: String,
    state: String,
    placed_at: kontor_store::Datetime,
    net: kontor_domain::Decimal,
    version: i64,
    data: kontor_store::Value,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Approval {
    id: RecordId,
    seq: String,
    company: String,
    approver: String,
    requester: String,
}

pub fn run(folder: &Path) {
    let data = folder.join("approvals");
    let _ = std::fs::remove_dir_all(&data);
    shop::block(async move {
        let kontor = shop::open(data).await;
        let (buyer, approver) =
            (person(&kontor, "buyer", Role::Buyer).await, person(&kontor, "chief", Role::Approver).await);
        let absent = person(&kontor, "absent", Role::Approver).await;
        rules(&kontor, &buyer, &approver, &absent).await;
        let order = shop::order(&kontor, &buyer).await;
        assert_eq!(order.state, OrderState::AwaitingApproval);
        let all = many(&kontor, &approver, &absent).await;
        let mut times = Times::default();
        for _ in 0..300 {
            let start = Instant::now();
            let page = orders::approvals(&kontor, &approver, None).await.expect("an inbox");
            times.add(start.elapsed());
            assert_eq!(page.items.len(), 25);
        }
        println!(
            "- approval inbox, company with {all} orders, {} waiting, one stand-in: {times}",
            ORDERS / WAITING
        );
        for state in [None, Some(OrderState::AwaitingApproval)] {
            let mut times = Times::default();
            for _ in 0..300 {
                let filter = OrderFilter { state, ..OrderFilter::default() };
                let start = Instant::now();
                let page = orders::orders(&kontor, &approver, &filter).await.expect("a list");
                times.add(start.elapsed());
                assert_eq!(page.items.len(), 25);
            }
            let which = state.map_or("all states", OrderState::code);
            println!("- order list, {which}, company with {all} orders: {times}");
        }
        kontor.store.close().await.expect("closed");
    });
}

async fn person(kontor: &Kontor, name: &str, role: Role) -> Actor {
    let company = CompanyId::new("c0");
    let new = NewPerson {
        name: name.into(),
        email: format!("{name}@c0.example"),
        company: Some(company.clone()),
        roles: vec![role],
        language: Language::De,
        password: "bagger fahren 24".into(),
    };
    let person = accounts::make_person(kontor, &Actor::system(Channel::System), new).await.expect("a person");
    Actor {
        who: Who::Customer {
            person,
            name: name.into(),
            company_name: company.to_string(),
            company,
            roles: vec![role],
        },
        channel: Channel::Portal,
        language: Language::De,
    }
}

async fn rules(kontor: &Kontor, buyer: &Actor, approver: &Actor, absent: &Actor) {
    let id = |actor: &Actor| actor.person().cloned().expect("a person");
    let mut rules = CompanyRules { chain: vec![vec![id(approver)]], ..CompanyRules::default() };
    rules.others.limit = Some(Money::ZERO);
    rules.delegates = vec![Delegate {
        person: id(absent),
        stand_in: id(approver),
        from: Date::constant(2020, 1, 1),
        until: Date::constant(2099, 1, 1),
    }];
    let (system, company) = (Actor::system(Channel::System), buyer.company().cloned());
    accounts::save_rules(kontor, &system, company.as_ref(), &rules).await.expect("rules");
}

/// Copies of the one order that was really placed; one in [`WAITING`] waits for the approver or for whom they stand in.
async fn many(kontor: &Kontor, approver: &Actor, absent: &Actor) -> usize {
    let sql = "SELECT seq, company, case, state, placed_at, net, channel, version, data FROM order";
    let rows: Vec<OrderRow> = kontor.store.rows(sql, Variables::new()).await.expect("rows");
    let one = rows.into_iter().next().expect("an order");
    for batch in 0..ORDERS / BATCH {
        let (mut orders, mut approvals) = (Vec::with_capacity(BATCH), Vec::new());
        for n in 0..BATCH {
            let seq = kontor.new_id();
            let waits = (batch * BATCH + n).is_multiple_of(WAITING);
            let state = if waits { OrderState::AwaitingApproval } else { OrderState::Shipped };
            if waits {
                let who = if n.is_multiple_of(2 * WAITING) { approver } else { absent };
                let person = who.person().map(ToString::to_string).unwrap_or_default();
                approvals.push(Approval {
                    id: rid("approval", format!("{seq}|{person}")),
                    seq: seq.clone(),
                    company: one.company.clone(),
                    approver: person,
                    requester: "somebody".into(),
                });
            }
            orders.push(Order {
                id: rid("order", seq.clone()),
                seq,
                company: one.company.clone(),
                case: one.case.clone(),
                state: state.code().into(),
                placed_at: one.placed_at,
                net: one.net,
                version: one.version,
                data: one.data.clone(),
            });
        }
        let mut tx = Tx::new();
        tx.insert_all("order", orders);
        tx.insert_all("approval", approvals);
        kontor.store.transact(&tx).await.expect("written");
    }
    ORDERS + 1
}
