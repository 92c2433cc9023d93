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

async fn open(folder: &tempfile::TempDir) -> Store {
    let store = Store::open(&StoreConfig::in_folder(&folder.path().join("store"))).await.unwrap();
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
    block(async {
        let _first = open(&folder).await;
        let second = Store::open(&StoreConfig::in_folder(&folder.path().join("store"))).await;
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
        let other = Store::open(&StoreConfig::in_folder(&folder.path().join("other"))).await.unwrap();
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
    });
}
