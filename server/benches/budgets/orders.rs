//! Placing orders, durable, many buyers at once; and what an operation costs in processor time.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use kontor_domain::accounts::{Actor, Address, Channel, Company, Role, Who};
use kontor_domain::carts::AddLine;
use kontor_domain::catalog::{PartData, PartNumber};
use kontor_domain::orders::{OrderView, PlaceOrder};
use kontor_domain::pricing::{ListKind, PriceEntry, SetPrice};
use kontor_domain::stock::{SetStock, Warehouse};
use kontor_domain::{CompanyId, Decimal, IdempotencyKey, Language, PartKey, PersonId, Quantity, WarehouseId};
use kontor_search::SearchIndex;
use kontor_service::{Clock, Ids, Kontor, Settings, accounts, carts, catalog, orders, pricing, stock};
use kontor_store::{Store, StoreConfig};

use super::machine;
use super::stats::{Times, ms};

const PARTS: usize = 500;
const BUYERS: usize = 32;

pub fn run(folder: &Path) {
    let data = folder.join("orders");
    let _ = std::fs::remove_dir_all(&data);
    block(measure(data));
}

/// Runs on threads with the stack SurrealDB needs.
pub fn block(work: impl Future<Output = ()> + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async { tokio::spawn(work).await.expect("the bench ran") });
}

/// A house with goods and companies.
pub async fn open(data: std::path::PathBuf) -> Arc<Kontor> {
    let store = Store::open(&StoreConfig::in_folder(&data.join("store"))).await.expect("a store");
    let index = SearchIndex::open(&data.join("index"), 15_000_000).expect("an index");
    let clock = Clock::system("Europe/Berlin").expect("a zone");
    let settings = Settings { data, ..Settings::default() };
    let kontor = Kontor::start(store, index, clock, Ids::from_system(), settings).await.expect("kontor");
    fill(&kontor).await;
    kontor
}

/// An order of three lines.
pub async fn order(kontor: &Kontor, buyer: &Actor) -> OrderView {
    let lines: Vec<AddLine> = (0..3).map(|n| AddLine { part: key(n), quantity: Quantity::ONE }).collect();
    orders::place_lines(kontor, buyer, &lines, &place("one".into())).await.expect("placed")
}

async fn measure(data: std::path::PathBuf) {
    let kontor = open(data).await;
    for (lines, buyers, rounds) in [(20, BUYERS, 8), (3, 1, 60)] {
        let mut times = Times::default();
        let mut wall = std::time::Duration::ZERO;
        let cpu = machine::cpu(std::process::id());
        let mut adding = std::time::Duration::ZERO;
        for round in 0..rounds {
            let before = machine::cpu(std::process::id());
            let mut fillers = tokio::task::JoinSet::new();
            for b in 0..buyers {
                let kontor = Arc::clone(&kontor);
                fillers.spawn(async move {
                    for l in 0..lines {
                        let part = key((b * 37 + l * 11 + round * 5) % PARTS);
                        carts::add_line(&kontor, &buyer(b), None, &AddLine { part, quantity: Quantity::ONE })
                            .await
                            .expect("added");
                    }
                });
            }
            fillers.join_all().await;
            adding += machine::cpu(std::process::id()).saturating_sub(before);
            let start = Instant::now();
            let mut placing = tokio::task::JoinSet::new();
            for b in 0..buyers {
                let kontor = Arc::clone(&kontor);
                placing.spawn(async move {
                    let start = Instant::now();
                    let order =
                        orders::place_order(&kontor, &buyer(b), &place(format!("{lines}-{round}-{b}")))
                            .await
                            .expect("placed");
                    assert_eq!(order.lines.len(), lines);
                    start.elapsed()
                });
            }
            times.extend(placing.join_all().await);
            wall += start.elapsed();
        }
        let all = buyers * rounds;
        println!(
            "- {lines} lines, {buyers} buyers at once, durable: {times}; {:.0} orders/s; {all} orders in {}",
            all as f64 / wall.as_secs_f64(),
            ms(wall)
        );
        let whole = machine::cpu(std::process::id()).saturating_sub(cpu).as_secs_f64() * 1000.0;
        let adding = adding.as_secs_f64() * 1000.0;
        println!(
            "  - CPU: adding a line {:.2} ms, placing an order {:.2} ms, whole order {:.2} ms",
            adding / (all * lines) as f64,
            (whole - adding) / all as f64,
            whole / all as f64
        );
    }
    kontor.store.close().await.expect("closed");
}

async fn fill(kontor: &Kontor) {
    let system = Actor::system(Channel::System);
    let warehouse = Warehouse {
        id: WarehouseId::new("ulm"),
        name: "Ulm".into(),
        state: "BW".into(),
        cut_off: "16:30:00".parse().expect("a time"),
        transit_days: 1,
        position: 1,
        branch: None,
    };
    stock::put_warehouses(kontor, &system, vec![warehouse]).await.expect("warehouses");
    let numbers: Vec<PartNumber> =
        (0..PARTS).map(|n| PartNumber::parse(&format!("B-{n}")).expect("a number")).collect();
    let parts: Vec<PartData> = numbers
        .iter()
        .map(|number| PartData {
            number: number.clone(),
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            ..PartData::default()
        })
        .collect();
    catalog::put_parts(kontor, &system, &parts, true).await.expect("parts");
    let entry = PriceEntry::of(ListKind::List, Quantity::ONE, Decimal::new(1999, 2));
    let prices = parts
        .iter()
        .map(|p| SetPrice { list: "list".into(), part: p.key(), entries: vec![entry.clone()] })
        .collect();
    pricing::set_prices(kontor, &system, prices).await.expect("prices");
    let levels = parts
        .iter()
        .map(|p| SetStock {
            part: p.key(),
            warehouse: WarehouseId::new("ulm"),
            on_hand: Quantity::of(900_000),
            incoming: vec![],
        })
        .collect();
    stock::set_stock(kontor, &system, levels).await.expect("stock");
    for b in 0..BUYERS {
        let address = Address { id: "hof".into(), country: "DE".into(), ..Address::default() };
        let id = CompanyId::new(format!("c{b}"));
        let company = Company {
            id,
            name: format!("Firma {b}"),
            country: "DE".into(),
            addresses: vec![address],
            ..Company::default()
        };
        accounts::put_company(kontor, &system, &company).await.expect("companies");
    }
}

fn key(n: usize) -> PartKey {
    PartKey::new(format!("B-{n}"))
}

fn buyer(n: usize) -> Actor {
    let company = CompanyId::new(format!("c{n}"));
    let name = format!("Käufer {n}");
    Actor {
        who: Who::Customer {
            person: PersonId::new(name.as_str()),
            company_name: name.clone(),
            name,
            company,
            roles: vec![Role::Buyer],
        },
        channel: Channel::Portal,
        language: Language::De,
    }
}

fn place(key: String) -> PlaceOrder {
    PlaceOrder {
        key: IdempotencyKey(key),
        delivery: "hof".into(),
        billing: "hof".into(),
        po_number: "B".into(),
        note: String::new(),
        requested: None,
        business: true,
        ..PlaceOrder::default()
    }
}
