use kontor_store::types::{Object, SurrealValue};
use kontor_store::{Migration, Store, StoreConfig, StoreError, Tx, Value, Variables, rid};
use std::sync::Arc;

const SCHEMA: &[Migration] = &[Migration {
    number: 1,
    name: "test",
    sql: "DEFINE TABLE IF NOT EXISTS thing SCHEMAFULL;
          DEFINE FIELD IF NOT EXISTS name ON thing TYPE string;
          DEFINE FIELD IF NOT EXISTS on_hand ON thing TYPE decimal;
          DEFINE FIELD IF NOT EXISTS reserved ON thing TYPE decimal;
          DEFINE FIELD IF NOT EXISTS data ON thing TYPE object FLEXIBLE;",
}];

#[derive(SurrealValue, Debug, Clone, PartialEq)]
#[surreal(crate = "kontor_store::types")]
struct Thing {
    name: String,
    on_hand: rust_decimal::Decimal,
    reserved: rust_decimal::Decimal,
    data: Value,
}

fn thing(name: &str, on_hand: i64) -> Thing {
    Thing {
        name: name.into(),
        on_hand: on_hand.into(),
        reserved: 0.into(),
        data: Value::Object(Object::new()),
    }
}

/// On the engine or server that `KONTOR_TEST_ENGINE` names (`make rocksdb`, `make remote`), SurrealKV otherwise.
fn config(folder: &tempfile::TempDir, name: &str) -> StoreConfig {
    let engine = std::env::var("KONTOR_TEST_ENGINE").unwrap_or_else(|_| "surrealkv".into());
    StoreConfig::in_folder(&folder.path().join(name)).on(&engine)
}

async fn open(folder: &tempfile::TempDir) -> Store {
    let store = Store::open(&config(folder, "store")).await.unwrap();
    store.migrate(SCHEMA, Some(&folder.path().join("exports"))).await.unwrap();
    store
}

async fn all(store: &Store) -> Vec<Thing> {
    store
        .rows("SELECT name, on_hand, reserved, data FROM thing ORDER BY name", Variables::new())
        .await
        .unwrap()
}

/// SurrealDB needs more stack than tokio's default; the server sets the same.
fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

#[test]
fn what_was_committed_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 3));
        store.transact(&tx).await.unwrap();
        store.close().await.unwrap();
        drop(store);
        let store = open(&folder).await;
        assert_eq!(all(&store).await, [thing("a", 3)]);
        store.close().await.unwrap();
    });
}

#[test]
fn a_failed_statement_leaves_nothing_of_its_transaction() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 1));
        tx.create(rid("thing", "a"), thing("again", 1));
        tx.create(rid("thing", "b"), thing("b", 1));
        let error = store.transact(&tx).await.err().unwrap();
        assert!(matches!(&error, StoreError::Exists(text) if text.contains("thing:a")), "{error:?}");
        assert_eq!(all(&store).await, []);
    });
}

#[test]
fn a_guard_that_does_not_hold_is_told_by_its_name_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 2));
        store.transact(&tx).await.unwrap();
        let take = |n: i64| {
            let mut tx = Tx::new();
            let q = tx.bind(rust_decimal::Decimal::from(n));
            tx.guarded(
                rid("thing", "a"),
                &format!("reserved += {q}"),
                &format!("on_hand - reserved >= {q}"),
                "stock",
            );
            tx
        };
        assert!(store.transact(&take(2)).await.is_ok());
        assert_eq!(store.transact(&take(1)).await.err(), Some(StoreError::Guard("stock".into())));
        // A guard on a record that is not there does not hold either.
        let mut tx = Tx::new();
        tx.guarded(rid("thing", "missing"), "reserved += 1dec", "true", "stock");
        assert_eq!(store.transact(&tx).await.err(), Some(StoreError::Guard("stock".into())));
        assert_eq!(all(&store).await[0].reserved, 2.into());
    });
}

/// Takes so much of each, or nothing of any.
fn take_all(wanted: &[(&str, i64)]) -> Tx {
    let rows = wanted.iter().map(|(key, n)| {
        let mut of = Object::new();
        of.insert("q", rust_decimal::Decimal::from(*n).into_value());
        ((*key).to_owned(), of)
    });
    let mut tx = Tx::new();
    tx.guarded_all("thing", rows.collect(), "reserved += {of}.q", "on_hand - reserved >= {of}.q", "stock");
    tx
}

#[test]
fn many_guards_in_one_statement_hold_all_together_or_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 5)).create(rid("thing", "b"), thing("b", 2));
        store.transact(&tx).await.unwrap();
        let reserved = async || all(&store).await.iter().map(|t| t.reserved).collect::<Vec<_>>();
        store.transact(&take_all(&[("a", 3), ("b", 2)])).await.unwrap();
        assert_eq!(reserved().await, [3.into(), 2.into()], "each by its own quantity");
        let stock = Some(StoreError::Guard("stock".into()));
        assert_eq!(store.transact(&take_all(&[("a", 1), ("b", 1)])).await.err(), stock, "b is gone");
        assert_eq!(store.transact(&take_all(&[("a", 1), ("missing", 1)])).await.err(), stock, "not there");
        assert_eq!(reserved().await, [3.into(), 2.into()], "nothing was written");
        store.transact(&take_all(&[])).await.unwrap();
    });
}

#[test]
fn thirty_two_writers_of_the_same_records_never_overdraw_one() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = Arc::new(open(&folder).await);
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 7)).create(rid("thing", "b"), thing("b", 100));
        store.transact(&tx).await.unwrap();
        let mut buyers = tokio::task::JoinSet::new();
        for n in 0..32 {
            let store = Arc::clone(&store);
            // In both orders, as two carts would name them.
            let wanted = if n % 2 == 0 { [("a", 1), ("b", 2)] } else { [("b", 2), ("a", 1)] };
            buyers.spawn(async move { store.transact(&take_all(&wanted)).await.map(|_| ()) });
        }
        let won = buyers.join_all().await.iter().filter(|r| r.is_ok()).count();
        assert_eq!(won, 7);
        let left: Vec<_> = all(&store).await.iter().map(|t| t.reserved).collect();
        assert_eq!(left, [7.into(), 14.into()]);
    });
}

#[test]
fn a_delete_under_conditions_takes_every_record_or_none() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 1)).create(rid("thing", "b"), thing("b", 2));
        store.transact(&tx).await.unwrap();
        let gone = |seen: [(&str, i64); 2]| {
            let rows = seen.map(|(key, n)| {
                let mut of = Object::new();
                of.insert("seen", rust_decimal::Decimal::from(n).into_value());
                (key.to_owned(), of)
            });
            let mut tx = Tx::new();
            tx.delete_all("thing", rows.into(), "on_hand = {of}.seen", "cart");
            tx
        };
        let cart = Some(StoreError::Guard("cart".into()));
        assert_eq!(store.transact(&gone([("a", 1), ("b", 3)])).await.err(), cart);
        assert_eq!(all(&store).await.len(), 2, "one of them was changed meanwhile, so both are there");
        store.transact(&gone([("a", 1), ("b", 2)])).await.unwrap();
        assert_eq!(all(&store).await, []);
    });
}

#[test]
fn an_insert_that_finds_its_record_changes_only_what_it_says() {
    #[derive(SurrealValue)]
    #[surreal(crate = "kontor_store::types")]
    struct New {
        id: kontor_store::RecordId,
        name: String,
        on_hand: rust_decimal::Decimal,
        reserved: rust_decimal::Decimal,
        data: Value,
    }
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), Thing { reserved: 3.into(), ..thing("a", 5) });
        store.transact(&tx).await.unwrap();
        let put = |key: &str, n: i64| New {
            id: rid("thing", key),
            name: key.to_owned(),
            on_hand: n.into(),
            reserved: 0.into(),
            data: Value::Object(Object::new()),
        };
        let mut tx = Tx::new();
        tx.insert_or_update("thing", vec![put("a", 9), put("b", 4)], "on_hand = $input.on_hand");
        store.transact(&tx).await.unwrap();
        assert_eq!(all(&store).await, [Thing { reserved: 3.into(), ..thing("a", 9) }, thing("b", 4)]);
    });
}

#[test]
fn a_number_drawn_in_its_own_transaction_leaves_no_gap_when_some_of_them_fail() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = Arc::new(open(&folder).await);
        let mut tx = Tx::new();
        tx.create(rid("thing", "counter"), thing("counter", 0));
        store.transact(&tx).await.unwrap();
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..48 {
            let store = Arc::clone(&store);
            writers.spawn(async move {
                let mut tx = Tx::new();
                tx.push("LET $n = (UPDATE ONLY thing:counter SET on_hand += 1dec RETURN VALUE on_hand)");
                tx.push(
                    "CREATE type::record('thing', 'n' + <string> <int> $n) SET name = 'n', on_hand = $n, \
                     reserved = 0dec, data = {}",
                );
                if n % 3 == 0 {
                    tx.push("THROW 'guard:refused'");
                }
                store.transact(&tx).await.is_ok()
            });
        }
        assert_eq!(writers.join_all().await.iter().filter(|ok| **ok).count(), 32);
        let mut numbers: Vec<_> =
            all(&store).await.into_iter().filter(|t| t.name == "n").map(|t| t.on_hand).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=32).map(rust_decimal::Decimal::from).collect::<Vec<_>>());
    });
}

#[test]
fn sixty_four_writers_on_one_record_take_exactly_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = Arc::new(open(&folder).await);
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 10));
        store.transact(&tx).await.unwrap();
        let mut buyers = tokio::task::JoinSet::new();
        for _ in 0..64 {
            let store = Arc::clone(&store);
            buyers.spawn(async move {
                let mut tx = Tx::new();
                tx.guarded(rid("thing", "a"), "reserved += 1dec", "on_hand - reserved >= 1dec", "stock");
                store.transact(&tx).await.map(|_| ())
            });
        }
        let results = buyers.join_all().await;
        assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 10);
        assert!(results.iter().all(|r| matches!(r, Ok(()) | Err(StoreError::Guard(_)))), "{results:?}");
        assert_eq!(all(&store).await[0].reserved, 10.into());
    });
}

#[test]
fn decimals_come_back_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let exact: rust_decimal::Decimal = "12345678901234.5678".parse().unwrap();
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), Thing { on_hand: exact, ..thing("a", 0) });
        store.transact(&tx).await.unwrap();
        assert_eq!(all(&store).await[0].on_hand, exact);
    });
}

#[test]
fn a_misspelt_table_or_field_is_an_error_and_not_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thign", "a"), thing("a", 1));
        assert!(matches!(store.transact(&tx).await.err(), Some(StoreError::Rejected(_))));
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 1));
        tx.push("UPDATE thing:a SET nmae = 'x'");
        assert!(matches!(store.transact(&tx).await.err(), Some(StoreError::Rejected(_))));
    });
}

#[test]
fn a_folder_is_open_in_one_process_only() {
    let folder = tempfile::tempdir().unwrap();
    if config(&folder, "store").is_remote() {
        // A server has no folder of ours; it is there for many.
        return;
    }
    block(async {
        let _first = open(&folder).await;
        let second = Store::open(&config(&folder, "store")).await;
        assert!(
            matches!(second.err(), Some(StoreError::Unavailable(text)) if text.contains("another process"))
        );
    });
}

#[test]
fn migrations_are_applied_once_and_exported_before() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        assert_eq!(store.migrate(SCHEMA, None).await.unwrap(), 0);
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("a", 1));
        store.transact(&tx).await.unwrap();
        let next = [
            SCHEMA[0],
            Migration {
                number: 2,
                name: "colour",
                sql: "DEFINE FIELD IF NOT EXISTS colour ON thing TYPE option<string>",
            },
        ];
        let exports = folder.path().join("exports");
        assert_eq!(store.migrate(&next, Some(&exports)).await.unwrap(), 1);
        let export = std::fs::read_to_string(exports.join("before-migration-2.surql")).unwrap();
        assert!(export.contains("thing:a"), "the data is in the export");
        // A program older than the data refuses it.
        assert!(matches!(store.migrate(SCHEMA, None).await.err(), Some(StoreError::Rejected(_))));
    });
}

#[test]
fn an_export_restores_into_an_empty_store_only() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        let mut tx = Tx::new();
        tx.create(rid("thing", "a"), thing("ä 'quoted'", 1));
        store.transact(&tx).await.unwrap();
        let file = folder.path().join("export.surql");
        store.export(&file).await.unwrap();
        assert!(matches!(store.import(&file).await.err(), Some(StoreError::Rejected(_))));
        let other = Store::open(&config(&folder, "other")).await.unwrap();
        other.import(&file).await.unwrap();
        assert_eq!(all(&other).await, [thing("ä 'quoted'", 1)]);
        assert_eq!(other.migrate(SCHEMA, None).await.unwrap(), 0, "the migration table came along");
    });
}

#[test]
fn a_compound_index_is_followed_to_an_early_stop_and_records_are_read_by_key() {
    let folder = tempfile::tempdir().unwrap();
    block(async {
        let store = open(&folder).await;
        store.query("DEFINE INDEX by_name ON thing FIELDS name, on_hand", Variables::new()).await.unwrap();
        let mut tx = Tx::new();
        for n in 0..5 {
            tx.create(rid("thing", format!("a{n}")), thing("a", n));
        }
        store.transact(&tx).await.unwrap();
        let plan = async |sql: &str| {
            let value =
                store.query(&format!("EXPLAIN {sql}"), Variables::new()).await.unwrap().value(0).unwrap();
            String::from_value(value).unwrap()
        };
        let page = "SELECT * FROM thing WHERE name = 'a' AND on_hand < 3dec ORDER BY on_hand DESC LIMIT 2";
        let text = plan(page).await;
        assert!(
            text.contains("IndexScan") && text.contains("by_name") && text.contains("limit: 2"),
            "{text}"
        );
        assert!(!text.contains("Sort"), "{text}");
        let by_index: Vec<Thing> = store.rows(page, Variables::new()).await.unwrap();
        let scanned: Vec<Thing> = store
            .rows(&page.replace("FROM thing", "FROM thing WITH NOINDEX"), Variables::new())
            .await
            .unwrap();
        assert_eq!(by_index, scanned);
        assert!(
            plan("SELECT * FROM thing WHERE reserved = 3dec").await.contains("TableScan"),
            "what has no index scans"
        );
        assert!(plan("SELECT * FROM thing:a1").await.contains("RecordIdScan"));
        let range = plan("SELECT * FROM thing:⟨a1⟩>.. LIMIT 2").await;
        assert!(!range.contains("TableScan"), "{range}");
        let after: Vec<Thing> =
            store.rows("SELECT * FROM thing:⟨a1⟩>.. LIMIT 2", Variables::new()).await.unwrap();
        assert_eq!(after, [thing("a", 2), thing("a", 3)]);
        // The limit stops the answer, not the reading: who goes through a table by ranges gives both ends.
        let analyze = "EXPLAIN ANALYZE SELECT * FROM thing:⟨a0⟩>.. LIMIT 1";
        let value = store.query(analyze, Variables::new()).await.unwrap().value(0).unwrap();
        let text = String::from_value(value).unwrap();
        assert!(text.contains("rows: 4"), "SurrealDB stops early now; reindex may use it: {text}");
        let between: Vec<Thing> = store.rows("SELECT * FROM thing:..=⟨a1⟩", Variables::new()).await.unwrap();
        assert_eq!(between, [thing("a", 0), thing("a", 1)]);
    });
}
