//! A line that slips: told at once, chosen by the customer, once, with everything that follows from it.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::catalog::{CrossReference, PartCode, PartData, PartNumber};
use kontor_domain::events::Happened;
use kontor_domain::lists::BoughtFilter;
use kontor_domain::orders::{
    AnswerExpedite, CancelLine, ChoiceKind, ChoiceState, ChooseForLine, ConfirmOrder, LineChoice, MovedLine,
    OrderFilter, OrderState, OrderView, PromiseStep,
};
use kontor_domain::pricing::ListKind;
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{
    CategoryId, Date, Decimal, Error, IdempotencyKey, Localized, Money, OrderId, Problem, Quantity,
};
use kontor_service::{Kontor, lists, mail, orders, shipments};

use crate::orders::free;
use crate::rules::join;
use crate::shop::{Shop, block, buyer, customer, dealer, key, place, system};

pub const PUMP: &str = "PU-100";
/// Fits in its place: both are known as `BOSCH 0 510`.
pub const TWIN: &str = "PU-200";
/// Ordered with the pump, and punctual.
const FILTER: &str = "HY-4711.20-F";
const LATER: Date = Date::constant(2026, 12, 9);

/// Bauer has ordered 5 pumps, of which 2 are on the shelf, and a filter.
pub struct Late {
    pub shop: Shop,
    /// Who ordered, and reads mails.
    pub me: Actor,
    pub order: OrderView,
}

impl Late {
    pub async fn new() -> Self {
        let shop = Shop::new().await;
        goods(&shop).await;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        shop.add(&me, PUMP, 5).await;
        shop.add(&me, FILTER, 1).await;
        let order = orders::place_order(&shop.kontor, &me, &place("late")).await.unwrap();
        Self { shop, me, order }
    }

    /// The same, confirmed for a week later.
    pub async fn slipped() -> Self {
        let mut late = Box::pin(Self::new()).await;
        late.slip(LATER, "Werk liefert später").await;
        late
    }

    pub fn k(&self) -> &Kontor {
        &self.shop.kontor
    }

    pub async fn slip(&mut self, date: Date, reason: &str) {
        let moved = vec![MovedLine { position: self.pump(), date, reason: reason.into() }];
        let command = ConfirmOrder { order: self.order.id.clone(), version: self.order.version, moved };
        self.order = orders::confirm_order(self.k(), &dealer(Role::Support), &command).await.unwrap();
    }

    /// The position of the pumps.
    pub fn pump(&self) -> u32 {
        self.order.lines.iter().find(|l| l.number == PUMP).unwrap().position
    }

    fn wish(&self, choice: LineChoice, idempotency: &str) -> ChooseForLine {
        ChooseForLine {
            key: IdempotencyKey::new(idempotency),
            order: self.order.id.clone(),
            version: self.order.version,
            position: self.pump(),
            choice,
        }
    }

    async fn choose(&mut self, choice: LineChoice) -> Result<OrderView, Error> {
        let command = self.wish(choice, &self.k().new_id());
        let chosen = orders::choose(self.k(), &self.me, &command).await?;
        self.order = chosen.clone();
        Ok(chosen)
    }

    async fn cancel(&mut self, position: u32, quantity: Option<i64>) -> Result<OrderView, Error> {
        let command = CancelLine {
            key: IdempotencyKey::new(self.k().new_id()),
            order: self.order.id.clone(),
            version: self.order.version,
            position,
            quantity: quantity.map(Quantity::of),
            reason: String::new(),
        };
        let cancelled = orders::cancel_line(self.k(), &self.me, &command).await?;
        self.order = cancelled.clone();
        Ok(cancelled)
    }

    async fn ship(&mut self, lines: &[(u32, i64)]) {
        let command = ShipOrder {
            key: IdempotencyKey::new(self.k().new_id()),
            order: self.order.id.clone(),
            version: self.order.version,
            carrier: "DPD".into(),
            tracking: "0123456789".into(),
            lines: lines.iter().map(|(p, q)| (*p, Quantity::of(*q))).collect(),
            ..ShipOrder::default()
        };
        self.order = shipments::ship_order(self.k(), &dealer(Role::Support), &command).await.unwrap();
    }

    /// What the dealer and Bauer were told, newest first: subject and text.
    async fn mails(&self) -> Vec<String> {
        let all = mail::mails(self.k(), &system(), None).await.unwrap().items;
        all.into_iter().map(|m| format!("{}\n{}", m.subject, m.text)).collect()
    }

    async fn queue(&self, actor: &Actor, choice: ChoiceState) -> usize {
        let filter = OrderFilter { choice: Some(choice), ..OrderFilter::default() };
        orders::orders(self.k(), actor, &filter).await.unwrap().items.len()
    }
}

pub async fn goods(shop: &Shop) {
    for (number, cents, on_hand) in [(PUMP, 10_000, 2), (TWIN, 9_000, 10)] {
        let known = CrossReference { source: "BOSCH".into(), number: "0 510".into() };
        let part = PartData {
            number: PartNumber::parse(number).unwrap(),
            name: Localized::new("Pumpe", "Pump"),
            category: CategoryId::new("hydraulik/filter"),
            packaging: Quantity::ONE,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            code: PartCode::Normal,
            discount_group: "filter".into(),
            replenishment_days: 5,
            cross_references: vec![known],
            ..PartData::default()
        };
        shop.put(part).await;
        shop.price(number, "list", ListKind::List, &[(1, cents)]).await;
        shop.stock(number, "ulm", on_hand, &[]).await;
    }
    shop.settle().await;
}

#[test]
fn a_line_that_comes_later_is_told_at_once_and_asks_for_a_choice() {
    block(async {
        let late = Box::pin(Late::slipped()).await;
        let line = &late.order.lines[late.pump() as usize - 1];
        assert!(line.asks());
        assert_eq!(line.promised, Date::constant(2026, 12, 2), "the first promise stays");
        let seen = orders::order(late.k(), &buyer("bauer"), &late.order.id).await.unwrap();
        let offer = seen.offers.iter().find(|o| o.position == late.pump()).unwrap();
        assert_eq!(offer.now, Quantity::of(2), "what lies on the shelf could leave now");
        let [twin] = offer.substitutes.as_slice() else { panic!("{:?}", offer.substitutes) };
        assert_eq!(
            (twin.number.as_str(), twin.quantity, twin.net),
            (TWIN, Quantity::of(5), Money::cents(8_100))
        );
        assert!(twin.date < LATER && twin.blocked.is_none());
        assert_eq!(seen.offers.len(), 1, "nothing is asked about the line that is punctual");
        let told = late.mails().await;
        assert!(told[0].contains("Grund: Werk liefert später"), "{}", told[0]);
        assert!(told[0].contains(&format!("/orders/{}#choices", late.order.id)), "{}", told[0]);
        for (actor, count) in [(buyer("bauer"), 1), (dealer(Role::Support), 1), (buyer("steiner"), 0)] {
            assert_eq!(late.queue(&actor, ChoiceState::Asked).await, count);
        }
    });
}

#[test]
fn the_ledger_keeps_every_date_with_who_said_it_and_why() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        late.slip(Date::constant(2026, 12, 16), "Zoll").await;
        late.slip(Date::constant(2026, 12, 14), "Zoll war schneller").await;
        let rows: Vec<_> = late.order.ledger.iter().filter(|e| e.position == late.pump()).collect();
        let dates: Vec<_> = rows.iter().map(|e| (e.step, e.before.map(Date::day), e.date.day())).collect();
        assert_eq!(
            dates,
            [
                (PromiseStep::Promised, None, 2),
                (PromiseStep::Confirmed, Some(2), 9),
                (PromiseStep::Moved, Some(9), 16),
                (PromiseStep::Moved, Some(16), 14),
            ]
        );
        let reasons: Vec<_> = rows.iter().map(|e| e.reason.as_str()).collect();
        assert_eq!(reasons, ["", "Werk liefert später", "Zoll", "Zoll war schneller"]);
        assert_eq!((rows[0].by.as_str(), rows[1].by.as_str()), ("jonas", "Innendienst"));
        let filter: Vec<_> = late.order.ledger.iter().filter(|e| e.position != late.pump()).collect();
        assert_eq!(filter.len(), 2, "promised and confirmed as promised: {filter:?}");
        assert!(filter[1].reason.is_empty());
    });
}

#[test]
fn who_waits_is_heard_and_may_still_think_again() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        let command = late.wish(LineChoice::Wait, "wait");
        let before = late.mails().await.len();
        for _ in 0..2 {
            late.order = orders::choose(late.k(), &buyer("bauer"), &command).await.unwrap();
        }
        let slip = late.order.lines[late.pump() as usize - 1].slip.clone().unwrap();
        assert_eq!(slip.chosen.unwrap().kind, ChoiceKind::Wait);
        let told = late.mails().await;
        assert_eq!(told.len(), before + 1, "the desk is told, once, and nobody else");
        assert!(told[0].contains("PU-100: es bleibt beim neuen Termin"), "{}", told[0]);
        assert_eq!(late.queue(&dealer(Role::Support), ChoiceState::Chosen).await, 1);
        assert_eq!(late.queue(&dealer(Role::Support), ChoiceState::Asked).await, 0);
        let events = late.order.timeline.iter().filter(|e| e.what.code() == "line_chosen").count();
        assert_eq!(events, 1);
        late.choose(LineChoice::Cancel { quantity: None }).await.unwrap();
        assert!(late.order.lines[late.pump() as usize - 1].gone());
    });
}

#[test]
fn a_split_takes_what_is_there_and_leaves_the_rest_to_come() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        // One more has arrived meanwhile, and is nobody's yet.
        late.shop.stock(PUMP, "ulm", 3, &[]).await;
        late.choose(LineChoice::Split).await.unwrap();
        let line = late.order.lines[late.pump() as usize - 1].clone();
        assert_eq!((line.allocation.reserve, line.allocation.backorder), (Quantity::of(3), Quantity::of(2)));
        assert_eq!(line.slip.unwrap().chosen.unwrap().quantity, Quantity::of(3));
        assert_eq!(free(&late.shop, PUMP).await, Decimal::ZERO, "it is this order's now");
        let told = late.mails().await;
        assert!(
            told.iter().any(|m| m.contains("PU-100: Teillieferung, 3 sofort, der Rest später")),
            "{told:#?}"
        );
        let (pump, filter) = (late.pump(), 3 - late.pump());
        late.ship(&[(pump, 3), (filter, 1)]).await;
        assert_eq!(late.order.state, OrderState::PartlyShipped);
        assert_eq!(late.order.lines[pump as usize - 1].open(), Quantity::of(2));
        late.shop.stock(PUMP, "ulm", 2, &[]).await;
        late.ship(&[]).await;
        assert_eq!(late.order.state, OrderState::Shipped);
        assert_eq!(late.queue(&dealer(Role::Support), ChoiceState::Chosen).await, 0, "nothing is left to do");
    });
}

#[test]
fn nothing_to_send_ahead_is_no_split() {
    block(async {
        let shop = Shop::new().await;
        goods(&shop).await;
        shop.stock(PUMP, "ulm", 0, &[]).await;
        shop.add(&buyer("bauer"), PUMP, 5).await;
        let order = orders::place_order(&shop.kontor, &buyer("bauer"), &place("none")).await.unwrap();
        let mut late = Late { shop, me: buyer("bauer"), order };
        late.slip(LATER, "Werk liefert später").await;
        assert_eq!(late.order.offers[0].now, Quantity::ZERO);
        let refused = late.choose(LineChoice::Split).await;
        assert_eq!(refused.err(), Some(Error::conflict(Problem::NothingToSplit)));
    });
}

#[test]
fn a_substitute_comes_as_a_line_of_its_own_with_its_price_and_date() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        let (me, part) = (buyer("bauer"), key(TWIN));
        let wrong =
            late.choose(LineChoice::Substitute { part: part.clone(), seen: Some(Money::cents(1)) }).await;
        assert_eq!(wrong.err(), Some(Error::conflict(Problem::PriceChanged)));
        let filter = late.choose(LineChoice::Substitute { part: key(FILTER), seen: None }).await;
        assert_eq!(filter.err(), Some(Error::conflict(Problem::NotOffered)));
        let seen = Some(Money::cents(8_100));
        late.choose(LineChoice::Substitute { part, seen }).await.unwrap();
        let (old, new) = (&late.order.lines[late.pump() as usize - 1], late.order.lines.last().unwrap());
        assert!(old.gone() && old.replaced_by == Some(3) && old.cancelled == Quantity::of(5));
        assert_eq!((new.position, new.number.as_str(), new.quantity), (3, TWIN, Quantity::of(5)));
        assert!(new.date() < LATER);
        assert_eq!(late.order.totals.net, Money::cents(5 * 8_100 + 4_860));
        assert_eq!(
            (free(&late.shop, PUMP).await, free(&late.shop, TWIN).await),
            (Decimal::from(2), Decimal::from(5))
        );
        let bought = lists::bought(late.k(), &me, &BoughtFilter::default()).await.unwrap().items;
        let mut numbers: Vec<_> = bought.iter().map(|b| b.number.as_str()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [FILTER, TWIN], "what was replaced was not bought");
        let steps: Vec<_> = late.order.ledger.iter().map(|e| (e.position, e.step)).collect();
        assert!(
            steps.contains(&(late.pump(), PromiseStep::Replaced))
                && steps.contains(&(3, PromiseStep::Promised))
        );
        let told = late.mails().await;
        assert!(told.iter().any(|m| m.contains("PU-100: ersetzt durch PU-200, Menge 5")), "{told:#?}");
    });
}

#[test]
fn what_is_cancelled_is_free_again_and_the_last_line_cancels_the_order() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        late.choose(LineChoice::Cancel { quantity: Some(Quantity::of(3)) }).await.unwrap();
        let line = late.order.lines[late.pump() as usize - 1].clone();
        assert_eq!((line.quantity, line.cancelled), (Quantity::of(2), Quantity::of(3)));
        assert_eq!((line.allocation.reserve, line.allocation.backorder), (Quantity::of(2), Quantity::ZERO));
        assert_eq!(late.order.totals.net, Money::cents(2 * 9_000 + 4_860), "the price agreed stays");
        late.choose(LineChoice::Cancel { quantity: None }).await.unwrap();
        assert_eq!(
            (late.order.state, free(&late.shop, PUMP).await),
            (OrderState::Confirmed, Decimal::from(2))
        );
        assert_eq!(late.order.totals.net, Money::cents(4_860));
        let filter = 3 - late.pump();
        late.cancel(filter, None).await.unwrap();
        assert_eq!(late.order.state, OrderState::Cancelled);
        assert_eq!(free(&late.shop, FILTER).await, Decimal::from(42));
        assert!(late.order.timeline.iter().any(|e| matches!(e.what, Happened::OrderCancelled { .. })));
        assert!(
            lists::bought(late.k(), &buyer("bauer"), &BoughtFilter::default())
                .await
                .unwrap()
                .items
                .is_empty()
        );
        assert!(late.mails().await.iter().any(|m| m.contains("Damit ist die Bestellung ganz storniert")));
        assert_eq!(late.queue(&dealer(Role::Support), ChoiceState::Chosen).await, 0);
    });
}

#[test]
fn a_line_is_cancelled_before_it_is_packed_and_not_after() {
    block(async {
        let mut late = Box::pin(Late::new()).await;
        let (pump, filter) = (late.pump(), 3 - late.pump());
        assert_eq!(
            late.cancel(pump, Some(6)).await.err(),
            Some(Error::invalid("quantity", Problem::TooMuch))
        );
        assert_eq!(
            late.cancel(pump, Some(0)).await.err(),
            Some(Error::invalid("quantity", Problem::NotPositive))
        );
        assert_eq!(late.cancel(9, None).await.err(), Some(Error::NotFound));
        late.cancel(pump, Some(1)).await.unwrap();
        assert_eq!(late.order.state, OrderState::Placed);
        assert_eq!(late.order.lines[pump as usize - 1].quantity, Quantity::of(4));
        let desk = dealer(Role::Support);
        let command = CancelLine {
            key: IdempotencyKey::new("desk"),
            order: late.order.id.clone(),
            version: late.order.version,
            position: pump,
            quantity: None,
            reason: String::new(),
        };
        let silent = orders::cancel_line(late.k(), &desk, &command).await;
        assert_eq!(silent.err(), Some(Error::invalid("reason", Problem::ReasonRequired)));
        let all = ConfirmOrder { order: late.order.id.clone(), version: late.order.version, moved: vec![] };
        let confirmed = orders::confirm_order(late.k(), &desk, &all).await.unwrap();
        late.order = orders::pick_order(late.k(), &desk, &confirmed.id, confirmed.version).await.unwrap();
        assert_eq!(late.cancel(filter, None).await.err(), Some(Error::conflict(Problem::WrongState)));
    });
}

#[test]
fn no_half_pack_is_left_on_an_order() {
    block(async {
        let shop = Shop::new().await;
        let part = PartData {
            number: PartNumber::parse("OR-24").unwrap(),
            name: Localized::new("O-Ring", "O-ring"),
            category: CategoryId::new("hydraulik/filter"),
            packaging: Quantity::of(10),
            minimum: Quantity::of(10),
            step: Quantity::of(10),
            code: PartCode::Normal,
            replenishment_days: 5,
            ..PartData::default()
        };
        shop.put(part).await;
        shop.price("OR-24", "list", ListKind::List, &[(1, 100)]).await;
        let me = buyer("bauer");
        shop.add(&me, "OR-24", 30).await;
        let order = orders::place_order(&shop.kontor, &me, &place("rings")).await.unwrap();
        let mut late = Late { shop, me, order };
        let step = Quantity::of(10);
        let half = Error::invalid("quantity", Problem::NotAStep { step, next: Quantity::of(30) });
        assert_eq!(late.cancel(1, Some(5)).await.err(), Some(half));
        late.cancel(1, Some(20)).await.unwrap();
        assert_eq!(late.order.lines[0].quantity, Quantity::of(10));
        assert_eq!(late.cancel(1, None).await.unwrap().state, OrderState::Cancelled);
    });
}

#[test]
fn a_wish_to_be_quicker_is_answered_with_a_date_or_with_the_reason_why_not() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        let desk = dealer(Role::Support);
        let answer = |order: &OrderView, date, note: &str| AnswerExpedite {
            order: order.id.clone(),
            version: order.version,
            position: order.lines.iter().find(|l| l.number == PUMP).unwrap().position,
            date,
            note: note.into(),
        };
        let early = orders::answer_expedite(late.k(), &desk, &answer(&late.order, None, "geht nicht")).await;
        assert_eq!(early.err(), Some(Error::conflict(Problem::NothingToChoose)), "nobody has asked");
        late.choose(LineChoice::Expedite { note: "Bagger steht".into() }).await.unwrap();
        assert_eq!(late.queue(&desk, ChoiceState::Expedite).await, 1);
        let told = late.mails().await;
        assert!(
            told.iter().any(|m| m.starts_with("Wunsch nach früherem Termin") && m.contains("Bagger steht"))
        );
        let mine = orders::answer_expedite(late.k(), &buyer("bauer"), &answer(&late.order, None, "x")).await;
        assert_eq!(mine.err(), Some(Error::Forbidden));
        let wrong = orders::answer_expedite(late.k(), &desk, &answer(&late.order, Some(LATER), " ")).await;
        let wrong = wrong.unwrap_err();
        assert_eq!(wrong.field("note"), Some(&Problem::ReasonRequired));
        assert_eq!(wrong.field("date"), Some(&Problem::NotEarlier { than: LATER }));
        let no = answer(&late.order, None, "Der Zoll lässt nichts anderes zu");
        late.order = orders::answer_expedite(late.k(), &desk, &no).await.unwrap();
        let slip = late.order.lines[late.pump() as usize - 1].slip.clone().unwrap();
        assert_eq!((slip.chosen, slip.declined.as_deref()), (None, Some("Der Zoll lässt nichts anderes zu")));
        assert_eq!(late.queue(&buyer("bauer"), ChoiceState::Asked).await, 1, "there is a choice again");
        late.choose(LineChoice::Expedite { note: String::new() }).await.unwrap();
        let friday = Date::constant(2026, 12, 4);
        let yes = answer(&late.order, Some(friday), "Mit dem Kurier");
        late.order = orders::answer_expedite(late.k(), &desk, &yes).await.unwrap();
        let line = &late.order.lines[late.pump() as usize - 1];
        assert_eq!((line.date(), line.reason.as_str()), (friday, "Mit dem Kurier"));
        let told = late.mails().await;
        assert!(told[0].contains("PU-100 schon am 04.12.2026. Mit dem Kurier"), "{}", told[0]);
        assert!(told[0].contains("#choices"), "still later than promised: {}", told[0]);
    });
}

#[test]
fn another_company_cannot_choose_and_neither_can_who_may_not_order() {
    block(async {
        let late = Box::pin(Late::slipped()).await;
        let wish = late.wish(LineChoice::Wait, "x");
        let cancel = CancelLine {
            key: IdempotencyKey::new("x"),
            order: late.order.id.clone(),
            version: late.order.version,
            position: late.pump(),
            quantity: None,
            reason: "x".into(),
        };
        for (actor, error) in [
            (buyer("steiner"), Error::NotFound),
            (customer("bauer", Role::Approver), Error::Forbidden),
            (dealer(Role::Warehouse), Error::Forbidden),
        ] {
            assert_eq!(orders::choose(late.k(), &actor, &wish).await.err(), Some(error.clone()));
            assert_eq!(orders::cancel_line(late.k(), &actor, &cancel).await.err(), Some(error));
        }
        let telephone = orders::choose(late.k(), &dealer(Role::Support), &wish).await.unwrap();
        let chosen = telephone.lines[late.pump() as usize - 1].slip.clone().unwrap().chosen.unwrap();
        assert_eq!(chosen.by, "Innendienst", "who chose for the customer stands there");
    });
}

#[test]
fn nothing_is_to_be_chosen_for_a_line_that_is_punctual_or_has_left() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        let (pump, filter) = (late.pump(), 3 - late.pump());
        let command = ChooseForLine { position: filter, ..late.wish(LineChoice::Wait, "punctual") };
        let refused = orders::choose(late.k(), &buyer("bauer"), &command).await;
        assert_eq!(refused.err(), Some(Error::conflict(Problem::NothingToChoose)));
        late.shop.stock(PUMP, "ulm", 5, &[]).await;
        late.ship(&[(pump, 5)]).await;
        let gone = late.choose(LineChoice::Wait).await;
        assert_eq!(gone.err(), Some(Error::conflict(Problem::NothingToChoose)));
        assert!(late.order.offers.is_empty());
    });
}

#[test]
fn of_two_who_choose_at_the_same_moment_one_is_told_to_look_again() {
    block(async {
        let late = Box::pin(Late::slipped()).await;
        let (wait, split) = (late.wish(LineChoice::Wait, "wait"), late.wish(LineChoice::Split, "split"));
        let (me, boss) = (buyer("bauer"), customer("bauer", Role::CompanyAdmin));
        let (one, other) =
            tokio::join!(orders::choose(late.k(), &me, &wait), orders::choose(late.k(), &boss, &split));
        let lost = if one.is_ok() { other.clone() } else { one.clone() };
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(lost.err(), Some(Error::conflict(Problem::ChangedMeanwhile)));
        // The same click twice, at once, is one choice.
        let read = orders::order(late.k(), &me, &late.order.id).await.unwrap();
        let again = ChooseForLine { version: read.version, ..late.wish(LineChoice::Wait, "double") };
        let (one, other) =
            tokio::join!(orders::choose(late.k(), &me, &again), orders::choose(late.k(), &me, &again));
        assert_eq!((one.unwrap().version, other.unwrap().version), (read.version + 1, read.version + 1));
    });
}

#[test]
fn two_orders_that_split_at_once_never_take_the_same_piece() {
    block(async {
        let shop = Shop::new().await;
        goods(&shop).await;
        shop.stock(PUMP, "ulm", 0, &[]).await;
        let mut late = Vec::new();
        for company in ["bauer", "steiner"] {
            shop.add(&buyer(company), PUMP, 5).await;
            let order = orders::place_order(&shop.kontor, &buyer(company), &place(company)).await.unwrap();
            let moved = vec![MovedLine { position: 1, date: LATER, reason: "Werk".into() }];
            let command = ConfirmOrder { order: order.id.clone(), version: 1, moved };
            let order = orders::confirm_order(&shop.kontor, &dealer(Role::Support), &command).await.unwrap();
            late.push(ChooseForLine {
                key: IdempotencyKey::new(company),
                order: order.id,
                version: order.version,
                position: 1,
                choice: LineChoice::Split,
            });
        }
        shop.stock(PUMP, "ulm", 3, &[]).await;
        let (bauer, steiner) = (buyer("bauer"), buyer("steiner"));
        let (one, other) = tokio::join!(
            orders::choose(&shop.kontor, &bauer, &late[0]),
            orders::choose(&shop.kontor, &steiner, &late[1])
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(free(&shop, PUMP).await, Decimal::ZERO);
    });
}

#[test]
fn a_dearer_substitute_is_refused_where_the_companys_rules_want_it_approved() {
    block(async {
        let firm = crate::rules::Firm::limited().await;
        goods(&firm.shop).await;
        firm.shop.price(PUMP, "list", ListKind::List, &[(1, 1_000)]).await;
        firm.shop.add(&firm.jonas, PUMP, 5).await;
        let order = orders::place_order(&firm.shop.kontor, &firm.jonas, &place("raise")).await.unwrap();
        assert_eq!(order.state, OrderState::Placed, "45 EUR are within Jonas's limit");
        let mut late = Late { shop: firm.shop, me: firm.jonas, order };
        late.slip(LATER, "Werk liefert später").await;
        let command = late.wish(LineChoice::Substitute { part: key(TWIN), seen: None }, "dear");
        let refused = orders::choose(late.k(), &late.me, &command).await;
        assert_eq!(refused.err(), Some(Error::conflict(Problem::RaiseNeedsApproval)));
        assert_eq!(free(&late.shop, TWIN).await, Decimal::from(10));
    });
}

#[test]
fn the_desk_finds_an_order_that_has_slipped_before_it_is_confirmed_again_as_promised() {
    block(async {
        let mut late = Box::pin(Late::slipped()).await;
        let promised = Date::constant(2026, 12, 2);
        late.slip(promised, "Doch noch da").await;
        assert!(late.order.lines.iter().all(|l| l.slip.is_none()), "the date holds again");
        assert!(late.order.offers.is_empty());
        let found = late.queue(&dealer(Role::Support), ChoiceState::Asked).await;
        assert_eq!(found, 0);
        late.k().clock.advance(SignedDuration::from_hours(24));
        let read = orders::order(late.k(), &buyer("bauer"), &OrderId(late.order.id.0.clone())).await.unwrap();
        assert_eq!(read.ledger.len(), 5);
    });
}
