//! kill -9 while recurring orders are being placed: afterwards each has ordered its day once, and nothing is half.

use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::accounts::Role;
use kontor_domain::recurring::{Draft, Every, MakeRecurring, Plan, RecurringFilter, RecurringState};
use kontor_domain::{Decimal, IdempotencyKey, RecurringId};
use kontor_service::{outbox, recurring};
use kontor_store::Variables;

use crate::child::{lines, start};
use crate::orders::free;
use crate::recurring::{FILTER, monthly};
use crate::rules::Firm;
use crate::shop::{NOW, Shop, block, dealer, open};

const CHILD: &str = "KONTOR_RECURRING_FOLDER";
/// All are due at once.
const ORDERS: usize = 40;

/// Not a test of its own: the process that is killed. Says again and again how many orders there are.
#[test]
fn child_places_recurring_orders_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    block(async {
        let seed = std::env::var("KONTOR_RECURRING_SEED").unwrap().parse().unwrap();
        let kontor = open(Path::new(&folder), seed).await;
        // What a process that was killed before held is free again.
        kontor.clock.advance(SignedDuration::from_mins(6 * i64::try_from(seed).unwrap()));
        let watched = kontor.clone();
        tokio::spawn(async move {
            loop {
                let sql = "RETURN count(SELECT VALUE id FROM order)";
                let count: Vec<i64> = watched.store.rows(sql, Variables::new()).await.unwrap();
                println!("placed {}", count[0]);
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        });
        outbox::drain(&kontor).await.unwrap();
        tokio::time::sleep(Duration::from_mins(1)).await;
    });
}

#[test]
fn after_kill_9_every_day_is_ordered_once_and_nothing_is_half() {
    let (folder, ids) = block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        firm.shop.stock(FILTER, "ulm", 1_000, &[]).await;
        // Today at six has passed.
        let plan = Plan { every: Every::Weeks { n: 1 }, from: NOW.date(), until: None, count: None };
        let mut ids: Vec<RecurringId> = Vec::new();
        for n in 0..ORDERS {
            let draft = Draft { plan, ..monthly(2) };
            let command = MakeRecurring { key: IdempotencyKey(format!("r-{n}")), draft };
            ids.push(recurring::make_recurring(k, &firm.jonas, &command).await.unwrap());
        }
        k.store.close().await.unwrap();
        (firm.shop.folder, ids)
    });
    let mut seen = Vec::new();
    for (seed, enough) in [(1_i64, 3), (2, 12), (3, 25)] {
        let (place, seed) = (folder.path().display().to_string(), seed.to_string());
        let mut child = start(
            "recurring_crash::child_places_recurring_orders_until_it_is_killed",
            &[(CHILD, &place), ("KONTOR_RECURRING_SEED", &seed)],
        );
        for line in lines(&mut child) {
            let count = line.split("placed ").nth(1).and_then(|n| n.trim().parse::<usize>().ok());
            if count.is_some_and(|count| count >= enough) {
                child.kill().unwrap();
                seen.extend(count);
                break;
            }
        }
        child.wait().unwrap();
    }
    assert!(seen.len() == 3 && seen[0] < ORDERS, "killed in the middle: {seen:?}");
    block(async {
        let kontor = open(folder.path(), 9).await;
        kontor.clock.advance(SignedDuration::from_hours(1));
        outbox::drain(&kontor).await.unwrap();
        let desk = dealer(Role::Support);
        for id in &ids {
            let view = recurring::recurring_order(&kontor, &desk, id).await.unwrap();
            assert_eq!((view.head.state, view.done, view.came.len()), (RecurringState::Active, 1, 1));
        }
        let count = async |sql: &str| kontor.store.rows::<i64>(sql, Variables::new()).await.unwrap()[0];
        let all = i64::try_from(ORDERS).unwrap();
        assert_eq!(count("RETURN count(SELECT VALUE id FROM order)").await, all);
        let told = "RETURN count(SELECT VALUE id FROM event WHERE what = 'recurring_ordered')";
        assert_eq!(count(told).await, all);
        // One job each, for the next week.
        assert_eq!(outbox::pending(&kontor).await.unwrap().pending, ORDERS as u64);
        let page = recurring::recurring_orders(&kontor, &desk, &RecurringFilter::default()).await.unwrap();
        assert_eq!((page.items.len(), page.next.is_some()), (25, true));
        let shop = Shop { kontor, folder };
        assert_eq!(free(&shop, FILTER).await, Decimal::from(1_000 - 2 * ORDERS));
        shop.kontor.store.close().await.unwrap();
    });
}
