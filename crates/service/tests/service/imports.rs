//! Imports as jobs: once per upload, in the open, to the end in spite of everything.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::catalog::{BeginImport, ImportMode, ImportState, ImportView, PartCode};
use kontor_domain::{Error, IdempotencyKey, ImportId, Money, Problem};
use kontor_service::catalog::{self, uploads};
use kontor_service::outbox::{self, Drained, Pending};
use kontor_service::{Kontor, stock};

use crate::child::{lines, start};
use crate::shop::{Shop, block, buyer, dealer, key, open};

const LEASE: SignedDuration = SignedDuration::from_mins(5);

fn manager() -> Actor {
    dealer(Role::Manager)
}

/// A file of so many parts with price and stock.
fn csv(rows: usize) -> String {
    let mut text = "part_number;name_de;price;stock\n".to_owned();
    for n in 0..rows {
        let _ = writeln!(text, "IM-{n:06};Teil {n};{},50;{}", n % 900 + 1, n % 7);
    }
    text
}

/// Lays a file where uploads lie and leaves it to a job.
async fn upload(kontor: &Kontor, text: &str, mode: ImportMode, once: &str) -> ImportId {
    try_upload(kontor, &manager(), text, mode, once).await.unwrap()
}

async fn try_upload(
    kontor: &Kontor,
    actor: &Actor,
    text: &str,
    mode: ImportMode,
    once: &str,
) -> Result<ImportId, Error> {
    let id = ImportId(kontor.new_id());
    std::fs::create_dir_all(uploads::folder(kontor)).unwrap();
    std::fs::write(uploads::path(kontor, &id), text).unwrap();
    let command = BeginImport {
        key: IdempotencyKey::new(once),
        upload: id,
        file: "liste.csv".into(),
        bytes: text.len() as u64,
        mode,
    };
    catalog::begin_import(kontor, actor, &command).await
}

async fn see(kontor: &Kontor, id: &ImportId) -> ImportView {
    catalog::import_report(kontor, &manager(), id).await.unwrap()
}

/// Waits until batches are being written.
async fn until_writing(kontor: &Kontor, id: &ImportId) {
    for _ in 0..3_000 {
        let now = see(kontor, id).await;
        if now.state == ImportState::Writing && now.rows > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nothing was written within half a minute");
}

async fn parts(kontor: &Kontor) -> i64 {
    let sql = "RETURN count(SELECT VALUE id FROM part)";
    kontor.store.rows::<i64>(sql, kontor_store::Variables::new()).await.unwrap()[0]
}

#[test]
fn a_file_is_checked_by_a_job_and_taken_over_from_where_it_lies() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let id = upload(k, &csv(20), ImportMode::Preview, "a").await;
        let waiting = see(k, &id).await;
        assert_eq!((waiting.state, waiting.rows, waiting.kept), (ImportState::Waiting, 0, true));
        assert_eq!((waiting.file.as_str(), waiting.by.as_str()), ("liste.csv", "Innendienst"));
        assert_eq!(
            outbox::drain(k).await.unwrap(),
            Drained { done: 1 + 2, failed: 0 },
            "and two for the index"
        );
        let checked = see(k, &id).await;
        assert_eq!(
            (checked.state, checked.total, checked.report.written),
            (ImportState::Done, Some(20), false)
        );
        assert_eq!((checked.report.outcome.new, parts(k).await), (20, 1));

        let once = IdempotencyKey::new("now");
        let now = catalog::import_now(k, &manager(), &id, ImportMode::AllOrNothing, &once).await.unwrap();
        let same = catalog::import_now(k, &manager(), &id, ImportMode::AllOrNothing, &once).await.unwrap();
        assert_eq!(now, same, "a second click takes it over once");
        shop.settle().await;
        let taken = see(k, &now).await;
        assert!(taken.report.written && taken.state == ImportState::Done);
        assert_eq!((taken.report.outcome.new, taken.report.outcome.unchanged), (20, 0));
        assert_eq!(parts(k).await, 21);
        assert_eq!(
            stock::levels(k, &manager(), &key("IM-000003")).await.unwrap()[0].level.on_hand.0,
            3.into()
        );
        let list = catalog::imports(k, &manager(), None).await.unwrap();
        assert_eq!(list.items.len(), 2);
        assert_eq!(outbox::pending(k).await.unwrap(), Pending::default());
    });
}

#[test]
fn a_double_click_uploads_once_and_the_events_say_it_once() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let one = upload(k, &csv(5), ImportMode::GoodRows, "same").await;
        let two = upload(k, &csv(5), ImportMode::GoodRows, "same").await;
        assert_eq!(one, two);
        shop.settle().await;
        assert_eq!(catalog::imports(k, &manager(), None).await.unwrap().items.len(), 1);
        let sql = "SELECT VALUE what FROM event WHERE subject = $subject";
        let mut vars = kontor_store::Variables::new();
        vars.insert("subject", format!("import:{one}"));
        assert_eq!(k.store.rows::<String>(sql, vars).await.unwrap(), ["parts_imported"]);
        // Back in the browser, another file under the key of the old page: another import.
        let other = upload(k, &csv(6), ImportMode::GoodRows, "same").await;
        assert_ne!(other, one);
        let error = try_upload(k, &manager(), &csv(1), ImportMode::GoodRows, "").await.unwrap_err();
        assert!(error.field("key").is_some());
    });
}

#[test]
fn a_long_import_is_never_taken_for_a_dead_one() {
    block(async {
        let shop = Shop::new().await;
        let k = Arc::clone(&shop.kontor);
        let id = upload(&k, &csv(6_000), ImportMode::GoodRows, "long").await;
        let worker = tokio::spawn({
            let k = Arc::clone(&k);
            async move { outbox::drain(&k).await.unwrap() }
        });
        let mut second = Drained::default();
        // Four minutes at a time, with a look of another worker after each: longer than a lease altogether.
        for _ in 0..4 {
            let before = see(&k, &id).await.rows;
            while see(&k, &id).await.rows == before && !worker.is_finished() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            k.clock.advance(SignedDuration::from_mins(4));
            if !worker.is_finished() {
                let due = see(&k, &id).await;
                assert_ne!(due.state, ImportState::Failed);
            }
            if worker.is_finished() {
                break;
            }
            let now = see(&k, &id).await.rows;
            while see(&k, &id).await.rows == now && !worker.is_finished() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let looked = outbox::drain(&k).await.unwrap();
            second.failed += looked.failed;
        }
        worker.await.unwrap();
        shop.settle().await;
        let done = see(&k, &id).await;
        assert_eq!((done.state, done.rows, second.failed), (ImportState::Done, 6_000, 0));
        assert_eq!((done.report.outcome.new, done.report.outcome.unchanged), (6_000, 0), "every row once");
        assert_eq!(parts(&k).await, 6_001);
    });
}

#[test]
fn a_worker_whose_lease_ran_out_writes_nothing_more_and_the_next_one_goes_on_behind_it() {
    block(async {
        let shop = Shop::new().await;
        let k = Arc::clone(&shop.kontor);
        let id = upload(&k, &csv(8_000), ImportMode::AllOrNothing, "zombie").await;
        let zombie = tokio::spawn({
            let k = Arc::clone(&k);
            async move { outbox::drain(&k).await.unwrap() }
        });
        until_writing(&k, &id).await;
        // As if it had slept all the while: the lease on disk is old now, and another one takes the job.
        k.clock.advance(LEASE + SignedDuration::from_secs(1));
        outbox::drain(&k).await.unwrap();
        zombie.await.unwrap();
        shop.settle().await;
        let done = see(&k, &id).await;
        assert_eq!((done.state, done.rows), (ImportState::Done, 8_000));
        assert_eq!((done.report.outcome.new, done.report.outcome.unchanged), (8_000, 0), "no row twice");
        assert_eq!(outbox::pending(&k).await.unwrap(), Pending::default());
    });
}

const CHILD: &str = "KONTOR_IMPORT_FOLDER";

/// Not a test of its own: the process that is killed. Says how far it is.
#[test]
fn child_imports_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    block(async {
        let kontor = open(Path::new(&folder), 77).await;
        let id = ImportId(std::env::var("KONTOR_IMPORT_ID").unwrap());
        let worker = tokio::spawn({
            let kontor = Arc::clone(&kontor);
            async move { outbox::drain(&kontor).await.unwrap() }
        });
        while !worker.is_finished() {
            println!("rows {}", see(&kontor, &id).await.rows);
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
}

#[test]
fn after_kill_9_an_import_goes_on_behind_its_last_batch_and_its_report_is_true() {
    let (folder, id) = block(async {
        let shop = Shop::new().await;
        let id = upload(&shop.kontor, &csv(9_000), ImportMode::GoodRows, "kill").await;
        shop.kontor.store.close().await.unwrap();
        (shop.folder, id)
    });
    let place = folder.path().display().to_string();
    let mut child = start(
        "imports::child_imports_until_it_is_killed",
        &[(CHILD, &place), ("KONTOR_IMPORT_ID", id.as_str())],
    );
    for line in lines(&mut child) {
        let rows = line.split("rows ").nth(1).and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or(0);
        if rows >= 2_000 {
            child.kill().unwrap();
            break;
        }
    }
    child.wait().unwrap();
    block(async {
        let kontor = open(folder.path(), 78).await;
        let broken_off = see(&kontor, &id).await;
        assert!((2_000..9_000).contains(&broken_off.rows), "killed in the middle: {}", broken_off.rows);
        assert_eq!(broken_off.state, ImportState::Writing);
        assert_eq!(
            u64::try_from(parts(&kontor).await).unwrap(),
            broken_off.rows + 1,
            "what is said to be written is written, and nothing else"
        );
        kontor.clock.advance(LEASE);
        outbox::drain(&kontor).await.unwrap();
        let done = see(&kontor, &id).await;
        assert_eq!((done.state, done.rows), (ImportState::Done, 9_000));
        assert_eq!((done.report.outcome.new, done.report.outcome.unchanged), (9_000, 0));
        assert_eq!(parts(&kontor).await, 9_001);
        kontor.store.close().await.unwrap();
    });
}

#[test]
fn when_the_program_ends_an_import_waits_for_the_next_start() {
    block(async {
        let shop = Shop::new().await;
        let k = Arc::clone(&shop.kontor);
        let id = upload(&k, &csv(8_000), ImportMode::GoodRows, "stop").await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let worker = tokio::spawn(outbox::run(Arc::clone(&k), async move {
            let _ = stopped.await;
        }));
        until_writing(&k, &id).await;
        stop.send(()).unwrap();
        worker.await.unwrap();
        let waits = see(&k, &id).await;
        assert!(waits.rows < 8_000 && !waits.state.over(), "{waits:?}");
        // At once, without waiting for a lease.
        shop.settle().await;
        let done = see(&k, &id).await;
        assert_eq!((done.state, done.report.outcome.new), (ImportState::Done, 8_000));
    });
}

#[test]
fn a_failed_import_says_why_and_can_be_tried_again_once() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let text = csv(3);
        let id = upload(k, &text, ImportMode::AllOrNothing, "gone").await;
        let file = uploads::path(k, &id);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(outbox::drain(k).await.unwrap().failed, 1);
        let failed = see(k, &id).await;
        assert_eq!((failed.state, failed.kept), (ImportState::Failed, false));
        assert_eq!(failed.error, Some(Error::conflict(Problem::FileGone)));
        let again = catalog::retry_import(k, &manager(), &id).await;
        assert_eq!(again, Err(Error::conflict(Problem::FileGone)), "nothing to read");
        let now =
            catalog::import_now(k, &manager(), &id, ImportMode::GoodRows, &IdempotencyKey::new("n")).await;
        assert_eq!(now.err(), Some(Error::conflict(Problem::FileGone)));

        std::fs::write(&file, &text).unwrap();
        catalog::retry_import(k, &manager(), &id).await.unwrap();
        let twice = catalog::retry_import(k, &manager(), &id).await;
        assert_eq!(twice, Err(Error::conflict(Problem::AlreadyDone)));
        shop.settle().await;
        let done = see(k, &id).await;
        assert_eq!((done.state, done.error, done.report.outcome.new), (ImportState::Done, None, 3));
    });
}

#[test]
fn wrong_rows_leave_everything_as_it_was_until_the_good_ones_are_asked_for() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let text = "part_number;name_de;price;stock_ulm;stock_mars\n\
                    OK-1;Gut;5,00;4;\nNO-1;Ohne Preis;fünf;1;\nNO-2;Fremdes Lager;1,00;;9\n";
        let id = upload(k, text, ImportMode::AllOrNothing, "wrong").await;
        shop.settle().await;
        let report = see(k, &id).await.report;
        assert!(!report.written);
        let wrong: Vec<(u64, &str)> =
            report.outcome.errors.iter().map(|e| (e.line, e.value.as_str())).collect();
        assert_eq!(wrong, [(3, "fünf"), (4, "mars")], "an unknown warehouse is a wrong row, not our fault");
        assert_eq!(parts(k).await, 1);
        let once = IdempotencyKey::new("good");
        let good = catalog::import_now(k, &manager(), &id, ImportMode::GoodRows, &once).await.unwrap();
        shop.settle().await;
        let report = see(k, &good).await.report;
        assert_eq!((report.written, report.outcome.new, report.outcome.errors.len()), (true, 1, 2));
        assert_eq!(parts(k).await, 2);
    });
}

#[test]
fn what_orders_hold_survives_an_import_of_stock_and_prices_alone_count_as_a_change() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        shop.add(&buyer("bauer"), "HY-4711.20-F", 2).await;
        kontor_service::orders::place_order(k, &buyer("bauer"), &crate::shop::place("o")).await.unwrap();
        let text = "part_number;price;stock_ulm\nHY-4711.20-F;70,00;9\n";
        let id = upload(k, text, ImportMode::GoodRows, "stock").await;
        shop.settle().await;
        let outcome = see(k, &id).await.report.outcome;
        assert_eq!((outcome.changed, outcome.new, outcome.unchanged), (1, 0, 0));
        assert_eq!(
            outcome.examples,
            [("HY-4711.20-F".to_owned(), vec!["price".to_owned(), "stock".to_owned()])]
        );
        let ulm = &stock::levels(k, &manager(), &key("HY-4711.20-F")).await.unwrap()[0].level;
        assert_eq!((ulm.on_hand.0, ulm.reserved.0), (9.into(), 2.into()));
        let again = upload(k, text, ImportMode::GoodRows, "stock-again").await;
        shop.settle().await;
        let outcome = see(k, &again).await.report.outcome;
        assert_eq!((outcome.changed, outcome.unchanged), (0, 1));
    });
}

#[test]
fn a_file_that_says_nothing_about_returns_leaves_their_terms_as_they_are() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let terms = "part_number;name_de;altteilpfand;rückgabefrist\nIM-1;Pumpe;85,00;14\n";
        upload(k, terms, ImportMode::AllOrNothing, "terms").await;
        shop.settle().await;
        upload(k, "part_number;name_de;price\nIM-1;Pumpe;120,00\n", ImportMode::AllOrNothing, "price").await;
        shop.settle().await;
        let part = catalog::part(k, &buyer("bauer"), &key("IM-1"), None).await.unwrap();
        assert_eq!((part.returns.deposit(), part.returns.days()), (Money::cents(8_500), 14));
        upload(k, "part_number;name_de;altteilpfand\nIM-1;Pumpe;0\n", ImportMode::AllOrNothing, "none").await;
        shop.settle().await;
        let part = catalog::part(k, &buyer("bauer"), &key("IM-1"), None).await.unwrap();
        assert!(!part.returns.has_deposit(), "zero takes it away");
    });
}

#[test]
fn only_who_keeps_the_catalogue_has_anything_to_do_with_imports() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let id = upload(k, &csv(1), ImportMode::Preview, "mine").await;
        let once = IdempotencyKey::new("k");
        for actor in [buyer("bauer"), dealer(Role::Support), dealer(Role::Warehouse)] {
            let forbidden = Some(Error::Forbidden);
            let begun = try_upload(k, &actor, &csv(1), ImportMode::GoodRows, "not mine").await;
            assert_eq!(begun.err(), forbidden);
            let now = catalog::import_now(k, &actor, &id, ImportMode::GoodRows, &once).await;
            assert_eq!(now.err(), forbidden);
            assert_eq!(catalog::retry_import(k, &actor, &id).await.err(), forbidden);
            assert_eq!(catalog::import_report(k, &actor, &id).await.err(), forbidden);
        }
        let none = ImportId::new("nix");
        assert_eq!(catalog::retry_import(k, &manager(), &none).await.err(), Some(Error::NotFound));
        let now = catalog::import_now(k, &manager(), &id, ImportMode::GoodRows, &once).await;
        assert_eq!(now.err(), Some(Error::conflict(Problem::ChangedMeanwhile)), "it is not over");
    });
}

#[test]
fn old_files_are_swept_but_never_one_that_a_job_still_needs() {
    block(async {
        let shop = Shop::new().await;
        let k = &shop.kontor;
        let read = upload(k, &csv(1), ImportMode::GoodRows, "read").await;
        shop.settle().await;
        let waits = upload(k, &csv(1), ImportMode::GoodRows, "waits").await;
        let broken_off = uploads::part_path(k, &ImportId(k.new_id()));
        std::fs::write(&broken_off, "half").unwrap();
        let foreign = uploads::folder(k).join("README");
        std::fs::write(&foreign, "of somebody else").unwrap();
        assert_eq!(uploads::sweep(k).await.unwrap(), 0);
        k.clock.advance(SignedDuration::from_hours(25));
        assert_eq!(uploads::sweep(k).await.unwrap(), 1);
        assert!(!broken_off.exists() && uploads::path(k, &read).exists());
        k.clock.advance(SignedDuration::from_hours(14 * 24));
        assert_eq!(uploads::sweep(k).await.unwrap(), 1);
        assert!(!uploads::path(k, &read).exists() && uploads::path(k, &waits).exists() && foreign.exists());
        assert!(!see(k, &read).await.kept);
        shop.settle().await;
        assert_eq!(see(k, &waits).await.state, ImportState::Done);
    });
}

#[test]
fn the_command_line_reads_a_file_at_once_and_leaves_the_same_record() {
    block(async {
        let shop = Shop::new().await;
        let file = shop.folder.path().join("direct.csv");
        std::fs::write(&file, csv(4)).unwrap();
        let system = crate::shop::system();
        let report = catalog::import(&shop.kontor, &system, "direct.csv", &file, ImportMode::AllOrNothing)
            .await
            .unwrap();
        let seen = see(&shop.kontor, &report.id).await;
        assert_eq!((seen.state, seen.kept, &seen.report), (ImportState::Done, false, &report));
        shop.part("IM-000001", "Teil 1", "Part 1", PartCode::Normal).await;
        assert_eq!(parts(&shop.kontor).await, 5);
    });
}
