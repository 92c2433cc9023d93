//! Cases: who comes in, what is said, who takes part, and what customers never see.

use kontor_domain::accounts::{Actor, Channel, NewPerson, Role, Who};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseFilter, CaseRight, CaseStep, CaseView, ChangeCase, StationKind, WriteWords};
use kontor_domain::events::Happened;
use kontor_domain::{Error, IdempotencyKey, Language, PersonId, Problem};
use kontor_service::{accounts, cases, mail, orders};

use crate::rules::Firm;
use crate::shop::{Shop, block, buyer, dealer, place, system};

/// One of the dealer's, in the store.
pub async fn colleague(shop: &Shop, name: &str, role: Role) -> Actor {
    let new = NewPerson {
        name: name.into(),
        email: format!("{name}@hallmann.example"),
        company: None,
        roles: vec![role],
        language: Language::De,
        password: "bagger fahren 24".into(),
    };
    let person = accounts::make_person(&shop.kontor, &system(), new).await.unwrap();
    let who = Who::Dealer { person, name: name.into(), roles: vec![role] };
    Actor { who, channel: Channel::Desk, language: Language::De }
}

/// The case of an order.
pub async fn ordered(firm: &Firm) -> CaseCode {
    firm.shop.add(&firm.jonas, "HY-4711.20-F", 1).await;
    orders::place_order(&firm.shop.kontor, &firm.jonas, &place("case-order")).await.unwrap().case
}

fn words(case: &CaseCode, key: &str, text: &str) -> WriteWords {
    WriteWords { key: IdempotencyKey::new(key), case: case.clone(), text: text.into() }
}

async fn look(firm: &Firm, actor: &Actor, case: &CaseCode) -> Result<CaseView, Error> {
    cases::case(&firm.shop.kontor, actor, case, None).await
}

/// One step, with the version that is seen.
pub async fn step(firm: &Firm, actor: &Actor, case: &CaseCode, step: CaseStep) -> Result<(), Error> {
    let version = look(firm, actor, case).await?.version;
    let change = ChangeCase { case: case.clone(), version, step };
    cases::change_case(&firm.shop.kontor, actor, &change).await
}

pub fn put(actor: &Actor, right: CaseRight) -> CaseStep {
    CaseStep::Put { person: id(actor), right }
}

fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap().clone()
}

#[test]
fn both_sides_read_messages_and_are_told_by_mail() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let case = ordered(&firm).await;
        let once = words(&case, "one", "Bitte ans Tor 3.\r\nDanke!");
        for _ in 0..2 {
            cases::write_message(k, &firm.jonas, &once).await.unwrap();
        }
        step(&firm, &jana, &case, CaseStep::Owner { person: id(&jana) }).await.unwrap();
        cases::write_message(k, &jana, &words(&case, "two", "Gern.")).await.unwrap();
        cases::write_message(k, &firm.jonas, &words(&case, "three", "Noch etwas")).await.unwrap();
        for actor in [&firm.jonas, &firm.petra, &jana] {
            let seen = look(&firm, actor, &case).await.unwrap();
            let said: Vec<_> = seen.messages.iter().map(|m| (m.text.as_str(), m.desk)).collect();
            assert_eq!(said, [("Bitte ans Tor 3.\nDanke!", false), ("Gern.", true), ("Noch etwas", false)]);
            assert_eq!(seen.stations.iter().map(|s| s.kind).collect::<Vec<_>>(), [StationKind::Order]);
            let told = seen.steps.items.iter().filter(|s| s.what == Happened::CaseMessage).count();
            assert_eq!(told, 3, "the same key twice is one message");
        }
        let mails = mail::mails(k, &system(), None).await.unwrap().items;
        let to: Vec<_> =
            mails.iter().filter(|m| m.subject.contains("Nachricht von")).map(|m| m.to.as_str()).collect();
        // Newest first: the owner, who ordered, and before somebody looked after it the house.
        assert_eq!(to.len(), 3, "{to:?}");
        assert_eq!((to[0], to[2]), ("jana@hallmann.example", "teile@hallmann-baumaschinen.example"));
        assert!(to[1].contains("jonas"), "{to:?}");
        // Approvers and the warehouse read; they write nothing. Nothing is no message.
        for actor in [firm.petra.clone(), dealer(Role::Warehouse)] {
            let refused = cases::write_message(k, &actor, &words(&case, "no", "Hallo")).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
        let refused = cases::write_message(k, &firm.jonas, &words(&case, "empty", " \n ")).await;
        assert_eq!(refused, Err(Error::invalid("text", Problem::Required)));
    });
}

#[test]
fn notes_and_what_is_due_are_the_desks_alone() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let case = ordered(&firm).await;
        cases::write_note(k, &jana, &words(&case, "note", "Zahlt immer spät")).await.unwrap();
        let refused = cases::write_note(k, &firm.jonas, &words(&case, "mine", "Hallo")).await;
        assert_eq!(refused, Err(Error::Forbidden));
        let desk = look(&firm, &jana, &case).await.unwrap();
        assert_eq!(desk.notes[0].text, "Zahlt immer spät");
        assert_eq!(desk.steps.items[0].what, Happened::CaseNote, "newest first");
        for actor in [&firm.jonas, &firm.boss] {
            let seen = look(&firm, actor, &case).await.unwrap();
            let all = format!("{seen:?}");
            assert!(!all.contains("Zahlt") && !all.contains("CaseNote"), "{all}");
        }
        // Nowhere in the store is it part of what customers read, or of an event.
        let sql = "SELECT VALUE <string>data FROM event";
        let events: Vec<String> = k.store.rows(sql, kontor_store::Variables::new()).await.unwrap();
        assert!(events.iter().all(|event| !event.contains("Zahlt")));
        let mails = mail::mails(k, &system(), None).await.unwrap().items;
        assert!(mails.iter().all(|mail| !mail.text.contains("Zahlt")));
    });
}

#[test]
fn a_confidential_case_is_there_for_those_who_take_part_in_it() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Sales).await);
        let case = ordered(&firm).await;
        // Sabine may order, but neither began it nor administers.
        let hide = CaseStep::Confidential { on: true };
        assert_eq!(step(&firm, &firm.sabine, &case, hide.clone()).await, Err(Error::Forbidden));
        assert_eq!(step(&firm, &jana, &case, hide.clone()).await, Err(Error::Forbidden));
        step(&firm, &firm.jonas, &case, hide).await.unwrap();
        for outside in [&firm.sabine, &firm.boss, &firm.petra] {
            assert_eq!(look(&firm, outside, &case).await, Err(Error::NotFound));
            assert_eq!(cases::open_case(k, outside, case.as_str()).await, Err(Error::NotFound));
            assert!(cases::door(k, outside, case.as_str()).await.is_err());
            let list = cases::cases(k, outside, &CaseFilter::default()).await.unwrap();
            assert!(list.items.is_empty());
            let write = cases::write_message(k, outside, &words(&case, "out", "Hallo")).await;
            assert_eq!(write, Err(Error::NotFound));
        }
        assert!(look(&firm, &jana, &case).await.is_ok(), "the dealer works on it");
        // Nobody lets in people of the other side.
        let foreign = step(&firm, &jana, &case, put(&firm.sabine, CaseRight::Read)).await;
        assert_eq!(foreign, Err(Error::invalid("person", Problem::Required)));
        step(&firm, &firm.jonas, &case, put(&firm.sabine, CaseRight::Read)).await.unwrap();
        let seen = look(&firm, &firm.sabine, &case).await.unwrap();
        assert!(!seen.may_edit && !seen.may_manage);
        let write = cases::write_message(k, &firm.sabine, &words(&case, "read", "Hallo")).await;
        assert_eq!(write, Err(Error::Forbidden));
        let told = mail::mails(k, &system(), None).await.unwrap().items;
        assert!(told.iter().any(|m| m.to.contains("sabine") && m.subject.contains("beteiligt")));
        // The last one who decides neither leaves nor gives it away.
        for last in [CaseStep::Remove { person: id(&firm.jonas) }, put(&firm.jonas, CaseRight::Write)] {
            let refused = step(&firm, &firm.jonas, &case, last).await;
            assert_eq!(refused, Err(Error::conflict(Problem::LastInCase)));
        }
        step(&firm, &firm.jonas, &case, put(&firm.sabine, CaseRight::Decide)).await.unwrap();
        step(&firm, &firm.jonas, &case, CaseStep::Remove { person: id(&firm.jonas) }).await.unwrap();
        assert_eq!(look(&firm, &firm.jonas, &case).await, Err(Error::NotFound));
        assert!(look(&firm, &firm.sabine, &case).await.unwrap().may_manage);
    });
}

#[test]
fn another_company_sees_nothing_of_a_case() {
    block(async {
        let firm = Firm::new().await;
        let (k, stranger) = (&firm.shop.kontor, buyer("steiner"));
        let case = ordered(&firm).await;
        assert_eq!(look(&firm, &stranger, &case).await, Err(Error::NotFound));
        let write = cases::write_message(k, &stranger, &words(&case, "out", "Hallo")).await;
        assert_eq!(write, Err(Error::NotFound));
        let filter = CaseFilter { code: case.to_string(), ..CaseFilter::default() };
        assert!(cases::cases(k, &stranger, &filter).await.unwrap().items.is_empty());
        let mine = cases::cases(k, &firm.petra, &filter).await.unwrap();
        assert_eq!((mine.items.len(), &mine.items[0].code), (1, &case));
    });
}

#[test]
fn a_case_is_named_archived_handed_over_and_found_again() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let (jana, tom) = (
            colleague(&firm.shop, "jana", Role::Support).await,
            colleague(&firm.shop, "tom", Role::Sales).await,
        );
        let case = ordered(&firm).await;
        let order = cases::open_case(k, &firm.jonas, case.as_str()).await.unwrap();
        assert!(order.starts_with("/orders/"), "an order and nothing else: {order}");
        step(&firm, &firm.jonas, &case, CaseStep::Title { title: " Radlader  2027 ".into() }).await.unwrap();
        for (actor, path) in [(&firm.jonas, "/cases/"), (&jana, "/desk/cases/")] {
            let typed = case.as_str().to_lowercase();
            assert_eq!(cases::open_case(k, actor, &typed).await.unwrap(), format!("{path}{case}"));
        }
        for owner in [&jana, &tom] {
            step(&firm, &jana, &case, CaseStep::Owner { person: id(owner) }).await.unwrap();
        }
        let mine = CaseFilter { mine: true, ..CaseFilter::default() };
        assert!(cases::cases(k, &jana, &mine).await.unwrap().items.is_empty());
        let toms = cases::cases(k, &tom, &mine).await.unwrap().items;
        assert_eq!((toms[0].title.as_str(), toms[0].owner_name.as_str()), ("Radlader 2027", "tom"));
        let nobody = step(&firm, &jana, &case, CaseStep::Owner { person: id(&firm.jonas) }).await;
        assert_eq!(nobody, Err(Error::invalid("person", Problem::Required)), "not one of the dealer's");
        step(&firm, &firm.jonas, &case, CaseStep::Archive { on: true }).await.unwrap();
        for archived in [false, true] {
            let filter = CaseFilter { archived, ..CaseFilter::default() };
            for actor in [&firm.jonas, &jana] {
                assert_eq!(cases::cases(k, actor, &filter).await.unwrap().items.len(), usize::from(archived));
            }
        }
        // Two at once: one of them is told to look again.
        let version = look(&firm, &jana, &case).await.unwrap().version;
        let step = CaseStep::Archive { on: false };
        let change = ChangeCase { case: case.clone(), version, step };
        let (a, b) =
            tokio::join!(cases::change_case(k, &jana, &change), cases::change_case(k, &tom, &change));
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{a:?} {b:?}");
    });
}

#[test]
fn a_store_whose_cases_are_all_orders_finds_them_in_the_lists() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let case = ordered(&firm).await;
        let old = "REMOVE INDEX case_by_company ON case; REMOVE INDEX case_by_owner ON case; REMOVE INDEX case_by_shelf ON case;
                   REMOVE FIELD seq ON case; REMOVE FIELD title ON case; REMOVE FIELD shelf ON case; REMOVE FIELD owner ON case;
                   REMOVE FIELD confidential ON case; REMOVE FIELD version ON case; REMOVE FIELD data ON case;
                   FOR $id IN (SELECT VALUE id FROM case) {
                       UPDATE $id UNSET seq, title, shelf, owner, confidential, version, data RETURN NONE };
                   FOR $id IN (SELECT VALUE id FROM migration WHERE record::id(id) >= '0016') { DELETE $id RETURN NONE };";
        k.store.query(old, kontor_store::Variables::new()).await.unwrap();
        assert!(k.store.migrate(kontor_service::kontor::MIGRATIONS, None).await.unwrap() >= 1);
        let seen = cases::cases(k, &firm.jonas, &CaseFilter::default()).await.unwrap().items;
        assert_eq!((seen.len(), &seen[0].code, seen[0].archived), (1, &case, false));
        let jana = colleague(&firm.shop, "jana", Role::Support).await;
        step(&firm, &jana, &case, CaseStep::Owner { person: id(&jana) }).await.unwrap();
        assert_eq!(look(&firm, &firm.jonas, &case).await.unwrap().owner.unwrap().name, "jana");
    });
}
