//! A small dealer behind the real router: a store on disk, two customers, one person per role, keys.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use futures::StreamExt as _;
use http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::civil::{DateTime, Time};
use kontor_domain::accounts::{Actor, Address, Channel, Company, MakeKey, NewPerson, Right, Role, SignIn};
use kontor_domain::carts::{AddLine, MakeCart};
use kontor_domain::case::CaseCode;
use kontor_domain::catalog::{Category, ImportMode, PartCode, PartData, PartNumber};
use kontor_domain::configurations::{BeginConfiguration, ImportModel, ModelStep, StepModel};
use kontor_domain::documents::{DocumentKind, UploadDocument};
use kontor_domain::follow_ups::MakeFollowUp;
use kontor_domain::forms::BeginForm;
use kontor_domain::hooks::MakeHook;
use kontor_domain::lists::{ListKind as Shelf, ListSource, MakeList, NewLine};
use kontor_domain::machines::SaveMachine;
use kontor_domain::orders::{ConfirmOrder, PlaceOrder};
use kontor_domain::pricing::{AskPrice, ListKind, PriceEntry, SetPrice};
use kontor_domain::quotes::{AddPosition, BeginQuote, Choice, NewItem, SendQuote, Source, UnitCost};
use kontor_domain::recurring::{Draft, DraftLine, Every, MakeRecurring, Plan};
use kontor_domain::returns::{AskedLine, RequestReturn, ReturnReason};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::stock::{SetStock, Warehouse};
use kontor_domain::{
    CartId, CategoryId, CompanyId, Decimal, IdempotencyKey, Language, Localized, ModelId, Money, OrderId,
    PartKey, Quantity, TemplateId, Unit, WarehouseId,
};
use kontor_server::config::Config;
use kontor_server::house::open_with;
use kontor_server::router::{AppState, COOKIE, router};
use kontor_service::quotes::PartCost;
use kontor_service::{
    Clock, Ids, Kontor, accounts, carts, catalog, configurations, documents, follow_ups, forms, hooks, lists,
    machines, models, orders, outbox, pricing, quotes, recurring, returns, shipments, stock,
};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The password of everybody made here.
pub const PASSWORD: &str = "bagger fahren 24";
/// Tuesday, 24 November 2026, nine in the morning.
pub const NOW: DateTime = DateTime::constant(2026, 11, 24, 9, 0, 0, 0);
pub const FILTER: &str = "HY-4711.20-F";
/// A part whose price is agreed on.
pub const ON_REQUEST: &str = "SO-1000";

/// Runs a test on threads with the stack SurrealDB needs.
pub fn block<F>(future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async { tokio::spawn(future).await }).expect("the test did not panic")
}

pub struct House {
    pub folder: TempDir,
    pub config: Config,
    pub kontor: Arc<Kontor>,
    pub app: Router,
    /// Cookies by name of the person: `buyer`, `approver`, ..., and `stranger`, who buys for and administers
    /// another company.
    pub cookies: HashMap<&'static str, String>,
    /// Secrets of keys: `erp`, `desk`, `depot`, `customer`, `stranger`, `poor` (a key with no right that helps),
    /// `manager` (orders for the company and manages it).
    pub keys: HashMap<&'static str, String>,
    /// An order of the company `bauer`.
    pub order: Option<OrderId>,
    /// Its case, and a parcel of it.
    pub case: String,
    pub shipment: String,
    /// One of its filters comes back.
    pub goods_return: String,
    /// What the buyer asked the price of: [`ON_REQUEST`].
    pub price_request: String,
    /// A preview of an import.
    pub import: String,
    /// Somebody of the company `bauer` who may be shut out: nobody else here.
    pub person: String,
    /// A list of the company `bauer`, and one of the dealer for all.
    pub list: String,
    pub dealer_list: String,
    /// A cart of the buyer alone.
    pub cart: CartId,
    /// A recurring order of the buyer.
    pub recurring: String,
    /// A configuration of the buyer, of the model `rl-60`.
    pub configuration: String,
    /// An offer that the buyer asked for and has: filters, and a service of which it is known what it costs.
    pub offer: String,
    /// Endpoints of the company `bauer` and of the dealer, where nobody listens.
    pub hook: String,
    pub dealer_hook: String,
    /// A follow-up of the support on the case.
    pub follow_up: String,
    /// A document that the buyer brought in.
    pub document: String,
    /// A form that the buyer has begun; the machine `KB-1` is the company's.
    pub form: String,
}

pub fn system() -> Actor {
    Actor::system(Channel::Cli)
}

pub fn key(number: &str) -> PartKey {
    PartNumber::parse(number).expect("a part number").key()
}

pub fn config(folder: &TempDir) -> Config {
    let mut config =
        Config { data: folder.path().join("data"), site: folder.path().join("site"), ..Config::default() };
    config.http.requests_per_second = 0;
    // Endpoints of webhooks are here, never on the Internet.
    config.hooks.private_networks = true;
    config
}

impl House {
    /// Without goods and people: quick.
    pub async fn empty(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&folder);
        change(&mut config);
        site(&config);
        let kontor = open_with(&config, Clock::held(NOW), Ids::seeded(3)).await.expect("the house opens");
        let app = router(&AppState::new(Arc::clone(&kontor), config.clone()));
        Self {
            folder,
            config,
            kontor,
            app,
            cookies: HashMap::new(),
            keys: HashMap::new(),
            order: None,
            case: String::new(),
            shipment: String::new(),
            goods_return: String::new(),
            price_request: String::new(),
            import: String::new(),
            person: String::new(),
            list: String::new(),
            dealer_list: String::new(),
            cart: CartId::default(),
            recurring: String::new(),
            configuration: String::new(),
            offer: String::new(),
            hook: String::new(),
            dealer_hook: String::new(),
            follow_up: String::new(),
            document: String::new(),
            form: String::new(),
        }
    }

    pub async fn full() -> Self {
        Self::full_with(|_| {}).await
    }

    pub async fn full_with(change: impl FnOnce(&mut Config)) -> Self {
        let mut house = Box::pin(Self::empty(change)).await;
        Box::pin(house.goods()).await;
        Box::pin(house.people()).await;
        Box::pin(house.spare()).await;
        Box::pin(house.make_keys()).await;
        Box::pin(house.place()).await;
        Box::pin(outbox::drain(&house.kontor)).await.expect("drained");
        house
    }

    async fn goods(&self) {
        let (k, system) = (&self.kontor, system());
        let ulm = Warehouse {
            id: WarehouseId::new("ulm"),
            name: "Ulm".into(),
            state: "BW".into(),
            cut_off: Time::constant(16, 30, 0, 0),
            transit_days: 1,
            position: 1,
            branch: None,
        };
        stock::put_warehouses(k, &system, vec![ulm]).await.expect("warehouses");
        let filters = Category {
            id: CategoryId::new("hydraulik/filter"),
            name: Localized::new("Filter", "Filters"),
            position: 1,
        };
        catalog::put_categories(k, &system, vec![filters]).await.expect("categories");
        let part = PartData {
            number: PartNumber::parse(FILTER).expect("a part number"),
            name: Localized::new("Hydraulikfilter", "Hydraulic filter"),
            category: CategoryId::new("hydraulik/filter"),
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            replenishment_days: 5,
            ..PartData::default()
        };
        let agreed = PartData {
            number: PartNumber::parse(ON_REQUEST).expect("a part number"),
            name: Localized::new("Sonderzylinder", "Special cylinder"),
            code: PartCode::CallUs,
            ..part.clone()
        };
        catalog::put_parts(k, &system, &[part, agreed], true).await.expect("parts");
        let entry = PriceEntry::of(ListKind::List, Quantity::ONE, Decimal::new(4860, 2));
        let price = SetPrice { list: "list".into(), part: key(FILTER), entries: vec![entry] };
        pricing::set_prices(k, &system, vec![price]).await.expect("prices");
        let level = SetStock {
            part: key(FILTER),
            warehouse: WarehouseId::new("ulm"),
            on_hand: Quantity::of(100),
            incoming: vec![],
        };
        stock::set_stock(k, &system, vec![level]).await.expect("stock");
    }

    pub async fn people(&mut self) {
        for id in ["bauer", "steiner"] {
            let address = Address {
                id: "hof".into(),
                name: format!("{id} GmbH"),
                street: "Am Hof 1".into(),
                postcode: "87435".into(),
                city: "Kempten".into(),
                country: "DE".into(),
                state: "BY".into(),
                ..Address::default()
            };
            let company = Company {
                id: CompanyId::new(id),
                name: format!("{id} GmbH"),
                number: format!("10-{id}"),
                country: "DE".into(),
                addresses: vec![address],
                ..Company::default()
            };
            accounts::put_company(&self.kontor, &system(), &company).await.expect("a company");
        }
        for (name, company, roles) in [
            ("buyer", Some("bauer"), &[Role::Buyer][..]),
            ("approver", Some("bauer"), &[Role::Approver]),
            ("company_admin", Some("bauer"), &[Role::CompanyAdmin]),
            ("stranger", Some("steiner"), &[Role::Buyer, Role::CompanyAdmin]),
            ("support", None, &[Role::Support]),
            ("sales", None, &[Role::Sales]),
            ("warehouse", None, &[Role::Warehouse]),
            ("manager", None, &[Role::Manager]),
            ("admin", None, &[Role::Admin]),
        ] {
            let email = format!("{name}@kontor.example");
            let person = NewPerson {
                name: name.into(),
                email: email.clone(),
                company: company.map(CompanyId::new),
                roles: roles.to_vec(),
                language: Language::De,
                password: PASSWORD.into(),
            };
            accounts::make_person(&self.kontor, &system(), person).await.expect("a person");
            let sign_in = SignIn { email, password: PASSWORD.into(), address: "192.0.2.1".into() };
            let signed_in = accounts::sign_in(&self.kontor, &sign_in).await.expect("signed in");
            self.cookies.insert(name, signed_in.secret);
        }
    }

    async fn spare(&mut self) {
        let person = NewPerson {
            name: "spare".into(),
            email: "spare@kontor.example".into(),
            company: Some(CompanyId::new("bauer")),
            roles: vec![Role::Buyer],
            language: Language::De,
            password: PASSWORD.into(),
        };
        let id = accounts::make_person(&self.kontor, &system(), person).await.expect("a person");
        self.person = id.to_string();
    }

    async fn make_keys(&mut self) {
        for (name, company, rights) in [
            ("erp", None, vec![Right::ManageStock, Right::ManageCatalog]),
            (
                "desk",
                None,
                vec![Right::SeeOrders, Right::ManageCredit, Right::ManageCustomers, Right::ManageHooks],
            ),
            ("depot", None, vec![Right::SeeOrders, Right::ConfirmOrders, Right::ShipOrders]),
            ("customer", Some("bauer"), vec![Right::SeeOwnOrders, Right::Order, Right::ManageOwnHooks]),
            ("stranger", Some("steiner"), vec![Right::SeeOwnOrders, Right::ManageOwnHooks]),
            ("poor", Some("bauer"), vec![Right::ManageCompany]),
            ("manager", Some("bauer"), vec![Right::SeeOwnOrders, Right::Order, Right::ManageCompany]),
        ] {
            let command = MakeKey {
                key: IdempotencyKey::new(name),
                name: name.into(),
                company: company.map(CompanyId::new),
                rights,
            };
            let made = accounts::make_key(&self.kontor, &system(), &command).await.expect("a key");
            self.keys.insert(name, made.secret);
        }
    }

    async fn place(&mut self) {
        let buyer = accounts::resume(&self.kontor, &self.cookies["buyer"], Language::De)
            .await
            .expect("the store answers")
            .expect("the buyer is signed in");
        let id = self.order_by(&buyer, "first-order").await;
        let confirm = ConfirmOrder { order: id.clone(), version: self.version(&id).await, moved: vec![] };
        orders::confirm_order(&self.kontor, &system(), &confirm).await.expect("confirmed");
        let parcel = ShipOrder {
            key: IdempotencyKey::new("first-parcel"),
            order: id.clone(),
            version: self.version(&id).await,
            carrier: "DPD".into(),
            tracking: "0123456789".into(),
            lines: vec![(1, Quantity::ONE)],
            ..ShipOrder::default()
        };
        let order = shipments::ship_order(&self.kontor, &system(), &parcel).await.expect("shipped");
        self.case = order.case.to_string();
        self.shipment = order.shipments[0].id.to_string();
        let asked = AskedLine { position: 1, quantity: Quantity::ONE, reason: ReturnReason::Defect };
        let back = RequestReturn {
            key: IdempotencyKey::new("first-return"),
            order: id.clone(),
            lines: vec![asked],
            words: "Undicht".into(),
            seen: None,
        };
        self.goods_return =
            returns::request_return(&self.kontor, &buyer, &back).await.expect("announced").id.0;
        self.order = Some(id);
        let ask = AskPrice {
            key: IdempotencyKey::new("first-question"),
            part: key(ON_REQUEST),
            quantity: Quantity::ONE,
            wish: None,
            note: String::new(),
        };
        self.price_request = pricing::ask_price(&self.kontor, &buyer, &ask).await.expect("asked").id.0;
        let import = ImportModel { file: kontor_demo::models()[1].to_owned(), version: None };
        let model = models::import_model(&self.kontor, &system(), &import).await.expect("a model");
        let step = StepModel { id: model.summary.id, version: model.version, step: ModelStep::Release };
        models::step_model(&self.kontor, &system(), &step).await.expect("released");
        let file = self.folder.path().join("parts.csv");
        std::fs::write(&file, "part_number;name_de;price\nHY-1;Filter;62,00\n").expect("a file");
        let preview = catalog::import(&self.kontor, &system(), "parts.csv", &file, ImportMode::Preview).await;
        self.import = preview.expect("a report").id.to_string();
        let mine = MakeCart { key: IdempotencyKey::new("mine"), name: "Baustelle".into(), everybody: None };
        self.cart = carts::make_cart(&self.kontor, &buyer, &mine).await.expect("a cart");
        let shared = CartId::new("bauer");
        carts::choose_cart(&self.kontor, &buyer, &shared).await.expect("chosen");
        self.list = self.list_by(&buyer, "Wintercheck", Shelf::Company).await;
        self.recurring = self.recurring_by(&buyer).await;
        self.configuration = self.configuration_by(&buyer).await;
        self.offer = self.offer_by(&buyer).await;
        self.dealer_list = self.list_by(&system(), "Service 500 h", Shelf::Dealer).await;
        let admin = accounts::resume(&self.kontor, &self.cookies["company_admin"], Language::De).await;
        let admin = admin.expect("the store answers").expect("the company's admin is signed in");
        self.hook = self.hook_by(&admin).await;
        self.dealer_hook = self.hook_by(&system()).await;
        let support = accounts::resume(&self.kontor, &self.cookies["support"], Language::De).await;
        let support = support.expect("the store answers").expect("the support is signed in");
        let again = MakeFollowUp {
            key: IdempotencyKey::new("first-follow-up"),
            case: CaseCode::parse(&self.case),
            company: None,
            due: NOW.date(),
            note: "Anrufen".into(),
            owner: None,
        };
        self.follow_up = follow_ups::make_follow_up(&self.kontor, &support, &again).await.expect("made").0;
        self.document = self.document_by(&buyer).await;
        self.form = self.form_by(&buyer).await;
    }

    /// A complaint, begun with the first release of its template.
    async fn form_by(&self, buyer: &Actor) -> String {
        forms::put_first_templates(&self.kontor, &system()).await.expect("templates");
        let machine = SaveMachine {
            key: IdempotencyKey::new("first-machine"),
            serial: "KB-1".into(),
            model: "KB 220 LC".into(),
            maker: String::new(),
            company: CompanyId::new("bauer"),
            unit: String::new(),
            site: String::new(),
            year: None,
            version: None,
        };
        machines::save_machine(&self.kontor, &system(), &machine).await.expect("a machine");
        let command = BeginForm {
            key: IdempotencyKey::new("first-form"),
            template: TemplateId::new("complaint"),
            company: None,
            machine: String::new(),
            case: None,
            order: None,
        };
        forms::begin_form(&self.kontor, buyer, &command).await.expect("begun").head.id.0
    }

    /// A protocol, as text.
    async fn document_by(&self, buyer: &Actor) -> String {
        let command = UploadDocument {
            key: IdempotencyKey::new("first-document"),
            company: None,
            case: None,
            machine: String::new(),
            unit: String::new(),
            kind: DocumentKind::Upload,
            title: "Übergabe".into(),
            file: "Protokoll.txt".into(),
            dated: None,
            inside: false,
        };
        let file = futures::stream::once(async { Ok(bytes::Bytes::from_static(b"Alles in Ordnung.")) });
        documents::upload_document(&self.kontor, buyer, &command, file.boxed()).await.expect("kept").0
    }

    /// A list with three filters.
    async fn list_by(&self, actor: &Actor, name: &str, kind: Shelf) -> String {
        let line = NewLine { part: key(FILTER), quantity: Quantity::of(3), note: String::new() };
        let command = MakeList {
            key: IdempotencyKey::new(name),
            name: name.into(),
            kind,
            note: String::new(),
            customer: None,
            source: ListSource::Lines { lines: vec![line] },
        };
        lists::make_list(&self.kontor, actor, &command).await.expect("a list").to_string()
    }

    /// Three filters on the first of every month.
    async fn recurring_by(&self, buyer: &Actor) -> String {
        let line = DraftLine { part: key(FILTER), quantity: Quantity::of(3), seen: None };
        let every = Every::Months { n: 1, day: 1 };
        let from = kontor_domain::Date::constant(2026, 12, 1);
        let draft = Draft {
            name: "Filter".into(),
            lines: vec![line],
            plan: Plan { every, from, until: None, count: None },
            tolerance: Decimal::ZERO,
            remind_days: 2,
            delivery: "hof".into(),
            billing: "hof".into(),
            po_number: String::new(),
            note: String::new(),
            unit: String::new(),
            cost_centre: String::new(),
            business: true,
            service: String::new(),
            completeness: None,
        };
        let command = MakeRecurring { key: IdempotencyKey::new("recurring"), draft };
        recurring::make_recurring(&self.kontor, buyer, &command).await.expect("a recurring order").to_string()
    }

    async fn configuration_by(&self, buyer: &Actor) -> String {
        let command = BeginConfiguration {
            key: IdempotencyKey::new("configuration"),
            company: None,
            model: ModelId::new("rl-60"),
            name: "Lader".into(),
            picks: Vec::new(),
            machines: 1,
        };
        configurations::begin_configuration(&self.kontor, buyer, &command).await.expect("begun").to_string()
    }

    /// Asked for by the buyer, with a free position on top, sent.
    async fn offer_by(&self, buyer: &Actor) -> String {
        let (k, system) = (&self.kontor, system());
        let cost = UnitCost { purchase: Decimal::new(3_014_159, 5), ..UnitCost::default() };
        let cost = PartCost { part: key(FILTER), cost };
        quotes::set_part_costs(k, &system, vec![cost]).await.expect("costs");
        let ask = BeginQuote {
            key: IdempotencyKey::new("first-offer"),
            source: Source::Part { part: key(FILTER), quantity: Quantity::of(3) },
            ..BeginQuote::default()
        };
        let quote = quotes::begin_quote(k, buyer, &ask).await.expect("an offer");
        let item = NewItem::Free {
            name: "Einbau".into(),
            quantity: Quantity::ONE,
            unit: Unit::Piece,
            net: Money::cents(12_000),
        };
        let key = IdempotencyKey::new("first-position");
        let add = AddPosition { key, quote: quote.clone(), version: 1, item, choice: Choice::Optional };
        quotes::add_position(k, &system, &add).await.expect("a position");
        let send = SendQuote {
            quote: quote.clone(),
            version: 2,
            valid_until: kontor_domain::Date::constant(2026, 12, 31),
            words: String::new(),
            follow_up: None,
        };
        quotes::send_quote(k, &system, &send).await.expect("sent");
        quote.0
    }

    /// Everything to a port of this machine that nobody has.
    async fn hook_by(&self, owner: &Actor) -> String {
        let command = MakeHook {
            key: IdempotencyKey::new("hook"),
            url: "http://127.0.0.1:9/in".into(),
            description: "ERP".into(),
            kinds: None,
        };
        hooks::make_hook(&self.kontor, owner, &command).await.expect("an endpoint").id.to_string()
    }

    async fn version(&self, order: &OrderId) -> i64 {
        orders::order(&self.kontor, &system(), order).await.expect("the order").version
    }

    /// Orders two filters.
    pub async fn order_by(&self, buyer: &Actor, once: &str) -> OrderId {
        let line = AddLine { part: key(FILTER), quantity: Quantity::of(2) };
        carts::add_line(&self.kontor, buyer, None, &line).await.expect("in the cart");
        let command = PlaceOrder {
            key: IdempotencyKey::new(once),
            delivery: "hof".into(),
            billing: "hof".into(),
            po_number: "B-1".into(),
            note: String::new(),
            requested: None,
            business: true,
            ..PlaceOrder::default()
        };
        orders::place_order(&self.kontor, buyer, &command).await.expect("ordered").id
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.expect("the router does not fail");
        let (head, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 10_000_000).await.expect("a whole body");
        Answer {
            status: head.status,
            headers: head.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// With the key's secret.
    pub async fn api(&self, method: Method, path: &str, key: &str, json: &str) -> Answer {
        self.send(self.by_key(method, path, key, json).body(Body::from(json.to_owned())).expect("a request"))
            .await
    }

    /// As [`Self::api`], with an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, once: &str, json: &str) -> Answer {
        let request = self.by_key(Method::POST, path, key, json).header("idempotency-key", once);
        self.send(request.body(Body::from(json.to_owned())).expect("a request")).await
    }

    fn by_key(&self, method: Method, path: &str, key: &str, json: &str) -> http::request::Builder {
        let request =
            request(method, path).header(header::AUTHORIZATION, format!("Bearer {}", self.keys[key]));
        if json.is_empty() { request } else { request.header(header::CONTENT_TYPE, "application/json") }
    }
}

/// A request from this machine, from a page of ours.
pub fn request(method: Method, path: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:3000")
        .header("sec-fetch-site", "same-origin")
        .extension(ConnectInfo(std::net::SocketAddr::from(([127, 0, 0, 1], 40_000))))
}

pub fn cookie(secret: &str) -> String {
    format!("{COOKIE}={secret}")
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

/// What a build leaves, in small.
fn site(config: &Config) {
    let write = |path: &str, text: &str| {
        let path = config.site.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    write("pkg/kontor.css", "body { margin: 0 }");
    write("pkg/kontor.y3n0kZ5sW0q2mE1tXbUv8g.js", "export default 1;");
    write("pkg/kontor.y3n0kZ5sW0q2mE1tXbUv8g.js.br", "compressed");
}
