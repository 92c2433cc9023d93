//! The plan of every query the operations send: none may scan a table that grows.

use kontor_domain::accounts::Role;
use kontor_domain::catalog::SearchQuery;
use kontor_domain::orders::{CancelOrder, OrderFilter, OrderState};
use kontor_service::{Kontor, carts, catalog, orders, outbox};
use kontor_store::types::SurrealValue as _;

use crate::shop::{Shop, block, buyer, dealer, key, place};

/// Small tables that are read whole on purpose, once per process.
const WHOLE: [&str; 2] = ["FROM warehouse", "FROM category"];

#[test]
fn every_query_of_every_story_follows_an_index_or_a_key() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        k.store.record();
        let me = buyer("bauer");
        let desk = dealer(Role::Support);
        shop.add(&me, "HY-4711.20-F", 1).await;
        carts::cart(k, &me).await.unwrap();
        let order = orders::place_order(k, &me, &place("plan")).await.unwrap();
        for actor in [&me, &desk] {
            for state in [None, Some(OrderState::Placed)] {
                orders::orders(k, actor, &OrderFilter { state, ..OrderFilter::default() }).await.unwrap();
            }
        }
        let cancel = CancelOrder { order: order.id.clone(), version: 1, reason: "x".into() };
        orders::cancel_order(k, &desk, &cancel).await.unwrap();
        catalog::part(k, &me, &key("HY-4711.20-F"), None).await.unwrap();
        outbox::drain(k).await.unwrap();
        catalog::search(k, &me, &SearchQuery { q: "filter".into(), ..SearchQuery::default() }).await.unwrap();
        catalog::imports(k, &dealer(Role::Admin), None).await.unwrap();
        kontor_service::accounts::my_account(k, &me).await.ok();
        kontor_service::accounts::companies(
            k,
            &dealer(Role::Manager),
            &kontor_domain::accounts::CompanyFilter::default(),
        )
        .await
        .unwrap();
        kontor_service::accounts::company(k, &dealer(Role::Manager), &kontor_domain::CompanyId::new("bauer"))
            .await
            .unwrap();
        kontor_service::accounts::sweep(k).await.unwrap();
        assert!(none_scans(k).await > 20);
    });
}

/// Explains everything that was asked since [`kontor_store::Store::record`]; answers how much that was.
pub async fn none_scans(k: &Kontor) -> usize {
    let mut looked_at = 0;
    for (script, vars) in k.store.recorded() {
        for statement in script.split(';').map(str::trim).filter(|s| s.starts_with("SELECT")) {
            if WHOLE.iter().any(|w| statement.contains(w)) {
                continue;
            }
            let mut rows = k.store.query(&format!("EXPLAIN {statement}"), vars.clone()).await.unwrap();
            let plan = String::from_value(rows.value(0).unwrap()).unwrap();
            assert!(!plan.contains("TableScan"), "{statement}\n{plan}");
            let sorts = statement.contains("ORDER BY seq") && plan.contains("Sort");
            assert!(!sorts, "a list must follow its index in order: {statement}\n{plan}");
            looked_at += 1;
        }
    }
    looked_at
}
