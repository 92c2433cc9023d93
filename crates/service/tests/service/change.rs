//! Changing an order that was just placed: for an hour, until it is confirmed, with everything that follows from it.

use std::sync::Arc;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role, SaveCredit};
use kontor_domain::carts::AddLine;
use kontor_domain::carts::quick::QuickRow;
use kontor_domain::catalog::PartCode;
use kontor_domain::events::Happened;
use kontor_domain::orders::{
    ChangeDraft, ChangeOrder, ChangedLine, ConfirmOrder, GRACE_MINUTES, OrderState, OrderView, PromiseStep,
};
use kontor_domain::pricing::ListKind;
use kontor_domain::{CompanyId, Decimal, Error, IdempotencyKey, Language, Money, Problem, Quantity};
use kontor_service::{Kontor, accounts, orders, outbox};

use crate::orders::free;
use crate::payments::Till;
use crate::refunds::paid;
use crate::rules::{Firm, join};
use crate::shop::{Shop, block, buyer, customer, dealer, key, place};

const FILTER: &str = "HY-4711.20-F";
const RING: &str = "DI-1000";

/// A shop with rings, of which 10 are left, never to come again.
async fn shop() -> Shop {
    let shop = Shop::new().await;
    shop.part(RING, "Dichtring", "Seal ring", PartCode::Remaining).await;
    shop.price(RING, "list", ListKind::List, &[(1, 250)]).await;
    shop.stock(RING, "ulm", 10, &[]).await;
    // Numbers are understood by the search index.
    shop.settle().await;
    shop
}

async fn ordered(k: &Kontor, actor: &Actor, lines: &[(&str, i64)], once: &str) -> OrderView {
    let lines: Vec<AddLine> =
        lines.iter().map(|(part, q)| AddLine { part: key(part), quantity: Quantity::of(*q) }).collect();
    orders::place_lines(k, actor, &lines, &place(once)).await.unwrap()
}

/// The first line in another quantity.
fn quantity(quantity: i64) -> ChangeDraft {
    let lines = vec![ChangedLine { position: 1, quantity: Quantity::of(quantity) }];
    ChangeDraft { lines, ..ChangeDraft::default() }
}

fn forgotten(number: &str, quantity: &str) -> ChangeDraft {
    let row = QuickRow { number: number.into(), quantity: quantity.into(), ..QuickRow::default() };
    ChangeDraft { add: vec![row], ..ChangeDraft::default() }
}

fn command(order: &OrderView, draft: ChangeDraft, once: &str) -> ChangeOrder {
    ChangeOrder {
        key: IdempotencyKey::new(once),
        order: order.id.clone(),
        version: order.version,
        draft,
        seen: None,
    }
}

async fn change(k: &Kontor, order: &OrderView, draft: ChangeDraft, once: &str) -> Result<OrderView, Error> {
    orders::change_order(k, &buyer("bauer"), &command(order, draft, once)).await
}

#[test]
fn more_of_a_line_is_priced_reserved_and_promised_as_if_it_were_ordered_now() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let order = ordered(k, &me, &[(FILTER, 2), (RING, 1)], "more").await;
        assert!(order.change_until.is_some());
        let start = orders::start_change(k, &me, &order.id, &quantity(6)).await.unwrap();
        let after = start.after.unwrap();
        assert_eq!(start.wrong, []);
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40), "looking changes nothing");
        let seen = Some(after.totals.net);
        let stale = ChangeOrder { seen: Some(order.totals.net), ..command(&order, quantity(6), "stale") };
        assert_eq!(orders::change_order(k, &me, &stale).await, Err(Error::conflict(Problem::PriceChanged)));
        let now = ChangeOrder { seen, ..command(&order, quantity(6), "more-1") };
        let changed = orders::change_order(k, &me, &now).await.unwrap();
        // Six filters at the price from five on, and the ring as it was.
        assert_eq!(changed.totals.net, Money::cents(6 * 4_420 + 225));
        assert_eq!(changed.lines[1], order.lines[1], "what is not changed stays as it was ordered");
        assert_eq!((changed.lines[0].position, changed.lines[0].quantity), (1, Quantity::of(6)));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(36));
        assert_eq!(changed.owed, Some(changed.totals.gross), "the credit knows");
        let told =
            changed.timeline.iter().filter(|e| matches!(e.what, Happened::OrderRevised { .. })).count();
        assert_eq!(told, 1);
        let promised: Vec<_> =
            changed.ledger.iter().filter(|e| e.position == 1 && e.step == PromiseStep::Promised).collect();
        assert_eq!(promised.len(), 1, "promised anew, with the date before: {promised:?}");
        assert_eq!(promised[0].before, Some(order.lines[0].promised));
        // The same command again changes nothing, and an old version is refused.
        let again = orders::change_order(k, &me, &now).await.unwrap();
        assert_eq!((again.version, free(&shop, FILTER).await), (changed.version, Decimal::from(36)));
        let old = change(k, &order, quantity(7), "old").await;
        assert_eq!(old, Err(Error::conflict(Problem::ChangedMeanwhile)));
    });
}

#[test]
fn what_was_forgotten_comes_onto_the_order_in_any_writing() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let order = ordered(k, &buyer("bauer"), &[(FILTER, 2)], "forgot").await;
        let order = change(k, &order, forgotten("di 1000", "3"), "ring").await.unwrap();
        assert_eq!((order.lines.len(), order.lines[1].number.as_str()), (2, RING));
        assert_eq!(free(&shop, RING).await, Decimal::from(7));
        // More of what stands there already grows its line.
        let order = change(k, &order, forgotten("hy471120f", "1"), "filter").await.unwrap();
        assert_eq!((order.lines.len(), order.lines[0].quantity), (2, Quantity::of(3)));
        // Everything that is wrong is told at once, at its field, and nothing is changed.
        let row = |number: &str, quantity: &str| QuickRow {
            number: number.into(),
            quantity: quantity.into(),
            ..QuickRow::default()
        };
        let draft = ChangeDraft {
            lines: vec![
                ChangedLine { position: 9, quantity: Quantity::ONE },
                ChangedLine { position: 1, quantity: Quantity::of(-1) },
            ],
            add: vec![row("GIBTSNICHT", "1"), row(RING, "viele"), row(RING, "8")],
            po_number: Some("x".repeat(61)),
            ..ChangeDraft::default()
        };
        let start = orders::start_change(k, &buyer("bauer"), &order.id, &draft).await.unwrap();
        assert_eq!(start.after, None);
        let fields: Vec<_> = start.wrong.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["po_number", "quantity.9", "quantity.1", "add.0", "add.1", "add.2"]);
        let refused = change(k, &order, draft, "wrong").await;
        assert_eq!(refused, Err(Error::Invalid { fields: start.wrong }));
        assert_eq!(free(&shop, RING).await, Decimal::from(7));
    });
}

#[test]
fn less_gives_stock_and_credit_back_and_the_last_line_is_not_changed_away() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let order = ordered(k, &buyer("bauer"), &[(FILTER, 6), (RING, 4)], "less").await;
        let mut draft = quantity(2);
        draft.lines.push(ChangedLine { position: 2, quantity: Quantity::ZERO });
        (draft.po_number, draft.note) = (Some(" PO-7 ".into()), Some("Tor 3".into()));
        let order = change(k, &order, draft, "less-1").await.unwrap();
        assert_eq!(order.totals.net, Money::cents(2 * 4_860), "two cost what two cost");
        assert_eq!((order.po_number.as_str(), order.note.as_str()), ("PO-7", "Tor 3"));
        assert_eq!(
            (free(&shop, FILTER).await, free(&shop, RING).await),
            (Decimal::from(40), Decimal::from(10))
        );
        assert_eq!(order.owed, Some(order.totals.gross));
        let away = change(k, &order, quantity(0), "away").await;
        assert_eq!(away, Err(Error::conflict(Problem::NoLines)));
        let nothing = change(k, &order, quantity(2), "nothing").await;
        assert_eq!(nothing, Err(Error::conflict(Problem::NothingChosen)));
    });
}

#[test]
fn what_a_line_holds_already_is_its_own() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let order = ordered(k, &buyer("bauer"), &[(RING, 6)], "own").await;
        // Four are free beside its six: ten it can be, eleven not.
        let order = change(k, &order, quantity(10), "ten").await.unwrap();
        assert_eq!(free(&shop, RING).await, Decimal::ZERO);
        let eleven = change(k, &order, quantity(11), "eleven").await;
        assert_eq!(eleven, Err(Error::invalid("quantity.1", Problem::SoldOut { left: Quantity::of(10) })));
    });
}

#[test]
fn it_ends_with_the_confirmation_and_after_an_hour_and_is_the_customers_own() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let (first, second) = (
            ordered(k, &buyer("bauer"), &[(FILTER, 1)], "first").await,
            ordered(k, &buyer("bauer"), &[(FILTER, 1)], "second").await,
        );
        let by = async |actor: &Actor| {
            orders::change_order(k, actor, &command(&first, quantity(2), "by")).await.unwrap_err()
        };
        assert_eq!(by(&buyer("steiner")).await, Error::NotFound);
        assert_eq!(by(&customer("bauer", Role::Approver)).await, Error::Forbidden);
        assert_eq!(by(&dealer(Role::Support)).await, Error::Forbidden);
        assert_eq!(by(&Actor::anonymous(Language::De)).await, Error::Unauthenticated);
        let confirm = ConfirmOrder { order: first.id.clone(), version: first.version, moved: vec![] };
        let first = orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        assert_eq!(first.change_until, None);
        let over = Err(Error::conflict(Problem::GraceOver));
        assert_eq!(change(k, &first, quantity(2), "confirmed").await, over);
        k.clock.advance(SignedDuration::from_mins(GRACE_MINUTES - 1));
        let second = change(k, &second, quantity(2), "in-time").await.unwrap();
        k.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(change(k, &second, quantity(3), "late").await, over);
        let start = orders::start_change(k, &buyer("bauer"), &second.id, &ChangeDraft::default()).await;
        assert_eq!(start.unwrap_err(), Error::conflict(Problem::GraceOver));
    });
}

#[test]
fn a_change_is_no_way_round_the_limit_of_a_person() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        let order = ordered(k, &firm.jonas, &[(FILTER, 2)], "limit").await;
        assert_eq!(order.state, OrderState::Placed, "97.20 of 100");
        let more = orders::change_order(k, &firm.jonas, &command(&order, quantity(3), "limit-1")).await;
        assert_eq!(more, Err(Error::conflict(Problem::RaiseNeedsApproval)));
        let start = orders::start_change(k, &firm.jonas, &order.id, &quantity(3)).await.unwrap();
        assert_eq!((start.after, start.wrong[0].problem.clone()), (None, Problem::RaiseNeedsApproval));
        // Who has no limit changes the same order under the rules of whoever placed it.
        let boss = orders::change_order(k, &firm.boss, &command(&order, quantity(3), "limit-2")).await;
        assert_eq!(boss, Err(Error::conflict(Problem::RaiseNeedsApproval)));
        assert_eq!(free(&firm.shop, FILTER).await, Decimal::from(40));
    });
}

#[test]
fn what_the_credit_does_not_cover_waits_for_the_desk() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let order = ordered(k, &buyer("bauer"), &[(FILTER, 1)], "credit").await;
        let bauer = CompanyId::new("bauer");
        let credit = accounts::company_credit(k, &dealer(Role::Support), &bauer).await.unwrap();
        let command = SaveCredit {
            company: bauer.clone(),
            version: credit.version,
            limit: Some(Money::cents(12_000)),
            elsewhere: Money::ZERO,
            as_of: None,
            blocked: String::new(),
        };
        accounts::save_credit(k, &dealer(Role::Manager), &command).await.unwrap();
        let covered = change(k, &order, quantity(2), "covered").await.unwrap();
        assert_eq!((covered.state, covered.owed), (OrderState::Placed, Some(covered.totals.gross)));
        let held = change(k, &covered, quantity(3), "held").await.unwrap();
        assert_eq!((held.state, held.owed), (OrderState::OnHold, None), "what waits is not owed");
        let open = accounts::company_credit(k, &dealer(Role::Support), &bauer).await.unwrap().open;
        assert_eq!((open, free(&shop, FILTER).await), (Money::ZERO, Decimal::from(39)));
        assert!(held.timeline.iter().any(|e| e.what == Happened::OrderHeld));
    });
}

#[test]
fn sixteen_orders_that_all_want_the_last_rings_at_once_take_no_more_than_there_are() {
    block(async {
        let shop = Arc::new(shop().await);
        shop.stock(RING, "ulm", 20, &[]).await;
        let mut placed = Vec::new();
        for n in 0..16 {
            placed.push(ordered(&shop.kontor, &buyer("bauer"), &[(RING, 1)], &format!("race-{n}")).await);
        }
        let tasks: Vec<_> = placed
            .into_iter()
            .enumerate()
            .map(|(n, order)| {
                let shop = Arc::clone(&shop);
                tokio::spawn(async move {
                    change(&shop.kontor, &order, quantity(2), &format!("race-change-{n}")).await
                })
            })
            .collect();
        let (mut done, mut refused) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                Ok(order) => done += i64::from(order.lines[0].quantity == Quantity::of(2)),
                Err(Error::Invalid { .. } | Error::Conflict { .. }) => refused += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        let left = free(&shop, RING).await;
        assert_eq!(left, Decimal::from(20 - 16 - done), "{done} changed, {refused} refused");
        assert!((1..=4).contains(&done) && done + refused == 16);
    });
}

#[test]
fn what_is_paid_does_not_become_dearer() {
    block(async {
        let t = Till::new().await;
        let order = paid(&t, "paid").await;
        let dearer = change(t.k(), &order, quantity(3), "dearer").await;
        assert_eq!(dearer, Err(Error::conflict(Problem::DearerThanPaid)));
        let cheaper = change(t.k(), &order, quantity(1), "cheaper").await.unwrap();
        assert_eq!(cheaper.totals.net, Money::cents(4_860));
        outbox::drain(t.k()).await.unwrap();
        let back = t.read(&order.id).await.payment.unwrap().refunded;
        assert_eq!(back, order.totals.gross - cheaper.totals.gross, "what is no longer owed goes back");
    });
}
