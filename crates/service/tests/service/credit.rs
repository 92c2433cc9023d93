//! How far a company is trusted: to the limit and no further, all at once too, and nothing leaves the house while it is blocked.

use std::sync::Arc;

use kontor_domain::accounts::{Actor, Credit, CreditAhead, Role, SaveCredit};
use kontor_domain::carts::AddLine;
use kontor_domain::events::Happened;
use kontor_domain::orders::{ApproveOrder, CancelOrder, ConfirmOrder, OrderState, OrderView, ReleaseOrder};
use kontor_domain::returns::{Condition, ReturnReason};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{CompanyId, Decimal, Error, IdempotencyKey, Money, OrderId, Problem, Quantity};
use kontor_service::{Kontor, accounts, carts, mail, orders, returns, shipments};

use crate::orders::free;
use crate::returns::{accept, arrive, ask, delivered};
use crate::rules::Firm;
use crate::shop::{Shop, block, buyer, customer, dealer, key, place, system};

const FILTER: &str = "HY-4711.20-F";
/// One filter for Bauer, with VAT.
const ONE: i64 = 5_783;

fn bauer() -> CompanyId {
    CompanyId::new("bauer")
}

async fn credit(k: &Kontor) -> Credit {
    accounts::company_credit(k, &dealer(Role::Support), &bauer()).await.unwrap()
}

async fn trust(k: &Kontor, change: impl FnOnce(&mut SaveCredit)) -> Credit {
    let now = credit(k).await;
    let mut command = SaveCredit {
        company: now.company,
        version: now.version,
        limit: now.limit,
        elsewhere: now.elsewhere,
        as_of: now.as_of,
        blocked: now.blocked,
    };
    change(&mut command);
    accounts::save_credit(k, &dealer(Role::Manager), &command).await.unwrap()
}

async fn order(k: &Kontor, actor: &Actor, once: &str) -> Result<OrderView, Error> {
    let line = AddLine { part: key(FILTER), quantity: Quantity::ONE };
    orders::place_lines(k, actor, &[line], &place(once)).await
}

fn release(order: &OrderView, reason: &str) -> ReleaseOrder {
    ReleaseOrder { order: order.id.clone(), version: order.version, reason: reason.into() }
}

async fn settle(k: &Kontor, order: &OrderId, settled: bool) -> Result<OrderView, Error> {
    orders::settle_order(k, &dealer(Role::Manager), order, settled).await
}

#[test]
fn to_the_limit_orders_pass_and_the_next_one_waits_for_the_desk() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        // Nobody has said anything: what is open is known all the same.
        order(k, &buyer("bauer"), "before").await.unwrap();
        assert_eq!((credit(k).await.open, credit(k).await.left()), (Money::cents(ONE), None));
        trust(k, |c| {
            c.limit = Some(Money::cents(3 * ONE));
            c.elsewhere = Money::cents(ONE);
        })
        .await;
        let fits = order(k, &buyer("bauer"), "fits").await.unwrap();
        assert_eq!((fits.state, fits.owed), (OrderState::Placed, Some(Money::cents(ONE))));
        let net = Money::cents(ONE);
        assert_eq!(orders::credit_ahead(k, &buyer("bauer"), net).await, Ok(CreditAhead::Checked));
        let before = free(&shop, FILTER).await;
        let held = order(k, &buyer("bauer"), "held").await.unwrap();
        assert_eq!((held.state, held.owed), (OrderState::OnHold, None));
        assert_eq!(free(&shop, FILTER).await, before - Decimal::ONE, "its goods are reserved");
        assert_eq!(credit(k).await.open, Money::cents(2 * ONE), "what waits is not owed");
        assert!(held.timeline.iter().any(|e| e.what == Happened::OrderHeld));
        // Waiting is no way round the limit, and the desk does not work on it.
        let confirm = ConfirmOrder { order: held.id.clone(), version: held.version, moved: vec![] };
        let desk = dealer(Role::Support);
        let refused = orders::confirm_order(k, &desk, &confirm).await;
        assert_eq!(refused, Err(Error::conflict(Problem::WrongState)));
        // A manager releases it with a reason, once, above the limit.
        let manager = dealer(Role::Manager);
        let silent = orders::release_order(k, &manager, &release(&held, " ")).await;
        assert_eq!(silent, Err(Error::invalid("reason", Problem::ReasonRequired)));
        let released =
            orders::release_order(k, &manager, &release(&held, "Zahlung angekündigt")).await.unwrap();
        assert_eq!((released.state, released.owed), (OrderState::Placed, Some(Money::cents(ONE))));
        assert_eq!(credit(k).await.left(), Some(Money::cents(-ONE)));
        let again = orders::release_order(k, &manager, &release(&held, "noch einmal")).await;
        assert_eq!(again, Err(Error::conflict(Problem::WrongState)));
        // The next one is refused: cancelled with a reason, its goods free again, nothing owed.
        let held = order(k, &buyer("bauer"), "refused").await.unwrap();
        let reason = "Bitte erst die offene Rechnung.".to_owned();
        let no = CancelOrder { order: held.id.clone(), version: held.version, reason };
        let no = orders::cancel_order(k, &desk, &no).await.unwrap();
        assert_eq!((no.state, no.owed), (OrderState::Cancelled, None));
        assert_eq!(credit(k).await.open, Money::cents(3 * ONE));
    });
}

#[test]
fn what_came_back_is_no_longer_owed_and_stays_so_when_a_settlement_was_an_error() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let sent = delivered(&shop, "back", 3).await;
        let gross = sent.totals.gross;
        assert_eq!(credit(k).await.open, gross);
        let ask = ask(&sent.id, "back", 1, ReturnReason::NotNeeded);
        let asked = returns::request_return(k, &buyer("bauer"), &ask).await.unwrap();
        let arrived = arrive(k, &asked, 1, Condition::Sellable).await;
        assert_eq!(credit(k).await.open, gross, "nothing is decided yet");
        let credited = accept(k, &arrived).await.credit.unwrap().totals.gross;
        assert!(credited.amount > Money::ZERO.amount && credited.amount <= Money::cents(ONE).amount);
        let rest = gross - credited;
        let read = orders::order(k, &dealer(Role::Support), &sent.id).await.unwrap();
        assert_eq!((read.owed, credit(k).await.open), (Some(rest), rest));
        settle(k, &sent.id, true).await.unwrap();
        assert_eq!(credit(k).await.open, Money::ZERO);
        assert_eq!(settle(k, &sent.id, false).await.unwrap().owed, Some(rest));
        assert_eq!(credit(k).await.open, rest);
    });
}

#[test]
fn thirty_two_orders_at_once_do_not_slip_over_the_limit() {
    block(async {
        let shop = Arc::new(Shop::new().await);
        let k = &shop.kontor;
        shop.stock(FILTER, "ulm", 1_000, &[]).await;
        trust(k, |c| c.limit = Some(Money::cents(7 * ONE + 1))).await;
        let tasks: Vec<_> = (0..32)
            .map(|n| {
                let shop = Arc::clone(&shop);
                tokio::spawn(async move { order(&shop.kontor, &buyer("bauer"), &format!("race-{n}")).await })
            })
            .collect();
        let mut states = Vec::new();
        for task in tasks {
            match task.await.unwrap() {
                Ok(order) => states.push(order.state),
                // So many at once may be told to try again; nothing is half then.
                Err(error) => assert_eq!(error, Error::conflict(Problem::ChangedMeanwhile)),
            }
        }
        let placed = states.iter().filter(|s| **s == OrderState::Placed).count();
        assert_eq!(placed, 7, "{states:?}");
        assert!(states.iter().all(|s| matches!(s, OrderState::Placed | OrderState::OnHold)));
        assert_eq!(credit(k).await.open, Money::cents(7 * ONE));
    });
}

#[test]
fn what_is_settled_or_cancelled_is_not_owed_any_more_and_only_once() {
    block(async {
        let shop = Arc::new(Shop::new().await);
        let k = &shop.kontor;
        let paid = order(k, &buyer("bauer"), "paid").await.unwrap();
        let gone = order(k, &buyer("bauer"), "gone").await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (shop, id) = (Arc::clone(&shop), paid.id.clone());
                tokio::spawn(async move { settle(&shop.kontor, &id, true).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().owed, None);
        }
        assert_eq!(credit(k).await.open, Money::cents(ONE));
        let cancel = CancelOrder { order: gone.id.clone(), version: gone.version, reason: String::new() };
        orders::cancel_order(k, &buyer("bauer"), &cancel).await.unwrap();
        assert_eq!(credit(k).await.open, Money::ZERO);
        // A mistake: it is open after all. What is cancelled stays out of it.
        let open = settle(k, &paid.id, false).await.unwrap();
        assert_eq!((open.owed, credit(k).await.open), (Some(Money::cents(ONE)), Money::cents(ONE)));
        assert_eq!(settle(k, &gone.id, false).await, Err(Error::conflict(Problem::WrongState)));
        // Settled first, then cancelled: given back once.
        let open = settle(k, &paid.id, true).await.unwrap();
        let cancel = CancelOrder { order: paid.id, version: open.version, reason: String::new() };
        orders::cancel_order(k, &buyer("bauer"), &cancel).await.unwrap();
        assert_eq!(credit(k).await.open, Money::ZERO);
    });
}

#[test]
fn while_it_is_blocked_a_company_orders_nothing_and_nothing_is_shipped() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = buyer("bauer");
        let sent = order(k, &me, "sent").await.unwrap();
        let confirm = ConfirmOrder { order: sent.id.clone(), version: sent.version, moved: vec![] };
        let sent = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        trust(k, |c| c.blocked = "Insolvenzantrag".into()).await;
        shop.add(&me, FILTER, 1).await;
        let blocked = Error::conflict(Problem::DeliveryBlocked);
        assert_eq!(orders::place_order(k, &me, &place("o")).await, Err(blocked.clone()));
        assert_eq!(carts::cart(k, &me, None).await.unwrap().lines.len(), 1, "kept");
        assert_eq!(orders::credit_ahead(k, &me, Money::cents(1)).await, Ok(CreditAhead::Blocked));
        let parcel = ShipOrder {
            key: IdempotencyKey::new("p"),
            order: sent.id.clone(),
            version: sent.version,
            carrier: "DPD".into(),
            tracking: "1".into(),
            lines: vec![],
            ..ShipOrder::default()
        };
        let store = dealer(Role::Warehouse);
        assert_eq!(shipments::ship_order(k, &store, &parcel).await, Err(blocked));
        // Others are not concerned, and afterwards it goes on where it stood.
        order(k, &buyer("steiner"), "other").await.unwrap();
        trust(k, |c| c.blocked = String::new()).await;
        assert!(orders::place_order(k, &me, &place("o")).await.is_ok());
        assert!(shipments::ship_order(k, &store, &parcel).await.is_ok());
        let told = accounts::company(k, &dealer(Role::Manager), &bauer()).await.unwrap().timeline;
        let told: Vec<_> = told.into_iter().map(|e| e.what).collect();
        assert!(told.contains(&Happened::DeliveryBlocked { reason: "Insolvenzantrag".into() }));
        assert!(told.contains(&Happened::DeliveryUnblocked));
    });
}

#[test]
fn what_is_approved_meets_the_limit_then_and_not_when_it_was_placed() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        firm.shop.add(&firm.jonas, FILTER, 3).await;
        let waits = orders::place_order(k, &firm.jonas, &place("a")).await.unwrap();
        assert_eq!((waits.state, waits.owed), (OrderState::AwaitingApproval, None));
        trust(k, |c| c.limit = Some(Money::cents(1))).await;
        let yes = ApproveOrder { order: waits.id.clone(), version: waits.version, comment: String::new() };
        let approved = orders::approve_order(k, &firm.petra, &yes).await.unwrap();
        assert_eq!((approved.state, approved.owed), (OrderState::OnHold, None));
        // Blocked meanwhile: not even a manager's word lets it go on.
        trust(k, |c| c.blocked = "Mahnstufe 3".into()).await;
        let refused = orders::release_order(k, &dealer(Role::Admin), &release(&approved, "gut")).await;
        assert_eq!(refused, Err(Error::conflict(Problem::DeliveryBlocked)));
        trust(k, |c| c.blocked = String::new()).await;
        let mails = mail::mails(k, &system(), None).await.unwrap().items;
        assert!(mails.iter().any(|m| m.to == "jonas@bauer.example" && m.subject.contains("wird geprüft")));
        let released =
            orders::release_order(k, &dealer(Role::Admin), &release(&approved, "gut")).await.unwrap();
        assert_eq!(released.owed, Some(released.totals.gross));
    });
}

#[test]
fn only_who_manages_credit_decides_about_it() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        trust(k, |c| c.limit = Some(Money::cents(1))).await;
        let held = order(k, &buyer("bauer"), "held").await.unwrap();
        let save = |company: &str, version| SaveCredit {
            company: CompanyId::new(company),
            version,
            limit: None,
            elsewhere: Money::ZERO,
            as_of: None,
            blocked: String::new(),
        };
        for actor in [
            dealer(Role::Support),
            dealer(Role::Sales),
            dealer(Role::Warehouse),
            buyer("bauer"),
            customer("bauer", Role::CompanyAdmin),
        ] {
            let refused = accounts::save_credit(k, &actor, &save("bauer", 1)).await;
            assert_eq!(refused, Err(Error::Forbidden), "{actor:?}");
            let refused = orders::release_order(k, &actor, &release(&held, "x")).await;
            assert_eq!(refused, Err(Error::Forbidden));
            assert_eq!(orders::settle_order(k, &actor, &held.id, true).await, Err(Error::Forbidden));
        }
        // The figures are the dealer's.
        let refused = accounts::company_credit(k, &customer("bauer", Role::CompanyAdmin), &bauer()).await;
        assert_eq!(refused, Err(Error::Forbidden));
        let manager = dealer(Role::Manager);
        assert_eq!(accounts::save_credit(k, &manager, &save("nobody", 0)).await, Err(Error::NotFound));
        let old = accounts::save_credit(k, &manager, &save("bauer", 0)).await;
        assert_eq!(old, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let wrong = SaveCredit {
            limit: Some(Money::cents(-1)),
            as_of: Some(k.clock.local().date().tomorrow().unwrap()),
            blocked: "x".repeat(301),
            ..save("bauer", 1)
        };
        let Err(Error::Invalid { fields }) = accounts::save_credit(k, &manager, &wrong).await else {
            panic!("accepted")
        };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["limit", "as_of", "blocked"]);
    });
}
