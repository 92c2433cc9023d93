//! Mails: what they say, in whose language, and that nothing foreign gets into their headers.

use kontor_domain::accounts::rules::Reason;
use kontor_domain::accounts::{Address, Channel, Company, Person, Role};
use kontor_domain::case::CaseCode;
use kontor_domain::catalog::VatCategory;
use kontor_domain::delivery::{Completeness, Load, Pickup};
use kontor_domain::events::Happened;
use kontor_domain::orders::{
    Approval, ApprovalStep, Approver, Assignment, ChoiceKind, Chosen, OrderLine, OrderState, OrderView, Voice,
};
use kontor_domain::payments::PaymentState;
use kontor_domain::pricing::{PriceOffer, PriceRequest, RequestState, VatTreatment, totals};
use kontor_domain::returns::{
    Amounts, Condition, Credit, Decided, Received, ReturnReason, ReturnState, ReturnView, Taken, quote,
    return_totals,
};
use kontor_domain::shipments::ShipmentView;
use kontor_domain::stock::Allocation;
use kontor_domain::{
    CompanyId, Date, Error, Language, Localized, Money, OrderId, PartKey, PersonId, PriceRequestId, Quantity,
    RecurringId, ReturnId, ShipmentId, Unit, WarehouseId,
};
use kontor_service::Kontor;
use kontor_service::mail::{self, Mail, PaymentNews};

use crate::shop::NOW;
use crate::support::{World, block, desk, system};

const DE: Language = Language::De;
const EN: Language = Language::En;

fn line(position: u32, number: &str, quantity: i64, cents: i64) -> OrderLine {
    let net = Money::cents(cents);
    OrderLine {
        position,
        part: Some(PartKey::new(number)),
        number: number.into(),
        name: Localized::new("Ölfilter", "Oil filter"),
        quantity: Quantity::of(quantity),
        unit: Unit::Piece,
        net,
        amount: net.times(Quantity::of(quantity).0),
        vat: VatCategory::Standard,
        reference: "Bagger 7".into(),
        allocation: Allocation {
            warehouse: WarehouseId::new("ulm"),
            reserve: Quantity::of(quantity),
            backorder: Quantity::ZERO,
        },
        promised: Date::constant(2026, 11, 25),
        ..OrderLine::default()
    }
}

fn order() -> OrderView {
    let lines = vec![line(1, "HY-4711.20-F", 2, 4860), line(2, "DI-0815", 1, 123_450)];
    let address = Address {
        id: "hof".into(),
        name: "Bauer Tiefbau GmbH".into(),
        extra: "Tor 3".into(),
        street: "Am Hof 1".into(),
        postcode: "87435".into(),
        city: "Kempten".into(),
        country: "DE".into(),
        state: "BY".into(),
    };
    OrderView {
        id: OrderId::new("01ORDER"),
        case: CaseCode::from_random(4711),
        company: CompanyId::new("bauer"),
        company_name: "Bauer & Söhne <Tiefbau> GmbH".into(),
        company_number: "10-4711".into(),
        state: OrderState::Placed,
        placed_at: NOW,
        placed_by: "Sonja Bauer".into(),
        entered_by: String::new(),
        channel: Channel::Portal,
        po_number: "2026-118".into(),
        note: "Bitte anrufen".into(),
        requested: None,
        delivery: address.clone(),
        billing: address,
        totals: totals(lines.iter().map(|l| (l.amount, l.vat)), VatTreatment::Domestic),
        lines,
        shipments: Vec::new(),
        assignment: Assignment::default(),
        approval: None,
        timeline: Vec::new(),
        payment: None,
        ledger: vec![],
        offers: vec![],
        pay_by: None,
        owed: None,
        recurring: None,
        freight: None,
        completeness: Completeness::Complete,
        change_until: None,
        agreed: None,
        version: 1,
    }
}

fn shipment() -> ShipmentView {
    ShipmentView {
        id: ShipmentId::new("01SHIP"),
        carrier: "DPD".into(),
        tracking: "0123456789".into(),
        further: Vec::new(),
        reason: String::new(),
        collected_by: String::new(),
        shipped_at: NOW,
        lines: vec![(1, Quantity::ONE)],
    }
}

/// An order that is collected, with what that says.
fn collected() -> OrderView {
    let pickup = Pickup {
        branch: kontor_domain::WarehouseId::new("kempten"),
        name: "Kempten".into(),
        hours: "Mo–Fr 7:00–17:00".into(),
        ready: Some(NOW),
    };
    OrderView { freight: Some(pickup.freight(&Load::default())), ..order() }
}

fn handed_over() -> ShipmentView {
    ShipmentView { collected_by: "Max Kehl".into(), carrier: "Kempten".into(), ..shipment() }
}

fn person(language: Language) -> Person {
    Person {
        id: PersonId::new("p"),
        name: "Erika Muster".into(),
        email: "erika@muster.example".into(),
        company: Some(CompanyId::new("bauer")),
        roles: vec![Role::CompanyAdmin],
        language,
        active: false,
        blocked: false,
    }
}

fn company() -> Company {
    Company {
        id: CompanyId::new("bauer"),
        name: "Bauer & Söhne <Tiefbau> GmbH".into(),
        number: "10-4711".into(),
        addresses: vec![order().delivery],
        ..Company::default()
    }
}

/// The same order, waiting for approval.
fn waiting() -> OrderView {
    let people = vec![Approver { person: PersonId::new("p"), name: "Erika Muster".into() }];
    OrderView {
        state: OrderState::AwaitingApproval,
        assignment: Assignment {
            unit: "kanal".into(),
            unit_name: "Kanal Nord".into(),
            cost_centre: "4711".into(),
            cost_centre_name: "Kanal".into(),
        },
        approval: Some(Approval {
            reasons: vec![Reason::AboveLimit { limit: Money::cents(100_000) }],
            steps: vec![ApprovalStep { people, decided: None }],
        }),
        ..order()
    }
}

/// A recurring order that stands still for these reasons, or would.
fn recurring(why: Vec<String>) -> mail::Recurring<'static> {
    mail::Recurring {
        id: RecurringId::new("01RECURRING"),
        name: "Filter & Öl",
        person: "Sonja Bauer",
        due: Date::constant(2026, 12, 31),
        po_number: "Rahmen 26",
        lines: Vec::new(),
        totals: order().totals,
        why,
    }
}

/// Confirmed with a later date for the second line.
fn slipped() -> OrderView {
    let mut order = OrderView { state: OrderState::Confirmed, ..order() };
    order.lines[1].move_to(Date::constant(2026, 12, 2), "Das Werk liefert erst am Montag.", order.placed_at);
    order
}

/// The customer has asked to have it sooner.
fn wished() -> OrderView {
    let mut order = slipped();
    if let Some(slip) = &mut order.lines[1].slip {
        slip.chosen = Some(Chosen {
            kind: ChoiceKind::Expedite,
            quantity: Quantity::ZERO,
            number: String::new(),
            note: "Bagger steht".into(),
            by: "Erika".into(),
            channel: order.channel,
            at: order.placed_at,
        });
    }
    order
}

/// Everything that mails about changes tell.
fn happened() -> Vec<Happened> {
    let chosen = |kind, note: &str| Happened::LineChosen {
        number: "DI-0815".into(),
        kind,
        quantity: Quantity::of(2),
        other: "DI-0816".into(),
        note: note.into(),
    };
    let mut all: Vec<Happened> =
        ChoiceKind::ALL.into_iter().map(|kind| chosen(kind, "Bagger steht")).collect();
    all.push(Happened::ExpediteDeclined { number: "DI-0815".into(), reason: "Zoll".into() });
    all
}

/// A return of the order's first line, before or after it has arrived.
fn sent_back(arrived: bool) -> ReturnView {
    let order = order();
    let line = OrderLine { shipped: Quantity::of(2), ..order.lines[0].clone() };
    let (one, why) = (Quantity::ONE, ReturnReason::NotNeeded);
    let mut line = quote(&line, Taken::default(), None, one, why, NOW.date()).unwrap();
    line.received = arrived.then_some(Received { quantity: one, condition: Condition::Used });
    ReturnView {
        id: ReturnId::new("01ORDER-1"),
        code: format!("{}-R1", order.case),
        order: order.id,
        case: order.case,
        company: order.company,
        company_name: order.company_name,
        company_number: order.company_number,
        po_number: order.po_number,
        sender: order.delivery,
        state: if arrived { ReturnState::Received } else { ReturnState::Requested },
        words: "Doppelt bestellt".into(),
        requested_at: NOW,
        requested_by: "Sonja Bauer".into(),
        channel: Channel::Portal,
        photos: Vec::new(),
        totals: return_totals(std::slice::from_ref(&line), VatTreatment::Domestic),
        lines: vec![line],
        warehouse: WarehouseId::new("ulm"),
        received_at: None,
        decided_at: None,
        answer: String::new(),
        credit: None,
        mine: true,
        version: 1,
    }
}

/// The same, credited or refused.
fn decided(accepted: bool) -> ReturnView {
    let mut view = sent_back(true);
    let amounts = if accepted { view.lines[0].now() } else { Amounts::default() };
    let reason = if accepted { String::new() } else { "War eingebaut.".into() };
    view.lines[0].decided = Some(Decided { amounts, reason });
    view.totals = return_totals(&view.lines, VatTreatment::Domestic);
    view.state = if accepted { ReturnState::Credited } else { ReturnState::Refused };
    view.credit = accepted.then(|| Credit {
        number: "GS-2026-00017".into(),
        totals: view.totals.clone(),
        refund: Money::cents(1_000),
    });
    view.answer = "Danke für die Fotos.".into();
    view
}

/// What a part costs was asked, and perhaps answered.
fn asked_price(state: RequestState) -> PriceRequest {
    let (order, line) = (order(), order().lines[0].clone());
    PriceRequest {
        id: PriceRequestId::new("01PRICE"),
        company: order.company,
        company_name: order.company_name,
        company_number: order.company_number,
        part: line.part.unwrap(),
        number: line.number,
        name: line.name,
        unit: line.unit,
        quantity: line.quantity,
        wish: Some(Date::constant(2026, 12, 1)),
        note: "Für Bagger 7".into(),
        state,
        asked_at: NOW,
        asked_by: "Sonja Bauer".into(),
        answered_at: None,
        answered_by: String::new(),
        offer: (state == RequestState::Answered).then(|| PriceOffer {
            net: line.net,
            from: Quantity::of(2),
            until: Some(Date::constant(2026, 12, 31)),
        }),
        words: "Gern.".into(),
        version: 1,
    }
}

/// Every mail there is.
fn all(k: &Kontor, l: Language) -> Vec<Mail> {
    let (order, to, link) = (order(), "erika@muster.example", "http://127.0.0.1:3000/link/abc");
    let unpaid = OrderView { pay_by: Some(Date::constant(2026, 12, 1)), ..order.clone() };
    vec![
        mail::invitation(k, &person(l), "Max Chef", link),
        mail::invitation(k, &person(l), "", link),
        mail::password_reset(k, &person(l), link),
        mail::company_received(k, &company(), &person(l)),
        mail::company_exists(k, &person(l), true),
        mail::company_exists(k, &person(l), false),
        mail::company_released(k, &company(), &person(l), link),
        mail::company_refused(k, &company(), &person(l), "Nur an Betriebe im Süden."),
        mail::order_placed(k, &order, to, l),
        mail::order_held(k, &order, to, l),
        mail::order_confirmed(k, &order, to, l),
        mail::order_shipped(k, &order, &shipment(), to, l),
        mail::order_ready(k, &collected(), to, l),
        mail::order_placed(k, &collected(), to, l),
        mail::order_shipped(k, &collected(), &handed_over(), to, l),
        mail::order_cancelled(k, &order, "Doppelt bestellt", to, l),
        mail::order_confirmed(k, &slipped(), to, l),
        mail::order_changed(k, &slipped(), &happened(), to, l),
        mail::order_changed(k, &OrderView { state: OrderState::Cancelled, ..slipped() }, &happened(), to, l),
        mail::approval_needed(k, &waiting(), &person(l), &Voice::Own, false),
        mail::approval_needed(
            k,
            &waiting(),
            &person(l),
            &Voice::InPlaceOf { name: "Petra Wiest".into() },
            true,
        ),
        mail::order_approved(k, &order, "Petra Wiest", "Passt.", to, l),
        mail::order_approved(k, &order, "Petra Wiest", "", to, l),
        mail::order_approved(k, &unpaid, "Petra Wiest", "", to, l),
        mail::order_rejected(k, &order, "Petra Wiest", "Erst im Januar.", to, l),
        mail::payment_due(k, &unpaid, to, l),
        mail::payment_lost(k, &order, PaymentState::Failed, to, l),
        mail::payment_lost(k, &order, PaymentState::Disputed, to, l),
        mail::payment_refunded(k, &order, Money::cents(1_250), to, l),
        mail::return_requested(k, &sent_back(false), to, l),
        mail::return_received(k, &sent_back(true), to, l),
        mail::return_decided(k, &decided(true), to, l),
        mail::return_decided(k, &decided(false), to, l),
        mail::recurring_due(k, &recurring(vec![]), to, l),
        mail::recurring_due(k, &recurring(vec!["HY-4711.20-F: 50 statt 48.".into()]), to, l),
        mail::recurring_review(k, &recurring(vec!["HY-4711.20-F: 50 statt 48.".into()]), to, l),
        mail::price_answered(k, &asked_price(RequestState::Answered), to, l),
        mail::price_answered(k, &asked_price(RequestState::Declined), to, l),
        mail::dealer_new_request(k, &company(), &person(l), "0831 1", "Bitte um Rückruf"),
        mail::dealer_new_order(k, &order),
        mail::dealer_payment(k, &order, PaymentNews::Lost(PaymentState::Failed)),
        mail::dealer_payment(k, &order, PaymentNews::Lost(PaymentState::Disputed)),
        mail::dealer_payment(k, &order, PaymentNews::Mismatch),
        mail::dealer_payment(k, &order, PaymentNews::Cancelled),
        mail::dealer_choice(k, &slipped(), &happened()),
        mail::dealer_choice(k, &wished(), &happened()),
        mail::dealer_new_return(k, &sent_back(false)),
        mail::dealer_price_request(k, &asked_price(RequestState::Open)),
    ]
}

#[test]
fn every_mail_is_whole_in_both_languages() {
    block(async {
        let world = World::new().await;
        for l in [DE, EN] {
            for (n, mail) in all(&world.kontor, l).into_iter().enumerate() {
                let Mail { to, subject, text, .. } = &mail;
                // For reading: cargo test -- --nocapture every_mail_is_whole
                println!("----------------------------------------\nTo: {to}\nSubject: {subject}\n\n{text}");
                assert!(!to.is_empty() && !subject.is_empty() && !subject.contains('\n'), "{mail:?}");
                for bad in ["{{", "{%", "undefined", "None", "none", "&amp;", "&lt;", "\n\n\n", "  \n"] {
                    assert!(!text.contains(bad) && !subject.contains(bad), "{bad:?} in {text}");
                }
                let to_dealer = n >= 38;
                assert_eq!(text.contains("Telefon: +49 731 5550-0"), l == DE && !to_dealer, "{text}");
                assert_eq!(text.contains("Phone: +49 731 5550-0"), l == EN && !to_dealer, "{text}");
                assert_eq!(to == "teile@hallmann-baumaschinen.example", to_dealer);
                assert!(
                    text.contains("http://127.0.0.1:3000")
                        || subject.contains("Antrag")
                        || subject.contains("request")
                );
            }
        }
    });
}

#[test]
fn the_confirmation_tells_each_moved_date_and_why() {
    block(async {
        let world = World::new().await;
        let mut order = order();
        for line in &mut order.lines {
            line.confirmed = Some(line.promised);
        }
        let as_promised = mail::order_confirmed(&world.kontor, &order, "a@b.example", DE);
        assert!(as_promised.text.contains("wie zugesagt"), "{}", as_promised.text);
        assert!(!as_promised.subject.contains("Termine"));

        let order = slipped();
        let moved = mail::order_confirmed(&world.kontor, &order, "a@b.example", DE);
        assert!(moved.subject.ends_with("bitte Termine beachten"), "{}", moved.subject);
        assert!(moved.text.contains("2. DI-0815  Ölfilter\n   neu: Mi 02.12. (zugesagt war Mi 25.11.)\n   Grund: Das Werk liefert erst am Montag."), "{}", moved.text);
        assert_eq!(moved.text.matches("neu:").count(), 1);
        assert!(moved.text.contains(&format!("/orders/{}#choices", order.id)), "{}", moved.text);
        let moved = mail::order_confirmed(&world.kontor, &order, "a@b.example", EN);
        assert!(moved.text.contains("now: Wed 2 Dec (promised was Wed 25 Nov)"), "{}", moved.text);
    });
}

#[test]
fn the_order_mail_has_its_prices_in_the_readers_writing() {
    block(async {
        let world = World::new().await;
        let de = mail::order_placed(&world.kontor, &order(), "a@b.example", DE).text;
        assert!(de.contains("1. 2 Stück  HY-4711.20-F  Ölfilter"), "{de}");
        assert!(
            de.contains("48,60\u{a0}€ je Stück, zusammen 97,20\u{a0}€, voraussichtlich Mi 25.11."),
            "{de}"
        );
        assert!(de.contains("Netto     1.331,70\u{a0}€\n"), "{de}");
        assert!(de.contains("USt 19\u{a0}%    253,02\u{a0}€\n"), "{de}");
        assert!(de.contains("Gesamt    1.584,72\u{a0}€\n"), "{de}");
        let en = mail::order_placed(&world.kontor, &order(), "a@b.example", EN).text;
        assert!(en.contains("1. 2 pc  HY-4711.20-F  Oil filter"), "{en}");
        assert!(en.contains("€48.60 per pc, €97.20 in total"), "{en}");
    });
}

#[test]
fn the_parcel_mail_says_what_is_in_it_and_where_it_is() {
    block(async {
        let world = World::new().await;
        let mut order = order();
        order.lines[0].shipped = Quantity::ONE;
        let mail = mail::order_shipped(&world.kontor, &order, &shipment(), "a@b.example", DE);
        assert!(mail.text.contains("ein Teil Ihrer Bestellung"), "{}", mail.text);
        assert!(mail.text.contains("https://tracking.dpd.de/status/de_DE/parcel/0123456789"));
        assert!(mail.text.contains("- 1 Stück  HY-4711.20-F  Ölfilter\n\n"), "{}", mail.text);
        for line in &mut order.lines {
            line.shipped = line.quantity;
        }
        let freight = ShipmentView { carrier: "Spedition".into(), ..shipment() };
        let mail = mail::order_shipped(&world.kontor, &order, &freight, "a@b.example", DE);
        assert!(
            mail.text.contains("vollständig unterwegs") && !mail.text.contains("verfolgen:"),
            "{}",
            mail.text
        );
    });
}

#[test]
fn a_name_with_line_breaks_makes_no_header() {
    block(async {
        let world = World::new().await;
        let mut order = order();
        order.company_name = "Bauer\r\nBcc: x@y.example".into();
        let mail = mail::dealer_new_order(&world.kontor, &order);
        assert!(!mail.subject.contains(['\r', '\n']), "{:?}", mail.subject);
        let mail = mail::order_placed(&world.kontor, &order, "a@b.example\r\nBcc: x@y.example", DE);
        assert!(!mail.to.contains(['\r', '\n']), "{:?}", mail.to);
    });
}

#[test]
fn who_may_read_the_mails_depends_on_whether_they_leave_the_house() {
    block(async {
        let world = World::new().await;
        assert!(mail::mails(&world.kontor, &desk(Role::Warehouse), None).await.is_ok());
        let world = World::with(|s| s.mail.smtp = "smtp://127.0.0.1:1".into()).await;
        let refused = mail::mails(&world.kontor, &desk(Role::Manager), None).await;
        assert_eq!(refused, Err(Error::Forbidden));
        assert!(mail::mails(&world.kontor, &desk(Role::Admin), None).await.is_ok());
        let nobody = kontor_domain::accounts::Actor::anonymous(DE);
        assert_eq!(mail::mails(&world.kontor, &nobody, None).await, Err(Error::Unauthenticated));
    });
}

#[test]
fn mails_are_listed_newest_first_a_page_at_a_time() {
    block(async {
        let world = World::new().await;
        let actor = system();
        for n in 0..60 {
            let mut change = kontor_service::change::Change::new(&world.kontor, &actor);
            let to = Person { email: format!("p{n}@b.example"), ..person(DE) };
            change.mail(mail::password_reset(&world.kontor, &to, "http://127.0.0.1:3000/link/abc"));
            change.commit().await.unwrap();
        }
        let first = mail::mails(&world.kontor, &actor, None).await.unwrap();
        assert_eq!((first.items.len(), first.items[0].to.as_str()), (50, "p59@b.example"));
        let second = mail::mails(&world.kontor, &actor, first.next.as_deref()).await.unwrap();
        assert_eq!(
            (second.items.len(), second.items[0].to.as_str(), second.next),
            (10, "p9@b.example", None)
        );
    });
}
