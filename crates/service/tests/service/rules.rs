//! Company rules: limits, budgets and approval hold whoever asks through whichever door, also all at once.

use jiff::SignedDuration;
use kontor_domain::accounts::rules::{
    Allowance, Asked, Budget, BusinessUnit, CompanyRules, CostCentre, Delegate, Member, Over, Period, Reason,
};
use kontor_domain::accounts::{Actor, Channel, MakeKey, NewPerson, Right, Role, Who};
use kontor_domain::carts::AddLine;
use kontor_domain::events::Happened;
use kontor_domain::mail::MailView;
use kontor_domain::orders::{
    ApproveOrder, CancelOrder, ConfirmOrder, OrderFilter, OrderState, OrderView, Outlook, PlaceOrder,
    RejectOrder,
};
use kontor_domain::pricing::ListKind;
use kontor_domain::{
    CompanyId, Date, Decimal, Error, IdempotencyKey, Language, Money, OrderId, PersonId, Problem, Quantity,
};
use kontor_service::{accounts, carts, mail, orders, outbox};
use kontor_store::Variables;

use crate::orders::free;
use crate::shop::{Shop, block, buyer, dealer, key, place, system};
use crate::support::program;

const FILTER: &str = "HY-4711.20-F";

/// Bauer Tiefbau: Jonas buys, Petra and Sabine approve, the boss administers.
pub struct Firm {
    pub shop: Shop,
    pub jonas: Actor,
    pub petra: Actor,
    pub sabine: Actor,
    pub boss: Actor,
}

impl Firm {
    pub async fn new() -> Self {
        Self::in_shop(Shop::new().await).await
    }

    async fn in_shop(shop: Shop) -> Self {
        let jonas = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let petra = join(&shop, "bauer", "petra", &[Role::Approver]).await;
        let sabine = join(&shop, "bauer", "sabine", &[Role::Approver, Role::Buyer]).await;
        let boss = join(&shop, "bauer", "boss", &[Role::CompanyAdmin]).await;
        Self { shop, jonas, petra, sabine, boss }
    }

    /// The firm with Jonas limited to 100 EUR, Petra or Sabine approving.
    pub async fn limited() -> Self {
        Self::limited_in(Shop::new().await).await
    }

    pub async fn limited_in(shop: Shop) -> Self {
        let firm = Self::in_shop(shop).await;
        firm.rule(|r| {
            r.members = vec![member(&firm.jonas, "", Some(10_000))];
            r.chain = vec![vec![id(&firm.petra), id(&firm.sabine)]];
        })
        .await;
        firm
    }

    /// The firm with two units; Jonas is of the first.
    pub async fn with_units() -> Self {
        let firm = Self::new().await;
        let unit = |id: &str| BusinessUnit { id: id.into(), name: id.into(), budget: None, chain: vec![] };
        firm.rule(|r| {
            r.units = vec![unit("kanal"), unit("hof")];
            r.members = vec![member(&firm.jonas, "kanal", None)];
        })
        .await;
        firm
    }

    /// The firm with one unit, its budget of 1,000 EUR a month, and no limits.
    async fn budgeted(over: Over) -> Self {
        let firm = Self::new().await;
        firm.rule(|r| {
            r.units = vec![BusinessUnit {
                id: "kanal".into(),
                name: "Kanal Nord".into(),
                budget: Some(Budget { period: Period::Month, amount: Money::cents(100_000), over }),
                chain: vec![],
            }];
            r.others.unit = "kanal".into();
            r.programs.unit = "kanal".into();
            r.chain = vec![vec![id(&firm.petra)]];
        })
        .await;
        firm.shop.stock(FILTER, "ulm", 10_000, &[]).await;
        firm
    }

    pub async fn rule(&self, change: impl FnOnce(&mut CompanyRules)) {
        let k = &self.shop.kontor;
        let mut rules = accounts::company_rules(k, &self.boss, None).await.unwrap().rules;
        change(&mut rules);
        accounts::save_rules(k, &self.boss, None, &rules).await.unwrap();
    }

    /// Orders so many filters without the cart, as the interface does.
    async fn order(&self, actor: &Actor, quantity: i64, once: &str) -> Result<OrderView, Error> {
        let line = AddLine { part: key(FILTER), quantity: Quantity::of(quantity) };
        orders::place_lines(&self.shop.kontor, actor, &[line], &place(once)).await
    }

    async fn inbox(&self, actor: &Actor) -> Vec<OrderId> {
        let page = orders::approvals(&self.shop.kontor, actor, None).await.unwrap();
        page.items.into_iter().map(|a| a.order.id).collect()
    }

    pub async fn approve(&self, actor: &Actor, order: &OrderView) -> Result<OrderView, Error> {
        orders::approve_order(&self.shop.kontor, actor, &yes(order)).await
    }

    async fn spent(&self) -> Decimal {
        let rows: Vec<Decimal> =
            self.shop.kontor.store.rows("SELECT VALUE spent FROM budget", Variables::new()).await.unwrap();
        rows.into_iter().sum()
    }

    pub async fn mails(&self) -> Vec<MailView> {
        mail::mails(&self.shop.kontor, &system(), None).await.unwrap().items
    }

    async fn key(&self, rights: &[Right]) -> Actor {
        let command = MakeKey {
            key: IdempotencyKey::new(format!("{rights:?}")),
            name: "ERP".into(),
            company: Some(CompanyId::new("bauer")),
            rights: rights.to_vec(),
        };
        let secret = accounts::make_key(&self.shop.kontor, &self.boss, &command).await.unwrap().secret;
        accounts::key_actor(&self.shop.kontor, &secret).await.unwrap().unwrap()
    }
}

pub async fn join(shop: &Shop, company: &str, name: &str, roles: &[Role]) -> Actor {
    let company = CompanyId::new(company);
    let new = NewPerson {
        name: name.into(),
        email: format!("{name}@{company}.example"),
        company: Some(company.clone()),
        roles: roles.to_vec(),
        language: Language::De,
        password: "bagger fahren 24".into(),
    };
    let person = accounts::make_person(&shop.kontor, &system(), new).await.unwrap();
    Actor {
        who: Who::Customer {
            person,
            name: name.into(),
            company_name: company.to_string(),
            company,
            roles: roles.to_vec(),
        },
        channel: Channel::Portal,
        language: Language::De,
    }
}

fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap().clone()
}

fn member(actor: &Actor, unit: &str, cents: Option<i64>) -> Member {
    let allowance = Allowance { unit: unit.into(), limit: cents.map(Money::cents) };
    Member { person: id(actor), allowance }
}

fn yes(order: &OrderView) -> ApproveOrder {
    ApproveOrder { order: order.id.clone(), version: order.version, comment: String::new() }
}

fn no(order: &OrderView, reason: &str) -> RejectOrder {
    RejectOrder { order: order.id.clone(), version: order.version, reason: reason.into() }
}

#[test]
fn above_the_limit_an_order_waits_and_reaches_the_desk_only_when_it_is_approved() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        firm.shop.add(&firm.jonas, FILTER, 2).await;
        let small = orders::place_order(k, &firm.jonas, &place("small")).await.unwrap();
        assert_eq!((small.state, small.approval), (OrderState::Placed, None), "97.20 is within 100");

        firm.shop.add(&firm.jonas, FILTER, 3).await;
        let order = orders::place_order(k, &firm.jonas, &place("large")).await.unwrap();
        assert_eq!(order.state, OrderState::AwaitingApproval);
        assert_eq!(
            order.approval.as_ref().unwrap().reasons,
            [Reason::AboveLimit { limit: Money::cents(10_000) }]
        );
        assert!(matches!(&order.timeline[1].what, Happened::ApprovalAsked { people } if people.len() == 2));
        assert_eq!(free(&firm.shop, FILTER).await, Decimal::from(37), "its goods are reserved");

        // The desk may look, and has nothing to do.
        let desk = dealer(Role::Support);
        let queue = OrderFilter { state: Some(OrderState::Placed), ..OrderFilter::default() };
        assert_eq!(orders::orders(k, &desk, &queue).await.unwrap().items.len(), 1);
        let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved: vec![] };
        assert_eq!(
            orders::confirm_order(k, &desk, &confirm).await.err(),
            Some(Error::conflict(Problem::WrongState))
        );
        let to_dealer = "teile@hallmann-baumaschinen.example";
        assert_eq!(firm.mails().await.iter().filter(|m| m.to == to_dealer).count(), 1);

        // Both are asked; one suffices.
        for approver in [&firm.petra, &firm.sabine] {
            assert_eq!(firm.inbox(approver).await, std::slice::from_ref(&order.id));
        }
        assert_eq!(orders::approval_count(k, &firm.petra).await, Ok(1));
        assert_eq!(orders::approval_count(k, &firm.jonas).await, Ok(0));
        let asked = firm.mails().await.into_iter().find(|m| m.to == "petra@bauer.example").unwrap();
        assert!(asked.text.contains(&format!("/orders/{}", order.id)), "{}", asked.text);
        assert!(asked.text.contains("Über dem Limit von 100,00"), "{}", asked.text);

        let command = ApproveOrder { comment: "Passt.".into(), ..yes(&order) };
        let approved = orders::approve_order(k, &firm.petra, &command).await.unwrap();
        assert_eq!(approved.state, OrderState::Placed);
        assert!(firm.inbox(&firm.petra).await.is_empty() && firm.inbox(&firm.sabine).await.is_empty());
        assert_eq!(orders::orders(k, &desk, &queue).await.unwrap().items.len(), 2);
        assert_eq!(firm.mails().await.iter().filter(|m| m.to == to_dealer).count(), 2);
        let told: Vec<_> = firm.mails().await.into_iter().filter(|m| m.to == "jonas@bauer.example").collect();
        assert!(told.iter().any(|m| m.subject.contains("freigegeben") && m.text.contains("Passt.")));
        let step = &approved.approval.unwrap().steps[0];
        let decision = step.decided.as_ref().unwrap();
        assert_eq!((decision.by.as_str(), decision.channel), ("petra", Channel::Portal));

        // The same click again is the same answer; a colleague's is too late.
        assert_eq!(orders::approve_order(k, &firm.petra, &command).await.unwrap().state, OrderState::Placed);
        assert_eq!(
            firm.approve(&firm.sabine, &order).await.err(),
            Some(Error::conflict(Problem::WrongState))
        );
        orders::confirm_order(k, &desk, &ConfirmOrder { version: approved.version, ..confirm })
            .await
            .unwrap();
    });
}

#[test]
fn no_door_leads_round_the_limit() {
    block(async {
        let firm = Firm::limited().await;
        firm.rule(|r| r.programs.limit = Some(Money::cents(5_000))).await;
        // Explicit lines as a person.
        assert_eq!(firm.order(&firm.jonas, 3, "lines").await.unwrap().state, OrderState::AwaitingApproval);
        // A program obeys its own rule, and anybody of the chain may answer for it.
        let erp = firm.key(&[Right::Order, Right::SeeOwnOrders, Right::ManageCompany]).await;
        assert_eq!(firm.order(&erp, 1, "erp-small").await.unwrap().state, OrderState::Placed);
        let order = firm.order(&erp, 2, "erp-large").await.unwrap();
        assert_eq!(order.state, OrderState::AwaitingApproval);
        // The same key of idempotency again is no second try at it.
        assert_eq!(firm.order(&erp, 2, "erp-large").await.unwrap().id, order.id);
        // Neither the key nor the dealer nor a forged actor approves.
        let all = program(Some("bauer"), &Right::ALL);
        let nobody = Actor::anonymous(Language::De);
        for (who, why) in [
            (&erp, Error::Forbidden),
            (&all, Error::Forbidden),
            (&dealer(Role::Admin), Error::Forbidden),
            (&system(), Error::Forbidden),
            (&firm.jonas, Error::Forbidden),
            (&nobody, Error::Unauthenticated),
        ] {
            assert_eq!(firm.approve(who, &order).await.err(), Some(why.clone()), "{who:?}");
            let reject = orders::reject_order(&firm.shop.kontor, who, &no(&order, "x")).await;
            assert_eq!(reject.err(), Some(why), "{who:?}");
        }
        let command = MakeKey {
            key: IdempotencyKey::new("approves"),
            name: "approves".into(),
            company: Some(CompanyId::new("bauer")),
            rights: vec![Right::Approve],
        };
        let refused = accounts::make_key(&firm.shop.kontor, &firm.boss, &command).await.unwrap_err();
        assert_eq!(refused.field("rights"), Some(&Problem::NotACode));
        assert_eq!(firm.approve(&firm.sabine, &order).await.unwrap().state, OrderState::Placed);
    });
}

#[test]
fn nobody_approves_their_own_order_not_even_in_somebodys_place() {
    block(async {
        let firm = Firm::limited().await;
        let today = Date::constant(2026, 11, 24);
        let stands_in = |stand_in: &Actor, person: &Actor| Delegate {
            person: id(person),
            stand_in: id(stand_in),
            from: today,
            until: today,
        };
        firm.rule(|r| {
            r.others.limit = Some(Money::ZERO);
            r.delegates = vec![stands_in(&firm.sabine, &firm.petra), stands_in(&firm.boss, &firm.petra)];
        })
        .await;
        let order = firm.order(&firm.sabine, 1, "own").await.unwrap();
        let approval = order.approval.as_ref().unwrap();
        assert_eq!(approval.steps[0].people.len(), 1, "only Petra is asked");
        assert!(firm.inbox(&firm.sabine).await.is_empty());
        assert_eq!(orders::approval_count(&firm.shop.kontor, &firm.sabine).await, Ok(0));
        assert_eq!(firm.approve(&firm.sabine, &order).await.err(), Some(Error::Forbidden));
        let voice = |who| orders::approval_voice(&firm.shop.kontor, who, &order.id);
        assert_eq!(voice(&firm.sabine).await, Ok(None));
        // Somebody else in Petra's place may.
        assert!(voice(&firm.boss).await.unwrap().is_some());
        let approved = firm.approve(&firm.boss, &order).await.unwrap();
        let decision = approved.approval.unwrap().steps[0].decided.clone().unwrap();
        assert_eq!((decision.by.as_str(), decision.in_place_of.as_deref()), ("boss", Some("petra")));

        // Where nobody else could approve, nothing is placed at all.
        firm.rule(|r| r.chain = vec![vec![id(&firm.sabine)]]).await;
        assert_eq!(
            firm.order(&firm.sabine, 1, "alone").await.err(),
            Some(Error::conflict(Problem::NoApprover))
        );
        firm.rule(|r| r.chain.clear()).await;
        assert_eq!(
            firm.order(&firm.jonas, 3, "nobody").await.err(),
            Some(Error::conflict(Problem::NoApprover))
        );
    });
}

#[test]
fn a_chain_of_two_is_walked_in_order() {
    block(async {
        let firm = Firm::limited().await;
        firm.rule(|r| r.chain = vec![vec![id(&firm.petra)], vec![id(&firm.boss)]]).await;
        let order = firm.order(&firm.jonas, 3, "two").await.unwrap();
        assert!(firm.inbox(&firm.boss).await.is_empty());
        assert_eq!(firm.approve(&firm.boss, &order).await.err(), Some(Error::Forbidden), "not their turn");
        let half = firm.approve(&firm.petra, &order).await.unwrap();
        assert_eq!(half.state, OrderState::AwaitingApproval);
        assert!(firm.inbox(&firm.petra).await.is_empty());
        assert_eq!(firm.inbox(&firm.boss).await, std::slice::from_ref(&order.id));
        assert!(firm.mails().await.iter().any(|m| m.to == "boss@bauer.example"));
        assert_eq!(firm.approve(&firm.petra, &half).await.err(), Some(Error::Forbidden), "once is enough");
        assert_eq!(
            firm.approve(&firm.boss, &order).await.err(),
            Some(Error::conflict(Problem::ChangedMeanwhile)),
            "what the boss saw was an older version"
        );
        assert_eq!(firm.approve(&firm.boss, &half).await.unwrap().state, OrderState::Placed);
    });
}

#[test]
fn two_approvers_at_once_make_one_decision() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        for round in 0..6 {
            let order = firm.order(&firm.jonas, 3, &format!("race-{round}")).await.unwrap();
            let mut race = tokio::task::JoinSet::new();
            for n in 0..8 {
                let (kontor, order) = (k.clone(), order.clone());
                let actor = if n % 2 == 0 { firm.petra.clone() } else { firm.sabine.clone() };
                race.spawn(async move {
                    if n % 2 == 0 {
                        ("yes", orders::approve_order(&kontor, &actor, &yes(&order)).await)
                    } else {
                        ("no", orders::reject_order(&kontor, &actor, &no(&order, "zu teuer")).await)
                    }
                });
            }
            let results = race.join_all().await;
            let after = orders::order(k, &firm.jonas, &order.id).await.unwrap();
            let said = if after.state == OrderState::Placed { "yes" } else { "no" };
            for (word, result) in results {
                assert_eq!(result.is_ok(), word == said, "{word} {result:?}");
            }
            let decisions = after
                .timeline
                .iter()
                .filter(|e| matches!(e.what, Happened::OrderApproved { .. } | Happened::OrderRejected { .. }))
                .count();
            assert_eq!(decisions, 1);
        }
    });
}

#[test]
fn a_rejection_needs_its_reason_and_gives_everything_back() {
    block(async {
        let firm = Firm::budgeted(Over::Ask).await;
        let k = &firm.shop.kontor;
        let order = firm.order(&firm.jonas, 30, "large").await.unwrap();
        assert_eq!(order.state, OrderState::AwaitingApproval, "30 x 44.20 is over 1,000");
        assert_eq!(firm.spent().await, Decimal::from(1326));
        assert_eq!(free(&firm.shop, FILTER).await, Decimal::from(10_000 - 30));
        let silent = orders::reject_order(k, &firm.petra, &no(&order, "  ")).await.unwrap_err();
        assert_eq!(silent.field("reason"), Some(&Problem::Required));
        let command = no(&order, "Erst nach dem Umbau.");
        let rejected = orders::reject_order(k, &firm.petra, &command).await.unwrap();
        assert_eq!(rejected.state, OrderState::Cancelled);
        assert_eq!(
            (firm.spent().await, free(&firm.shop, FILTER).await),
            (Decimal::ZERO, Decimal::from(10_000))
        );
        assert!(firm.inbox(&firm.petra).await.is_empty());
        let told = firm.mails().await.into_iter().find(|m| m.to == "jonas@bauer.example").unwrap();
        assert!(told.text.contains("Erst nach dem Umbau."), "{}", told.text);
        // Again changes nothing, and nothing is given back twice.
        orders::reject_order(k, &firm.petra, &command).await.unwrap();
        assert_eq!(firm.approve(&firm.petra, &order).await.err(), Some(Error::conflict(Problem::WrongState)));
        assert_eq!(
            (firm.spent().await, free(&firm.shop, FILTER).await),
            (Decimal::ZERO, Decimal::from(10_000))
        );
    });
}

#[test]
fn thirty_two_orders_at_once_never_overshoot_a_budget_that_blocks() {
    block(async {
        let firm = Firm::budgeted(Over::Block).await;
        let erp = firm.key(&[Right::Order, Right::SeeOwnOrders]).await;
        let mut race = tokio::task::JoinSet::new();
        for n in 0..32 {
            let kontor = firm.shop.kontor.clone();
            // Half through the interface.
            let actor = if n % 2 == 0 { firm.jonas.clone() } else { erp.clone() };
            race.spawn(async move {
                let line = AddLine { part: key(FILTER), quantity: Quantity::of(2) };
                orders::place_lines(&kontor, &actor, &[line], &place(&format!("b{n}"))).await
            });
        }
        let results = race.join_all().await;
        let placed: Vec<_> = results.iter().filter_map(|r| r.as_ref().ok()).collect();
        // 97.20 each: ten fit into 1,000.
        assert_eq!(placed.len(), 10);
        assert!(placed.iter().all(|o| o.state == OrderState::Placed));
        assert_eq!(firm.spent().await, Decimal::from(972));
        for lost in results.iter().filter_map(|r| r.as_ref().err()) {
            assert!(matches!(lost, Error::Conflict { problem: Problem::OverBudget { .. } }), "{lost:?}");
        }
        assert_eq!(
            free(&firm.shop, FILTER).await,
            Decimal::from(10_000 - 20),
            "what was refused holds nothing"
        );

        // What is cancelled may be spent again, in the same period only.
        let one = placed[0];
        let cancel = CancelOrder { order: one.id.clone(), version: one.version, reason: String::new() };
        orders::cancel_order(&firm.shop.kontor, &firm.jonas, &cancel).await.unwrap();
        assert_eq!(firm.spent().await, Decimal::new(87_480, 2));
        firm.order(&firm.jonas, 2, "again").await.unwrap();
        assert!(firm.order(&firm.jonas, 1, "too-much").await.is_err());
        firm.shop.kontor.clock.advance(SignedDuration::from_hours(24 * 7));
        firm.order(&firm.jonas, 1, "december").await.unwrap();
    });
}

#[test]
fn of_orders_at_once_only_what_fits_passes_a_budget_that_asks() {
    block(async {
        let firm = Firm::budgeted(Over::Ask).await;
        let mut race = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (kontor, actor) = (firm.shop.kontor.clone(), firm.jonas.clone());
            race.spawn(async move {
                let line = AddLine { part: key(FILTER), quantity: Quantity::of(2) };
                orders::place_lines(&kontor, &actor, &[line], &place(&format!("a{n}"))).await.unwrap()
            });
        }
        let all = race.join_all().await;
        let passed = all.iter().filter(|o| o.state == OrderState::Placed).count();
        assert_eq!(passed, 10, "ten fit, whoever came first");
        assert!(all.iter().filter(|o| o.state != OrderState::Placed).all(|o| o.approval.is_some()));
        assert_eq!(firm.spent().await, Decimal::new(16 * 9_720, 2), "what waits is counted too");
        assert_eq!(firm.inbox(&firm.petra).await.len(), 6);
    });
}

#[test]
fn a_budget_that_warns_only_warns() {
    block(async {
        let firm = Firm::budgeted(Over::Warn).await;
        let k = &firm.shop.kontor;
        let ahead = orders::outlook(k, &firm.jonas, Money::cents(132_600)).await.unwrap();
        assert_eq!((ahead.units.len(), ahead.units[0].warnings.len()), (1, 1));
        assert_eq!(ahead.units[0].left, Some(Money::cents(100_000)));
        let order = firm.order(&firm.jonas, 30, "warned").await.unwrap();
        assert_eq!((order.state, order.assignment.unit_name.as_str()), (OrderState::Placed, "Kanal Nord"));
        assert_eq!(firm.spent().await, Decimal::from(1326));
    });
}

#[test]
fn a_delegate_decides_from_the_first_day_to_the_last() {
    block(async {
        let firm = Firm::limited().await;
        let tomorrow = Date::constant(2026, 11, 25);
        firm.rule(|r| {
            r.chain = vec![vec![id(&firm.petra)]];
            r.delegates = vec![Delegate {
                person: id(&firm.petra),
                stand_in: id(&firm.boss),
                from: tomorrow,
                until: tomorrow,
            }];
        })
        .await;
        let order = firm.order(&firm.jonas, 3, "today").await.unwrap();
        let day = SignedDuration::from_hours(24);
        assert_eq!(firm.approve(&firm.boss, &order).await.err(), Some(Error::Forbidden), "not yet");
        assert!(firm.inbox(&firm.boss).await.is_empty());
        firm.shop.kontor.clock.advance(day);
        let seen = orders::approvals(&firm.shop.kontor, &firm.boss, None).await.unwrap();
        assert_eq!(seen.items[0].in_place_of.as_deref(), Some("petra"));
        assert_eq!(orders::approval_count(&firm.shop.kontor, &firm.boss).await, Ok(1));
        firm.shop.kontor.clock.advance(day);
        assert_eq!(firm.approve(&firm.boss, &order).await.err(), Some(Error::Forbidden), "over");
        assert!(firm.inbox(&firm.boss).await.is_empty());
    });
}

#[test]
fn reminders_come_every_two_working_days_until_somebody_decides() {
    block(async {
        let firm = Firm::limited().await;
        let (k, hour) = (&firm.shop.kontor, SignedDuration::from_hours(1));
        let order = firm.order(&firm.jonas, 3, "slow").await.unwrap();
        let reminders = async || {
            outbox::drain(k).await.unwrap();
            firm.mails().await.iter().filter(|m| m.subject.starts_with("Erinnerung")).count()
        };
        assert_eq!(reminders().await, 0);
        // Tuesday to Thursday.
        k.clock.advance(hour * 47);
        assert_eq!(reminders().await, 0);
        k.clock.advance(hour);
        assert_eq!(reminders().await, 2, "both approvers");
        assert_eq!(reminders().await, 2, "once");
        // Thursday to Monday: the weekend does not count.
        k.clock.advance(hour * 48);
        assert_eq!(reminders().await, 2);
        k.clock.advance(hour * 48);
        assert_eq!(reminders().await, 4);
        let told = orders::order(k, &firm.jonas, &order.id).await.unwrap();
        let said =
            told.timeline.iter().filter(|e| matches!(e.what, Happened::ApproversReminded { .. })).count();
        assert_eq!((said, told.version), (2, order.version), "the order itself is as it was");
        firm.approve(&firm.petra, &order).await.unwrap();
        k.clock.advance(hour * 24 * 14);
        assert_eq!(reminders().await, 4);
        assert_eq!(
            outbox::pending(k).await.unwrap(),
            outbox::Pending::default(),
            "nothing is armed any more"
        );
    });
}

#[test]
fn a_cancelled_order_asks_nobody_any_more() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        let order = firm.order(&firm.jonas, 3, "gone").await.unwrap();
        let cancel = CancelOrder { order: order.id.clone(), version: order.version, reason: String::new() };
        // An approver rejects; cancelling is for those who order.
        assert_eq!(orders::cancel_order(k, &firm.petra, &cancel).await.err(), Some(Error::Forbidden));
        orders::cancel_order(k, &firm.jonas, &cancel).await.unwrap();
        assert!(firm.inbox(&firm.petra).await.is_empty());
        assert_eq!(free(&firm.shop, FILTER).await, Decimal::from(42));
        assert_eq!(firm.approve(&firm.petra, &order).await.err(), Some(Error::conflict(Problem::WrongState)));
        k.clock.advance(SignedDuration::from_hours(24 * 7));
        outbox::drain(k).await.unwrap();
        assert!(!firm.mails().await.iter().any(|m| m.subject.starts_with("Erinnerung")));
        assert_eq!(outbox::pending(k).await.unwrap(), outbox::Pending::default());
    });
}

#[test]
fn another_company_sees_nothing_of_it() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        let stranger = join(&firm.shop, "steiner", "lukas", &[Role::CompanyAdmin]).await;
        let order = firm.order(&firm.jonas, 3, "ours").await.unwrap();
        assert_eq!(firm.approve(&stranger, &order).await.err(), Some(Error::NotFound));
        assert_eq!(orders::reject_order(k, &stranger, &no(&order, "x")).await.err(), Some(Error::NotFound));
        assert_eq!(orders::approval_voice(k, &stranger, &order.id).await.err(), Some(Error::NotFound));
        assert!(firm.inbox(&stranger).await.is_empty());
        let bauer = CompanyId::new("bauer");
        let rules = accounts::company_rules(k, &firm.boss, None).await.unwrap().rules;
        assert_eq!(accounts::company_rules(k, &stranger, Some(&bauer)).await.err(), Some(Error::NotFound));
        assert_eq!(
            accounts::save_rules(k, &stranger, Some(&bauer), &rules).await.err(),
            Some(Error::NotFound)
        );
        // A stranger named in a chain or as a stand-in is nobody.
        let forged = CompanyRules { chain: vec![vec![id(&stranger)]], ..rules };
        let refused = accounts::save_rules(k, &firm.boss, None, &forged).await.unwrap_err();
        assert_eq!(refused.field("chain"), Some(&Problem::MayNotApprove));
    });
}

#[test]
fn what_is_approved_is_what_was_ordered() {
    block(async {
        let firm = Firm::limited().await;
        let order = firm.order(&firm.jonas, 3, "as-placed").await.unwrap();
        firm.shop.price(FILTER, "c-bauer", ListKind::Customer, &[(1, 9_900)]).await;
        firm.rule(|r| r.chain = vec![vec![id(&firm.boss)]]).await;
        // The new chain is for new orders.
        assert_eq!(firm.approve(&firm.boss, &order).await.err(), Some(Error::Forbidden));
        let approved = firm.approve(&firm.petra, &order).await.unwrap();
        assert_eq!((&approved.totals, &approved.lines), (&order.totals, &order.lines));
    });
}

#[test]
fn the_checkout_asks_what_the_company_wants_to_know() {
    block(async {
        let firm = Firm::new().await;
        let unit =
            |id: &str| BusinessUnit { id: id.into(), name: id.to_uppercase(), ..BusinessUnit::default() };
        firm.rule(|r| {
            r.po_number = Asked::Required;
            r.cost_centre = Asked::Required;
            r.cost_centres = vec![CostCentre { code: "4711".into(), name: "Kanal".into() }];
            r.units = vec![unit("a"), unit("b")];
            r.members = vec![member(&firm.jonas, "a", None)];
        })
        .await;
        let k = &firm.shop.kontor;
        firm.shop.add(&firm.sabine, FILTER, 1).await;
        let empty = PlaceOrder { po_number: " ".into(), business: false, ..place("x") };
        let refused = orders::place_order(k, &firm.sabine, &empty).await.unwrap_err();
        for field in ["po_number", "cost_centre", "unit", "business"] {
            assert!(refused.field(field).is_some(), "{field}");
        }
        // Jonas has a unit; he cannot spend another one's money.
        let forged = PlaceOrder { unit: "b".into(), cost_centre: "4711".into(), ..place("y") };
        let refused = orders::place_order(k, &firm.jonas, &forged).await.unwrap_err();
        assert_eq!(refused.field("unit"), Some(&Problem::NotYourUnit));
        assert_eq!(carts::cart(k, &firm.sabine, None).await.unwrap().lines.len(), 1, "the cart is kept");
        let order = orders::place_order(k, &firm.sabine, &forged).await.unwrap();
        let booked = order.assignment;
        assert_eq!((booked.unit.as_str(), booked.cost_centre_name.as_str()), ("b", "Kanal"));
        let ahead = orders::outlook(k, &firm.sabine, Money::cents(1)).await.unwrap();
        assert!(ahead.po_required && ahead.cost_centre_required && ahead.units.len() == 2);
    });
}

#[test]
fn rules_are_checked_whole_and_saved_once() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let view = accounts::company_rules(k, &firm.boss, None).await.unwrap();
        assert_eq!((view.rules.version, view.people.len()), (0, 4));
        assert_eq!(accounts::company_rules(k, &firm.jonas, None).await.err(), Some(Error::Forbidden));
        let bad = CompanyRules {
            cost_centres: vec![CostCentre::default()],
            units: vec![BusinessUnit { chain: vec![vec![id(&firm.jonas)]], ..BusinessUnit::default() }],
            members: vec![member(&firm.jonas, "nowhere", Some(-1)), member(&firm.jonas, "", None)],
            delegates: vec![Delegate {
                person: id(&firm.petra),
                stand_in: id(&firm.jonas),
                from: Date::constant(2026, 11, 24),
                until: Date::constant(2026, 11, 23),
            }],
            ..view.rules.clone()
        };
        let refused = accounts::save_rules(k, &firm.boss, None, &bad).await.unwrap_err();
        for field in [
            "cost_centres[0].code",
            "units[0].name",
            "units[0].chain",
            "members[0].unit",
            "members[0].limit",
            "members[1].person",
            "delegates[0].stand_in",
            "delegates[0].until",
        ] {
            assert!(refused.field(field).is_some(), "{field} in {refused:?}");
        }
        // Two editors: the second one is told.
        let mine = CompanyRules { po_number: Asked::Required, ..view.rules.clone() };
        let saved = accounts::save_rules(k, &firm.boss, None, &mine).await.unwrap();
        assert_eq!((saved.rules.version, saved.rules.po_number), (1, Asked::Required));
        for _ in 0..2 {
            assert_eq!(
                accounts::save_rules(k, &firm.boss, None, &mine).await.err(),
                Some(Error::conflict(Problem::ChangedMeanwhile))
            );
        }
        // The dealer does it for the customer, and it is in the history of both.
        let (desk, bauer) = (dealer(Role::Support), CompanyId::new("bauer"));
        let by_desk = CompanyRules { po_number: Asked::Optional, ..saved.rules };
        accounts::save_rules(k, &desk, Some(&bauer), &by_desk).await.unwrap();
        let history = accounts::company(k, &desk, &bauer).await.unwrap().timeline;
        assert_eq!(history.iter().filter(|e| e.what == Happened::RulesChanged).count(), 2);
        // A company without rules is as before.
        assert_eq!(orders::outlook(k, &buyer("steiner"), Money::cents(1)).await.unwrap(), Outlook::default());
    });
}

#[test]
fn the_inbox_pages_by_key() {
    block(async {
        let firm = Firm::limited().await;
        firm.shop.stock(FILTER, "ulm", 1_000, &[]).await;
        for n in 0..30 {
            firm.order(&firm.jonas, 3, &format!("n{n}")).await.unwrap();
        }
        let k = &firm.shop.kontor;
        let first = orders::approvals(k, &firm.petra, None).await.unwrap();
        let second = orders::approvals(k, &firm.petra, first.next.as_deref()).await.unwrap();
        assert_eq!((first.items.len(), second.items.len(), second.next), (25, 5, None));
        assert!(first.items.windows(2).all(|w| w[0].order.id > w[1].order.id), "newest first");
    });
}

#[test]
fn limit_and_budget_are_asked_about_the_sum_with_freight() {
    block(async {
        let firm = Firm::limited().await;
        let k = &firm.shop.kontor;
        // Two filters are 97.20; with delivery it is more than Jonas may order by himself.
        firm.shop.add(&firm.jonas, FILTER, 2).await;
        kontor_service::delivery::put_tariffs(k, &system(), &crate::delivery::tariffs()).await.unwrap();
        let order = orders::place_order(k, &firm.jonas, &place("limit")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(9_720 + 690));
        assert_eq!(order.state, OrderState::AwaitingApproval);
        let firm = Firm::budgeted(Over::Block).await;
        let k = &firm.shop.kontor;
        let mut heavy = crate::delivery::tariffs();
        heavy.free_from = None;
        heavy.services[0].bands[1].up_to_kg = Decimal::from(1_000);
        kontor_service::delivery::put_tariffs(k, &system(), &heavy).await.unwrap();
        // 22 filters are 972.40, with delivery 985.30; twenty-three would be over.
        firm.shop.add(&firm.jonas, FILTER, 22).await;
        let order = orders::place_order(k, &firm.jonas, &place("budget")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(22 * 4420 + 1290));
        firm.shop.add(&firm.jonas, FILTER, 1).await;
        let over = orders::place_order(k, &firm.jonas, &place("over")).await.unwrap_err();
        assert_eq!(
            over,
            Error::conflict(Problem::OverBudget { unit: "Kanal Nord".into(), left: Money::cents(1_470) })
        );
    });
}
