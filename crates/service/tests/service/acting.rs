//! Acting for a customer: under the own name, with the customer's rules, in a cart of its own, and not a step further.

use std::sync::Arc;

use jiff::SignedDuration;
use kontor_domain::accounts::{
    Actor, BeginActing, Caller, Channel, CompanyState, MakeKey, NewPerson, Right, Role, SignIn,
};
use kontor_domain::carts::{AddLine, CartRight, MakeCart, ShareCart, Sharing};
use kontor_domain::events::Happened;
use kontor_domain::lists::{ListKind, ListSource, MakeList, RenameList};
use kontor_domain::orders::{ApproveOrder, ConfirmOrder, OrderFilter, OrderState};
use kontor_domain::payments::PaymentChoice;
use kontor_domain::{CartId, CompanyId, Error, IdempotencyKey, Language, Problem, Quantity};
use kontor_service::{Kontor, accounts, carts, catalog, lists, orders, payments};
use kontor_store::{SurrealValue, Variables};

use crate::rules::Firm;
use crate::shop::{block, buyer, customer, key, place, system};
use crate::support::{PASSWORD, sign_in};

const FILTER: &str = "HY-4711.20-F";

/// Bauer, and one of the dealer's people with a session.
struct Desk {
    firm: Firm,
    secret: String,
}

impl std::ops::Deref for Desk {
    type Target = Arc<Kontor>;

    fn deref(&self) -> &Arc<Kontor> {
        &self.firm.shop.kontor
    }
}

impl Desk {
    /// Bauer lets Jonas order up to 100 EUR.
    async fn of_limited() -> Self {
        Self::at(Firm::limited().await).await
    }

    /// Bauer keeps no rules.
    async fn new() -> Self {
        Self::at(Firm::new().await).await
    }

    async fn at(firm: Firm) -> Self {
        hire(&firm.shop.kontor, "petra.sales", Role::Sales).await;
        let secret = session(&firm.shop.kontor, "petra.sales").await;
        Self { firm, secret }
    }

    async fn own(&self) -> Actor {
        accounts::resume(self, &self.secret, Language::De).await.unwrap().unwrap()
    }

    async fn acting(&self) -> Option<Actor> {
        accounts::resume_hats(self, &self.secret, Language::De).await.unwrap().unwrap().acting
    }

    async fn hat(&self) -> Actor {
        self.acting().await.expect("somebody is acted for")
    }

    async fn begin(&self, command: &BeginActing) -> Result<String, Error> {
        accounts::begin_acting(self, &self.own().await, &self.secret, command).await
    }

    /// Acts on Jonas' wish, by telephone.
    async fn for_jonas(&self, once: &str) -> Actor {
        self.begin(&wish(once, &self.firm.jonas)).await.unwrap();
        self.hat().await
    }

    async fn stop(&self, mark: &str) -> Option<CompanyId> {
        accounts::stop_acting(self, &self.own().await, &self.secret, mark).await.unwrap()
    }

    async fn ask<T: SurrealValue>(&self, sql: &str) -> Vec<T> {
        self.store.rows(sql, Variables::new()).await.unwrap()
    }
}

pub async fn hire(k: &Kontor, name: &str, role: Role) {
    let person = NewPerson {
        name: name.into(),
        email: format!("{name}@dealer.example"),
        company: None,
        roles: vec![role],
        language: Language::De,
        password: PASSWORD.into(),
    };
    accounts::make_person(k, &system(), person).await.unwrap();
}

pub async fn session(k: &Kontor, name: &str) -> String {
    let command = SignIn { address: name.into(), ..sign_in(&format!("{name}@dealer.example"), PASSWORD) };
    accounts::sign_in(k, &command).await.unwrap().secret
}

fn wish(once: &str, caller: &Actor) -> BeginActing {
    let caller = Caller { person: caller.person().cloned(), name: String::new() };
    BeginActing {
        key: IdempotencyKey::new(once),
        company: CompanyId::new("bauer"),
        caller,
        channel: Channel::Telephone,
    }
}

fn nameless(once: &str, name: &str) -> BeginActing {
    BeginActing {
        key: IdempotencyKey::new(once),
        company: CompanyId::new("bauer"),
        caller: Caller { person: None, name: name.into() },
        channel: Channel::Mail,
    }
}

fn some(quantity: i64) -> AddLine {
    AddLine { part: key(FILTER), quantity: Quantity::of(quantity) }
}

#[test]
fn the_shop_is_the_customers_and_the_desk_stays_ones_own() {
    block(async {
        let desk = Desk::new().await;
        let (own, hat) = (desk.own().await, desk.for_jonas("a").await);
        let price = |page: kontor_domain::catalog::PartView| page.price.unwrap().net.amount.normalize();
        let list = price(catalog::part(&desk, &own, &key(FILTER), None).await.unwrap());
        let theirs = price(catalog::part(&desk, &hat, &key(FILTER), None).await.unwrap());
        assert_ne!(list, theirs, "as Bauer sees it");
        assert_eq!(theirs, price(catalog::part(&desk, &buyer("bauer"), &key(FILTER), None).await.unwrap()));
        assert_eq!(hat.name(), "petra.sales (Hallmann Baumaschinen GmbH)");
        // Another browser of the same person acts for nobody.
        let other = session(&desk, "petra.sales").await;
        let hats = accounts::resume_hats(&desk, &other, Language::De).await.unwrap().unwrap();
        assert_eq!((hats.own.channel, hats.acting), (Channel::Desk, None));
        // At the desk nothing is different, and under the customer's hat there is no desk.
        desk.firm.shop.add(&buyer("bauer"), FILTER, 1).await;
        let order = orders::place_order(&desk, &buyer("bauer"), &place("theirs")).await.unwrap();
        let confirm = ConfirmOrder { order: order.id, version: 1, moved: vec![] };
        assert_eq!(orders::confirm_order(&desk, &hat, &confirm).await, Err(Error::Forbidden));
        assert!(orders::confirm_order(&desk, &desk.own().await, &confirm).await.is_ok());
    });
}

#[test]
fn only_the_dealers_people_with_the_right_begin_and_only_for_an_active_customer_and_a_caller_of_it() {
    block(async {
        let desk = Desk::new().await;
        let (own, ours) = (desk.own().await, wish("x", &desk.firm.jonas));
        // Nobody of a customer, however high; nobody else of the dealer; no key; no job.
        hire(&desk, "lager", Role::Warehouse).await;
        let secret = session(&desk, "lager").await;
        let warehouse = accounts::resume(&desk, &secret, Language::De).await.unwrap().unwrap();
        let boss = SignIn { address: "b".into(), ..sign_in("boss@bauer.example", PASSWORD) };
        let boss = accounts::sign_in(&desk, &boss).await.unwrap();
        for (actor, secret) in [
            (&warehouse, &secret),
            (&boss.actor, &boss.secret),
            (&customer("bauer", Role::CompanyAdmin), &desk.secret),
            (&system(), &desk.secret),
        ] {
            let refused = accounts::begin_acting(&desk, actor, secret, &ours).await;
            assert_eq!(refused, Err(Error::Forbidden), "{actor:?}");
        }
        let nobody = Actor::anonymous(Language::De);
        let refused = accounts::begin_acting(&desk, &nobody, &desk.secret, &ours).await;
        assert_eq!(refused, Err(Error::Unauthenticated));
        // Only in the own session.
        for foreign in [boss.secret.as_str(), secret.as_str(), ""] {
            let refused = accounts::begin_acting(&desk, &own, foreign, &ours).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
        let refused = |change: &dyn Fn(&mut BeginActing)| {
            let mut command = ours.clone();
            change(&mut command);
            let desk = &desk;
            async move { desk.begin(&command).await.unwrap_err() }
        };
        assert_eq!(refused(&|c| c.company = CompanyId::new("nobody")).await, Error::NotFound);
        // Jonas is Bauer's, not Steiner's; Petra approves but does not order.
        let unknown = Error::invalid("caller", Problem::UnknownCaller);
        assert_eq!(refused(&|c| c.company = CompanyId::new("steiner")).await, unknown);
        let petra = desk.firm.petra.person().cloned();
        assert_eq!(refused(&|c| c.caller.person.clone_from(&petra)).await, unknown);
        assert_eq!(
            refused(&|c| c.channel = Channel::Portal).await,
            Error::invalid("channel", Problem::NotACode)
        );
        assert_eq!(
            refused(&|c| c.caller = Caller::default()).await,
            Error::invalid("name", Problem::Required)
        );
        for state in [CompanyState::Requested, CompanyState::Refused, CompanyState::Blocked] {
            put(&desk, state).await;
            assert_eq!(refused(&|_| {}).await, Error::conflict(Problem::CustomerInactive));
        }
        assert!(desk.ask::<String>("SELECT VALUE mark FROM acting").await.is_empty(), "nothing was begun");
        assert!(desk.ask::<String>("SELECT VALUE name FROM cart").await.is_empty());
        // A key cannot be given the right.
        let key = MakeKey {
            key: IdempotencyKey::new("k"),
            name: "k".into(),
            company: None,
            rights: vec![Right::ActForCustomers],
        };
        let refused = accounts::make_key(&desk, &system(), &key).await;
        assert_eq!(refused.unwrap_err(), Error::invalid("rights", Problem::NotACode));
    });
}

async fn put(k: &Kontor, state: CompanyState) {
    let mut bauer = accounts::rows::company(k, &CompanyId::new("bauer")).await.unwrap();
    bauer.state = state;
    accounts::put_company(k, &system(), &bauer).await.unwrap();
}

#[test]
fn the_order_is_the_callers_with_their_limit_and_approval_and_says_who_entered_it() {
    block(async {
        let desk = Desk::of_limited().await;
        let hat = desk.for_jonas("a").await;
        carts::add_line(&desk, &hat, None, &some(3)).await.unwrap();
        let order = orders::place_order(&desk, &hat, &place("o")).await.unwrap();
        // 145.80 EUR is more than Jonas may order.
        assert_eq!(order.state, OrderState::AwaitingApproval);
        assert_eq!((order.placed_by.as_str(), order.channel), ("jonas", Channel::Telephone));
        assert_eq!(order.entered_by, "petra.sales (Hallmann Baumaschinen GmbH)");
        let yes = ApproveOrder { order: order.id.clone(), version: order.version, comment: String::new() };
        // Neither the caller nor who entered it decides about it.
        for actor in [&desk.firm.jonas, &hat, &desk.own().await] {
            assert_eq!(orders::approve_order(&desk, actor, &yes).await, Err(Error::Forbidden));
        }
        let approved = desk.firm.approve(&desk.firm.petra, &order).await.unwrap();
        assert_eq!(approved.state, OrderState::Placed);
        // The customer reads it, with the name and on whose wish; mails go to the caller.
        let seen = orders::order(&desk, &desk.firm.jonas, &order.id).await.unwrap();
        let placed = seen.timeline.iter().find(|e| matches!(e.what, Happened::OrderPlaced { .. })).unwrap();
        assert_eq!(placed.by(Language::De), "Telefon, petra.sales (Hallmann Baumaschinen GmbH) für jonas");
        let mails = desk.firm.mails().await;
        let told = mails.iter().find(|m| m.to == "jonas@bauer.example" && m.subject.contains("eingegangen"));
        assert!(told.unwrap().text.contains("erfasst von petra.sales"), "{mails:?}");
        // The log names person, company and wish of every step.
        let own = desk.own().await.person().unwrap().to_string();
        let steps = desk
            .ask::<Vec<String>>(
                "SELECT VALUE [what, person, company, behalf, channel] FROM event WHERE behalf != NONE ORDER BY seq",
            )
            .await;
        let told: Vec<&str> = steps.iter().map(|s| s[0].as_str()).collect();
        assert_eq!(
            told,
            ["cart_made", "acting_begun", "cart_line_changed", "order_placed", "approval_asked"]
        );
        assert!(steps.iter().all(|s| s[1..] == [own.as_str(), "bauer", "jonas", "telephone"]), "{steps:?}");
    });
}

#[test]
fn carts_never_mix_and_the_customers_people_see_what_the_desk_does() {
    block(async {
        let desk = Desk::new().await;
        let buyer = buyer("bauer");
        desk.firm.shop.add(&buyer, FILTER, 7).await;
        let secret = MakeCart { key: IdempotencyKey::new("mine"), name: "Geheim".into(), everybody: None };
        let secret = carts::make_cart(&desk, &buyer, &secret).await.unwrap();
        let hat = desk.for_jonas("a").await;
        carts::add_line(&desk, &hat, None, &some(2)).await.unwrap();
        let seen = carts::carts(&desk, &buyer).await.unwrap();
        let theirs = seen.carts.iter().find(|c| c.name == "Telefon, jonas").expect("everybody sees it");
        assert_eq!(theirs.owner, "petra.sales (Hallmann Baumaschinen GmbH)");
        let lines = carts::cart(&desk, &buyer, Some(&theirs.id)).await.unwrap().lines;
        assert_eq!(lines[0].added_by, "petra.sales (Hallmann Baumaschinen GmbH)");
        // What lies in the customer's cart stays there.
        let order = orders::place_order(&desk, &hat, &place("o")).await.unwrap();
        assert_eq!(order.lines[0].quantity, Quantity::of(2));
        let shared = carts::cart(&desk, &buyer, Some(&CartId::new("bauer"))).await.unwrap();
        assert_eq!(shared.lines[0].quantity, Quantity::of(7));
        // What is somebody's own, and another company's, does not exist for the desk.
        assert_eq!(carts::cart(&desk, &hat, Some(&secret)).await, Err(Error::NotFound));
        assert_eq!(carts::cart(&desk, &hat, Some(&CartId::new("steiner"))).await, Err(Error::NotFound));
        // Nor can the desk keep something to itself there.
        let own = MakeCart { key: IdempotencyKey::new("own"), name: "Heimlich".into(), everybody: None };
        let own = carts::make_cart(&desk, &hat, &own).await.unwrap();
        assert_eq!(carts::cart(&desk, &buyer, Some(&own)).await.unwrap().head.right, CartRight::View);
        let hide = ShareCart { cart: own, version: 1, sharing: Sharing::default() };
        assert_eq!(carts::share_cart(&desk, &hat, &hide).await, Err(Error::Forbidden));
    });
}

#[test]
fn sixteen_clicks_begin_once_and_the_next_customer_is_another_acting() {
    block(async {
        let desk = Arc::new(Desk::new().await);
        let clicks = (0..16).map(|_| {
            let desk = Arc::clone(&desk);
            tokio::spawn(async move { desk.begin(&wish("same", &desk.firm.jonas)).await.unwrap() })
        });
        let mut marks = Vec::new();
        for click in clicks.collect::<Vec<_>>() {
            marks.push(click.await.unwrap());
        }
        marks.dedup();
        assert_eq!(marks.len(), 1);
        let begun = "SELECT VALUE what FROM event WHERE what = 'acting_begun'";
        assert_eq!(desk.ask::<String>(begun).await.len(), 1);
        assert_eq!(desk.ask::<String>("SELECT VALUE name FROM cart").await.len(), 1);
        // Sabine calls in between: a cart of her own, and nothing goes on under the mark of before.
        let first = desk.hat().await;
        carts::add_line(&desk, &first, None, &some(1)).await.unwrap();
        let mark = desk.begin(&wish("sabine", &desk.firm.sabine)).await.unwrap();
        let second = desk.hat().await;
        assert!(carts::cart(&desk, &second, None).await.unwrap().lines.is_empty());
        assert_eq!(desk.stop(&marks[0]).await, None, "a tab of before ends nothing");
        assert_eq!(desk.hat().await.acting().unwrap().mark, mark);
        // Jonas again: his cart is still as it was left.
        let third = desk.for_jonas("again").await;
        assert_eq!(carts::cart(&desk, &third, None).await.unwrap().lines.len(), 1);
    });
}

#[test]
fn it_ends_by_stopping_signing_out_by_night_and_with_the_customer_or_the_right() {
    block(async {
        let desk = Desk::new().await;
        // Stopped: an empty cart goes with it, one with lines stays with the customer.
        let mark = desk.begin(&wish("a", &desk.firm.jonas)).await.unwrap();
        assert_eq!(desk.stop(&mark).await, Some(CompanyId::new("bauer")));
        assert_eq!(desk.acting().await, None);
        assert_eq!(desk.ask::<String>("SELECT VALUE state FROM cart").await, ["deleted"]);
        let left = carts::carts(&desk, &desk.firm.boss).await.unwrap().deleted;
        assert!(left.is_empty(), "an empty one is nothing to bring back");
        assert_eq!(desk.stop(&mark).await, None, "twice is once");
        let mark = desk.begin(&wish("b", &desk.firm.jonas)).await.unwrap();
        let hat = desk.hat().await;
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        desk.stop(&mark).await;
        assert_eq!(
            desk.ask::<String>("SELECT VALUE state FROM cart ORDER BY seq").await,
            ["deleted", "open"]
        );
        let ended = "SELECT VALUE what FROM event WHERE what = 'acting_ended' AND company = 'bauer'";
        assert_eq!(desk.ask::<String>(ended).await.len(), 2);
        // The customer is blocked meanwhile, and comes back.
        desk.for_jonas("c").await;
        put(&desk, CompanyState::Blocked).await;
        assert_eq!(desk.acting().await, None);
        put(&desk, CompanyState::Active).await;
        assert!(desk.acting().await.is_some());
        // The right is taken away.
        let own = "petra.sales@dealer.example";
        accounts::put_roles(&desk, &system(), own, &[Role::Warehouse]).await.unwrap();
        assert_eq!(desk.acting().await, None);
        accounts::put_roles(&desk, &system(), own, &[Role::Sales]).await.unwrap();
        // A working day later.
        desk.clock.advance(SignedDuration::from_hours(12));
        assert_eq!(desk.acting().await, None);
        desk.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(accounts::sweep(&desk).await.unwrap().acting, 1);
        // Signed out.
        desk.for_jonas("d").await;
        accounts::sign_out(&desk, &desk.secret).await.unwrap();
        assert!(accounts::resume_hats(&desk, &desk.secret, Language::De).await.unwrap().is_none());
        assert!(desk.ask::<String>("SELECT VALUE mark FROM acting").await.is_empty());
    });
}

#[test]
fn whoever_may_not_order_any_more_cannot_have_asked_for_it() {
    block(async {
        let desk = Desk::new().await;
        let hat = desk.for_jonas("a").await;
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        let jonas = desk.firm.jonas.person().unwrap();
        accounts::set_blocked(&desk, &system(), jonas, true).await.unwrap();
        let refused = orders::place_order(&desk, &hat, &place("o")).await;
        assert_eq!(refused.unwrap_err(), Error::conflict(Problem::UnknownCaller));
        assert_eq!(carts::cart(&desk, &hat, None).await.unwrap().lines.len(), 1, "kept");
        // Somebody without an account can order, as long as the company keeps no rules.
        desk.begin(&nameless("b", "Herr Fuchs, Baustelle Isny")).await.unwrap();
        let hat = desk.hat().await;
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        desk.firm.rule(|r| r.others.limit = Some(kontor_domain::Money::ZERO)).await;
        let refused = orders::place_order(&desk, &hat, &place("p")).await;
        assert_eq!(refused.unwrap_err(), Error::conflict(Problem::CallerNeeded));
        let refused = desk.begin(&nameless("c", "Herr Fuchs")).await.unwrap_err();
        assert_eq!(refused, Error::invalid("name", Problem::CallerNeeded));
    });
}

#[test]
fn somebody_without_an_account_is_named_and_nobody_gets_mail() {
    block(async {
        let desk = Desk::new().await;
        desk.begin(&nameless("b", " Herr  Fuchs ")).await.unwrap();
        let hat = desk.hat().await;
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        let order = orders::place_order(&desk, &hat, &place("o")).await.unwrap();
        assert_eq!((order.placed_by.as_str(), order.channel), ("Herr Fuchs", Channel::Mail));
        let mails = desk.firm.mails().await;
        let to: Vec<&str> = mails.iter().map(|m| m.to.as_str()).collect();
        assert_eq!(to, [desk.settings.dealer_email.as_str()], "only the desk itself");
    });
}

#[test]
fn the_customers_money_and_lists_stay_the_customers() {
    block(async {
        let desk = Desk::new().await;
        let hat = desk.for_jonas("a").await;
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        for payment in [
            PaymentChoice::Card { save: false },
            PaymentChoice::Sepa { save: true },
            PaymentChoice::Stored { method: "pm_1".into() },
        ] {
            let command = kontor_domain::orders::PlaceOrder { payment, ..place("o") };
            let refused = orders::place_order(&desk, &hat, &command).await.unwrap_err();
            assert_eq!(refused, Error::invalid("payment", Problem::PaidByCustomer));
        }
        let order = orders::place_order(&desk, &hat, &place("o")).await.unwrap().id;
        let page = payments::start_payment(&desk, &hat, &order, false, false).await;
        assert_eq!(page.unwrap_err(), Error::Forbidden);
        let stored = payments::pay_with_stored(&desk, &hat, &order, "pm_1").await;
        assert_eq!(stored.unwrap_err(), Error::Forbidden);
        let key = IdempotencyKey::new("m");
        assert_eq!(payments::store_method(&desk, &hat, &key).await.unwrap_err(), Error::Forbidden);
        assert!(!payments::methods(&desk, &hat).await.unwrap().available);
        let list = MakeList {
            key: IdempotencyKey::new("l"),
            name: "Liste".into(),
            kind: ListKind::Company,
            note: String::new(),
            customer: None,
            source: ListSource::Empty,
        };
        assert_eq!(lists::make_list(&desk, &hat, &list).await.unwrap_err(), Error::Forbidden);
        let theirs = lists::make_list(&desk, &buyer("bauer"), &list).await.unwrap();
        assert!(!lists::list(&desk, &hat, &theirs).await.unwrap().head.editable);
        let rename = RenameList { list: theirs, version: 1, name: "x".into(), note: String::new() };
        assert_eq!(lists::rename_list(&desk, &hat, &rename).await.unwrap_err(), Error::Forbidden);
    });
}

#[test]
fn orders_are_found_by_their_channel_old_ones_too() {
    block(async {
        let desk = Desk::new().await;
        let (buyer, hat) = (buyer("bauer"), desk.for_jonas("a").await);
        desk.firm.shop.add(&buyer, FILTER, 1).await;
        orders::place_order(&desk, &buyer, &place("portal")).await.unwrap();
        carts::add_line(&desk, &hat, None, &some(1)).await.unwrap();
        orders::place_order(&desk, &hat, &place("phone")).await.unwrap();
        let program = Actor { channel: Channel::Api, ..buyer.clone() };
        orders::place_lines(&desk, &program, &[some(1)], &place("api")).await.unwrap();
        // As before the column was there, then the migration once more.
        let ids: Vec<kontor_store::RecordId> = desk.ask("SELECT VALUE id FROM order").await;
        let mut vars = Variables::new();
        vars.insert("ids", ids);
        desk.store
            .query("FOR $id IN $ids { UPDATE $id SET channel = 'portal' RETURN NONE }", vars)
            .await
            .unwrap();
        let sql = include_str!("../../migrations/0010_acting.surql");
        desk.store.query(sql, Variables::new()).await.unwrap();
        let own = desk.own().await;
        for (channel, many) in
            [(Channel::Portal, 1), (Channel::Telephone, 1), (Channel::Api, 1), (Channel::Mail, 0)]
        {
            for (actor, company) in [(&own, None), (&own, Some(CompanyId::new("bauer"))), (&buyer, None)] {
                for state in [None, Some(OrderState::Placed)] {
                    let filter = OrderFilter {
                        channel: Some(channel),
                        company: company.clone(),
                        state,
                        ..OrderFilter::default()
                    };
                    let found = orders::orders(&desk, actor, &filter).await.unwrap().items;
                    assert_eq!(found.len(), many, "{filter:?}");
                    assert!(found.iter().all(|o| o.channel == channel));
                }
            }
        }
    });
}
