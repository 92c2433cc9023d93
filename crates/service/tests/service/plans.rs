//! The plan of every query the operations send: none may scan a table that grows.

use kontor_domain::accounts::{Actor, Channel, CompanyFilter, Role};
use kontor_domain::carts::{AddLine, CartRight, FillCart, MakeCart, Transfer, TransferMode};
use kontor_domain::catalog::own::SetOwnNumber;
use kontor_domain::catalog::{BeginImport, ImportMode, PartCode, SearchQuery};
use kontor_domain::lists::{BoughtFilter, ListKind, ListSource, MakeList, NewLine};
use kontor_domain::orders::{CancelOrder, OrderFilter, OrderState};
use kontor_domain::pricing::{AnswerPrice, AskPrice, AskWhy, RequestFilter, RequestState};
use kontor_domain::{IdempotencyKey, ImportId, Quantity};
use kontor_service::{Kontor, carts, catalog, lists, orders, outbox, pricing};
use kontor_store::types::SurrealValue as _;

use crate::deal::{Deal, yes};
use crate::rules::Firm;
use crate::shop::{block, buyer, customer, dealer, key, place};

/// Small tables that are read whole on purpose, once per process.
const WHOLE: [&str; 2] = ["FROM warehouse", "FROM category"];

/// Asks what a part costs, and answers; every list of such questions.
async fn price_requests(firm: &Firm, me: &Actor, desk: &Actor) {
    let (shop, k) = (&firm.shop, &firm.shop.kontor);
    shop.part("SO-1", "Sonderteil", "Special part", PartCode::CallUs).await;
    let ask = AskPrice {
        key: IdempotencyKey::new("plan-price"),
        part: key("SO-1"),
        quantity: Quantity::ONE,
        wish: None,
        note: String::new(),
    };
    let request = pricing::ask_price(k, me, &ask).await.unwrap();
    catalog::part(k, me, &ask.part, None).await.unwrap();
    for state in [None, Some(RequestState::Open)] {
        for actor in [me, desk] {
            pricing::price_requests(k, actor, &RequestFilter { state, after: None }).await.unwrap();
        }
    }
    let answer = AnswerPrice {
        id: request.id,
        version: request.version,
        net: 7.into(),
        from: Quantity::ONE,
        until: None,
        words: String::new(),
    };
    pricing::answer_price(k, desk, &answer).await.unwrap();
    let asked = AskWhy { customer: "bauer".into(), part: "SO-1".into(), ..AskWhy::default() };
    pricing::why_price(k, desk, &asked).await.unwrap();
}

#[test]
fn every_query_about_signatures_follows_an_index_or_a_key() {
    use kontor_domain::signatures::{DelegateSignature, SendReminder};
    use kontor_service::{documents, signatures as room};

    use crate::signatures::{Asked, JONAS, SABINE, desk, drawn, known};
    block(async {
        let asked = Asked::new(kontor_domain::forms::SigningOrder::InOrder, JONAS, SABINE).await;
        let k = asked.k();
        k.store.record();
        let jonas = known(k, JONAS).await;
        room::shown_pdf(k, &jonas).await.unwrap();
        let to = DelegateSignature { name: "Mira".into(), email: "mira@bauer.example".into() };
        room::delegate(k, &jonas, &to).await.unwrap();
        let reminder = SendReminder { form: asked.form.clone(), element: "fitter".into() };
        room::remind(k, &desk(), &reminder).await.unwrap();
        let hash = &asked.round().await.hash;
        for to in ["mira@bauer.example", SABINE] {
            let token = known(k, to).await;
            room::sign(k, &token, &drawn(hash)).await.unwrap();
        }
        outbox::drain(k).await.unwrap();
        documents::upkeep(k).await.unwrap();
        assert!(none_scans(k).await > 20);
    });
}

#[test]
fn every_query_about_offers_follows_an_index_or_a_key() {
    use kontor_domain::quotes::{QuoteFilter, Turn};
    use kontor_service::quotes as room;
    block(async {
        let deal = Deal::new().await;
        let k = deal.k();
        k.store.record();
        let quote = deal.sent().await;
        for actor in [&deal.firm.jonas, &deal.tobias] {
            for company in [None, Some(kontor_domain::CompanyId::new("bauer"))] {
                for turn in [None, Some(Turn::Customer)] {
                    for mine in [false, true] {
                        let filter = QuoteFilter { company: company.clone(), turn, mine, after: None };
                        room::quotes(k, actor, &filter).await.unwrap();
                    }
                }
            }
            room::offer_pdf(k, actor, &quote, None).await.unwrap();
        }
        deal.view(&deal.firm.jonas, &quote).await.unwrap();
        deal.desk(&quote).await;
        room::open_count(k, &deal.tobias).await.unwrap();
        room::ladder(k, &deal.tobias).await.unwrap();
        let yes = yes(&quote, 1, &[], 2_380_000);
        deal.accept(&deal.firm.jonas, &yes).await.unwrap();
        assert!(none_scans(k).await > 20);
    });
}

/// A configuration is begun, changed, read in every way.
async fn configurations(firm: &Firm, me: &Actor, desk: &Actor) {
    use kontor_domain::configurations::{
        BeginConfiguration, ChangeConfiguration, ConfigurationFilter, EditModel, ModelEdit, Side,
    };
    use kontor_service::configurations as room;
    let (shop, k) = (&firm.shop, &firm.shop.kontor);
    let model = crate::models::offered(shop).await;
    let edit =
        EditModel { id: model.summary.id, version: model.version, edit: ModelEdit::RemoveExample { at: 0 } };
    kontor_service::models::edit_model(k, &dealer(Role::Manager), &edit).await.unwrap();
    let begin = BeginConfiguration {
        key: IdempotencyKey::new("plan-configuration"),
        company: None,
        model: kontor_domain::ModelId::new("kb-10"),
        name: String::new(),
        picks: Vec::new(),
        machines: 1,
    };
    let id = room::begin_configuration(k, me, &begin).await.unwrap();
    let change = ChangeConfiguration { id: id.clone(), version: 1, picks: Vec::new(), machines: Some(2) };
    room::change_configuration(k, desk, &change).await.unwrap();
    let company = Some(kontor_domain::CompanyId::new("bauer"));
    for (actor, company) in [(me, None), (desk, None), (desk, company)] {
        for archived in [false, true] {
            let filter = ConfigurationFilter { company: company.clone(), archived, after: None };
            room::configurations(k, actor, &filter).await.unwrap();
        }
    }
    room::configuration(k, me, &id).await.unwrap();
    room::versions(k, me, &id).await.unwrap();
    let side = |version| Side { configuration: id.clone(), version };
    room::compare(k, me, &side(Some(1)), &side(None)).await.unwrap();
}

#[test]
fn every_query_of_every_story_follows_an_index_or_a_key() {
    block(async {
        let firm = Firm::limited().await;
        let shop = &firm.shop;
        let k = &shop.kontor;
        k.store.record();
        let me = buyer("bauer");
        let desk = dealer(Role::Support);
        shop.add(&me, "HY-4711.20-F", 1).await;
        carts::cart(k, &me, None).await.unwrap();
        let order = orders::place_order(k, &me, &place("plan")).await.unwrap();
        for actor in [&me, &desk] {
            for state in [None, Some(OrderState::Placed)] {
                for channel in [None, Some(Channel::Telephone)] {
                    let filter = OrderFilter { state, channel, ..OrderFilter::default() };
                    orders::orders(k, actor, &filter).await.unwrap();
                }
            }
        }
        let cancel = CancelOrder { order: order.id.clone(), version: 1, reason: "x".into() };
        orders::cancel_order(k, &desk, &cancel).await.unwrap();
        promises(&firm, &me, &desk).await;
        Box::pin(approvals(&firm)).await;
        Box::pin(acting(&firm)).await;
        Box::pin(recurring(&firm)).await;
        Box::pin(delivered(&firm, &me)).await;
        Box::pin(told(&firm)).await;
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
        let company = kontor_domain::CompanyId::new("bauer");
        kontor_service::accounts::company(k, &dealer(Role::Manager), &company).await.unwrap();
        kontor_service::accounts::sweep(k).await.unwrap();
        let admin = dealer(Role::Admin);
        let of_company = OrderFilter { company: Some(company.clone()), ..OrderFilter::default() };
        orders::orders(k, &desk, &of_company).await.unwrap();
        let search = CompanyFilter { q: "bauer".into(), ..CompanyFilter::default() };
        for _ in 0..2 {
            kontor_service::accounts::companies(k, &admin, &search).await.unwrap();
            // Found again by its key alone.
            let bauer = kontor_service::accounts::rows::company(k, &company).await.unwrap();
            kontor_service::accounts::put_company(k, &admin, &bauer).await.unwrap();
        }
        kontor_service::stock::levels(k, &desk, &key("HY-4711.20-F")).await.unwrap();
        let upload = ImportId(k.new_id());
        std::fs::create_dir_all(catalog::uploads::folder(k)).unwrap();
        std::fs::write(
            catalog::uploads::path(k, &upload),
            "part_number;name_de;price;stock\nA;Teil;1,00;3\n",
        )
        .unwrap();
        let begin = BeginImport {
            key: IdempotencyKey::new("plan"),
            upload: upload.clone(),
            file: "a.csv".into(),
            bytes: 1,
            mode: ImportMode::AllOrNothing,
        };
        let import = catalog::begin_import(k, &admin, &begin).await.unwrap();
        k.clock.advance(jiff::SignedDuration::from_hours(20 * 24));
        catalog::uploads::sweep(k).await.unwrap();
        outbox::drain(k).await.unwrap();
        catalog::import_report(k, &admin, &import).await.unwrap();
        outbox::jobs(k, &admin).await.unwrap();
        kontor_service::payments::concerns(k, &desk).await.unwrap();
        outbox::revive_all(k, &admin).await.unwrap();
        let command = |kind, source| MakeList {
            key: IdempotencyKey::new(k.new_id()),
            name: "Liste".into(),
            kind,
            note: String::new(),
            customer: None,
            source,
        };
        let list = lists::make_list(k, &me, &command(ListKind::Company, ListSource::Empty)).await.unwrap();
        lists::make_list(k, &desk, &command(ListKind::Dealer, ListSource::Empty)).await.unwrap();
        let line = NewLine { part: key("HY-4711.20-F"), quantity: Quantity::ONE, note: String::new() };
        lists::add_line(k, &me, &list, &line).await.unwrap();
        lists::list(k, &me, &list).await.unwrap();
        lists::lists(k, &me).await.unwrap();
        lists::desk_lists(k, &desk, None).await.unwrap();
        for q in ["", "filter"] {
            lists::bought(k, &me, &BoughtFilter { q: q.into(), after: None }).await.unwrap();
        }
        lists::repeat(k, &me, &order.id).await.unwrap();
        price_requests(&firm, &me, &desk).await;
        Box::pin(configurations(&firm, &me, &desk)).await;
        let rows =
            carts::read_list(k, &me, carts::ListSource::Text("HY 4711.20-F 2\nHY-4711.21-F".into())).await;
        carts::check_rows(k, &me, rows.unwrap().rows).await.unwrap();
        let row = AddLine { part: key("HY-4711.20-F"), quantity: Quantity::ONE };
        let once = IdempotencyKey::new("plan-rows");
        carts::fill_cart(k, &me, &FillCart { key: once.clone(), cart: None, lines: vec![row] })
            .await
            .unwrap();
        let site = MakeCart { key: once.clone(), name: "Baustelle".into(), everybody: Some(CartRight::Edit) };
        let site = carts::make_cart(k, &me, &site).await.unwrap();
        carts::carts(k, &me).await.unwrap();
        carts::current_cart(k, &me).await.unwrap();
        carts::cart_settings(k, &me, &site).await.unwrap();
        let copy = Transfer {
            key: once.clone(),
            from: kontor_domain::CartId::new("bauer"),
            to: site.clone(),
            mode: TransferMode::Copy,
            parts: vec![key("HY-4711.20-F")],
        };
        carts::transfer(k, &me, &copy).await.unwrap();
        carts::delete_cart(k, &me, &site, true).await.unwrap();
        carts::undo_fill(k, &me, &once).await.unwrap();
        let own = SetOwnNumber { number: "B-1".into(), part: "HY-4711.20-F".into() };
        catalog::set_own_numbers(k, &customer("bauer", Role::CompanyAdmin), &[own]).await.unwrap();
        catalog::own_numbers(k, &me, Some("A")).await.unwrap();
        catalog::suggest(k, &me, "b 1").await.unwrap();
        assert!(none_scans(k).await > 20);
    });
}

/// Tariffs that are set up, shown with a cart, and a shipment that names its parcels.
async fn delivered(firm: &Firm, me: &Actor) {
    use kontor_domain::delivery::DeliveryChoice;
    use kontor_service::delivery;
    let k = &firm.shop.kontor;
    let admin = dealer(Role::Admin);
    delivery::put_tariffs(k, &admin, &crate::delivery::tariffs()).await.unwrap();
    delivery::tariffs(k, &admin).await.unwrap();
    delivery::delivery_offers(k, me, None, &DeliveryChoice::default()).await.unwrap();
    let line = AddLine { part: key("HY-4711.20-F"), quantity: Quantity::ONE };
    delivery::delivery_options(k, me, &[line], &DeliveryChoice::default()).await.unwrap();
    // What follows is ordered without.
    delivery::put_tariffs(k, &admin, &kontor_domain::delivery::Tariffs::default()).await.unwrap();
}

/// A line that slips, is chosen about, and counts when its day is over.
async fn promises(firm: &Firm, me: &Actor, desk: &Actor) {
    use kontor_domain::orders::{
        ChangeDraft, ChangeOrder, ChoiceState, ChooseForLine, ConfirmOrder, KeptFilter, KeptRows, LineChoice,
        MovedLine,
    };
    let shop = &firm.shop;
    let k = &shop.kontor;
    shop.add(me, "HY-4711.20-F", 60).await;
    let order = orders::place_order(k, me, &place("slips")).await.unwrap();
    let draft = ChangeDraft { po_number: Some("B-9".into()), ..ChangeDraft::default() };
    orders::start_change(k, me, &order.id, &draft).await.unwrap();
    let (key, version) = (IdempotencyKey::new("plan-change"), order.version);
    let change = ChangeOrder { key, order: order.id, version, draft, seen: None };
    let order = orders::change_order(k, me, &change).await.unwrap();
    let date = kontor_domain::Date::constant(2026, 12, 31);
    let moved = vec![MovedLine { position: 1, date, reason: "x".into() }];
    let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved };
    let slipped = orders::confirm_order(k, desk, &confirm).await.unwrap();
    let key = IdempotencyKey::new("plan-choose");
    let (order, version, choice) = (order.id, slipped.version, LineChoice::Split);
    orders::choose(k, me, &ChooseForLine { key, order, version, position: 1, choice }).await.unwrap();
    for actor in [me, desk] {
        let choice = Some(ChoiceState::Chosen);
        let found =
            orders::orders(k, actor, &OrderFilter { choice, ..OrderFilter::default() }).await.unwrap();
        assert_eq!(found.items.len(), 1);
        for only in [None, Some(KeptRows::Missed)] {
            let filter = KeptFilter { only, ..KeptFilter::default() };
            orders::promises_kept(k, actor, &filter).await.unwrap();
        }
    }
}

#[test]
fn every_query_about_cases_and_what_is_due_follows_an_index_or_a_key() {
    block(async {
        let firm = Firm::new().await;
        firm.shop.kontor.store.record();
        Box::pin(cases(&firm)).await;
        assert!(none_scans(&firm.shop.kontor).await > 20);
    });
}

/// A case on both sides, every list of cases, follow-ups and their reminder, and the look at what other processes wrote.
async fn cases(firm: &Firm) {
    use kontor_domain::cases::{CaseFilter, CaseStep, ChangeCase, WriteWords};
    use kontor_domain::follow_ups::{ChangeFollowUp, FollowUpFilter, FollowUpStep, MakeFollowUp};
    use kontor_service::{cases, follow_ups, live};
    let k = &firm.shop.kontor;
    let desk = crate::cases::colleague(&firm.shop, "jana", Role::Support).await;
    let case = crate::cases::ordered(firm).await;
    let words = WriteWords { key: IdempotencyKey::new("plan-words"), case: case.clone(), text: "x".into() };
    cases::write_message(k, &firm.jonas, &words).await.unwrap();
    let words = WriteWords { key: IdempotencyKey::new("plan-answer"), ..words };
    cases::write_message(k, &desk, &words).await.unwrap();
    cases::write_note(k, &desk, &words).await.unwrap();
    let step = CaseStep::Owner { person: desk.person().unwrap().clone() };
    let version = cases::case(k, &firm.jonas, &case, None).await.unwrap().version;
    cases::change_case(k, &desk, &ChangeCase { case: case.clone(), version, step }).await.unwrap();
    let company = firm.jonas.company().cloned();
    for filter in [
        CaseFilter::default(),
        CaseFilter { mine: true, ..CaseFilter::default() },
        CaseFilter { archived: true, ..CaseFilter::default() },
        CaseFilter { company: company.clone(), ..CaseFilter::default() },
        CaseFilter { code: case.to_string(), ..CaseFilter::default() },
    ] {
        for actor in [&firm.jonas, &desk] {
            cases::cases(k, actor, &filter).await.unwrap();
        }
    }
    cases::open_case(k, &desk, case.as_str()).await.unwrap();
    let due = kontor_domain::Date::constant(2026, 11, 25);
    let (key, case_of) = (IdempotencyKey::new("plan-follow-up"), Some(case.clone()));
    let make = MakeFollowUp { key, case: case_of, company: None, due, note: "x".into(), owner: None };
    let id = follow_ups::make_follow_up(k, &desk, &make).await.unwrap();
    for filter in [
        FollowUpFilter::default(),
        FollowUpFilter { all: true, ..FollowUpFilter::default() },
        FollowUpFilter { company: company.clone(), ..FollowUpFilter::default() },
        FollowUpFilter { case: Some(case.clone()), ..FollowUpFilter::default() },
        FollowUpFilter { owner: desk.person().cloned(), until: Some(due), ..FollowUpFilter::default() },
        FollowUpFilter {
            company,
            case: Some(case.clone()),
            owner: desk.person().cloned(),
            ..Default::default()
        },
    ] {
        follow_ups::follow_ups(k, &desk, &filter).await.unwrap();
    }
    follow_ups::due_count(k, &desk).await.unwrap();
    follow_ups::follow_up(k, &desk, &id).await.unwrap();
    let address = follow_ups::make_calendar(k, &desk, &IdempotencyKey::new("plan-calendar")).await.unwrap();
    follow_ups::calendar(k, crate::follow_ups::secret(&address)).await.unwrap();
    follow_ups::revoke_calendar(k, &desk).await.unwrap();
    k.clock.advance(jiff::SignedDuration::from_hours(23));
    outbox::drain(k).await.unwrap();
    let done = ChangeFollowUp { id, version: 1, step: FollowUpStep::Done };
    follow_ups::change_follow_up(k, &desk, &done).await.unwrap();
    cases::case(k, &desk, &case, Some("~")).await.unwrap();
    let watch = k.live.watch(case.as_str(), &desk).unwrap();
    live::look(k).await.unwrap();
    drop(watch);
}

#[test]
fn every_query_about_what_comes_back_follows_an_index_or_a_key() {
    block(async {
        let shop = crate::shop::Shop::new().await;
        shop.kontor.store.record();
        Box::pin(sent_back(&shop)).await;
        assert!(none_scans(&shop.kontor).await > 20);
    });
}

/// Returns in every state, and the ledger of cores.
async fn sent_back(shop: &crate::shop::Shop) {
    use kontor_domain::returns::{
        Condition, CoreFilter, ReturnFilter, ReturnReason, ReturnState, WithdrawReturn,
    };
    use kontor_service::returns;
    let (k, me, desk) = (&*shop.kontor, buyer("bauer"), dealer(Role::Support));
    let order = crate::returns::delivered(shop, "back", 2).await;
    let asked = |name: &str| crate::returns::ask(&order.id, name, 1, ReturnReason::NotNeeded);
    returns::start_return(k, &me, &order.id, &asked("a").lines).await.unwrap();
    let first = returns::request_return(k, &me, &asked("a")).await.unwrap();
    let withdraw = WithdrawReturn { id: first.id.clone(), version: first.version };
    returns::withdraw_return(k, &me, &withdraw).await.unwrap();
    let second = returns::request_return(k, &me, &asked("b")).await.unwrap();
    returns::add_photo(k, &me, &second.id, b"\xff\xd8\xff\xe0\0\x10JFIF\0").await.unwrap();
    let second = returns::goods_return(k, &me, &second.id).await.unwrap();
    let second = crate::returns::arrive(k, &second, 1, Condition::Sellable).await;
    crate::returns::accept(k, &second).await;
    returns::of_order(k, &me, &order.id).await.unwrap();
    for actor in [&me, &desk] {
        for state in [None, Some(ReturnState::Requested)] {
            returns::returns(k, actor, &ReturnFilter { state, ..ReturnFilter::default() }).await.unwrap();
        }
        let code = ReturnFilter { code: Some(second.code.clone()), ..ReturnFilter::default() };
        returns::returns(k, actor, &code).await.unwrap();
        for all in [true, false] {
            returns::core_ledger(k, actor, &CoreFilter { all, ..CoreFilter::default() }).await.unwrap();
        }
    }
}

/// Limits, budgets and approvals, also in somebody's place.
async fn approvals(firm: &Firm) {
    use kontor_domain::Date;
    use kontor_domain::accounts::rules::{Budget, BusinessUnit, Delegate, Over, Period};
    use kontor_domain::orders::ApproveOrder;
    let k = &firm.shop.kontor;
    let person = |actor: &kontor_domain::accounts::Actor| actor.person().unwrap().clone();
    firm.rule(|r| {
        r.units = vec![BusinessUnit {
            id: "u".into(),
            name: "U".into(),
            budget: Some(Budget {
                period: Period::Month,
                amount: kontor_domain::Money::cents(1_000_000),
                over: Over::Ask,
            }),
            chain: vec![],
        }];
        r.members[0].allowance.unit = "u".into();
        r.delegates = vec![Delegate {
            person: person(&firm.petra),
            stand_in: person(&firm.boss),
            from: Date::constant(2026, 11, 1),
            until: Date::constant(2026, 12, 1),
        }];
    })
    .await;
    firm.shop.add(&firm.jonas, "HY-4711.20-F", 3).await;
    let order = orders::place_order(k, &firm.jonas, &place("ruled")).await.unwrap();
    assert_eq!(orders::approvals(k, &firm.boss, None).await.unwrap().items.len(), 1);
    orders::approval_count(k, &firm.petra).await.unwrap();
    orders::approval_voice(k, &firm.petra, &order.id).await.unwrap();
    orders::outlook(k, &firm.jonas, order.totals.net).await.unwrap();
    k.clock.advance(jiff::SignedDuration::from_hours(72));
    outbox::drain(k).await.unwrap();
    let command = ApproveOrder { order: order.id.clone(), version: order.version, comment: String::new() };
    orders::approve_order(k, &firm.boss, &command).await.unwrap();
}

/// One of the dealer's people enters what somebody of the customer asked for.
async fn acting(firm: &Firm) {
    use kontor_domain::Language;
    use kontor_domain::accounts::{BeginActing, Caller};
    use kontor_service::accounts;
    let k = &firm.shop.kontor;
    crate::acting::hire(k, "plan.sales", Role::Sales).await;
    let secret = crate::acting::session(k, "plan.sales").await;
    let own = accounts::resume(k, &secret, Language::De).await.unwrap().unwrap();
    let command = BeginActing {
        key: IdempotencyKey::new("plan-acting"),
        company: kontor_domain::CompanyId::new("bauer"),
        caller: Caller { person: firm.jonas.person().cloned(), name: String::new() },
        channel: Channel::Telephone,
    };
    let mark = accounts::begin_acting(k, &own, &secret, &command).await.unwrap();
    let hat = accounts::resume_hats(k, &secret, Language::De).await.unwrap().unwrap().acting.unwrap();
    carts::add_line(k, &hat, None, &AddLine { part: key("HY-4711.20-F"), quantity: Quantity::ONE })
        .await
        .unwrap();
    orders::place_order(k, &hat, &place("plan-acting")).await.unwrap();
    accounts::stop_acting(k, &own, &secret, &mark).await.unwrap();
    let bauer = kontor_domain::CompanyId::new("bauer");
    accounts::company_credit(k, &own, &bauer).await.unwrap();
}

/// A recurring order is begun from an order, announced, placed and stopped.
async fn recurring(firm: &Firm) {
    use kontor_domain::accounts::rules::CompanyRules;
    use kontor_domain::recurring::{MakeRecurring, RecurringFilter, Step, StepRecurring};
    use kontor_service::recurring::{
        begin_recurring, make_recurring, recurring_order, recurring_orders, step_recurring,
    };
    let k = &firm.shop.kontor;
    firm.rule(|r| *r = CompanyRules { version: r.version, ..CompanyRules::default() }).await;
    begin_recurring(k, &firm.jonas, &ListSource::Cart { cart: None }).await.unwrap();
    let draft = crate::recurring::monthly(1);
    let make = MakeRecurring { key: IdempotencyKey::new("recurring"), draft };
    let id = make_recurring(k, &firm.jonas, &make).await.unwrap();
    for _ in 0..40 {
        k.clock.advance(jiff::SignedDuration::from_hours(24));
        outbox::drain(k).await.unwrap();
    }
    let view = recurring_order(k, &firm.jonas, &id).await.unwrap();
    assert_eq!(view.done, 1);
    for company in [None, Some(kontor_domain::CompanyId::new("bauer"))] {
        let filter = RecurringFilter { company, after: None };
        assert_eq!(recurring_orders(k, &dealer(Role::Support), &filter).await.unwrap().items.len(), 1);
    }
    recurring_orders(k, &firm.jonas, &RecurringFilter::default()).await.unwrap();
    let end = StepRecurring { recurring: id, version: view.head.version, step: Step::End };
    step_recurring(k, &firm.jonas, &end).await.unwrap();
}

/// An endpoint is made, told something, tried, paused, resumed and looked at.
async fn told(firm: &Firm) {
    use kontor_domain::hooks::{DeliveryFilter, DeliveryState, MakeHook};
    use kontor_service::hooks;
    let (k, admin) = (&*firm.shop.kontor, customer("bauer", Role::CompanyAdmin));
    // Nothing is sent: private networks are not allowed here, and these addresses lead nowhere else.
    let make = MakeHook {
        key: IdempotencyKey::new("plan-hook"),
        url: "https://erp.invalid/in".into(),
        description: String::new(),
        kinds: None,
    };
    let hook = hooks::make_hook(k, &admin, &make).await.unwrap().id;
    hooks::hooks(k, &admin).await.unwrap();
    let delivery = hooks::test_hook(k, &admin, &hook).await.unwrap();
    outbox::drain(k).await.unwrap();
    hooks::resend(k, &admin, &hook, &delivery).await.unwrap();
    hooks::pause_hook(k, &admin, &hook).await.unwrap();
    hooks::resume_hook(k, &admin, &hook).await.unwrap();
    for state in [None, Some(DeliveryState::Waiting)] {
        hooks::hook_log(k, &admin, &DeliveryFilter { hook: hook.clone(), state, after: None }).await.unwrap();
    }
    hooks::delivery(k, &admin, &hook, &delivery).await.unwrap();
    hooks::sweep(k).await.unwrap();
    hooks::delete_hook(k, &admin, &hook).await.unwrap();
}

#[test]
fn every_query_about_documents_follows_an_index_or_a_key() {
    block(async {
        let firm = Firm::new().await;
        firm.shop.kontor.store.record();
        Box::pin(documents(&firm)).await;
        assert!(none_scans(&firm.shop.kontor).await > 20);
    });
}

/// A document in every way: sent in, found, opened, shared, held, let go, exported, looked after.
async fn documents(firm: &Firm) {
    use futures::TryStreamExt as _;
    use kontor_domain::documents::{
        DeleteDocument, DocumentFilter, DocumentKind, HoldDocument, NewVersion, ReleaseHold, ShareDocument,
    };
    use kontor_domain::{CompanyId, Date, Language};
    use kontor_service::documents as room;

    use crate::documents::{command, pdf, pieces};
    let (k, me, keeper) = (&firm.shop.kontor, &firm.jonas, dealer(Role::Manager));
    let case = crate::cases::ordered(firm).await;
    let send =
        kontor_domain::documents::UploadDocument { case: Some(case.clone()), ..command("plan", "a.pdf") };
    let document = room::upload_document(k, me, &send, pieces(&pdf("a"))).await.unwrap();
    let once = IdempotencyKey::new("plan-version");
    let new = NewVersion { key: once.clone(), document: document.clone(), version: 1, file: "b.pdf".into() };
    room::new_version(k, me, &new, pieces(&pdf("b"))).await.unwrap();
    outbox::drain(k).await.unwrap();
    room::reindex(k, |_| {}).await.unwrap();
    let by_words = DocumentFilter { text: "a b".into(), ..Default::default() };
    for actor in [me, &keeper] {
        assert_eq!(room::documents(k, actor, &by_words).await.unwrap().items.len(), 1);
        room::preview(k, actor, &document, 1).await.unwrap();
    }
    let none = DocumentFilter { from: Some(Date::constant(2026, 1, 1)), ..Default::default() };
    for company in [None, Some(CompanyId::new("bauer"))] {
        for case in [None, Some(case.clone())] {
            for machine in ["", "WNC-1"] {
                for kind in [None, Some(DocumentKind::Upload)] {
                    let (company, case, machine) = (company.clone(), case.clone(), machine.to_owned());
                    let filter = DocumentFilter { company, case, machine, kind, ..none.clone() };
                    for actor in [me, &keeper] {
                        room::documents(k, actor, &filter).await.unwrap();
                    }
                }
            }
        }
    }
    room::open_document(k, me, &document, Some(1)).await.unwrap();
    let share = ShareDocument { key: once, document: document.clone(), days: 1, opens: 2 };
    let address = room::share_document(k, me, &share).await.unwrap();
    room::find_version(k, me, &document, Some(1)).await.unwrap();
    room::shared_document(k, address.rsplit('/').next().unwrap(), "192.0.2.9").await.unwrap();
    let packed = room::export_selection(k, me, std::slice::from_ref(&document)).await.unwrap();
    assert!(!packed.try_collect::<Vec<_>>().await.unwrap().is_empty());
    room::open_share(k, address.rsplit('/').next().unwrap(), "192.0.2.9", Language::De).await.unwrap();
    let seen = room::document(k, &keeper, &document).await.unwrap();
    room::end_share(k, me, &document, &seen.shares[0].id).await.unwrap();
    let hold = HoldDocument { document: document.clone(), version: 2, reason: "x".into() };
    room::hold_document(k, &keeper, &hold).await.unwrap();
    let release = ReleaseHold { document: document.clone(), version: 3 };
    room::release_hold(k, &keeper, &release).await.unwrap();
    let export = room::export(k, &keeper, &DocumentFilter::default()).await.unwrap();
    assert!(!export.try_collect::<Vec<_>>().await.unwrap().is_empty());
    room::chain(k, &keeper, 0).await.unwrap();
    room::latest_entries(k, &keeper, None).await.unwrap();
    room::document_entries(k, &keeper, &document).await.unwrap();
    room::verify(k, &keeper).await.unwrap();
    k.clock.advance(jiff::SignedDuration::from_hours(24 * 366 * 8));
    let delete = DeleteDocument { document, version: 4, reason: "x".into() };
    room::delete_document(k, &keeper, &delete).await.unwrap();
    room::upkeep(k).await.unwrap();
    outbox::drain(k).await.unwrap();
}

#[test]
fn every_query_about_seals_follows_an_index_or_a_key() {
    block(async {
        let firm = crate::seals::sealing().await;
        let k = &firm.kontor;
        k.store.record();
        crate::seals::everything(&firm).await;
        assert!(none_scans(k).await > 10);
    });
}

#[test]
fn every_query_about_machines_and_forms_follows_an_index_or_a_key() {
    block(async {
        let firm = Firm::new().await;
        firm.shop.kontor.store.record();
        Box::pin(forms(&firm)).await;
        assert!(none_scans(&firm.shop.kontor).await > 20);
    });
}

/// A machine is written down and found; a form is begun, filled in, listed in every way and discarded.
async fn forms(firm: &Firm) {
    use kontor_domain::forms::{BeginForm, DiscardForm, FormFilter, FormState, SaveAnswers};
    use kontor_domain::machines::MachineFilter;
    use kontor_domain::{CompanyId, TemplateId};
    use kontor_service::{forms as room, machines};
    let (k, me, desk) = (&firm.shop.kontor, &firm.jonas, dealer(Role::Admin));
    room::put_first_templates(k, &crate::shop::system()).await.unwrap();
    crate::machines::saved(k, "plan", "KB-1").await;
    for actor in [me, &desk] {
        machines::machine(k, actor, "KB-1").await.unwrap();
        room::templates(k, actor).await.unwrap();
    }
    for text in ["", "kb"] {
        let filter = MachineFilter { text: text.into(), ..MachineFilter::default() };
        let of_one = MachineFilter { company: Some(CompanyId::new("bauer")), ..filter.clone() };
        for (actor, filter) in [(me, &filter), (&desk, &filter), (&desk, &of_one)] {
            machines::machines(k, actor, filter).await.unwrap();
        }
    }
    let case = crate::cases::ordered(firm).await;
    let template = TemplateId::new("complaint");
    room::template(k, &desk, &template).await.unwrap();
    let begin = BeginForm {
        key: IdempotencyKey::new("plan"),
        template,
        company: None,
        machine: "KB-1".into(),
        case: Some(case.clone()),
        order: None,
    };
    let form = room::begin_form(k, me, &begin).await.unwrap().head.id;
    let phone = kontor_domain::forms::Answer::Text("0831 1".into());
    let changes = [("phone".to_owned(), Some(phone))].into();
    let save = SaveAnswers { form: form.clone(), base: 1, changes, settled: Vec::new() };
    room::save_answers(k, me, &save).await.unwrap();
    let photo = room::add_form_photo(k, me, &form, b"\xff\xd8\xff\xe0\0\x10JFIF\0").await.unwrap();
    room::form_photo(k, me, &form, &photo.hash).await.unwrap();
    for company in [None, Some(CompanyId::new("bauer"))] {
        for case in [None, Some(case.clone())] {
            for machine in ["", "KB-1"] {
                for state in [None, Some(FormState::Draft)] {
                    let (company, case) = (company.clone(), case.clone());
                    let filter = FormFilter { company, case, machine: machine.into(), state, after: None };
                    for actor in [me, &desk] {
                        assert_eq!(room::forms(k, actor, &filter).await.unwrap().items.len(), 1);
                    }
                }
            }
        }
    }
    room::discard_form(k, me, &DiscardForm { form, version: 3 }).await.unwrap();
    outbox::drain(k).await.unwrap();
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
            let by_key = ["ORDER BY seq", "ORDER BY moved", "ORDER BY slot"]
                .iter()
                .any(|order| statement.contains(order));
            let sorts = by_key && plan.contains("Sort");
            assert!(!sorts, "a list must follow its index in order: {statement}\n{plan}");
            looked_at += 1;
        }
    }
    looked_at
}
