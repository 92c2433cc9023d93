//! The outbox: what is in it happens, in spite of everything.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::accounts::{Person, Role};
use kontor_domain::catalog::{BeginImport, ImportMode, ImportState};
use kontor_domain::outbox::JobState;
use kontor_domain::{Error, IdempotencyKey, ImportId, Language, PartKey, PersonId, Problem};
use kontor_service::catalog::{self, uploads};
use kontor_service::change::Change;
use kontor_service::mail;
use kontor_service::outbox::{self, Drained, Job, Pending};

use crate::shop::on_disk;
use crate::smtp::{Answer, Smtp};
use crate::support::{World, block, desk, system};

async fn write(world: &World, email: &str) {
    let person = Person {
        id: PersonId::new("p"),
        name: "Erika Muster".into(),
        email: email.into(),
        company: None,
        roles: vec![Role::Support],
        language: Language::De,
        active: true,
        blocked: false,
    };
    let actor = system();
    let mut change = Change::new(&world.kontor, &actor);
    change.mail(mail::password_reset(&world.kontor, &person, "http://127.0.0.1:3000/link/geheim-1_2"));
    change.commit().await.unwrap();
}

async fn with_mail_server() -> (World, Smtp) {
    let smtp = Smtp::start().await;
    let url = smtp.url.clone();
    (World::with(|s| s.mail.smtp = url).await, smtp)
}

const NOTHING: Pending = Pending { pending: 0, running: 0, dead: 0 };

#[test]
fn a_mail_reaches_the_mail_server_once_and_its_link_is_not_kept() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 1, failed: 0 });
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained::default());
        assert_eq!(outbox::pending(&world.kontor).await.unwrap(), NOTHING);
        let mails = smtp.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("To: erika@muster.example"), "{}", mails[0]);
        assert!(mails[0].contains("/link/geheim-1_2"));
        assert!(mails[0].contains("Auto-Submitted: auto-generated"));
        assert!(
            mails[0].contains("Date: Tue, 24 Nov 2026 08:00:00"),
            "the mail's own time, not the server's"
        );
        let kept = &world.mails().await[0];
        assert!(kept.sent && !kept.text.contains("geheim"), "{}", kept.text);
        assert!(kept.text.contains("/link/…"));
    });
}

#[test]
fn a_mail_server_that_says_later_is_asked_again_later() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        smtp.next(&[Answer::Later, Answer::Later]);
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 0, failed: 1 });
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained::default(), "not at once");
        assert!(world.mails().await[0].error.contains("try again later"), "{:?}", world.mails().await[0]);

        world.later(SignedDuration::from_secs(60));
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 0, failed: 1 });
        world.later(SignedDuration::from_secs(60));
        assert_eq!(
            outbox::drain(&world.kontor).await.unwrap(),
            Drained::default(),
            "twice as long each time"
        );
        world.later(SignedDuration::from_secs(60));
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 1, failed: 0 });
        assert_eq!(smtp.mails().len(), 1);
        let mail = &world.mails().await[0];
        assert!(mail.sent && mail.error.is_empty());
    });
}

#[test]
fn a_mail_nobody_takes_is_given_up_and_stays_visible() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        smtp.always(Answer::Refuse);
        write(&world, "nobody@muster.example").await;
        write(&world, "noone@muster.example").await;
        let mut failed = 0;
        for _ in 0..20 {
            failed += outbox::drain(&world.kontor).await.unwrap().failed;
            world.later(SignedDuration::from_hours(6));
        }
        assert_eq!(failed, 24, "twelve attempts each");
        assert_eq!(outbox::pending(&world.kontor).await.unwrap(), Pending { dead: 2, ..NOTHING });
        let mail = &world.mails().await[0];
        assert!(!mail.sent && mail.error.contains("no such mailbox"), "{mail:?}");
        assert!(smtp.mails().is_empty());
    });
}

#[test]
fn a_mail_server_that_hangs_up_gets_the_mail_again_under_the_same_message_id() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        smtp.next(&[Answer::TakeAndHangUp]);
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap().failed, 1);
        world.later(SignedDuration::from_mins(1));
        assert_eq!(outbox::drain(&world.kontor).await.unwrap().done, 1);
        let ids: Vec<String> = smtp
            .mails()
            .iter()
            .map(|m| m.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
    });
}

#[test]
fn nobody_listening_is_a_failure_that_comes_again() {
    block(async {
        let world = World::with(|s| s.mail.smtp = "smtp://127.0.0.1:1".into()).await;
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 0, failed: 1 });
        let world = World::with(|s| s.mail.smtp = "no address".into()).await;
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 0, failed: 1 });
        assert!(world.mails().await[0].error.contains("mail.smtp"));
    });
}

#[test]
fn without_a_mail_server_mails_stay_in_the_house_as_files() {
    block(async {
        let world = World::new().await;
        write(&world, "erika@muster.example").await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 1, failed: 0 });
        let mail = &world.mails().await[0];
        assert!(mail.sent && mail.text.contains("/link/geheim-1_2"), "the only way to get at the link");
        let file = world.folder.path().join("mails").join(format!("{}.eml", mail.id));
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("To: erika@muster.example"), "{text}");
    });
}

#[test]
fn work_survives_a_crash_before_and_in_the_middle_of_it() {
    if on_disk(std::path::Path::new("store")).is_remote() {
        // The crash is told by a copy of the folder, which a server has not.
        return;
    }
    block(async {
        let (world, smtp) = with_mail_server().await;
        write(&world, "before@muster.example").await;
        let world = world.after_a_crash().await;
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 1, failed: 0 });

        write(&world, "middle@muster.example").await;
        // As it is on disk while a worker is at it: claimed, with a lease.
        let mut tx = kontor_store::Tx::new();
        let lease = tx.bind(world.kontor.clock.stamp_in(SignedDuration::from_mins(5)));
        let ids: Vec<kontor_store::RecordId> = world.ask("SELECT VALUE id FROM outbox").await;
        let id = tx.bind(ids[0].clone());
        tx.push(format!("UPDATE {id} SET state = 'running', due = {lease}"));
        world.kontor.store.transact(&tx).await.unwrap();
        let world = world.after_a_crash().await;
        assert_eq!(
            outbox::drain(&world.kontor).await.unwrap(),
            Drained::default(),
            "somebody may still be at it"
        );
        assert_eq!(outbox::pending(&world.kontor).await.unwrap(), Pending { running: 1, ..NOTHING });
        world.later(SignedDuration::from_mins(5));
        assert_eq!(outbox::drain(&world.kontor).await.unwrap(), Drained { done: 1, failed: 0 });
        assert_eq!(smtp.mails().len(), 2);
    });
}

#[test]
fn two_workers_do_everything_once() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        for n in 0..20 {
            write(&world, &format!("p{n}@muster.example")).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let kontor = Arc::clone(&world.kontor);
            workers.spawn(async move { outbox::drain(&kontor).await.unwrap() });
        }
        let done: u64 = workers.join_all().await.iter().map(|d| d.done).sum();
        assert_eq!(done, 20);
        let mails = smtp.mails();
        let to: HashSet<&str> =
            mails.iter().filter_map(|m| m.lines().find(|l| l.starts_with("To:"))).collect();
        assert_eq!((mails.len(), to.len()), (20, 20));
    });
}

#[test]
fn the_worker_starts_at_the_bell_and_ends_when_told() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = tokio::spawn(outbox::run(Arc::clone(&world.kontor), async move {
            let _ = stopped.await;
        }));
        tokio::time::sleep(Duration::from_millis(100)).await;
        write(&world, "erika@muster.example").await;
        // Long before the next poll.
        for _ in 0..100 {
            if smtp.mails().len() == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(smtp.mails().len(), 1);
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(5), worker).await.unwrap().unwrap();
    });
}

#[test]
fn a_mail_server_that_is_stuck_does_not_keep_the_index_waiting() {
    block(async {
        // Accepts the connection and never says a word.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", silent.local_addr().unwrap());
        let world = World::with(|s| s.mail.smtp = url).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = tokio::spawn(outbox::run(Arc::clone(&world.kontor), async move {
            let _ = stopped.await;
        }));
        write(&world, "erika@muster.example").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let actor = system();
        let mut change = Change::new(&world.kontor, &actor);
        change.job(Job::Index { parts: vec![PartKey::new("A1")] });
        change.job(Job::Index { parts: vec![PartKey::new("A1"), PartKey::new("A2")] });
        change.commit().await.unwrap();
        let mut left = 2;
        for _ in 0..100 {
            left = world
                .ask::<String>("SELECT VALUE kind FROM outbox")
                .await
                .iter()
                .filter(|k| *k == "index")
                .count();
            if left == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(left, 0);
        drop(stop);
        worker.abort();
    });
}

#[test]
fn the_administration_sees_what_was_given_up_and_tries_it_again() {
    block(async {
        let (world, smtp) = with_mail_server().await;
        smtp.always(Answer::Refuse);
        for n in 0..3 {
            write(&world, &format!("p{n}@muster.example")).await;
        }
        for _ in 0..12 {
            outbox::drain(&world.kontor).await.unwrap();
            world.later(SignedDuration::from_hours(6));
        }
        let k = &world.kontor;
        let admin = desk(Role::Admin);
        let seen = outbox::jobs(k, &admin).await.unwrap();
        assert_eq!((seen.dead_count, seen.waiting_count, seen.dead.len()), (3, 0, 3));
        let first = &seen.dead[0];
        assert_eq!((first.kind.as_str(), first.state, first.attempts), ("mail", JobState::Dead, 12));
        assert!(first.error.contains("no such mailbox"), "{first:?}");
        assert_eq!(first.since, crate::shop::NOW, "since it was left here, not since it last failed");

        outbox::revive(k, &admin, &first.id).await.unwrap();
        let twice = outbox::revive(k, &admin, &first.id).await;
        assert_eq!(twice, Err(Error::conflict(Problem::AlreadyDone)));
        let seen = outbox::jobs(k, &admin).await.unwrap();
        assert_eq!((seen.dead_count, seen.waiting_count), (2, 1));
        assert_eq!((seen.waiting[0].state, seen.waiting[0].attempts), (JobState::Pending, 0));
        assert_eq!(outbox::revive_all(k, &admin).await.unwrap(), 2);
        assert_eq!(outbox::revive_all(k, &admin).await.unwrap(), 0);
        smtp.always(Answer::Take);
        assert_eq!(outbox::drain(k).await.unwrap(), Drained { done: 3, failed: 0 });
        assert_eq!(smtp.mails().len(), 3);
        let told = world.ask::<String>("SELECT VALUE what FROM event").await;
        assert_eq!(told.iter().filter(|w| *w == "jobs_revived").count(), 2, "one, and all of a kind");
    });
}

#[test]
fn a_job_is_dropped_with_its_reason_and_what_it_was_about_says_so() {
    block(async {
        let world = World::new().await;
        let k = &world.kontor;
        let admin = desk(Role::Admin);
        write(&world, "erika@muster.example").await;
        let id = outbox::jobs(k, &admin).await.unwrap().waiting[0].id.clone();
        let error = outbox::drop_job(k, &admin, &id, " \n ").await.unwrap_err();
        assert_eq!(error, Error::invalid("reason", Problem::Required));
        outbox::drop_job(k, &admin, &id, "falsche\nAdresse").await.unwrap();
        assert_eq!(outbox::drop_job(k, &admin, &id, "x").await, Err(Error::NotFound));
        assert_eq!(outbox::pending(k).await.unwrap(), NOTHING);
        let mail = &world.mails().await[0];
        assert!(!mail.sent && mail.error == "falsche Adresse", "{mail:?}");
        let told =
            world.ask::<String>("SELECT VALUE data.reason FROM event WHERE what = 'job_dropped'").await;
        assert_eq!(told, ["falsche Adresse"]);

        // Somebody is at it.
        write(&world, "max@muster.example").await;
        let id = outbox::jobs(k, &admin).await.unwrap().waiting[0].id.clone();
        let mut tx = kontor_store::Tx::new();
        let (job, lease) = (
            tx.bind(kontor_store::rid("outbox", id.clone())),
            tx.bind(k.clock.stamp_in(SignedDuration::from_mins(5))),
        );
        tx.push(format!("UPDATE {job} SET state = 'running', due = {lease}"));
        k.store.transact(&tx).await.unwrap();
        let busy = outbox::drop_job(k, &admin, &id, "x").await;
        assert_eq!(busy, Err(Error::conflict(Problem::ChangedMeanwhile)));
        assert_eq!(outbox::jobs(k, &admin).await.unwrap().waiting[0].state, JobState::Running);
    });
}

#[test]
fn an_import_whose_job_was_dropped_has_failed_and_can_be_tried_again() {
    block(async {
        let world = World::new().await;
        let k = &world.kontor;
        let admin = desk(Role::Admin);
        let id = ImportId(k.new_id());
        std::fs::create_dir_all(uploads::folder(k)).unwrap();
        std::fs::write(uploads::path(k, &id), "part_number;name_de\nA-1;Teil\n").unwrap();
        let command = BeginImport {
            key: IdempotencyKey::new("k"),
            upload: id.clone(),
            file: "a.csv".into(),
            bytes: 1,
            mode: ImportMode::GoodRows,
        };
        catalog::begin_import(k, &admin, &command).await.unwrap();
        let job = outbox::jobs(k, &admin).await.unwrap().waiting[0].id.clone();
        outbox::drop_job(k, &admin, &job, "falsche Datei").await.unwrap();
        let failed = catalog::import_report(k, &admin, &id).await.unwrap();
        assert_eq!(failed.state, ImportState::Failed);
        let stopped = Error::conflict(Problem::Stopped { reason: "falsche Datei".into() });
        assert_eq!(failed.error, Some(stopped));
        catalog::retry_import(k, &admin, &id).await.unwrap();
        outbox::drain(k).await.unwrap();
        assert_eq!(catalog::import_report(k, &admin, &id).await.unwrap().state, ImportState::Done);
    });
}

#[test]
fn nobody_but_the_administration_touches_the_outbox() {
    block(async {
        let world = World::new().await;
        let k = &world.kontor;
        for role in [Role::Support, Role::Manager, Role::Warehouse] {
            let actor = desk(role);
            assert_eq!(outbox::jobs(k, &actor).await.err(), Some(Error::Forbidden));
            assert_eq!(outbox::revive(k, &actor, "x").await, Err(Error::Forbidden));
            assert_eq!(outbox::revive_all(k, &actor).await, Err(Error::Forbidden));
            assert_eq!(outbox::drop_job(k, &actor, "x", "y").await, Err(Error::Forbidden));
        }
        assert_eq!(outbox::revive(k, &desk(Role::Admin), "x").await, Err(Error::NotFound));
    });
}
