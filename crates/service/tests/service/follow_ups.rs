//! Follow-ups: due, put off, handed over, done, and reminded of.

use icalendar::{Calendar, Component as _, DatePerhapsTime};
use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Right, Role};
use kontor_domain::follow_ups::{
    ChangeFollowUp, FollowUp, FollowUpFilter, FollowUpStep, MakeFollowUp, Snooze,
};
use kontor_domain::{CompanyId, Date, Error, FollowUpId, IdempotencyKey, PersonId, Problem};
use kontor_service::{accounts, follow_ups, mail, outbox};
use kontor_store::Variables;

use crate::cases::{colleague, ordered};
use crate::rules::Firm;
use crate::shop::{block, dealer, system};
use crate::support::program;

fn make(key: &str, due: Date) -> MakeFollowUp {
    MakeFollowUp {
        key: IdempotencyKey::new(key),
        case: None,
        company: Some(CompanyId::new("bauer")),
        due,
        note: "Nachfragen".into(),
        owner: None,
    }
}

async fn mine(firm: &Firm, actor: &Actor) -> Vec<FollowUp> {
    let list = follow_ups::follow_ups(&firm.shop.kontor, actor, &FollowUpFilter::default()).await;
    list.unwrap().items
}

async fn change(firm: &Firm, actor: &Actor, one: &FollowUp, step: FollowUpStep) -> Result<(), Error> {
    let command = ChangeFollowUp { id: one.id.clone(), version: one.version, step };
    follow_ups::change_follow_up(&firm.shop.kontor, actor, &command).await
}

/// How many reminders went out.
async fn reminded(firm: &Firm, to: &str) -> usize {
    outbox::drain(&firm.shop.kontor).await.unwrap();
    let mails = mail::mails(&firm.shop.kontor, &system(), None).await.unwrap().items;
    mails.iter().filter(|m| m.to.starts_with(to) && m.subject.contains("Wiedervorlage")).count()
}

#[test]
fn it_is_put_off_handed_over_and_done_and_each_version_reminds_once() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let (jana, tom) = (
            colleague(&firm.shop, "jana", Role::Support).await,
            colleague(&firm.shop, "tom", Role::Sales).await,
        );
        // Tuesday; due on Wednesday.
        let wednesday = Date::constant(2026, 11, 25);
        let command = make("one", wednesday);
        let id = follow_ups::make_follow_up(k, &jana, &command).await.unwrap();
        assert_eq!(follow_ups::make_follow_up(k, &jana, &command).await.unwrap(), id, "the same key is one");
        let one = mine(&firm, &jana).await.remove(0);
        assert_eq!((one.due, one.company_name.is_empty()), (wednesday, false));
        change(&firm, &jana, &one, FollowUpStep::Snooze { to: Snooze::NextMonday }).await.unwrap();
        let stale = change(&firm, &jana, &one, FollowUpStep::Done).await;
        assert_eq!(stale, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let one = mine(&firm, &jana).await.remove(0);
        assert_eq!(one.due, Date::constant(2026, 11, 30));
        k.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(
            reminded(&firm, "jana").await,
            0,
            "the reminder of Wednesday was left for another version"
        );
        let person = tom.person().unwrap().clone();
        change(&firm, &jana, &one, FollowUpStep::HandOver { person }).await.unwrap();
        assert!(mine(&firm, &jana).await.is_empty());
        assert_eq!(follow_ups::due_count(k, &tom).await.unwrap(), 0);
        k.clock.advance(SignedDuration::from_hours(5 * 24 - 3));
        assert_eq!(reminded(&firm, "tom").await, 0, "before seven");
        k.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(reminded(&firm, "tom").await, 1);
        k.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(reminded(&firm, "tom").await, 1, "once");
        assert_eq!(follow_ups::due_count(k, &tom).await.unwrap(), 1, "it stays until it is done");
        let one = mine(&firm, &tom).await.remove(0);
        change(&firm, &tom, &one, FollowUpStep::Done).await.unwrap();
        assert_eq!(
            change(&firm, &tom, &one, FollowUpStep::Done).await,
            Err(Error::conflict(Problem::AlreadyDone))
        );
        assert!(mine(&firm, &tom).await.is_empty());
    });
}

#[test]
fn what_is_done_before_its_day_reminds_of_nothing_and_a_sunday_waits_for_monday() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let sunday = Date::constant(2026, 11, 29);
        follow_ups::make_follow_up(k, &jana, &make("done", sunday)).await.unwrap();
        let done = mine(&firm, &jana).await.remove(0);
        change(&firm, &jana, &done, FollowUpStep::Done).await.unwrap();
        follow_ups::make_follow_up(k, &jana, &make("kept", sunday)).await.unwrap();
        k.clock.advance(SignedDuration::from_hours(5 * 24));
        assert_eq!(reminded(&firm, "jana").await, 0, "Sunday");
        k.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(reminded(&firm, "jana").await, 1, "Monday, of the one that is open");
    });
}

#[test]
fn customers_and_the_warehouse_have_none_and_what_is_wrong_is_named() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let day = Date::constant(2026, 11, 25);
        let case = ordered(&firm).await;
        let on_case = MakeFollowUp { case: Some(case.clone()), company: None, ..make("case", day) };
        let id = follow_ups::make_follow_up(k, &jana, &on_case).await.unwrap();
        for actor in [firm.jonas.clone(), firm.boss.clone(), dealer(Role::Warehouse)] {
            let refused = follow_ups::make_follow_up(k, &actor, &on_case).await;
            assert_eq!(refused, Err(Error::Forbidden));
            let refused = follow_ups::follow_ups(k, &actor, &FollowUpFilter::default()).await;
            assert_eq!(refused, Err(Error::Forbidden));
            let done = ChangeFollowUp { id: id.clone(), version: 1, step: FollowUpStep::Done };
            assert_eq!(follow_ups::change_follow_up(k, &actor, &done).await, Err(Error::Forbidden));
        }
        let seen = kontor_service::cases::case(k, &firm.jonas, &case, None).await.unwrap();
        assert!(!format!("{seen:?}").contains("Nachfragen") && !format!("{seen:?}").contains("FollowUpMade"));
        let seen = kontor_service::cases::case(k, &jana, &case, None).await.unwrap();
        assert_eq!(seen.follow_ups[0].note, "Nachfragen");
        let past = make("past", Date::constant(2026, 11, 23));
        let refused = follow_ups::make_follow_up(k, &jana, &past).await.unwrap_err();
        assert_eq!(refused.field("due"), Some(&Problem::DateInPast));
        let silent = MakeFollowUp { note: " ".into(), ..make("silent", day) };
        let refused = follow_ups::make_follow_up(k, &jana, &silent).await.unwrap_err();
        assert_eq!(refused.field("note"), Some(&Problem::Required));
        let nobody = MakeFollowUp { owner: firm.jonas.person().cloned(), ..make("nobody", day) };
        let refused = follow_ups::make_follow_up(k, &jana, &nobody).await.unwrap_err();
        assert_eq!(refused.field("owner"), Some(&Problem::Required));
        let unknown = MakeFollowUp { company: Some(CompanyId::new("nirgends")), ..make("where", day) };
        assert_eq!(follow_ups::make_follow_up(k, &jana, &unknown).await, Err(Error::NotFound));
        let gone = ChangeFollowUp { id: FollowUpId::new("none"), version: 1, step: FollowUpStep::Done };
        assert_eq!(follow_ups::change_follow_up(k, &jana, &gone).await, Err(Error::NotFound));
    });
}

/// What the address of a calendar ends with.
pub fn secret(address: &str) -> &str {
    address.rsplit('/').next().and_then(|file| file.strip_suffix(".ics")).expect("the address of a calendar")
}

async fn subscribe(firm: &Firm, actor: &Actor, key: &str) -> Result<String, Error> {
    follow_ups::make_calendar(&firm.shop.kontor, actor, &IdempotencyKey::new(key)).await
}

/// What a calendar program reads there.
async fn read(firm: &Firm, address: &str) -> Result<Calendar, Error> {
    let text = follow_ups::calendar(&firm.shop.kontor, secret(address)).await?;
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    Ok(text.parse().unwrap_or_else(|e| panic!("{e}: {text}")))
}

fn summaries(calendar: &Calendar) -> Vec<&str> {
    calendar.events().map(|event| event.get_summary().unwrap_or_default()).collect()
}

#[test]
fn a_calendar_shows_the_open_follow_ups_of_its_person_and_nobody_elses() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let (jana, tom) = (
            colleague(&firm.shop, "jana", Role::Support).await,
            colleague(&firm.shop, "tom", Role::Sales).await,
        );
        let case = ordered(&firm).await;
        let (tuesday, friday) = (Date::constant(2026, 11, 24), Date::constant(2026, 11, 27));
        let note = "Größe, Länge; C:\\neu: \"passt\" für 5 €, und was nicht in eine einzige Zeile geht?";
        let on_case = MakeFollowUp {
            case: Some(case.clone()),
            company: None,
            note: note.into(),
            ..make("calendar-case", friday)
        };
        let id = follow_ups::make_follow_up(k, &jana, &on_case).await.unwrap();
        follow_ups::make_follow_up(k, &jana, &make("calendar-company", tuesday)).await.unwrap();
        let other = MakeFollowUp { note: "Toms".into(), ..make("calendar-other", tuesday) };
        follow_ups::make_follow_up(k, &tom, &other).await.unwrap();
        let address = subscribe(&firm, &jana, "calendar-jana").await.unwrap();
        assert!(address.starts_with(&format!("{}/calendar/", k.settings.base_url)), "{address}");

        let calendar = read(&firm, &address).await.unwrap();
        assert_eq!(calendar.get_name(), Some("Wiedervorlagen"));
        let name = &mine(&firm, &jana).await[0].company_name;
        assert_eq!(
            summaries(&calendar),
            [format!("Nachfragen ({name})"), format!("{note} ({name}, {case})")],
            "by day, to the letter"
        );
        let event = calendar.events().nth(1).unwrap();
        assert_eq!(event.get_uid(), Some(&*format!("{id}@kontor")));
        assert_eq!(event.get_url(), Some(&*format!("{}/desk/cases/{case}", k.settings.base_url)));
        let day = chrono_day(2026, 11, 27);
        assert_eq!((event.get_start(), event.get_sequence()), (Some(day), Some(1)));
        let now = event.get_timestamp().unwrap().timestamp();
        assert_eq!(now, k.clock.now().as_second());

        let seen = mine(&firm, &jana).await.remove(1);
        change(&firm, &jana, &seen, FollowUpStep::Snooze { to: Snooze::NextMonday }).await.unwrap();
        let calendar = read(&firm, &address).await.unwrap();
        let event = calendar.events().nth(1).unwrap();
        assert_eq!(event.get_uid(), Some(&*format!("{id}@kontor")), "the same entry");
        let day = chrono_day(2026, 11, 30);
        assert_eq!((event.get_start(), event.get_sequence()), (Some(day), Some(2)), "moved");

        let seen = mine(&firm, &jana).await;
        let person = tom.person().unwrap().clone();
        change(&firm, &jana, &seen[0], FollowUpStep::Done).await.unwrap();
        change(&firm, &jana, &seen[1], FollowUpStep::HandOver { person }).await.unwrap();
        assert!(summaries(&read(&firm, &address).await.unwrap()).is_empty(), "done, and handed over");
        let toms = subscribe(&firm, &tom, "calendar-tom").await.unwrap();
        assert_eq!(summaries(&read(&firm, &toms).await.unwrap()).len(), 2);
    });
}

fn chrono_day(year: i32, month: u32, day: u32) -> DatePerhapsTime {
    DatePerhapsTime::Date(chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn the_address_of_a_calendar_dies_with_its_revocation_its_successor_and_the_rights_of_its_person() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        assert_eq!(follow_ups::my_calendar(k, &jana).await.unwrap(), None);
        assert_eq!(follow_ups::revoke_calendar(k, &jana).await, Err(Error::NotFound));
        let first = subscribe(&firm, &jana, "calendar-1").await.unwrap();
        let again = subscribe(&firm, &jana, "calendar-1").await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)), "told once");
        assert!(read(&firm, &first).await.is_ok(), "the second click broke nothing");
        assert!(follow_ups::my_calendar(k, &jana).await.unwrap().is_some());

        let second = subscribe(&firm, &jana, "calendar-2").await.unwrap();
        assert_eq!(read(&firm, &first).await.err(), Some(Error::NotFound), "one at a time");
        let person = jana.person().unwrap();
        for blocked in [true, false] {
            accounts::set_blocked(k, &dealer(Role::Admin), person, blocked).await.unwrap();
            assert_eq!(read(&firm, &second).await.is_ok(), !blocked);
        }
        for (role, reads) in [(Role::Warehouse, false), (Role::Support, true)] {
            accounts::put_roles(k, &system(), "jana@hallmann.example", &[role]).await.unwrap();
            assert_eq!(read(&firm, &second).await.is_ok(), reads, "{role:?}");
        }
        follow_ups::revoke_calendar(k, &jana).await.unwrap();
        assert_eq!(read(&firm, &second).await.err(), Some(Error::NotFound));
        assert_eq!(follow_ups::my_calendar(k, &jana).await.unwrap(), None);
        let guesses = ["", "x", "Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA"];
        for guess in guesses {
            assert_eq!(follow_ups::calendar(k, guess).await, Err(Error::NotFound), "{guess}");
        }
    });
}

#[test]
fn only_the_dealers_people_have_a_calendar_and_its_secret_stands_nowhere() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let key = program(None, &[Right::ManageQuotes]);
        for actor in [&firm.jonas, &firm.boss, &dealer(Role::Warehouse), &key] {
            assert_eq!(subscribe(&firm, actor, "calendar-nobody").await, Err(Error::Forbidden));
            assert_eq!(follow_ups::revoke_calendar(k, actor).await, Err(Error::Forbidden));
        }
        let address = subscribe(&firm, &jana, "calendar-jana").await.unwrap();
        follow_ups::revoke_calendar(k, &jana).await.unwrap();
        let address = [address, subscribe(&firm, &jana, "calendar-next").await.unwrap()];
        let sql = "SELECT VALUE <string>{ id: id, all: $this } FROM calendar_feed, event, op";
        let rows: Vec<String> = k.store.rows(sql, Variables::new()).await.unwrap();
        assert!(rows.iter().any(|row| row.starts_with("{ all: { id: calendar_feed:")), "{rows:?}");
        assert!(!rows.iter().any(|row| address.iter().any(|a| row.contains(secret(a)))));
        let sql = "SELECT VALUE what FROM event WHERE subject = $subject ORDER BY seq";
        let mut vars = Variables::new();
        vars.insert("subject", format!("person:{}", jana.person().unwrap()));
        let told: Vec<String> = k.store.rows(sql, vars).await.unwrap();
        let told: Vec<&str> = told.iter().map(String::as_str).filter(|w| w.starts_with("calendar")).collect();
        assert_eq!(told, ["calendar_made", "calendar_revoked", "calendar_made"]);
    });
}

#[test]
fn follow_ups_are_found_by_case_customer_owner_and_day_together() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let tom = colleague(&firm.shop, "tom", Role::Sales).await;
        let case = ordered(&firm).await;
        let (tuesday, friday) = (Date::constant(2026, 11, 24), Date::constant(2026, 11, 27));
        let on_case = MakeFollowUp { case: Some(case.clone()), company: None, ..make("found-case", friday) };
        let on_case = follow_ups::make_follow_up(k, &jana, &on_case).await.unwrap();
        let soon = follow_ups::make_follow_up(k, &tom, &make("found-soon", tuesday)).await.unwrap();
        let (bauer, none) = (Some(CompanyId::new("bauer")), FollowUpFilter::default());
        let toms = tom.person().cloned();
        for (filter, expected) in [
            (FollowUpFilter { company: bauer.clone(), ..none.clone() }, vec![&soon, &on_case]),
            (FollowUpFilter { case: Some(case.clone()), ..none.clone() }, vec![&on_case]),
            (FollowUpFilter { owner: toms.clone(), ..none.clone() }, vec![&soon]),
            (FollowUpFilter { owner: toms, case: Some(case), ..none.clone() }, vec![]),
            (FollowUpFilter { company: bauer, until: Some(tuesday), ..none.clone() }, vec![&soon]),
            (FollowUpFilter { owner: Some(PersonId::new("nobody")), ..none.clone() }, vec![]),
            (none, vec![&on_case]),
        ] {
            let found = follow_ups::follow_ups(k, &jana, &filter).await.unwrap().items;
            assert_eq!(found.iter().map(|one| &one.id).collect::<Vec<_>>(), expected, "{filter:?}");
        }
        let done = ChangeFollowUp { id: soon.clone(), version: 1, step: FollowUpStep::Done };
        follow_ups::change_follow_up(k, &tom, &done).await.unwrap();
        let one = follow_ups::follow_up(k, &jana, &soon).await.unwrap();
        assert_eq!((one.done_by.as_str(), one.version), ("tom", 2), "also when it is done");
        assert_eq!(follow_ups::follow_up(k, &firm.boss, &soon).await, Err(Error::Forbidden));
    });
}
