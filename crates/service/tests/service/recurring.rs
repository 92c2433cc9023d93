//! Recurring orders: placed once on their day in the person's name, under every rule; stopped when anything is not as accepted.

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use kontor_domain::accounts::rules::{Budget, BusinessUnit, Over, Period};
use kontor_domain::accounts::{Actor, Channel, MakeKey, Right, Role};
use kontor_domain::catalog::{PartCode, PartData, PartNumber};
use kontor_domain::events::Happened;
use kontor_domain::lists::{Changed, ListKind as Shelf, ListSource, MakeList, NewLine};
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::pricing::ListKind;
use kontor_domain::recurring::{
    ChangeRecurring, Draft, DraftLine, Every, MakeRecurring, Plan, RecurringFilter, RecurringState,
    RecurringView, Step, StepRecurring, Why,
};
use kontor_domain::{CompanyId, Date, Decimal, Error, IdempotencyKey, Money, Problem, Quantity, RecurringId};
use kontor_service::change::Change;
use kontor_service::outbox::{self, Job};
use kontor_service::{Kontor, accounts, lists, orders, recurring};

use crate::metals::{CABLE, cable, note_on};
use crate::orders::free;
use crate::rules::Firm;
use crate::shop::{block, buyer, dealer, key, place, system};

pub const FILTER: &str = "HY-4711.20-F";

/// On the 31st of every month, from the last day of 2026 on.
pub fn monthly(quantity: i64) -> Draft {
    Draft {
        name: "Filter".into(),
        lines: vec![wanted(FILTER, quantity)],
        plan: Plan {
            every: Every::Months { n: 1, day: 31 },
            from: date(2026, 12, 31),
            until: None,
            count: None,
        },
        tolerance: Decimal::ZERO,
        remind_days: 2,
        delivery: "hof".into(),
        billing: "hof".into(),
        po_number: "Rahmen 26".into(),
        note: String::new(),
        unit: String::new(),
        cost_centre: String::new(),
        business: true,
        service: String::new(),
        completeness: None,
    }
}

fn wanted(number: &str, quantity: i64) -> DraftLine {
    DraftLine { part: key(number), quantity: Quantity::of(quantity), seen: None }
}

fn weekly(from: Date) -> Draft {
    let plan = Plan { every: Every::Weeks { n: 1 }, from, until: None, count: None };
    Draft { plan, ..monthly(1) }
}

/// What the form of a view sends when nothing is typed.
fn as_shown(view: &RecurringView) -> Draft {
    Draft {
        name: view.head.name.clone(),
        lines: view
            .lines
            .iter()
            .map(|l| DraftLine {
                part: l.part.clone(),
                quantity: l.quantity,
                seen: l.now.price.as_ref().map(|p| p.net),
            })
            .collect(),
        plan: Plan { from: view.head.next.unwrap(), ..view.plan },
        tolerance: view.tolerance,
        remind_days: view.remind_days,
        delivery: view.delivery.clone(),
        billing: view.billing.clone(),
        po_number: view.po_number.clone(),
        note: view.note.clone(),
        unit: view.unit.clone(),
        cost_centre: view.cost_centre.clone(),
        service: view.service.clone(),
        completeness: view.completeness,
        business: true,
    }
}

/// Bauer Tiefbau, where Jonas has a recurring order.
struct Yard {
    firm: Firm,
    id: RecurringId,
}

impl Yard {
    async fn with(draft: Draft) -> Self {
        Self::of(Firm::new().await, draft).await
    }

    async fn of(firm: Firm, draft: Draft) -> Self {
        let id = make(&firm.shop.kontor, &firm.jonas, "first", draft).await.unwrap();
        Self { firm, id }
    }

    fn kontor(&self) -> &Kontor {
        &self.firm.shop.kontor
    }

    async fn view(&self) -> RecurringView {
        recurring::recurring_order(self.kontor(), &self.firm.jonas, &self.id).await.unwrap()
    }

    /// Moves the clock to a moment, does what is due then, and shows what became of it.
    async fn at(&self, at: DateTime) -> RecurringView {
        to(self.kontor(), at);
        outbox::drain(self.kontor()).await.unwrap();
        self.view().await
    }

    async fn latest(&self, view: &RecurringView) -> OrderView {
        orders::order(self.kontor(), &self.firm.jonas, &view.came[0].order).await.unwrap()
    }

    async fn change(&self, actor: &Actor, draft: Draft) -> Result<(), Error> {
        let version = self.view().await.head.version;
        let command = ChangeRecurring { recurring: self.id.clone(), version, draft };
        recurring::change_recurring(self.kontor(), actor, &command).await
    }

    async fn step(&self, actor: &Actor, step: Step) -> Result<(), Error> {
        let version = self.view().await.head.version;
        let command = StepRecurring { recurring: self.id.clone(), version, step };
        recurring::step_recurring(self.kontor(), actor, &command).await
    }

    async fn price(&self, cents: i64) {
        self.firm.shop.price(FILTER, "c-bauer", ListKind::Customer, &[(1, cents)]).await;
    }

    /// The texts of the mails to somebody with such a subject.
    async fn told(&self, name: &str, subject: &str) -> Vec<String> {
        let all = self.firm.mails().await;
        let to = format!("{name}@");
        all.into_iter()
            .filter(|m| m.to.starts_with(&to) && m.subject.contains(subject))
            .map(|m| m.text)
            .collect()
    }
}

async fn make(k: &Kontor, actor: &Actor, once: &str, draft: Draft) -> Result<RecurringId, Error> {
    let command = MakeRecurring { key: IdempotencyKey::new(once), draft };
    recurring::make_recurring(k, actor, &command).await
}

fn to(k: &Kontor, at: DateTime) {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    k.clock.advance(at.to_zoned(zone).unwrap().timestamp().duration_since(k.clock.now()));
}

fn six(year: i16, month: i8, day: i8) -> DateTime {
    date(year, month, day).at(6, 0, 0, 0)
}

#[test]
fn it_is_ordered_on_its_day_in_the_persons_name_and_the_31st_does_not_drift() {
    block(async {
        let yard = Yard::with(monthly(2)).await;
        let before = free(&yard.firm.shop, FILTER).await;
        let early = yard.at(date(2026, 12, 31).at(5, 59, 0, 0)).await;
        assert_eq!((early.done, early.head.next), (0, Some(date(2026, 12, 31))));
        let view = yard.at(six(2026, 12, 31)).await;
        let order = yard.latest(&view).await;
        assert_eq!((order.state, order.channel), (OrderState::Placed, Channel::Recurring));
        assert_eq!((order.placed_by.as_str(), order.po_number.as_str()), ("jonas", "Rahmen 26"));
        let origin = order.recurring.unwrap();
        assert_eq!((origin.id, origin.name.as_str()), (yard.id.clone(), "Filter"));
        assert_eq!((order.lines[0].quantity, order.totals.net), (Quantity::of(2), Money::cents(9720)));
        assert_eq!(free(&yard.firm.shop, FILTER).await, before - Decimal::from(2));
        assert!(yard.told("jonas", "ist eingegangen").await[0].contains("Dauerbestellung „Filter“"));
        let mut days = vec![view.head.next.unwrap()];
        for (month, day) in [(1, 31), (2, 28), (3, 31)] {
            days.extend(yard.at(six(2027, month, day)).await.head.next);
        }
        assert_eq!(days, [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]);
        let view = yard.view().await;
        assert_eq!((view.done, view.came.len()), (4, 4));
        assert!(view.timeline.iter().any(|e| matches!(&e.what, Happened::RecurringOrdered { .. })));
    });
}

#[test]
fn two_working_days_before_the_person_reads_what_will_be_ordered_once() {
    block(async {
        let yard = Yard::with(monthly(2)).await;
        yard.at(six(2026, 12, 28)).await;
        assert_eq!(yard.told("jonas", "wir bestellen").await.len(), 0);
        // Thursday the 31st; Wednesday and Tuesday are working days.
        let view = yard.at(six(2026, 12, 29)).await;
        let mails = yard.told("jonas", "wir bestellen am Do 31.12.").await;
        assert_eq!((mails.len(), view.done), (1, 0));
        assert!(mails[0].contains("2 Stück  HY-4711.20-F") && mails[0].contains("97,20"), "{}", mails[0]);
        assert!(mails[0].contains("Sie müssen nichts tun"), "{}", mails[0]);
        yard.at(six(2026, 12, 30)).await;
        let view = yard.at(six(2026, 12, 31)).await;
        assert_eq!((yard.told("jonas", "wir bestellen").await.len(), view.done), (1, 1));
        // What would stop it is told then, too.
        yard.price(5000).await;
        yard.at(six(2027, 1, 28)).await;
        let mails = yard.told("jonas", "wir bestellen").await;
        assert!(mails[0].contains("50,00\u{a0}€ statt 48,60\u{a0}€"), "{}", mails[0]);
        let quiet = Yard::with(Draft { remind_days: 0, ..monthly(1) }).await;
        assert_eq!(quiet.at(six(2026, 12, 31)).await.done, 1);
        assert_eq!(quiet.told("jonas", "wir bestellen").await.len(), 0);
    });
}

#[test]
fn one_cent_more_than_was_accepted_stops_it_until_the_person_has_looked() {
    block(async {
        let yard = Yard::with(monthly(2)).await;
        yard.price(4861).await;
        let view = yard.at(six(2026, 12, 31)).await;
        assert_eq!((view.head.state, view.done), (RecurringState::Review, 0));
        let (accepted, now) = (Money::cents(4860), Money::cents(4861));
        let why = Why::Price { number: FILTER.into(), accepted, now };
        assert_eq!(view.review.as_ref().unwrap().why, [why]);
        assert_eq!(view.lines[0].accepted, Some(accepted));
        assert_eq!(view.lines[0].changes, [Changed::Price { then: accepted, now }]);
        let mail = yard.told("jonas", "angehalten").await.remove(0);
        assert!(mail.contains("48,61\u{a0}€ statt 48,60\u{a0}€"), "{mail}");
        assert!(mail.contains(&format!("/recurring/{}", yard.id)), "{mail}");
        yard.at(six(2027, 1, 2)).await;
        assert_eq!(
            yard.told("jonas", "angehalten").await.len(),
            1,
            "told once, and nothing is ordered meanwhile"
        );
        // Dearer again since the page was drawn: that has not been seen.
        let old = as_shown(&view);
        yard.price(4900).await;
        let refused = yard.change(&yard.firm.jonas, old).await;
        assert_eq!(refused, Err(Error::conflict(Problem::PriceChanged)));
        let seen = as_shown(&yard.view().await);
        yard.change(&yard.firm.jonas, seen).await.unwrap();
        let view = yard.at(six(2027, 1, 3)).await;
        assert_eq!((view.head.state, view.done), (RecurringState::Active, 1));
        assert_eq!((view.came[0].due, view.head.next), (date(2026, 12, 31), Some(date(2027, 1, 31))));
        assert_eq!(yard.latest(&view).await.lines[0].net, Money::cents(4900));
    });
}

#[test]
fn within_the_tolerance_it_is_ordered_and_the_tolerance_always_counts_from_what_was_accepted() {
    block(async {
        let yard = Yard::with(Draft { tolerance: Decimal::from(3), ..monthly(1) }).await;
        for (at, cents, done) in [
            (six(2026, 12, 31), 5000, 1),
            // Lower is always fine, and does not lower what was accepted.
            (six(2027, 1, 31), 4000, 2),
            (six(2027, 2, 28), 5005, 3),
            // Above 48.60 and 3 percent, if only by small steps.
            (six(2027, 3, 31), 5006, 3),
        ] {
            yard.price(cents).await;
            assert_eq!(yard.at(at).await.done, done, "{cents}");
        }
        assert_eq!(yard.view().await.head.state, RecurringState::Review);
    });
}

#[test]
fn what_is_no_longer_to_be_had_as_it_was_stops_it_and_the_successor_can_take_its_place() {
    block(async {
        let yard = Yard::with(monthly(2)).await;
        let shop = &yard.firm.shop;
        shop.part("HY-5100.10", "Filter neu", "New filter", PartCode::Normal).await;
        shop.price("HY-5100.10", "list", ListKind::List, &[(1, 5000)]).await;
        shop.stock("HY-5100.10", "ulm", 50, &[]).await;
        let old = PartData {
            number: PartNumber::parse(FILTER).unwrap(),
            category: kontor_domain::CategoryId::new("hydraulik/filter"),
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            ..PartData::default()
        };
        shop.put(PartData { code: PartCode::CallUs, ..old.clone() }).await;
        let view = yard.at(six(2026, 12, 31)).await;
        let line = |problem| Why::Line { number: FILTER.into(), problem };
        assert_eq!(view.review.as_ref().unwrap().why, [line(Problem::PriceOnRequest)]);
        // Skipped, it looks again on the next day.
        shop.put(PartData { code: PartCode::Obsolete, replaced_by: Some(key("HY-5100.10")), ..old }).await;
        yard.step(&yard.firm.jonas, Step::Skip).await.unwrap();
        let view = yard.at(six(2027, 1, 31)).await;
        let gone = Problem::Obsolete { successor: Some("HY-5100.10".into()) };
        assert_eq!(view.review.as_ref().unwrap().why, [line(gone.clone())]);
        let instead = view.lines[0].instead.clone().unwrap();
        assert_eq!((instead.number.as_str(), instead.quantity), ("HY-5100.10", Quantity::of(2)));
        let refused = yard.change(&yard.firm.jonas, as_shown(&view)).await;
        assert_eq!(refused, Err(Error::invalid("lines[0]", gone)));
        let replaced = Draft { lines: vec![wanted("HY-5100.10", 2)], ..as_shown(&view) };
        yard.change(&yard.firm.jonas, replaced).await.unwrap();
        let view = yard.at(six(2027, 2, 1)).await;
        assert_eq!(yard.latest(&view).await.lines[0].number, "HY-5100.10");
    });
}

#[test]
fn days_missed_while_the_program_stood_still_are_one_order() {
    block(async {
        let yard = Yard::with(Draft { remind_days: 0, ..weekly(date(2026, 12, 1)) }).await;
        let view = yard.at(six(2026, 12, 23)).await;
        assert_eq!((view.done, view.came[0].due), (1, date(2026, 12, 1)));
        assert_eq!(view.head.next, Some(date(2026, 12, 29)));
        let missed = view.timeline.iter().find_map(|e| match &e.what {
            Happened::RecurringOrdered { missed, .. } => Some(*missed),
            _ => None,
        });
        assert_eq!(missed, Some(3));
        assert_eq!(yard.at(six(2026, 12, 28)).await.done, 1);
        assert_eq!(yard.at(six(2026, 12, 29)).await.done, 2);
    });
}

#[test]
fn each_day_is_ordered_once_however_often_its_job_runs_and_how_many_run_it_at_once() {
    block(async {
        let yard = Yard::with(Draft { remind_days: 0, ..monthly(2) }).await;
        let shop = yard.firm.shop.kontor.clone();
        to(&shop, six(2026, 12, 31));
        let again = async |version| {
            let system = system();
            let mut change = Change::new(&shop, &system);
            for _ in 0..16 {
                change.job(Job::Recurring { recurring: yard.id.clone(), version });
            }
            change.commit().await.unwrap();
            let mut workers = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let k = shop.clone();
                workers.spawn(async move { outbox::drain(&k).await.unwrap() });
            }
            workers.join_all().await;
        };
        // What a process leaves that dies between the order and the end of its job.
        again(1).await;
        again(1).await;
        let view = yard.view().await;
        assert_eq!((view.done, view.came.len(), view.head.next), (1, 1, Some(date(2027, 1, 31))));
        assert_eq!(free(&yard.firm.shop, FILTER).await, Decimal::from(40));
        // The job of the next day waits for its day.
        again(2).await;
        assert_eq!(yard.view().await.done, 1);
    });
}

#[test]
fn the_companys_rules_hold_for_it_as_for_every_order() {
    block(async {
        // 145.80 EUR are above Jonas's limit of 100.
        let yard = Yard::of(Firm::limited().await, monthly(3)).await;
        let view = yard.at(six(2026, 12, 31)).await;
        let order = yard.latest(&view).await;
        assert_eq!(order.state, OrderState::AwaitingApproval);
        let approved = yard.firm.approve(&yard.firm.petra, &order).await.unwrap();
        assert_eq!(approved.state, OrderState::Placed);
        // A budget that blocks stops it, and says so.
        yard.firm
            .rule(|r| {
                let amount = Money::cents(5_000);
                let budget = Some(Budget { period: Period::Month, amount, over: Over::Block });
                r.units =
                    vec![BusinessUnit { id: "u".into(), name: "Werkstatt".into(), budget, chain: vec![] }];
                r.members[0].allowance.unit = "u".into();
            })
            .await;
        let view = yard.at(six(2027, 1, 31)).await;
        assert_eq!((view.head.state, view.done), (RecurringState::Review, 1));
        let why = &view.review.unwrap().why[0];
        assert!(
            matches!(why, Why::Refused { problem: Problem::OverBudget { unit, .. }, .. } if unit == "Werkstatt"),
            "{why:?}"
        );
        // A number that the company asks for since is missing.
        yard.firm
            .rule(|r| {
                r.units.clear();
                r.members[0].allowance.unit.clear();
                r.cost_centre = kontor_domain::accounts::rules::Asked::Required;
            })
            .await;
        yard.step(&yard.firm.jonas, Step::Skip).await.unwrap();
        let view = yard.at(six(2027, 2, 28)).await;
        let missing = Why::Refused { field: "cost_centre".into(), problem: Problem::Required };
        assert_eq!(view.review.unwrap().why, [missing]);
    });
}

#[test]
fn for_who_was_locked_out_or_may_not_order_any_more_nothing_is_ordered_and_the_administration_takes_over() {
    block(async {
        let yard = Yard::with(monthly(1)).await;
        let (k, firm) = (yard.kontor(), &yard.firm);
        accounts::set_blocked(k, &firm.boss, firm.jonas.person().unwrap(), true).await.unwrap();
        let at = six(2026, 12, 31);
        to(k, at);
        outbox::drain(k).await.unwrap();
        let view = recurring::recurring_order(k, &firm.boss, &yard.id).await.unwrap();
        assert_eq!((view.head.state, view.done), (RecurringState::Review, 0));
        assert_eq!(view.review.as_ref().unwrap().why, [Why::Person { name: "jonas".into() }]);
        assert_eq!(yard.told("jonas", "angehalten").await.len(), 0);
        assert_eq!(yard.told("boss", "angehalten").await.len(), 1);
        // Nothing else was in the way: it goes on.
        yard.step(&firm.boss, Step::TakeOver).await.unwrap();
        let view = yard.at(at).await;
        assert_eq!((view.head.state, view.review.is_none()), (RecurringState::Active, true));
        assert_eq!(yard.latest(&view).await.placed_by, "boss");
        // Roles count as they are on the day.
        accounts::put_roles(k, &system(), "boss@bauer.example", &[Role::Approver]).await.unwrap();
        let view = yard.at(six(2027, 1, 31)).await;
        assert_eq!((view.head.state, view.done), (RecurringState::Review, 1));
    });
}

#[test]
fn it_is_skipped_paused_resumed_and_ended() {
    block(async {
        let yard = Yard::with(Draft { remind_days: 0, ..weekly(date(2026, 12, 1)) }).await;
        let jonas = yard.firm.jonas.clone();
        yard.step(&jonas, Step::Skip).await.unwrap();
        assert_eq!(yard.at(six(2026, 12, 1)).await.done, 0);
        assert_eq!(yard.at(six(2026, 12, 8)).await.done, 1);
        yard.step(&jonas, Step::Pause).await.unwrap();
        assert_eq!(yard.at(six(2026, 12, 22)).await.done, 1);
        assert_eq!(yard.step(&jonas, Step::Skip).await, Err(Error::conflict(Problem::WrongState)));
        to(yard.kontor(), date(2026, 12, 23).at(12, 0, 0, 0));
        yard.step(&jonas, Step::Resume).await.unwrap();
        let view = yard.at(date(2026, 12, 24).at(9, 0, 0, 0)).await;
        assert_eq!(
            (view.done, view.head.next),
            (1, Some(date(2026, 12, 29))),
            "the pause is not made up for"
        );
        yard.step(&jonas, Step::End).await.unwrap();
        let view = yard.at(six(2027, 3, 1)).await;
        assert_eq!((view.head.state, view.done, view.head.next), (RecurringState::Ended, 1, None));
        assert_eq!(yard.step(&jonas, Step::End).await, Err(Error::conflict(Problem::WrongState)));
        assert_eq!(outbox::pending(yard.kontor()).await.unwrap(), outbox::Pending::default());
    });
}

#[test]
fn it_ends_by_itself_after_its_last_order_or_its_last_day() {
    block(async {
        let mut draft = Draft { remind_days: 0, ..weekly(date(2026, 12, 1)) };
        draft.plan.count = Some(2);
        let yard = Yard::with(draft.clone()).await;
        for day in [1, 8, 15] {
            yard.at(six(2026, 12, day)).await;
        }
        let view = yard.view().await;
        assert_eq!((view.head.state, view.done, view.upcoming.len()), (RecurringState::Ended, 2, 0));
        draft.plan.count = None;
        draft.plan.until = Some(date(2026, 12, 14));
        let yard = Yard::with(draft).await;
        assert_eq!(yard.view().await.upcoming, [date(2026, 12, 1), date(2026, 12, 8)]);
        yard.at(six(2026, 12, 1)).await;
        assert_eq!(yard.at(six(2026, 12, 8)).await.head.state, RecurringState::Ended);
    });
}

#[test]
fn days_count_anew_from_the_day_that_was_chosen_and_no_day_is_ordered_twice() {
    block(async {
        let yard = Yard::with(Draft { remind_days: 0, ..monthly(1) }).await;
        let jonas = yard.firm.jonas.clone();
        let view = yard.at(six(2026, 12, 31)).await;
        // Saved as it stands, the 31st stays the 31st.
        yard.change(&jonas, as_shown(&view)).await.unwrap();
        let view = yard.at(six(2027, 2, 28)).await;
        assert_eq!(view.head.next, Some(date(2027, 3, 31)));
        let on = |from| Draft { plan: Plan { from, ..view.plan }, ..as_shown(&view) };
        assert_eq!(
            yard.change(&jonas, on(date(2027, 1, 15))).await,
            Err(Error::invalid("from", Problem::DateInPast))
        );
        // The order of the 31st of January came late, on the 28th of February.
        assert_eq!(view.came[0].due, date(2027, 1, 31));
        yard.change(&jonas, on(date(2027, 3, 5))).await.unwrap();
        assert_eq!(yard.view().await.head.next, Some(date(2027, 3, 31)));
        let weekly = Plan { every: Every::Weeks { n: 2 }, from: date(2027, 3, 5), until: None, count: None };
        yard.change(&jonas, Draft { plan: weekly, ..as_shown(&view) }).await.unwrap();
        let view = yard.at(six(2027, 3, 5)).await;
        assert_eq!((view.done, view.head.next), (3, Some(date(2027, 3, 19))));
        let same_day = Draft { plan: Plan { from: date(2027, 3, 5), ..weekly }, ..as_shown(&view) };
        let refused = yard.change(&jonas, same_day).await;
        assert_eq!(refused, Err(Error::invalid("from", Problem::LaterThan { date: date(2027, 3, 6) })));
    });
}

#[test]
fn to_another_company_it_does_not_exist_and_a_colleague_sees_it_but_does_not_change_it() {
    block(async {
        let yard = Yard::with(monthly(1)).await;
        let (k, firm) = (yard.kontor(), &yard.firm);
        let stranger = buyer("steiner");
        assert_eq!(recurring::recurring_order(k, &stranger, &yard.id).await, Err(Error::NotFound));
        assert_eq!(yard.change(&stranger, monthly(1)).await, Err(Error::NotFound));
        for step in Step::ALL {
            assert_eq!(yard.step(&stranger, step).await, Err(Error::NotFound));
            assert_eq!(yard.step(&firm.sabine, step).await, Err(Error::Forbidden), "a colleague");
            assert_eq!(yard.step(&firm.petra, step).await, Err(Error::Forbidden), "does not order");
            assert_eq!(
                yard.step(&dealer(Role::Support), step).await,
                Err(Error::Forbidden),
                "the desk looks"
            );
        }
        let all = RecurringFilter::default();
        let mut listed = Vec::new();
        for actor in [&firm.sabine, &firm.petra, &dealer(Role::Warehouse)] {
            recurring::recurring_order(k, actor, &yard.id).await.unwrap();
            listed.push(recurring::recurring_orders(k, actor, &all).await.unwrap().items.len());
        }
        assert_eq!(listed, [1, 1, 1]);
        assert_eq!(recurring::recurring_orders(k, &stranger, &all).await.unwrap().items, []);
        let theirs = RecurringFilter { company: Some(CompanyId::new("bauer")), ..all.clone() };
        assert_eq!(recurring::recurring_orders(k, &stranger, &theirs).await, Err(Error::NotFound));
        assert_eq!(
            recurring::recurring_orders(k, &dealer(Role::Sales), &theirs).await.unwrap().items.len(),
            1
        );
        let nobody = Actor::anonymous(kontor_domain::Language::De);
        assert_eq!(recurring::recurring_orders(k, &nobody, &all).await, Err(Error::Unauthenticated));
        // The administration changes it; the person stays.
        yard.change(&firm.boss, as_shown(&yard.view().await)).await.unwrap();
        assert_eq!(yard.view().await.head.person_name, "jonas");
        // Nobody stands behind a key.
        let rights = vec![Right::Order, Right::SeeOwnOrders];
        let company = Some(CompanyId::new("bauer"));
        let command = MakeKey { key: IdempotencyKey::new("erp"), name: "ERP".into(), company, rights };
        let secret = accounts::make_key(k, &firm.boss, &command).await.unwrap().secret;
        let program = accounts::key_actor(k, &secret).await.unwrap().unwrap();
        assert_eq!(make(k, &program, "key", monthly(1)).await, Err(Error::Forbidden));
        recurring::recurring_order(k, &program, &yard.id).await.unwrap();
    });
}

#[test]
fn a_double_click_makes_one_and_an_old_page_changes_nothing() {
    block(async {
        let yard = Yard::with(monthly(1)).await;
        let (k, jonas) = (yard.kontor(), &yard.firm.jonas);
        let (one, two) = tokio::join!(make(k, jonas, "x", monthly(1)), make(k, jonas, "x", monthly(1)));
        assert_eq!(one.unwrap(), two.unwrap());
        let all = recurring::recurring_orders(k, jonas, &RecurringFilter::default()).await.unwrap();
        assert_eq!(all.items.len(), 2);
        let view = yard.view().await;
        let version = view.head.version;
        let skip = StepRecurring { recurring: yard.id.clone(), version, step: Step::Skip };
        let skipped = tokio::join!(
            recurring::step_recurring(k, jonas, &skip),
            recurring::step_recurring(k, jonas, &skip)
        );
        assert_eq!(skipped, (Ok(()), Ok(())));
        recurring::step_recurring(k, jonas, &skip).await.unwrap();
        let once = yard.view().await;
        assert_eq!((once.head.next, once.head.version), (Some(date(2027, 1, 31)), version + 1));
        // Accepted and ordered at once; the second click comes after the order.
        yard.price(5000).await;
        let stopped = yard.at(six(2027, 1, 31)).await;
        let draft = as_shown(&stopped);
        let accept = ChangeRecurring { recurring: yard.id.clone(), version: stopped.head.version, draft };
        recurring::change_recurring(k, jonas, &accept).await.unwrap();
        assert_eq!(yard.at(six(2027, 1, 31)).await.done, 1);
        recurring::change_recurring(k, jonas, &accept).await.unwrap();
        assert_eq!(yard.at(six(2027, 1, 31)).await.done, 1);
        let version = view.head.version;
        let (recurring, step) = (yard.id.clone(), Step::Pause);
        let old = StepRecurring { recurring: recurring.clone(), version, step };
        let changed = Err(Error::conflict(Problem::ChangedMeanwhile));
        assert_eq!(recurring::step_recurring(k, jonas, &old).await, changed);
        let draft = as_shown(&view);
        let old = ChangeRecurring { recurring, version, draft };
        assert_eq!(recurring::change_recurring(k, jonas, &old).await, changed);
    });
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        firm.rule(|r| r.po_number = kontor_domain::accounts::rules::Asked::Required).await;
        let wrong = Draft {
            name: " ".into(),
            lines: vec![],
            tolerance: Decimal::from(101),
            remind_days: 11,
            delivery: "nowhere".into(),
            po_number: String::new(),
            business: false,
            plan: Plan {
                every: Every::Months { n: 0, day: 32 },
                from: date(2026, 12, 1),
                until: Some(date(2026, 11, 1)),
                count: Some(0),
            },
            ..monthly(1)
        };
        let Err(Error::Invalid { fields }) = make(k, &firm.jonas, "w", wrong).await else {
            panic!("accepted")
        };
        let mut names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        names.sort_unstable();
        let expected = [
            "business",
            "count",
            "day",
            "delivery",
            "lines",
            "n",
            "name",
            "po_number",
            "remind_days",
            "tolerance",
            "until",
        ];
        assert_eq!(names, expected);
        let unknown = DraftLine { part: key("GIBT-ES-NICHT"), quantity: Quantity::ONE, seen: None };
        let twice = Draft { lines: vec![wanted(FILTER, 1), wanted(FILTER, 2)], ..monthly(1) };
        assert_eq!(
            make(k, &firm.jonas, "d", twice).await,
            Err(Error::invalid("lines[1]", Problem::Duplicate))
        );
        let gone = Draft { lines: vec![wanted(FILTER, 1), unknown], ..monthly(1) };
        assert_eq!(
            make(k, &firm.jonas, "g", gone).await,
            Err(Error::invalid("lines[1]", Problem::UnknownPart))
        );
        let past = weekly(date(2026, 11, 23));
        assert_eq!(make(k, &firm.jonas, "p", past).await, Err(Error::invalid("from", Problem::DateInPast)));
    });
}

#[test]
fn an_order_a_list_and_a_cart_can_begin_one() {
    block(async {
        let firm = Firm::new().await;
        let (k, jonas) = (&firm.shop.kontor, &firm.jonas);
        firm.shop.add(jonas, FILTER, 5).await;
        let cart = ListSource::Cart { cart: None };
        let start = recurring::begin_recurring(k, jonas, &cart).await.unwrap();
        assert_eq!((start.lines[0].quantity, start.totals.net), (Quantity::of(5), Money::cents(22_100)));
        assert_eq!(start.plan.from, date(2026, 12, 24));
        let order = orders::place_order(k, jonas, &place("once")).await.unwrap();
        let source = ListSource::Order { order: order.id };
        let start = recurring::begin_recurring(k, jonas, &source).await.unwrap();
        assert_eq!(
            (start.lines.len(), start.po_number.as_str(), start.delivery.as_str()),
            (1, "2026-118", "hof")
        );
        assert_eq!(recurring::begin_recurring(k, &buyer("steiner"), &source).await, Err(Error::NotFound));
        let line = NewLine { part: key(FILTER), quantity: Quantity::of(3), note: String::new() };
        let list = MakeList {
            key: IdempotencyKey::new("list"),
            name: "Wintercheck".into(),
            kind: Shelf::Personal,
            note: String::new(),
            customer: None,
            source: ListSource::Lines { lines: vec![line] },
        };
        let list = lists::make_list(k, jonas, &list).await.unwrap();
        let source = ListSource::List { list };
        let start = recurring::begin_recurring(k, jonas, &source).await.unwrap();
        assert_eq!((start.name.as_str(), start.lines[0].quantity), ("Wintercheck", Quantity::of(3)));
        assert_eq!(recurring::begin_recurring(k, &firm.sabine, &source).await, Err(Error::NotFound));
    });
}

#[test]
fn a_job_that_is_taken_out_of_the_outbox_does_not_leave_it_running_for_ever() {
    block(async {
        let yard = Yard::with(monthly(1)).await;
        let k = yard.kontor();
        outbox::drain(k).await.unwrap();
        let admin = dealer(Role::Admin);
        let job = outbox::jobs(k, &admin).await.unwrap().waiting.remove(0);
        assert_eq!(job.kind, "recurring");
        outbox::drop_job(k, &admin, &job.id, "Kunde hat angerufen").await.unwrap();
        let view = yard.view().await;
        assert_eq!(view.head.state, RecurringState::Review);
        let problem = Problem::Stopped { reason: "Kunde hat angerufen".into() };
        assert_eq!(view.review.unwrap().why, [Why::Refused { field: String::new(), problem }]);
    });
}

#[test]
fn delivery_that_costs_more_than_was_accepted_is_asked_about() {
    block(async {
        let yard = Yard::with(monthly(1)).await;
        let k = yard.kontor();
        let due = yard.view().await.head.next.unwrap();
        // Nothing was charged for delivery when it was begun; by the first day it is.
        kontor_service::delivery::put_tariffs(k, &system(), &crate::delivery::tariffs()).await.unwrap();
        let stopped = yard.at(due.at(7, 0, 0, 0)).await;
        assert_eq!(stopped.head.state, RecurringState::Review);
        let now = Money::cents(690);
        let why = Why::Freight { accepted: Money::ZERO, now };
        assert_eq!(stopped.review.as_ref().map(|review| review.why.clone()), Some(vec![why]));
        assert!(stopped.came.is_empty());
        // Accepted it goes on, and the sum that was shown is the one that is ordered.
        let shown = stopped.totals.net;
        let express = Draft { service: "express".into(), ..as_shown(&stopped) };
        yard.change(&yard.firm.jonas, express).await.unwrap();
        let view = yard.at(due.at(8, 0, 0, 0)).await;
        assert_eq!(view.freight, Money::cents(2490));
        let order = yard.latest(&view).await;
        assert_eq!(order.freight.map(|f| f.service).as_deref(), Some("express"));
        assert_eq!(order.totals.net, shown - now + Money::cents(2490));
        // The service is taken out: somebody has to choose another one.
        let mut fewer = crate::delivery::tariffs();
        fewer.services.retain(|s| s.id != "express");
        kontor_service::delivery::put_tariffs(k, &system(), &fewer).await.unwrap();
        let next = view.head.next.unwrap();
        let stopped = yard.at(next.at(7, 0, 0, 0)).await;
        let problem = kontor_domain::Problem::ServiceGone;
        let why = Why::Refused { field: "service".into(), problem };
        assert_eq!(stopped.review.map(|review| review.why), Some(vec![why]));
    });
}

#[test]
fn metal_that_got_dearer_than_was_accepted_is_asked_about() {
    block(async {
        let firm = Firm::new().await;
        cable(&firm.shop).await;
        note_on(&firm.shop, date(2026, 11, 23), 950).await;
        let draft = Draft { lines: vec![wanted(CABLE, 50)], tolerance: Decimal::TEN, ..monthly(1) };
        let yard = Yard::of(firm, draft).await;
        let due = yard.view().await.head.next.unwrap();
        // 50 m at 1.80 with 0.96 of copper each were accepted; ten percent more may pass.
        assert_eq!(yard.view().await.head.net, Money::cents(13_800));
        to(yard.kontor(), due.at(5, 0, 0, 0));
        note_on(&yard.firm.shop, due.yesterday().unwrap(), 1_000).await;
        let ordered = yard.at(due.at(7, 0, 0, 0)).await;
        assert_eq!(yard.latest(&ordered).await.totals.net, Money::cents(14_100));
        let next = ordered.head.next.unwrap();
        to(yard.kontor(), next.at(5, 0, 0, 0));
        note_on(&yard.firm.shop, next.yesterday().unwrap(), 1_200).await;
        let stopped = yard.at(next.at(7, 0, 0, 0)).await;
        assert_eq!((stopped.head.state, stopped.came.len()), (RecurringState::Review, 1));
        let why =
            Why::Metal { number: CABLE.into(), accepted: Money::cents(13_800), now: Money::cents(15_300) };
        assert_eq!(stopped.review.as_ref().map(|review| review.why.clone()), Some(vec![why]));
        // Accepted, it counts from there, and what nobody has noted is no price.
        yard.change(&yard.firm.jonas, as_shown(&stopped)).await.unwrap();
        let view = yard.at(next.at(8, 0, 0, 0)).await;
        assert_eq!((view.head.net, view.came.len()), (Money::cents(15_300), 2));
        let unnoted = yard.at(view.head.next.unwrap().at(7, 0, 0, 0)).await;
        assert_eq!(unnoted.head.state, RecurringState::Review, "the last notation is a month old");
    });
}
