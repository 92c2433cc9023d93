//! Follow-ups: due, put off, handed over, done, and reminded of.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::follow_ups::{
    ChangeFollowUp, FollowUp, FollowUpFilter, FollowUpStep, MakeFollowUp, Snooze,
};
use kontor_domain::{CompanyId, Date, Error, FollowUpId, IdempotencyKey, Problem};
use kontor_service::{follow_ups, mail, outbox};

use crate::cases::{colleague, ordered};
use crate::rules::Firm;
use crate::shop::{block, dealer, system};

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
