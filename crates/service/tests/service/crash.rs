//! kill -9 while orders are being written: whatever was acknowledged is there, and nothing is half.

use std::path::Path;
use std::time::Duration;

use kontor_domain::accounts::Role;
use kontor_domain::catalog::PartCode;
use kontor_domain::orders::OrderFilter;
use kontor_domain::pricing::ListKind;
use kontor_domain::{Decimal, OrderId};
use kontor_service::orders;
use kontor_store::{SurrealValue, Variables};

use crate::child::killed_after;
use crate::shop::{Shop, block, buyer, dealer, open, place};

const CHILD: &str = "KONTOR_CRASH_FOLDER";
const PARTS: usize = 4;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Sums {
    reserved: Decimal,
    on_hand: Decimal,
}

/// Not a test of its own: the process that is killed. Says each order's id once it was acknowledged.
#[test]
fn child_places_orders_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    block(async {
        let seed = std::env::var("KONTOR_CRASH_SEED").unwrap().parse().unwrap();
        let kontor = open(Path::new(&folder), seed).await;
        let mut writers = tokio::task::JoinSet::new();
        for w in 0..8 {
            let kontor = kontor.clone();
            writers.spawn(async move {
                let me = buyer(&format!("crash-{w}"));
                for n in 0_usize.. {
                    let line = kontor_domain::carts::AddLine {
                        part: crate::shop::key(&format!("C-{}", n % PARTS)),
                        quantity: kontor_domain::Quantity::ONE,
                    };
                    kontor_service::carts::add_line(&kontor, &me, None, &line).await.unwrap();
                    let order =
                        orders::place_order(&kontor, &me, &place(&format!("{seed}-{w}-{n}"))).await.unwrap();
                    println!("placed {}", order.id);
                }
            });
        }
        writers.join_all().await;
    });
}

#[test]
fn after_kill_9_every_acknowledged_order_is_there_and_nothing_is_half() {
    let folder = block(async {
        let shop = Shop::new().await;
        for n in 0..PARTS {
            shop.part(&format!("C-{n}"), "Teil", "Part", PartCode::Normal).await;
            shop.price(&format!("C-{n}"), "list", ListKind::List, &[(1, 100)]).await;
            shop.stock(&format!("C-{n}"), "ulm", 900_000, &[]).await;
        }
        for w in 0..8 {
            let company = kontor_domain::accounts::Company {
                id: kontor_domain::CompanyId::new(format!("crash-{w}")),
                name: format!("Firma {w}"),
                country: "DE".into(),
                addresses: vec![kontor_domain::accounts::Address {
                    id: "hof".into(),
                    country: "DE".into(),
                    ..Default::default()
                }],
                ..Default::default()
            };
            kontor_service::accounts::put_company(&shop.kontor, &crate::shop::system(), &company)
                .await
                .unwrap();
        }
        shop.kontor.store.close().await.unwrap();
        shop.folder
    });
    let mut acknowledged: Vec<OrderId> = Vec::new();
    for round in 0..6_u64 {
        // The kill falls somewhere into the writing.
        let (place, seed) = (folder.path().display().to_string(), (100 + round).to_string());
        let said = killed_after(
            "crash::child_places_orders_until_it_is_killed",
            &[(CHILD, &place), ("KONTOR_CRASH_SEED", &seed)],
            Duration::from_millis(900 + 137 * round),
        );
        let ids = said.iter().filter_map(|line| line.split("placed ").nth(1));
        acknowledged.extend(ids.map(|id| OrderId::new(id.trim())));
        block(async {
            let kontor = open(folder.path(), 7 + round).await;
            let desk = dealer(Role::Support);
            for id in &acknowledged {
                let order = orders::order(&kontor, &desk, id).await.unwrap();
                // A line that was in the cart when the process died is in the next order.
                assert!(!order.lines.is_empty());
                assert_eq!(order.timeline.len(), 1, "an order with its event");
            }
            // Nothing half: as much is reserved as orders hold, each order has its case, event and idempotency record.
            let sql = "SELECT seq, company, case, state, placed_at, net, channel, version, data FROM order";
            let rows: Vec<orders::rows::OrderRow> = kontor.store.rows(sql, Variables::new()).await.unwrap();
            let held: Decimal =
                rows.iter().flat_map(|r| r.read().unwrap().lines).map(|l| l.allocation.reserve.0).sum();
            let stock: Vec<Sums> =
                kontor.store.rows("SELECT reserved, on_hand FROM stock", Variables::new()).await.unwrap();
            let reserved: Decimal = stock.iter().map(|s| s.reserved).sum();
            assert!(stock.iter().all(|s| s.reserved <= s.on_hand));
            let count = async |table: &str| {
                let sql = format!("SELECT VALUE count FROM (SELECT count() FROM {table} GROUP ALL)");
                kontor.store.rows::<i64>(&sql, Variables::new()).await.unwrap().first().copied().unwrap_or(0)
            };
            let all = count("order").await;
            assert_eq!((i64::try_from(rows.len()).unwrap(), held), (all, reserved));
            assert_eq!(
                (count("case").await, count("event WHERE what = 'order_placed'").await, count("op").await),
                (all, all, all)
            );
            assert!(all >= i64::try_from(acknowledged.len()).unwrap());
            let page = orders::orders(&kontor, &desk, &OrderFilter::default()).await.unwrap();
            assert!(!page.items.is_empty());
            kontor.store.close().await.unwrap();
        });
    }
    assert!(acknowledged.len() > 20, "the rounds really wrote: {}", acknowledged.len());
    println!("{} acknowledged orders survived 6 kills", acknowledged.len());
}
