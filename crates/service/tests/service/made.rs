//! Orders with lines that are no parts: a configured machine, a service. What an accepted offer comes to.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::catalog::PartCode;
use kontor_domain::lists::{BoughtFilter, ListKind, ListSource, MakeList};
use kontor_domain::orders::{
    Agreed, CancelLine, CancelOrder, ChangeDraft, ChangeOrder, ChangedLine, ChooseForLine, Configured,
    ConfirmOrder, LineChoice, MovedLine, OrderLine, OrderState, OrderView, PromiseStep,
};
use kontor_domain::pricing::{ListKind as PriceList, Totals};
use kontor_domain::returns::{
    AskedLine, Condition, DecideReturn, Exclusion, ReceiveReturn, ReceivedLine, RequestReturn, ReturnReason,
    ReturnState, VerdictLine,
};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::stock::Allocation;
use kontor_domain::{
    ConfigurationId, Date, Decimal, Error, IdempotencyKey, Localized, Money, Problem, Quantity, QuoteId,
    WarehouseId,
};
use kontor_service::orders::rows;
use kontor_service::stock::rows::StockRow;
use kontor_service::{Kontor, lists, mail, orders, recurring, returns, shipments};
use kontor_store::{SerdeWrapper, SurrealValue as _, Variables};

use crate::orders::free;
use crate::rules::join;
use crate::shop::{Shop, block, dealer, key, place, system};

const FILTER: &str = "HY-4711.20-F";
/// Positions of an order made by [`order`]: a part, a machine with a number nobody has, a service with one.
const PART: u32 = 1;
const MACHINE: u32 = 2;
const SERVICE: u32 = 3;

/// Puts a configured machine and a service onto a placed order, as an accepted offer will. No operation makes such lines by
/// itself, so the row of the order is written anew.
async fn with_made(k: &Kontor, order: &OrderView, agreed: bool) -> OrderView {
    let desk = dealer(Role::Support);
    let mut data = rows::visible(k, &desk, &order.id).await.unwrap().read().unwrap();
    let part = data.lines[0].clone();
    let made = |position, number: &str, name: Localized, euro: i64| OrderLine {
        position,
        part: None,
        number: number.into(),
        name,
        quantity: Quantity::ONE,
        net: Money::cents(euro * 100),
        amount: Money::cents(euro * 100),
        allocation: Allocation::default(),
        metal: None,
        ..part.clone()
    };
    let machine = OrderLine {
        configuration: Some(Configured { id: ConfigurationId::new("01KB10"), version: 3 }),
        ..made(MACHINE, "", Localized::new("Kettenbagger KB 10", "Crawler excavator KB 10"), 20_000)
    };
    let service = made(SERVICE, "EINW", Localized::new("Einweisung vor Ort", "Instruction on site"), 400);
    data.lines.extend([machine, service]);
    data.totals = Totals::of_lines(data.lines.iter().map(OrderLine::sums), data.totals.treatment)
        .with_freight(data.totals.freight);
    data.agreed = agreed.then(|| Agreed { quote: QuoteId::new("K7F4RTM-1"), number: "AN-2026-17".into() });
    let mut vars = Variables::new();
    vars.insert("id", rows::id(&order.id));
    vars.insert("net", data.totals.net.amount);
    vars.insert("data", SerdeWrapper(data).into_value());
    k.store.query("UPDATE $id SET net = $net, data = $data", vars).await.unwrap();
    orders::order(k, &desk, &order.id).await.unwrap()
}

/// An order of two filters, one machine and one service.
async fn order(shop: &Shop, me: &Actor, once: &str, agreed: bool) -> OrderView {
    shop.add(me, FILTER, 2).await;
    let order = orders::place_order(&shop.kontor, me, &place(once)).await.unwrap();
    with_made(&shop.kontor, &order, agreed).await
}

async fn confirmed(k: &Kontor, order: &OrderView, moved: Vec<MovedLine>) -> OrderView {
    let confirm = ConfirmOrder { order: order.id.clone(), version: order.version, moved };
    orders::confirm_order(k, &dealer(Role::Support), &confirm).await.unwrap()
}

/// These lines, or everything that is open.
async fn ship(k: &Kontor, order: &OrderView, once: &str, lines: Vec<(u32, Quantity)>) -> OrderView {
    let parcel = ShipOrder {
        key: IdempotencyKey::new(once),
        order: order.id.clone(),
        version: order.version,
        carrier: "Spedition".into(),
        tracking: format!("SP-{once}"),
        lines,
        ..ShipOrder::default()
    };
    shipments::ship_order(k, &dealer(Role::Warehouse), &parcel).await.unwrap()
}

fn late(position: u32) -> MovedLine {
    MovedLine { position, date: Date::constant(2026, 12, 18), reason: "Das Werk ist später".into() }
}

fn cancel_line(order: &OrderView, position: u32, once: &str) -> CancelLine {
    CancelLine {
        key: IdempotencyKey::new(once),
        order: order.id.clone(),
        version: order.version,
        position,
        quantity: None,
        reason: "Wird nicht mehr gebraucht".into(),
    }
}

fn cancel(order: &OrderView) -> CancelOrder {
    CancelOrder { order: order.id.clone(), version: order.version, reason: "Doch nicht".into() }
}

fn change(order: &OrderView, position: u32, quantity: i64, once: &str) -> ChangeOrder {
    let lines = vec![ChangedLine { position, quantity: Quantity::of(quantity) }];
    ChangeOrder {
        key: IdempotencyKey::new(once),
        order: order.id.clone(),
        version: order.version,
        draft: ChangeDraft { lines, ..ChangeDraft::default() },
        seen: None,
    }
}

fn choose(order: &OrderView, choice: LineChoice, once: &str) -> ChooseForLine {
    ChooseForLine {
        key: IdempotencyKey::new(once),
        order: order.id.clone(),
        version: order.version,
        position: MACHINE,
        choice,
    }
}

/// Every record of the stock: warehouse, part, and how much lies on the shelf.
async fn stock(k: &Kontor) -> Vec<(String, String, Decimal)> {
    let sql = "SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM stock";
    let found: Vec<StockRow> = k.store.rows(sql, Variables::new()).await.unwrap();
    found.into_iter().map(|row| (row.warehouse, row.part, row.on_hand)).collect()
}

/// The filters in Ulm and nothing else, with so many on the shelf.
fn filters(on_hand: i64) -> Vec<(String, String, Decimal)> {
    vec![("ulm".into(), key(FILTER).to_string(), Decimal::from(on_hand))]
}

#[test]
fn an_order_with_a_machine_is_confirmed_and_sent_in_parts_and_only_the_part_leaves_the_shelf() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let order = order(&shop, &me, "made", true).await;
        assert_eq!(order.totals.net, Money::cents(2 * 4_860 + 2_040_000));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40));

        let order = confirmed(k, &order, vec![late(MACHINE)]).await;
        assert_eq!(order.state, OrderState::Confirmed);
        assert!(order.lines[1].asks(), "the machine comes later: the customer is asked");
        let offers = &order.offers[0];
        assert_eq!((offers.position, offers.now, offers.substitutes.len()), (MACHINE, Quantity::ZERO, 0));
        let told = |step| order.ledger.iter().find(|e| e.position == MACHINE && e.step == step).unwrap();
        assert_eq!(told(PromiseStep::Confirmed).number, "Kettenbagger KB 10", "it has no number");

        let part = ship(k, &order, "first-parcel", vec![(MACHINE, Quantity::ONE)]).await;
        assert_eq!(part.state, OrderState::PartlyShipped);
        assert_eq!((part.lines[1].open(), part.lines[1].done.is_some()), (Quantity::ZERO, true));
        assert_eq!(stock(k).await, filters(42), "a machine lies on no shelf");
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40), "the filters are still held");
        let whole = ship(k, &part, "second-parcel", vec![]).await;
        assert_eq!((whole.state, whole.shipments.len()), (OrderState::Shipped, 2));
        assert_eq!(stock(k).await, filters(40));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40));

        shop.settle().await;
        let mails = mail::mails(k, &system(), None).await.unwrap().items;
        let parcel = mails.iter().find(|m| m.text.contains("1 Stück  Kettenbagger KB 10"));
        assert!(parcel.is_some(), "nothing stands where the number would be");
        assert!(mails.iter().any(|m| m.text.contains("EINW  Einweisung vor Ort")));
        let late = mails.iter().find(|m| m.text.contains("Das Werk ist später")).unwrap();
        assert!(late.text.contains("Sie entscheiden") && !late.text.contains("stornieren"), "{}", late.text);
        let bought = lists::bought(k, &me, &BoughtFilter::default()).await.unwrap().items;
        assert_eq!(bought.iter().map(|b| b.number.as_str()).collect::<Vec<_>>(), [FILTER]);
    });
}

#[test]
fn what_was_agreed_by_an_offer_the_customer_neither_changes_nor_cancels_but_the_desk_does() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let desk = dealer(Role::Support);
        let order = order(&shop, &me, "agreed", true).await;
        assert_eq!(order.agreed.as_ref().map(|a| a.number.as_str()), Some("AN-2026-17"));
        assert_eq!(order.change_until, None);
        let bound = Err(Error::conflict(Problem::AgreedByOffer));
        let start = orders::start_change(k, &me, &order.id, &ChangeDraft::default()).await;
        assert_eq!(start.unwrap_err(), Error::conflict(Problem::AgreedByOffer));
        assert_eq!(orders::change_order(k, &me, &change(&order, PART, 5, "change-1")).await, bound);
        assert_eq!(orders::cancel_order(k, &me, &cancel(&order)).await, bound);
        assert_eq!(orders::cancel_line(k, &me, &cancel_line(&order, SERVICE, "mine-line")).await, bound);

        // Of a late line the customer says whether they wait, and nothing that changes the order.
        let order = confirmed(k, &order, vec![late(MACHINE)]).await;
        let all = LineChoice::Cancel { quantity: None };
        assert_eq!(orders::choose(k, &me, &choose(&order, all, "choice-1")).await, bound);
        let none = Err(Error::conflict(Problem::NothingToSplit));
        assert_eq!(orders::choose(k, &me, &choose(&order, LineChoice::Split, "choice-2")).await, none);
        let order = orders::choose(k, &me, &choose(&order, LineChoice::Wait, "choice-3")).await.unwrap();
        assert!(!order.lines[1].asks());
        assert_eq!(order.totals.net, Money::cents(2 * 4_860 + 2_040_000));

        let order = orders::cancel_line(k, &desk, &cancel_line(&order, SERVICE, "desk-line")).await.unwrap();
        assert_eq!((order.totals.net, order.lines[2].gone()), (Money::cents(2 * 4_860 + 2_000_000), true));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(40));
        let order = orders::cancel_order(k, &desk, &cancel(&order)).await.unwrap();
        assert_eq!(order.state, OrderState::Cancelled);
        assert_eq!(free(&shop, FILTER).await, Decimal::from(42), "the filters are free again");
        assert_eq!(stock(k).await, filters(42), "and nothing else was ever held");
        shop.settle().await;
    });
}

#[test]
fn without_an_offer_such_a_line_can_be_left_out_but_has_no_price_for_another_quantity() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let order = order(&shop, &me, "free", false).await;
        assert!(order.change_until.is_some());
        let two = orders::change_order(k, &me, &change(&order, MACHINE, 2, "change-1")).await.unwrap_err();
        assert_eq!(two.field("quantity.2"), Some(&Problem::PriceOnRequest));
        let order = orders::change_order(k, &me, &change(&order, PART, 4, "change-2")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(4 * 4_860 + 2_040_000));
        let order = orders::change_order(k, &me, &change(&order, SERVICE, 0, "change-3")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(4 * 4_860 + 2_000_000));
        assert_eq!(free(&shop, FILTER).await, Decimal::from(38));
        let order = orders::cancel_line(k, &me, &cancel_line(&order, MACHINE, "single-line")).await.unwrap();
        assert_eq!(order.totals.net, Money::cents(4 * 4_860));
        assert_eq!(stock(k).await, filters(42));
    });
}

#[test]
fn what_was_made_for_an_order_comes_back_as_a_claim_only_and_goes_on_no_shelf() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let order = order(&shop, &me, "back", true).await;
        let order = confirmed(k, &order, vec![]).await;
        let order = ship(k, &order, "the-parcel", vec![]).await;
        let ask = |reason, once: &str| RequestReturn {
            key: IdempotencyKey::new(once),
            order: order.id.clone(),
            lines: vec![AskedLine { position: MACHINE, quantity: Quantity::ONE, reason }],
            words: "Der Ausleger ist verzogen.".into(),
            seen: None,
        };
        let unwanted = ask(ReturnReason::NotNeeded, "return-1");
        let form = returns::start_return(k, &me, &order.id, &unwanted.lines).await.unwrap();
        let why = Exclusion::MadeToOrder;
        assert_eq!(form.wrong[0].problem, Problem::NotReturnable { why });
        assert_eq!((form.lines[0].rule.excluded, form.lines[1].rule.excluded), (None, Some(why)));
        assert_eq!((form.lines[0].until.is_some(), form.lines[1].until), (true, None));
        let refused = returns::request_return(k, &me, &unwanted).await.unwrap_err();
        assert_eq!(refused.field("quantity.2"), Some(&Problem::NotReturnable { why }));

        let claim = returns::request_return(k, &me, &ask(ReturnReason::Defect, "return-2")).await.unwrap();
        assert_eq!((claim.lines[0].part.clone(), claim.warehouse.as_str()), (None, "ulm"));
        let received = ReceiveReturn {
            id: claim.id.clone(),
            version: claim.version,
            warehouse: WarehouseId::new("ulm"),
            lines: vec![ReceivedLine {
                position: MACHINE,
                quantity: Quantity::ONE,
                condition: Condition::Sellable,
            }],
        };
        let here = returns::receive_return(k, &dealer(Role::Warehouse), &received).await.unwrap();
        let verdict = VerdictLine { position: MACHINE, accepted: true, fee: None, reason: String::new() };
        let decide = DecideReturn {
            id: here.id.clone(),
            version: here.version,
            lines: vec![verdict],
            words: String::new(),
        };
        let done = returns::decide_return(k, &dealer(Role::Support), &decide).await.unwrap();
        assert_eq!((done.state, done.totals.net), (ReturnState::Credited, Money::cents(2_000_000)));
        assert_eq!(stock(k).await, filters(40));
        shop.settle().await;
    });
}

#[test]
fn an_order_again_takes_the_parts_and_says_what_it_leaves_out() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let order = order(&shop, &me, "again", true).await;
        let again = lists::repeat(k, &me, &order.id).await.unwrap();
        let numbers: Vec<&str> = again.lines.iter().map(|l| l.now.number.as_str()).collect();
        assert_eq!((numbers, again.lines[0].changes.len()), (vec![FILTER], 0));
        let left: Vec<(u32, &str)> =
            again.left_out.iter().map(|l| (l.position, l.name.de.as_str())).collect();
        assert_eq!(left, [(MACHINE, "Kettenbagger KB 10"), (SERVICE, "Einweisung vor Ort")]);
        assert_eq!(
            again.left_out[0].configuration.as_ref().map(|c| c.id.clone()),
            Some(ConfigurationId::new("01KB10"))
        );

        let source = ListSource::Order { order: order.id.clone() };
        let start = recurring::begin_recurring(k, &me, &source).await.unwrap();
        assert_eq!((start.lines.len(), start.left_out), (1, again.left_out));
        let make = MakeList {
            key: IdempotencyKey::new("the-list"),
            name: "Wie damals".into(),
            kind: ListKind::Personal,
            note: String::new(),
            customer: None,
            source,
        };
        let list = lists::make_list(k, &me, &make).await.unwrap();
        let list = lists::list(k, &me, &list).await.unwrap();
        assert_eq!(list.lines.iter().map(|l| l.number.as_str()).collect::<Vec<_>>(), [FILTER]);
    });
}

#[test]
fn a_late_part_beside_a_machine_is_still_replaced_by_its_successor() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let me = join(&shop, "bauer", "jonas", &[Role::Buyer]).await;
        let successor = Shop::filter("HY-4712", "Filter neu", "New filter", PartCode::Normal);
        shop.put(successor).await;
        shop.price("HY-4712", "list", PriceList::List, &[(1, 5_000)]).await;
        shop.stock("HY-4712", "ulm", 10, &[]).await;
        let mut old = Shop::filter(FILTER, "Filter", "Filter", PartCode::Normal);
        old.replaced_by = Some(key("HY-4712"));
        shop.put(old).await;
        let order = order(&shop, &me, "mixed", false).await;
        let order = confirmed(k, &order, vec![late(PART), late(MACHINE)]).await;
        let parts: Vec<(u32, usize)> =
            order.offers.iter().map(|o| (o.position, o.substitutes.len())).collect();
        assert_eq!(parts, [(PART, 1), (MACHINE, 0)]);
        let take = LineChoice::Substitute { part: key("HY-4712"), seen: None };
        let of_machine = orders::choose(k, &me, &choose(&order, take.clone(), "machine-1")).await;
        assert_eq!(of_machine, Err(Error::conflict(Problem::NotOffered)));
        let of_part = ChooseForLine { position: PART, ..choose(&order, take, "filter-1") };
        let order = orders::choose(k, &me, &of_part).await.unwrap();
        assert_eq!(
            (order.lines[0].replaced_by, order.lines[3].part.clone()),
            (Some(4), Some(key("HY-4712")))
        );
        assert_eq!(free(&shop, FILTER).await, Decimal::from(42));
    });
}
