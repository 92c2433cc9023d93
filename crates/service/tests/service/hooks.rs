//! Webhooks out: who hears what, signed, again and again until it is taken, and nobody waits for anybody else.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Right, Role, SaveCredit};
use kontor_domain::events::Happened;
use kontor_domain::hooks::{
    ChangeHook, DeliveryFilter, DeliveryState, DeliveryView, HookKind, HookState, MAX_HOOKS, MadeHook,
    MakeHook, Trouble,
};
use kontor_domain::{CompanyId, Error, HookId, IdempotencyKey, Language, Money, Problem};
use kontor_service::change::{Change, Subject};
use kontor_service::outbox::{self, Drained, Pending};
use kontor_service::{Kontor, accounts, hooks, orders};

use crate::receiver::{Does, Receiver, who_hangs_up};
use crate::shop::{Shop, block, buyer, customer, dealer, place};
use crate::support::{World, program, system};

const FILTER: &str = "HY-4711.20-F";

fn admin() -> Actor {
    customer("bauer", Role::CompanyAdmin)
}

/// Endpoints here are on this machine.
async fn world() -> World {
    World::with(|s| s.hooks.private_networks = true).await
}

/// With goods to order.
async fn shop() -> Shop {
    let world = world().await;
    let shop = Shop { kontor: world.kontor, folder: world.folder };
    shop.fill().await;
    shop
}

async fn make(k: &Kontor, owner: &Actor, url: &str, kinds: Option<Vec<HookKind>>) -> MadeHook {
    let key = IdempotencyKey::new(k.new_id());
    let command = MakeHook { key, url: url.into(), description: "ERP".into(), kinds };
    hooks::make_hook(k, owner, &command).await.unwrap()
}

/// The company `bauer` with a system that is told everything.
async fn connected() -> (World, Receiver, MadeHook) {
    let world = world().await;
    world.company("bauer").await;
    let receiver = Receiver::start().await;
    let hook = make(&world.kontor, &admin(), &receiver.url, None).await;
    (world, receiver, hook)
}

/// The outbox at work, as in the running program, until it is told to stop.
fn at_work(world: &World) -> (tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let (say, stop) = tokio::sync::oneshot::channel::<()>();
    let stopped = async {
        let _ = stop.await;
    };
    (say, tokio::spawn(outbox::run(world.kontor.clone(), stopped)))
}

/// Something happens to an order of this company.
async fn happen(k: &Kontor, company: &str, times: usize) {
    let actor = system();
    let mut change = Change::new(k, &actor);
    let subject = Subject::new("order", "01JD").of(&CompanyId::new(company)).in_case("K7F-4RTM");
    for _ in 0..times {
        change.event(&subject, Happened::OrderConfirmed);
    }
    change.commit().await.unwrap();
}

async fn log(k: &Kontor, owner: &Actor, hook: &HookId) -> Vec<DeliveryView> {
    let filter = DeliveryFilter { hook: hook.clone(), ..DeliveryFilter::default() };
    hooks::hook_log(k, owner, &filter).await.unwrap().deliveries.items
}

async fn state(k: &Kontor, owner: &Actor, hook: &HookId) -> HookState {
    let filter = DeliveryFilter { hook: hook.clone(), ..DeliveryFilter::default() };
    hooks::hook_log(k, owner, &filter).await.unwrap().hook.state
}

async fn drain(k: &Kontor) -> Drained {
    outbox::drain(k).await.unwrap()
}

#[test]
fn an_order_is_told_to_its_company_and_the_dealer_signed_and_to_nobody_else() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let (own, dealers, others) =
            (Receiver::start().await, Receiver::start().await, Receiver::start().await);
        let mine = make(k, &admin(), &own.url, None).await;
        let his = make(k, &dealer(Role::Admin), &dealers.url, None).await;
        make(k, &customer("steiner", Role::CompanyAdmin), &others.url, None).await;
        assert_ne!(mine.secret, his.secret);

        shop.add(&buyer("bauer"), FILTER, 2).await;
        let order = orders::place_order(k, &buyer("bauer"), &place("told")).await.unwrap();
        drain(k).await;

        assert!(others.came().is_empty(), "another company's order does not exist");
        let (came, also) = (own.came(), dealers.came());
        assert_eq!(
            (own.kinds(), dealers.kinds()),
            (vec!["order.placed".to_owned()], vec!["order.placed".to_owned()])
        );
        assert!(came[0].signed_with(&mine.secret) && !came[0].signed_with(&his.secret));
        assert!(also[0].signed_with(&his.secret));
        assert_eq!(came[0].header("webhook-id"), also[0].header("webhook-id"), "one event, one id");
        assert_eq!(came[0].header("webhook-timestamp"), k.clock.now().as_second().to_string());
        assert_eq!(came[0].header("content-type"), "application/json");
        let told = came[0].json();
        assert_eq!(told["id"], came[0].header("webhook-id"));
        assert_eq!(told["timestamp"], "2026-11-24T08:00:00Z");
        let data = &told["data"];
        assert_eq!(data["company"], "bauer");
        assert_eq!(data["case"], order.case.as_str());
        assert_eq!((&data["po_number"], &data["lines"]), (&"2026-118".into(), &1.into()));
        assert_eq!(data["order"], order.id.as_str());
        assert_eq!(data["resource"], format!("http://127.0.0.1:3000/api/v1/orders/{}", order.id));

        let confirm = orders_confirm(&order);
        orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap();
        drain(k).await;
        assert_eq!(own.kinds(), ["order.placed", "order.confirmed"]);
        assert_eq!(
            own.came()[1].json()["data"]["po_number"],
            "2026-118",
            "also of what only the order's record knows"
        );

        let sent = log(k, &admin(), &mine.id).await;
        assert_eq!(sent.len(), 2);
        assert!(sent.iter().all(|d| d.state == DeliveryState::Delivered && d.attempts.len() == 1));
        let attempt = &sent[1].attempts[0];
        assert_eq!((attempt.status, attempt.answer.as_str(), &attempt.trouble), (Some(200), "danke", &None));
        assert_eq!(sent[1].body, came[0].body, "the log shows what was sent, byte by byte");
    });
}

fn orders_confirm(order: &kontor_domain::orders::OrderView) -> kontor_domain::orders::ConfirmOrder {
    kontor_domain::orders::ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] }
}

#[test]
fn who_has_no_endpoint_pays_nothing_and_who_chose_hears_only_that() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        world.company("bauer").await;
        happen(k, "bauer", 1).await;
        assert_eq!(world.count("hook_delivery").await, 0);
        assert_eq!(outbox::pending(k).await.unwrap(), Pending::default());

        let (some, dealers) = (Receiver::start().await, Receiver::start().await);
        make(k, &admin(), &some.url, Some(vec![HookKind::ShipmentSent])).await;
        make(k, &dealer(Role::Admin), &dealers.url, None).await;
        happen(k, "bauer", 1).await;
        // What only concerns the dealer.
        let credit = SaveCredit {
            company: CompanyId::new("bauer"),
            version: 0,
            limit: Some(Money::cents(500_000)),
            elsewhere: Money::ZERO,
            as_of: None,
            blocked: String::new(),
        };
        accounts::save_credit(k, &dealer(Role::Manager), &credit).await.unwrap();
        drain(k).await;
        assert_eq!(dealers.kinds(), ["order.confirmed", "company.credit_changed"]);
        assert!(some.came().is_empty());
        let wrong = MakeHook {
            key: IdempotencyKey::new("kinds"),
            url: some.url.clone(),
            description: String::new(),
            kinds: Some(vec![HookKind::CompanyCreditChanged]),
        };
        let refused = hooks::make_hook(k, &admin(), &wrong).await;
        assert_eq!(refused, Err(Error::invalid("kinds", Problem::NotACode)), "not for customers");
    });
}

#[test]
fn what_is_not_taken_comes_again_the_same_until_it_is() {
    block(async {
        let (world, receiver, hook) = connected().await;
        let k = &world.kontor;
        receiver.next(&[Does::Answer(500), Does::Answer(503)]);
        happen(k, "bauer", 1).await;
        assert_eq!(drain(k).await, Drained { done: 0, failed: 1 });
        assert_eq!(drain(k).await, Drained::default(), "not at once");
        let waiting = log(k, &admin(), &hook.id).await.remove(0);
        assert_eq!((waiting.state, waiting.attempts[0].status), (DeliveryState::Waiting, Some(500)));
        assert_eq!(waiting.next, Some(k.clock.local().saturating_add(SignedDuration::from_secs(5))));
        assert!(waiting.attempts[0].answer.len() <= 1_000, "an answer of any length is cut");
        let filter = DeliveryFilter { hook: hook.id.clone(), ..DeliveryFilter::default() };
        assert!(hooks::hook_log(k, &admin(), &filter).await.unwrap().hook.failing.is_some());

        for (pause, outcome) in [(5, Drained { done: 0, failed: 1 }), (60, Drained { done: 1, failed: 0 })] {
            world.later(SignedDuration::from_secs(pause));
            assert_eq!(drain(k).await, outcome);
        }
        let came = receiver.came();
        assert_eq!(came.len(), 3);
        assert!(came.iter().all(|c| c.body == came[0].body && c.signed_with(&hook.secret)));
        assert_eq!(came[0].header("webhook-id"), came[2].header("webhook-id"));
        assert_ne!(
            came[0].header("webhook-timestamp"),
            came[2].header("webhook-timestamp"),
            "signed anew each time"
        );
        let taken = hooks::hook_log(k, &admin(), &filter).await.unwrap();
        assert!(taken.hook.failing.is_none());
        assert_eq!(taken.deliveries.items[0].attempts.len(), 3);
    });
}

#[test]
fn after_three_days_it_is_given_up_and_can_be_sent_again_by_hand() {
    block(async {
        let (world, receiver, hook) = connected().await;
        let k = &world.kontor;
        receiver.always(Does::Answer(500));
        happen(k, "bauer", 1).await;
        let begun = k.clock.now();
        let first = loop {
            drain(k).await;
            let sent = log(k, &admin(), &hook.id).await.remove(0);
            let Some(next) = sent.next else { break sent };
            world.later(next.duration_since(k.clock.local()));
        };
        assert_eq!((first.state, first.attempts.len()), (DeliveryState::Failed, 10));
        let hours = k.clock.now().duration_since(begun).as_hours();
        assert!((60..=72).contains(&hours), "{hours}");
        assert_eq!(
            outbox::pending(k).await.unwrap(),
            Pending::default(),
            "it is its owner's, not the dealer's"
        );
        assert_eq!(state(k, &admin(), &hook.id).await, HookState::On);
        receiver.always(Does::Take);
        let before = receiver.came().len();
        hooks::resend(k, &admin(), &hook.id, &first.id).await.unwrap();
        drain(k).await;
        assert!(receiver.came()[before..].iter().any(|c| c.header("webhook-id") == first.event));
        let again = hooks::delivery(k, &admin(), &hook.id, &first.id).await.unwrap();
        assert_eq!((again.state, again.attempts.len()), (DeliveryState::Delivered, 11));
        // And once more, though it was taken: the receiver asked for it.
        hooks::resend(k, &admin(), &hook.id, &first.id).await.unwrap();
        drain(k).await;
        assert_eq!(hooks::delivery(k, &admin(), &hook.id, &first.id).await.unwrap().attempts.len(), 12);
    });
}

#[test]
fn whoever_is_gone_is_stopped_at_once_and_whoever_takes_nothing_after_five_days() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        let bauer = world.company("bauer").await;
        world.person(Some(&bauer), "chef@bauer.example", &[Role::CompanyAdmin]).await;
        world.person(Some(&bauer), "einkauf@bauer.example", &[Role::Buyer]).await;
        let (gone, dead) = (Receiver::start().await, Receiver::start().await);
        gone.always(Does::Answer(410));
        dead.always(Does::Answer(404));
        let left = make(k, &admin(), &gone.url, None).await;
        let dealers = make(k, &dealer(Role::Admin), &dead.url, None).await;
        happen(k, "bauer", 2).await;
        drain(k).await;
        assert_eq!(gone.came().len(), 1, "what else waited is not sent there");
        assert_eq!(state(k, &admin(), &left.id).await, HookState::Stopped);
        let sent = log(k, &admin(), &left.id).await;
        assert!(sent.iter().all(|d| d.state == DeliveryState::Failed));
        assert!(sent.iter().any(|d| d.attempts[0].trouble == Some(Trouble::Stopped)));
        let mails = world.mails().await;
        assert_eq!(mails.len(), 1, "those who may resume it, and nobody else");
        assert_eq!(mails[0].to, "chef@bauer.example");
        assert!(mails[0].text.contains(&format!("/account/hooks/{}", left.id)), "{}", mails[0].text);
        assert!(mails[0].text.contains("HTTP 410"));
        assert_eq!(hooks::test_hook(k, &admin(), &left.id).await, Err(Error::conflict(Problem::HookNotOn)));
        assert_eq!(
            hooks::resend(k, &admin(), &left.id, &sent[0].id).await,
            Err(Error::conflict(Problem::HookNotOn))
        );

        for _ in 0..4 {
            world.later(SignedDuration::from_hours(24));
            happen(k, "bauer", 1).await;
            drain(k).await;
        }
        assert_eq!(
            state(k, &dealer(Role::Admin), &dealers.id).await,
            HookState::On,
            "four days are not five"
        );
        world.later(SignedDuration::from_hours(25));
        happen(k, "bauer", 1).await;
        drain(k).await;
        assert_eq!(state(k, &dealer(Role::Admin), &dealers.id).await, HookState::Stopped);
        assert!(
            world.mails().await.iter().any(|m| m.to.starts_with("teile@") && m.text.contains("/desk/hooks/"))
        );
        let before = world.count("hook_delivery").await;
        happen(k, "bauer", 1).await;
        assert_eq!(world.count("hook_delivery").await, before, "nothing is kept for who is stopped");

        gone.always(Does::Take);
        hooks::resume_hook(k, &admin(), &left.id).await.unwrap();
        happen(k, "bauer", 1).await;
        drain(k).await;
        assert_eq!(gone.came().len(), 2);
    });
}

#[test]
fn what_happens_while_an_endpoint_rests_waits_for_it() {
    block(async {
        let (world, receiver, hook) = connected().await;
        let k = &world.kontor;
        // Left before it was paused, and after.
        happen(k, "bauer", 1).await;
        hooks::pause_hook(k, &admin(), &hook.id).await.unwrap();
        hooks::pause_hook(k, &admin(), &hook.id).await.unwrap();
        happen(k, "bauer", 1).await;
        drain(k).await;
        world.later(SignedDuration::from_hours(24 * 8));
        drain(k).await;
        assert!(receiver.came().is_empty());
        assert!(log(k, &admin(), &hook.id).await.iter().all(|d| d.state == DeliveryState::Waiting));
        hooks::resume_hook(k, &admin(), &hook.id).await.unwrap();
        assert_eq!(drain(k).await, Drained { done: 2, failed: 0 });
        assert_eq!(receiver.came().len(), 2);
        // Only as long as deliveries are kept.
        hooks::pause_hook(k, &admin(), &hook.id).await.unwrap();
        happen(k, "bauer", 1).await;
        world.later(SignedDuration::from_hours(24 * 29));
        assert_eq!(hooks::sweep(k).await.unwrap(), 2);
        world.later(SignedDuration::from_hours(24 * 3));
        assert_eq!(hooks::sweep(k).await.unwrap(), 1);
        drain(k).await;
        assert_eq!(outbox::pending(k).await.unwrap(), Pending::default());
    });
}

#[test]
fn a_slow_a_dead_and_a_deceitful_receiver_hold_up_nobody() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        for company in ["bauer", "steiner", "slow", "cut", "led"] {
            world.company(company).await;
        }
        let owner = |company: &str| customer(company, Role::CompanyAdmin);
        let (quick, slow, led) = (Receiver::start().await, Receiver::start().await, Receiver::start().await);
        slow.always(Does::Sleep(Duration::from_mins(1)));
        led.always(Does::Redirect);
        let sleeper = make(k, &owner("slow"), &slow.url, None).await;
        let cutter = make(k, &owner("cut"), &who_hangs_up().await, None).await;
        let leader = make(k, &owner("led"), &led.url, None).await;
        let nobody = make(k, &owner("steiner"), "http://127.0.0.1:9/in", None).await;
        make(k, &admin(), &quick.url, None).await;
        for company in ["slow", "cut", "led", "steiner"] {
            happen(k, company, 3).await;
        }
        let begun = Instant::now();
        let (say, worker) = at_work(&world);
        // Left while the slow one is being waited for.
        tokio::time::sleep(Duration::from_secs(1)).await;
        happen(k, "bauer", 3).await;
        while quick.came().len() < 3 {
            assert!(begun.elapsed() < Duration::from_secs(8), "the quick one waits for the others");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(slow.came().len(), 1, "one at a time");
        while log(k, &owner("slow"), &sleeper.id).await.iter().all(|d| d.attempts.is_empty()) {
            assert!(begun.elapsed() < Duration::from_secs(20), "ten seconds are enough");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        say.send(()).unwrap();
        worker.await.unwrap();
        let tried = |sent: Vec<DeliveryView>| {
            sent.into_iter().find_map(|d| d.attempts.into_iter().next()).expect("an attempt")
        };
        let late = tried(log(k, &owner("slow"), &sleeper.id).await);
        assert_eq!(late.trouble, Some(Trouble::TimedOut));
        assert!((9_000..13_000).contains(&late.millis), "{}", late.millis);
        for (company, hook) in [("cut", &cutter), ("steiner", &nobody)] {
            let attempt = tried(log(k, &owner(company), &hook.id).await);
            assert!(matches!(attempt.trouble, Some(Trouble::Unreachable { .. })), "{company}: {attempt:?}");
        }
        let elsewhere = tried(log(k, &owner("led"), &leader.id).await);
        assert_eq!((elsewhere.status, elsewhere.trouble), (Some(302), Some(Trouble::Redirected)));
        assert!(led.came().iter().all(|c| c.json()["type"] == "order.confirmed"));
        assert_eq!(led.came().len(), 3, "nobody went where it led");
    });
}

#[test]
fn the_backlog_of_one_endpoint_does_not_hide_the_messages_of_another() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        for company in ["bauer", "steiner"] {
            world.company(company).await;
        }
        let (busy, quick) = (Receiver::start().await, Receiver::start().await);
        busy.always(Does::Sleep(Duration::from_millis(250)));
        make(k, &customer("steiner", Role::CompanyAdmin), &busy.url, None).await;
        make(k, &admin(), &quick.url, None).await;
        happen(k, "steiner", 600).await;
        world.later(SignedDuration::from_secs(1));
        happen(k, "bauer", 1).await;
        let (say, worker) = at_work(&world);
        let begun = Instant::now();
        while quick.came().is_empty() {
            assert!(begun.elapsed() < Duration::from_secs(10), "it waits behind {}", busy.came().len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(busy.came().len() < 100, "{}", busy.came().len());
        say.send(()).unwrap();
        worker.await.unwrap();
    });
}

#[test]
fn a_new_secret_signs_beside_the_old_one_for_a_day() {
    block(async {
        let (world, receiver, old) = connected().await;
        let k = &world.kontor;
        let new = hooks::rotate_hook(k, &admin(), &old.id, 1).await.unwrap();
        assert_ne!(old.secret, new.secret);
        let late = hooks::rotate_hook(k, &admin(), &old.id, 1).await;
        assert_eq!(late, Err(Error::conflict(Problem::ChangedMeanwhile)), "a second click changes nothing");
        happen(k, "bauer", 1).await;
        drain(k).await;
        world.later(SignedDuration::from_hours(24));
        happen(k, "bauer", 1).await;
        drain(k).await;
        let came = receiver.came();
        assert!(came[0].signed_with(&old.secret) && came[0].signed_with(&new.secret));
        assert!(!came[1].signed_with(&old.secret) && came[1].signed_with(&new.secret));
    });
}

#[test]
fn the_secret_is_told_once_to_the_same_command_and_is_nowhere_in_the_store() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        world.company("bauer").await;
        let receiver = Receiver::start().await;
        let command = MakeHook {
            key: IdempotencyKey::new("once"),
            url: receiver.url.clone(),
            description: "ERP".into(),
            kinds: None,
        };
        let me = admin();
        let (first, second) =
            tokio::join!(hooks::make_hook(k, &me, &command), hooks::make_hook(k, &me, &command));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first, second);
        assert_eq!(world.count("hook").await, 1);
        let bytes = first.secret.strip_prefix("whsec_").unwrap();
        let export = world.folder.path().join("all.surql");
        k.store.export(&export).await.unwrap();
        let text = std::fs::read_to_string(&export).unwrap();
        assert!(text.contains(first.id.as_str()) && !text.contains(bytes));
        let file = std::fs::read_to_string(hooks::key_file(k)).unwrap();
        assert!(!text.contains(file.trim()) && !file.contains(bytes));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(hooks::key_file(k)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "for the program's own eyes");
        }
        hooks::rotate_hook(k, &admin(), &first.id, 1).await.unwrap();
        let again = hooks::make_hook(k, &admin(), &command).await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)), "the first secret is history");

        // Another program with the store but not with the file signs nothing instead of something wrong.
        happen(k, "bauer", 1).await;
        std::fs::write(hooks::key_file(k), "another\n").unwrap();
        let new = world.after_a_crash().await;
        drain(&new.kontor).await;
        assert!(receiver.came().is_empty());
        let sent = log(&new.kontor, &admin(), &first.id).await;
        assert_eq!(sent[0].attempts[0].trouble, Some(Trouble::KeyChanged));
        let version = hooks::hooks(&new.kontor, &admin()).await.unwrap().hooks[0].version;
        let rotated = hooks::rotate_hook(&new.kontor, &admin(), &first.id, version).await.unwrap();
        new.later(SignedDuration::from_secs(5));
        drain(&new.kontor).await;
        assert!(receiver.came()[0].signed_with(&rotated.secret));
    });
}

#[test]
fn what_was_left_before_a_crash_is_sent_after_it() {
    block(async {
        let (world, receiver, hook) = connected().await;
        happen(&world.kontor, "bauer", 1).await;
        let new = world.after_a_crash().await;
        assert_eq!(drain(&new.kontor).await, Drained { done: 1, failed: 0 });
        assert!(receiver.came()[0].signed_with(&hook.secret));
    });
}

#[test]
fn only_who_administers_deals_with_endpoints_and_only_with_the_own_ones() {
    block(async {
        let world = world().await;
        let k = &world.kontor;
        for company in ["bauer", "steiner"] {
            world.company(company).await;
        }
        let hook = make(k, &admin(), "http://127.0.0.1:9/in", None).await.id;
        let anonymous = Actor::anonymous(Language::De);
        assert_eq!(hooks::hooks(k, &anonymous).await, Err(Error::Unauthenticated));
        for stranger in [buyer("bauer"), dealer(Role::Manager), dealer(Role::Support)] {
            assert_eq!(hooks::hooks(k, &stranger).await, Err(Error::Forbidden));
            assert_eq!(hooks::delete_hook(k, &stranger, &hook).await, Err(Error::Forbidden));
        }
        // Not even the dealer's: what a customer connects is the customer's.
        for other in [customer("steiner", Role::CompanyAdmin), dealer(Role::Admin)] {
            let filter = DeliveryFilter { hook: hook.clone(), ..DeliveryFilter::default() };
            assert_eq!(hooks::hook_log(k, &other, &filter).await, Err(Error::NotFound));
            assert_eq!(hooks::pause_hook(k, &other, &hook).await, Err(Error::NotFound));
            assert_eq!(hooks::test_hook(k, &other, &hook).await, Err(Error::NotFound));
            assert_eq!(hooks::rotate_hook(k, &other, &hook, 1).await, Err(Error::NotFound));
            assert_eq!(hooks::resend(k, &other, &hook, "x").await, Err(Error::NotFound));
            assert_eq!(hooks::delete_hook(k, &other, &hook).await, Err(Error::NotFound));
            assert!(hooks::hooks(k, &other).await.unwrap().hooks.is_empty());
        }
        let key = |right: Right| program(Some("bauer"), &[right]);
        assert_eq!(hooks::hooks(k, &key(Right::ManageCompany)).await, Err(Error::Forbidden));
        assert_eq!(hooks::hooks(k, &key(Right::ManageOwnHooks)).await.unwrap().hooks.len(), 1);

        let change = |version, url: &str| ChangeHook {
            id: hook.clone(),
            version,
            url: url.into(),
            description: "  neu\n ".into(),
            kinds: Some(vec![HookKind::OrderPlaced, HookKind::OrderPlaced]),
        };
        let changed = hooks::change_hook(k, &admin(), &change(1, "http://127.0.0.1:9/other")).await.unwrap();
        assert_eq!((changed.description.as_str(), changed.kinds), ("neu", Some(vec![HookKind::OrderPlaced])));
        let late = hooks::change_hook(k, &admin(), &change(1, "http://127.0.0.1:9/third")).await;
        assert_eq!(late, Err(Error::conflict(Problem::ChangedMeanwhile)));
        hooks::delete_hook(k, &admin(), &hook).await.unwrap();
        assert_eq!(hooks::delete_hook(k, &admin(), &hook).await, Err(Error::NotFound));

        for _ in 0..MAX_HOOKS {
            make(k, &admin(), "http://127.0.0.1:9/in", None).await;
        }
        let key = IdempotencyKey::new("too-many");
        let (url, description) = ("http://127.0.0.1:9/in".into(), String::new());
        let more = hooks::make_hook(k, &admin(), &MakeHook { key, url, description, kinds: None }).await;
        assert_eq!(more, Err(Error::invalid("url", Problem::AtMost { max: MAX_HOOKS })));
    });
}

#[test]
fn nobody_makes_this_machine_send_into_its_own_network() {
    block(async {
        // As it is unless the dealer's IT says otherwise.
        let world = World::new().await;
        let k = &world.kontor;
        world.company("bauer").await;
        for (url, problem) in [
            ("http://erp.example/in", Problem::HttpsOnly),
            ("https://127.0.0.1/in", Problem::PrivateAddress),
            ("https://localhost/in", Problem::PrivateAddress),
            ("https://169.254.169.254/latest/meta-data", Problem::PrivateAddress),
            ("https://[::ffff:10.0.0.1]/", Problem::PrivateAddress),
        ] {
            let key = IdempotencyKey::new(k.new_id());
            let command = MakeHook { key, url: url.into(), description: String::new(), kinds: None };
            let refused = hooks::make_hook(k, &admin(), &command).await;
            assert_eq!(refused, Err(Error::invalid("url", problem)), "{url}");
        }
        // What was allowed once, or has been led here since, is not sent either.
        let (open, receiver, hook) = connected().await;
        happen(&open.kontor, "bauer", 1).await;
        let closed = open.after_a_crash_with(|s| s.hooks.private_networks = false).await;
        drain(&closed.kontor).await;
        assert!(receiver.came().is_empty());
        let sent = log(&closed.kontor, &admin(), &hook.id).await;
        assert_eq!(sent[0].attempts[0].trouble, Some(Trouble::Private));
    });
}

#[test]
fn who_was_blocked_hears_nothing_and_what_the_administration_drops_is_said_in_the_log() {
    block(async {
        let (world, receiver, hook) = connected().await;
        let k = &world.kontor;
        receiver.always(Does::Answer(500));
        happen(k, "bauer", 1).await;
        drain(k).await;
        let administration = dealer(Role::Admin);
        let jobs = outbox::jobs(k, &administration).await.unwrap();
        assert_eq!((jobs.waiting[0].kind.as_str(), jobs.waiting[0].error.as_str()), ("hook", "HTTP 500"));
        outbox::drop_job(k, &administration, &jobs.waiting[0].id, "Testsystem").await.unwrap();
        let dropped = log(k, &admin(), &hook.id).await.remove(0);
        assert_eq!(dropped.state, DeliveryState::Failed);
        let why = Trouble::Dropped { reason: "Testsystem".into() };
        assert_eq!(dropped.attempts.last().unwrap().trouble, Some(why));

        receiver.always(Does::Take);
        let blocked = world.put_company("bauer", kontor_domain::accounts::CompanyState::Blocked).await;
        let before = receiver.came().len();
        happen(k, blocked.as_str(), 1).await;
        drain(k).await;
        assert_eq!(receiver.came().len(), before);
        let sent = log(k, &admin(), &hook.id).await;
        assert_eq!(sent[0].attempts[0].trouble, Some(Trouble::Inactive));
    });
}
