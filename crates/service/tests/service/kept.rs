//! How many promises were kept: what counts, what does not, and who sees whose.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::orders::{
    ApproveOrder, CancelOrder, ConfirmOrder, KeptCount, KeptFilter, KeptRows, MeasuredState, MovedLine,
    OrderView, PromiseStep,
};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{CompanyId, Date, Decimal, Error, IdempotencyKey};
use kontor_service::kontor::MIGRATIONS;
use kontor_service::{orders, shipments};
use kontor_store::Variables;

use crate::shop::{Shop, block, buyer, dealer, place};

const FILTER: &str = "HY-4711.20-F";

async fn ordered(shop: &Shop, who: &Actor, name: &str) -> OrderView {
    shop.add(who, FILTER, 1).await;
    orders::place_order(&shop.kontor, who, &place(name)).await.unwrap()
}

async fn confirmed(shop: &Shop, order: &OrderView, date: Option<Date>) -> OrderView {
    let moved = date.map(|date| MovedLine { position: 1, date, reason: "Werk".into() });
    let command =
        ConfirmOrder { order: order.id.clone(), version: order.version, moved: moved.into_iter().collect() };
    orders::confirm_order(&shop.kontor, &dealer(Role::Support), &command).await.unwrap()
}

async fn shipped(shop: &Shop, order: &OrderView) {
    let command = ShipOrder {
        key: IdempotencyKey::new(shop.kontor.new_id()),
        order: order.id.clone(),
        version: order.version,
        carrier: "DPD".into(),
        tracking: "1".into(),
        lines: vec![],
        ..ShipOrder::default()
    };
    shipments::ship_order(&shop.kontor, &dealer(Role::Support), &command).await.unwrap();
}

/// Ordered on Tuesday, all of it promised for Wednesday, 25 November: of Bauer's four one leaves in time, one a week late, one
/// not at all, and one is cancelled at once; Steiner's leaves in time.
async fn week(shop: &Shop) {
    let (bauer, steiner) = (buyer("bauer"), buyer("steiner"));
    let one = ordered(shop, &bauer, "one").await;
    shipped(shop, &confirmed(shop, &one, None).await).await;
    let other = ordered(shop, &steiner, "steiner").await;
    shipped(shop, &confirmed(shop, &other, None).await).await;
    let late = ordered(shop, &bauer, "late").await;
    let late = confirmed(shop, &late, Some(Date::constant(2026, 12, 1))).await;
    ordered(shop, &bauer, "never").await;
    let cancelled = ordered(shop, &bauer, "cancelled").await;
    let command = CancelOrder { order: cancelled.id, version: 1, reason: "x".into() };
    orders::cancel_order(&shop.kontor, &bauer, &command).await.unwrap();
    shop.kontor.clock.advance(SignedDuration::from_hours(7 * 24));
    shipped(shop, &late).await;
}

fn only(rows: KeptRows) -> KeptFilter {
    KeptFilter { only: Some(rows), ..KeptFilter::default() }
}

#[test]
fn late_is_late_whether_it_has_left_or_not_and_confirming_it_later_does_not_help() {
    block(async {
        let shop = Shop::new().await;
        let (k, me, desk) = (&shop.kontor, buyer("bauer"), dealer(Role::Support));
        let before = orders::promises_kept(k, &me, &KeptFilter::default()).await.unwrap();
        assert_eq!((before.count.rate(), before.rows.items.len()), (None, 0));
        Box::pin(week(&shop)).await;
        let mine = orders::promises_kept(k, &me, &KeptFilter::default()).await.unwrap();
        assert_eq!(mine.count, KeptCount { kept: 1, missed: 2, waived: 1 });
        assert_eq!(mine.count.rate(), Some(Decimal::new(333, 1)));
        assert_eq!(
            (mine.until, mine.company_name.as_str()),
            (Date::constant(2026, 11, 30), "Bauer Tiefbau GmbH")
        );
        assert_eq!(mine.overall, KeptCount { kept: 2, missed: 2, waived: 1 });
        assert_eq!(mine.rows.items.len(), 4, "every line that was counted is there to be seen");
        let missed = orders::promises_kept(k, &me, &only(KeptRows::Missed)).await.unwrap().rows.items;
        let mut states: Vec<_> =
            missed.iter().map(|m| (m.state, m.done.map(Date::day), m.due.day())).collect();
        states.sort_by_key(|s| s.1);
        assert_eq!(states, [(MeasuredState::Open, None, 25), (MeasuredState::Broken, Some(1), 25)]);
        let of = |rows| async move {
            orders::promises_kept(k, &buyer("bauer"), &only(rows)).await.unwrap().rows.items.len()
        };
        assert_eq!((of(KeptRows::Kept).await, of(KeptRows::Waived).await), (1, 1));
        let all = orders::promises_kept(k, &desk, &KeptFilter::default()).await.unwrap();
        assert_eq!((all.count, all.rows.items.len(), all.company_name.as_str()), (mine.overall, 5, ""));
    });
}

#[test]
fn customers_see_their_own_lines_and_of_all_others_the_rate_alone() {
    block(async {
        let shop = Shop::new().await;
        Box::pin(week(&shop)).await;
        let k = &shop.kontor;
        let of = |id: &str| KeptFilter { company: Some(CompanyId::new(id)), ..KeptFilter::default() };
        assert_eq!(
            orders::promises_kept(k, &buyer("bauer"), &of("steiner")).await.err(),
            Some(Error::NotFound)
        );
        let theirs = orders::promises_kept(k, &buyer("steiner"), &KeptFilter::default()).await.unwrap();
        assert_eq!((theirs.count.kept, theirs.count.missed, theirs.rows.items.len()), (1, 0, 1));
        assert_eq!(theirs.overall.of(), 4);
        let desk = orders::promises_kept(k, &dealer(Role::Support), &of("steiner")).await.unwrap();
        assert_eq!((desk.count, desk.rows), (theirs.count, theirs.rows));
        let nobody = Actor::anonymous(kontor_domain::Language::De);
        let refused = orders::promises_kept(k, &nobody, &KeptFilter::default()).await;
        assert_eq!(refused.err(), Some(Error::Unauthenticated));
    });
}

#[test]
fn a_day_counts_when_it_is_over_and_only_in_its_period() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let (me, month) = (buyer("bauer"), KeptFilter { days: 30, ..KeptFilter::default() });
        let order = ordered(&shop, &me, "one").await;
        shipped(&shop, &confirmed(&shop, &order, None).await).await;
        let counted = |hours| {
            let (me, month) = (&me, &month);
            async move {
                k.clock.advance(SignedDuration::from_hours(hours));
                let kept = orders::promises_kept(k, me, month).await.unwrap();
                (kept.count.kept, kept.overall.kept, kept.rows.items.len())
            }
        };
        assert_eq!(counted(24).await, (0, 0, 0), "the day it is due is not over");
        assert_eq!(counted(24).await, (1, 1, 1));
        assert_eq!(counted(29 * 24).await, (1, 1, 1));
        assert_eq!(counted(24).await, (0, 0, 0), "31 days ago");
    });
}

#[test]
fn rows_come_a_page_at_a_time() {
    block(async {
        let shop = Shop::new().await;
        for n in 0..30 {
            ordered(&shop, &buyer("bauer"), &format!("n{n}")).await;
        }
        shop.kontor.clock.advance(SignedDuration::from_hours(72));
        let ask = |after| KeptFilter { after, ..KeptFilter::default() };
        let first = orders::promises_kept(&shop.kontor, &buyer("bauer"), &ask(None)).await.unwrap();
        assert_eq!((first.rows.items.len(), first.count.missed), (25, 30));
        let second =
            orders::promises_kept(&shop.kontor, &buyer("bauer"), &ask(first.rows.next)).await.unwrap();
        assert_eq!((second.rows.items.len(), second.rows.next), (5, None));
        assert!(first.rows.items.iter().all(|row| !second.rows.items.contains(row)));
    });
}

#[test]
fn what_waited_for_the_customers_own_people_is_measured_by_what_the_desk_confirmed() {
    block(async {
        let firm = crate::rules::Firm::limited().await;
        let shop = &firm.shop;
        let k = &shop.kontor;
        shop.add(&firm.jonas, FILTER, 3).await;
        let order = orders::place_order(k, &firm.jonas, &place("ruled")).await.unwrap();
        k.clock.advance(SignedDuration::from_hours(7 * 24));
        let kept = || async { orders::promises_kept(k, &firm.boss, &KeptFilter::default()).await.unwrap() };
        assert_eq!(kept().await.count, KeptCount::default(), "nobody at the dealer's knew of it");
        let read = orders::order(k, &firm.petra, &order.id).await.unwrap();
        let approve = ApproveOrder { order: order.id, version: read.version, comment: String::new() };
        let approved = orders::approve_order(k, &firm.petra, &approve).await.unwrap();
        let later = confirmed(shop, &approved, Some(Date::constant(2026, 12, 2))).await;
        shipped(shop, &later).await;
        k.clock.advance(SignedDuration::from_hours(48));
        let kept = kept().await;
        assert_eq!((kept.count.kept, kept.count.missed), (1, 0));
        assert_eq!(kept.rows.items[0].due, Date::constant(2026, 12, 2));
    });
}

/// Orders as the program before this one wrote them get a ledger and are measured, and can go on.
#[test]
fn orders_from_before_the_ledger_are_measured_by_their_parcels() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        Box::pin(week(&shop)).await;
        let open = ordered(&shop, &buyer("bauer"), "open").await;
        let open = confirmed(&shop, &open, Some(Date::constant(2026, 12, 9))).await;
        let before = orders::promises_kept(k, &buyer("bauer"), &KeptFilter::default()).await.unwrap();
        let old =
            "FOR $id IN (SELECT VALUE id FROM order) { UPDATE $id SET data.lines = data.lines.map(|$l| \
                     object::remove($l, ['cancelled', 'replaced_by', 'slip', 'due', 'done'])) RETURN NONE };
                   REMOVE INDEX order_by_choice ON order; REMOVE INDEX order_by_company_choice ON order;
                   REMOVE FIELD choice ON order;
                   FOR $id IN (SELECT VALUE id FROM order) { UPDATE $id UNSET choice RETURN NONE };
                   REMOVE TABLE promise; REMOVE TABLE promise_line;
                   FOR $id IN (SELECT VALUE id FROM migration WHERE record::id(id) >= '0009') { DELETE $id RETURN NONE };";
        k.store.query(old, Variables::new()).await.unwrap();
        assert_eq!(k.store.migrate(MIGRATIONS, None).await.unwrap(), MIGRATIONS.len() - 8);
        let after = orders::promises_kept(k, &buyer("bauer"), &KeptFilter::default()).await.unwrap();
        assert_eq!(after.count, before.count);
        let told = |rows: &[kontor_domain::orders::Measured]| {
            rows.iter()
                .map(|r| (r.slot(), r.state, r.done, r.number.clone(), r.case.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&after.rows.items), told(&before.rows.items));
        let read = orders::order(k, &buyer("bauer"), &open.id).await.unwrap();
        let steps: Vec<_> =
            read.ledger.iter().map(|e| (e.step, e.before.map(Date::day), e.date.day())).collect();
        assert_eq!(steps, [(PromiseStep::Promised, None, 2), (PromiseStep::Confirmed, Some(2), 9)]);
        assert_eq!((read.ledger[1].reason.as_str(), read.ledger[0].by.as_str()), ("Werk", "buyer bei bauer"));
        // It goes on as any other: another slip asks, and the ledger grows.
        let again = confirmed(&shop, &read, Some(Date::constant(2026, 12, 16))).await;
        assert!(again.lines[0].asks() && again.ledger.len() == 3);
        shipped(&shop, &again).await;
    });
}
