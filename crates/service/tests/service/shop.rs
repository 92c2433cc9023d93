//! A small dealer with two warehouses, two customers and a few parts, on a real store in a folder.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::{DateTime, Time};
use kontor_domain::accounts::{Actor, Address, Channel, Company, CompanyState, Role, Who};
use kontor_domain::carts::AddLine;
use kontor_domain::catalog::{Category, PartCode, PartData, PartNumber};
use kontor_domain::orders::PlaceOrder;
use kontor_domain::pricing::{ListKind, PriceEntry, SetPrice};
use kontor_domain::stock::{Incoming, SetStock, Warehouse};
use kontor_domain::{
    CategoryId, CompanyId, Date, Decimal, IdempotencyKey, Language, Localized, PartKey, PersonId,
    PriceListId, Quantity, WarehouseId,
};
use kontor_search::SearchIndex;
use kontor_service::{Clock, Ids, Kontor, Settings, accounts, carts, catalog, outbox, pricing, stock};
use kontor_store::{Store, StoreConfig};

/// Runs a test with the stack SurrealDB needs.
pub fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// Tuesday, 24 November 2026, nine in the morning.
pub const NOW: DateTime = DateTime::constant(2026, 11, 24, 9, 0, 0, 0);

/// On the engine or server that `KONTOR_TEST_ENGINE` names (`make rocksdb`, `make remote`), SurrealKV otherwise.
pub fn on_disk(folder: &Path) -> StoreConfig {
    let engine = std::env::var("KONTOR_TEST_ENGINE").unwrap_or_else(|_| "surrealkv".into());
    StoreConfig::in_folder(&folder.join("store")).on(&engine)
}

pub async fn open(folder: &Path, seed: u64) -> Arc<Kontor> {
    // What the rooms log stands below a test that fails.
    let _ =
        tracing_subscriber::fmt().with_test_writer().with_env_filter("off,kontor_service=warn").try_init();
    let store = Store::open(&on_disk(folder)).await.unwrap();
    let index = SearchIndex::open(&folder.join("index"), 15_000_000).unwrap();
    let creditor = "DE98ZZZ09999999999".to_owned();
    let settings = Settings { data: folder.to_owned(), dealer_creditor_id: creditor, ..Settings::default() };
    Kontor::start(store, index, Clock::held(NOW), Ids::seeded(seed), settings).await.unwrap()
}

pub struct Shop {
    pub kontor: Arc<Kontor>,
    pub folder: tempfile::TempDir,
}

pub fn system() -> Actor {
    Actor::system(Channel::System)
}

pub fn key(number: &str) -> PartKey {
    PartNumber::parse(number).unwrap().key()
}

impl Shop {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let kontor = open(folder.path(), 1).await;
        let shop = Self { kontor, folder };
        shop.fill().await;
        shop
    }

    pub async fn fill(&self) {
        let k = &self.kontor;
        let warehouse = |id: &str, name: &str, state: &str, position| Warehouse {
            id: WarehouseId::new(id),
            name: name.into(),
            state: state.into(),
            cut_off: Time::constant(16, 30, 0, 0),
            transit_days: 1,
            position,
            branch: None,
        };
        stock::put_warehouses(
            k,
            &system(),
            vec![warehouse("ulm", "Ulm", "BW", 1), warehouse("kempten", "Kempten", "BY", 2)],
        )
        .await
        .unwrap();
        let category = |id: &str, de: &str, en: &str| Category {
            id: CategoryId::new(id),
            name: Localized::new(de, en),
            position: 1,
        };
        catalog::put_categories(
            k,
            &system(),
            vec![
                category("hydraulik", "Hydraulik", "Hydraulics"),
                category("hydraulik/filter", "Filter", "Filters"),
            ],
        )
        .await
        .unwrap();
        for (id, name, country, vat_id, state) in [
            ("bauer", "Bauer Tiefbau GmbH", "DE", "DE136695976", "BY"),
            ("steiner", "Steiner Erdbau GmbH & Co KG", "AT", "ATU12345678", ""),
        ] {
            let company = Company {
                id: CompanyId::new(id),
                name: name.into(),
                number: format!("10-{id}"),
                vat_id: vat_id.into(),
                country: country.into(),
                addresses: vec![Address {
                    id: "hof".into(),
                    name: name.into(),
                    street: "Am Hof 1".into(),
                    postcode: "87435".into(),
                    city: "Kempten".into(),
                    country: country.into(),
                    state: state.into(),
                    extra: String::new(),
                }],
                price_list: Some(PriceListId::new(format!("c-{id}"))),
                group_list: None,
                discounts: [("filter".to_owned(), Decimal::from(10))].into(),
                state: CompanyState::Active,
                ..Company::default()
            };
            accounts::put_company(k, &system(), &company).await.unwrap();
        }
        self.part(
            "HY-4711.20-F",
            "Hydraulikfilterelement Rücklauf",
            "Hydraulic return filter element",
            PartCode::Normal,
        )
        .await;
        self.price("HY-4711.20-F", "list", ListKind::List, &[(1, 6200)]).await;
        self.price("HY-4711.20-F", "c-bauer", ListKind::Customer, &[(1, 4860), (5, 4420)]).await;
        self.stock("HY-4711.20-F", "ulm", 42, &[]).await;
    }

    pub async fn part(&self, number: &str, de: &str, en: &str, code: PartCode) {
        self.put(Self::filter(number, de, en, code)).await;
    }

    /// A part as the others of the shop.
    pub fn filter(number: &str, de: &str, en: &str, code: PartCode) -> PartData {
        PartData {
            number: PartNumber::parse(number).unwrap(),
            name: Localized::new(de, en),
            category: CategoryId::new("hydraulik/filter"),
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            code,
            discount_group: "filter".into(),
            replenishment_days: 5,
            ..PartData::default()
        }
    }

    pub async fn put(&self, part: PartData) {
        catalog::put_parts(&self.kontor, &system(), &[part], true).await.unwrap();
    }

    pub async fn price(&self, number: &str, list: &str, kind: ListKind, tiers: &[(i64, i64)]) {
        let entries = tiers
            .iter()
            .map(|(from, cents)| PriceEntry::of(kind, Quantity::of(*from), Decimal::new(*cents, 2)))
            .collect();
        let price = SetPrice { list: list.into(), part: key(number), entries };
        pricing::set_prices(&self.kontor, &system(), vec![price]).await.unwrap();
    }

    pub async fn stock(&self, number: &str, warehouse: &str, on_hand: i64, incoming: &[(Date, i64)]) {
        let level = SetStock {
            part: key(number),
            warehouse: WarehouseId::new(warehouse),
            on_hand: Quantity::of(on_hand),
            incoming: incoming
                .iter()
                .map(|(date, q)| Incoming { date: *date, quantity: Quantity::of(*q) })
                .collect(),
        };
        stock::set_stock(&self.kontor, &system(), vec![level]).await.unwrap();
    }

    /// Does everything that is due: mails, index.
    pub async fn settle(&self) {
        outbox::drain(&self.kontor).await.unwrap();
    }

    pub async fn add(&self, actor: &Actor, number: &str, quantity: i64) {
        let line = AddLine { part: key(number), quantity: Quantity::of(quantity) };
        carts::add_line(&self.kontor, actor, None, &line).await.unwrap();
    }
}

/// A buyer of the company with this id.
pub fn buyer(company: &str) -> Actor {
    customer(company, Role::Buyer)
}

pub fn customer(company: &str, role: Role) -> Actor {
    Actor {
        who: Who::Customer {
            person: PersonId::new(format!("{company}-{}", role.code())),
            name: format!("{} bei {company}", role.code()),
            company: CompanyId::new(company),
            company_name: company.into(),
            roles: vec![role],
        },
        channel: Channel::Portal,
        language: Language::De,
    }
}

pub fn dealer(role: Role) -> Actor {
    Actor {
        who: Who::Dealer {
            person: PersonId::new(role.code()),
            name: "Innendienst".into(),
            roles: vec![role],
        },
        channel: Channel::Desk,
        language: Language::De,
    }
}

/// An order of everything in the cart, as the checkout page sends it.
pub fn place(idempotency: &str) -> PlaceOrder {
    PlaceOrder {
        key: IdempotencyKey::new(idempotency),
        delivery: "hof".into(),
        billing: "hof".into(),
        po_number: "2026-118".into(),
        note: String::new(),
        requested: None,
        business: true,
        ..PlaceOrder::default()
    }
}
