//! What the archive keeps, how long, and whether it is still what it was.

use jiff::SignedDuration;
use kontor_domain::accounts::Role;
use kontor_domain::documents::{
    ChainFault, ChainStep, Damage, DeleteDocument, DocumentKind, DocumentState, HoldDocument, ReleaseHold,
};
use kontor_domain::{Date, DocumentId, Error, Problem};
use kontor_service::documents as room;
use kontor_service::{Kontor, outbox};
use kontor_store::{Tx, Variables};

use crate::cases::colleague;
use crate::documents::{filed, files, pdf, read, upload, verify, version, years};
use crate::rules::Firm;
use crate::shop::{block, dealer};

#[test]
fn a_document_goes_after_its_retention_by_a_job_that_leaves_a_protocol() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Manager);
        let id = filed(k, &jana, "one", DocumentKind::Invoice, &pdf("R1")).await;
        let twin = filed(k, &jana, "two", DocumentKind::Manual, &pdf("R1")).await;
        let alone = filed(k, &jana, "three", DocumentKind::Offer, &pdf("A1")).await;
        let delete = |document: &DocumentId, version| DeleteDocument {
            document: document.clone(),
            version,
            reason: "Frist abgelaufen".into(),
        };
        let runs = room::delete_document(k, &keeper, &delete(&id, 1)).await;
        let until = Date::constant(2034, 12, 31);
        assert_eq!(runs, Err(Error::conflict(Problem::RetentionRuns { until })));
        // November 2034: the year is not over.
        years(k, 8);
        assert_eq!(room::delete_document(k, &keeper, &delete(&id, 1)).await, runs);
        years(k, 1);
        let silent = DeleteDocument { reason: " ".into(), ..delete(&id, 1) };
        let refused = room::delete_document(k, &keeper, &silent).await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::Required));
        for document in [&id, &alone] {
            room::delete_document(k, &keeper, &delete(document, 1)).await.unwrap();
            let going = room::document(k, &keeper, document).await.unwrap();
            assert_eq!((going.head.state, going.may_change), (DocumentState::Going, false));
        }
        outbox::drain(k).await.unwrap();
        for document in [&id, &alone] {
            assert_eq!(room::document(k, &keeper, document).await.err(), Some(Error::NotFound));
        }
        assert_eq!(files(k).len(), 1, "the manual is the same file and stays ten years");
        let opened = room::open_document(k, &firm.jonas, &twin, None).await.unwrap();
        assert_eq!(read(opened).await.unwrap(), pdf("R1"));

        let chain = room::chain(k, &keeper, 0).await.unwrap().items;
        let protocol = chain.iter().find(|e| e.what == ChainStep::Deleted && e.document == id).unwrap();
        assert_eq!(protocol.facts, "versions=1;kind=invoice;until=2034-12-31");
        assert_eq!(protocol.content.len(), 64);
        let sql = "SELECT VALUE what FROM event WHERE subject = $subject ORDER BY seq";
        let mut vars = Variables::new();
        vars.insert("subject", format!("document:{id}"));
        let told: Vec<String> = k.store.rows(sql, vars).await.unwrap();
        assert_eq!(told, ["document_archived", "document_let_go", "document_deleted"]);
        assert_eq!(verify(k).await.damage, [], "what went as it should is no damage");
    });
}

#[test]
fn a_hold_keeps_it_also_when_its_deletion_was_decided_already() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Admin);
        let id = filed(k, &jana, "one", DocumentKind::Offer, &pdf("A1")).await;
        years(k, 20);
        let hold = async |reason: &str| {
            let (document, version) = (id.clone(), version(k, &id).await);
            let hold = HoldDocument { document, version, reason: reason.into() };
            room::hold_document(k, &keeper, &hold).await
        };
        let delete = async || {
            let (document, version) = (id.clone(), version(k, &id).await);
            let delete = DeleteDocument { document, version, reason: "Frist".into() };
            room::delete_document(k, &keeper, &delete).await
        };
        let refused = hold(" ").await.unwrap_err();
        assert_eq!(refused.field("reason"), Some(&Problem::Required));
        delete().await.unwrap();
        hold("Rechtsstreit mit Bauer").await.unwrap();
        outbox::drain(k).await.unwrap();
        let seen = room::document(k, &jana, &id).await.unwrap();
        assert_eq!((seen.head.held, seen.head.state), (true, DocumentState::Kept));
        assert_eq!(seen.hold.unwrap().reason, "Rechtsstreit mit Bauer");
        let customer = format!("{:?}", room::document(k, &firm.boss, &id).await.unwrap());
        assert!(!customer.contains("Rechtsstreit"), "why is the desk's own");
        assert_eq!(delete().await, Err(Error::conflict(Problem::OnHold)));
        assert_eq!(hold("noch einer").await, Err(Error::conflict(Problem::AlreadyDone)));
        let release = ReleaseHold { document: id.clone(), version: version(k, &id).await };
        room::release_hold(k, &keeper, &release).await.unwrap();
        delete().await.unwrap();
        outbox::drain(k).await.unwrap();
        assert_eq!(room::document(k, &keeper, &id).await.err(), Some(Error::NotFound));
        let steps: Vec<_> = room::chain(k, &keeper, 0).await.unwrap().items;
        let steps: Vec<_> = steps.iter().map(|e| e.what).filter(|w| *w != ChainStep::DayClosed).collect();
        assert_eq!(steps, [ChainStep::Archived, ChainStep::Held, ChainStep::Released, ChainStep::Deleted]);
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn a_flipped_byte_is_found_named_never_served_whole_and_healed_by_the_same_file() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        // Longer than what is read at once: only its end can tell.
        let bytes = pdf(&"Seite ".repeat(20_000));
        let id = upload(k, &firm.jonas, "one", &bytes).await;
        upload(k, &firm.jonas, "two", &pdf("anderes")).await;
        let hash = room::document(k, &firm.jonas, &id).await.unwrap().head.latest.hash;
        let file = files(k).into_iter().find(|file| file.ends_with(&hash)).unwrap();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            std::fs::write(&file, &altered).unwrap();
            let damage = verify(k).await.damage;
            let [Damage::BytesAltered { document, number: 1, hash: named, found }] = damage.as_slice() else {
                panic!("{damage:?}")
            };
            assert_eq!((document, named), (&id, &hash));
            assert_ne!(found, &hash);
            let opened = room::open_document(k, &firm.jonas, &id, None).await.unwrap();
            assert!(matches!(read(opened).await, Err(Error::Internal { .. })));
        }
        std::fs::remove_file(&file).unwrap();
        let missing = Damage::BytesMissing { document: id.clone(), number: 1, hash };
        assert_eq!(verify(k).await.damage, [missing]);
        assert!(room::open_document(k, &firm.jonas, &id, None).await.is_err());
        upload(k, &firm.jonas, "three", &bytes).await;
        assert_eq!(verify(k).await.damage, []);
    });
}

/// Changes the store behind the program's back.
async fn tamper(k: &Kontor, statement: &str) {
    let mut tx = Tx::new();
    tx.push(statement);
    k.store.transact(&tx).await.unwrap();
}

#[test]
fn what_is_changed_in_the_store_behind_our_back_is_found_and_named() {
    block(async {
        let firm = Firm::new().await;
        let (k, jana) = (&firm.shop.kontor, colleague(&firm.shop, "jana", Role::Support).await);
        let keeper = dealer(Role::Manager);
        let mut ids = Vec::new();
        for n in 0..5 {
            let name = n.to_string();
            ids.push(filed(k, &jana, &name, DocumentKind::Invoice, &pdf(&name)).await);
        }
        let hold = HoldDocument { document: ids[4].clone(), version: 1, reason: "x".into() };
        room::hold_document(k, &keeper, &hold).await.unwrap();
        assert_eq!(verify(k).await.damage, []);
        let of = |damage: &Damage| match damage {
            Damage::FactsAltered { document, .. } => format!("facts {document}"),
            Damage::RecordMissing { document, seq, .. } => format!("gone {document} {seq}"),
            Damage::NotInChain { document, .. } => format!("unknown {document}"),
            Damage::Chain { fault } => format!("{fault:?}"),
            other => format!("{other:?}"),
        };
        // A shorter retention, another customer, a hold that nobody released, a record that is gone.
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|n| ids[n].to_string());
        tamper(k, &format!("UPDATE document:`{a}` SET data.head.kind = 'offer', kind = 'offer'")).await;
        tamper(k, &format!("UPDATE document:`{b}` SET company = 'steiner', reader = 'steiner'")).await;
        tamper(k, &format!("UPDATE document:`{e}` SET data.head.held = false")).await;
        tamper(k, &format!("DELETE document:`{c}`")).await;
        let found = verify(k).await.damage;
        let found: Vec<_> = found.iter().map(of).collect();
        assert_eq!(
            found,
            [format!("facts {a}"), format!("facts {b}"), format!("facts {e}"), format!("gone {c} 3")]
        );
        // The entry of one that is still there, and one that comes from nowhere.
        tamper(k, "DELETE archive_chain:`000000000004`").await;
        let found = verify(k).await.damage;
        assert!(found.contains(&Damage::Chain { fault: ChainFault::Missing { from: 4, to: 4 } }));
        assert!(found.iter().any(|damage| of(damage) == format!("unknown {d}")));
        tamper(k, "UPDATE archive_chain:`000000000002` SET data.facts = 'kind=offer'").await;
        let found = verify(k).await.damage;
        assert!(found.contains(&Damage::Chain { fault: ChainFault::Altered { seq: 2 } }));
    });
}

#[test]
fn an_entry_that_lies_about_its_place_is_named_and_nothing_else() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        for n in ["1", "2", "3"] {
            upload(k, &firm.jonas, n, &pdf(n)).await;
        }
        tamper(k, "UPDATE archive_chain:`000000000003` SET data.seq = 1").await;
        let fault = |fault| Damage::Chain { fault };
        let expected = [fault(ChainFault::Misplaced { seq: 1 }), fault(ChainFault::Altered { seq: 1 })];
        assert_eq!(verify(k).await.damage, expected);
    });
}

#[test]
fn a_day_is_closed_once_when_it_is_over_whoever_comes_first() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        assert!(!room::upkeep(k).await.unwrap().closed, "nothing to close");
        upload(k, &firm.jonas, "one", &pdf("1")).await;
        assert!(!room::upkeep(k).await.unwrap().closed, "the day is not over");
        k.clock.advance(SignedDuration::from_hours(24));
        assert!(room::upkeep(k).await.unwrap().closed);
        assert!(!room::upkeep(k).await.unwrap().closed, "once");
        upload(k, &firm.jonas, "two", &pdf("2")).await;
        // The program was down over the weekend; the next entry closes the day before.
        k.clock.advance(SignedDuration::from_hours(72));
        upload(k, &firm.jonas, "three", &pdf("3")).await;
        let chain = room::chain(k, &dealer(Role::Admin), 0).await.unwrap().items;
        let steps: Vec<_> = chain.iter().map(|entry| entry.what).collect();
        let (archived, closed) = (ChainStep::Archived, ChainStep::DayClosed);
        assert_eq!(steps, [archived, closed, archived, closed, archived]);
        assert_eq!(chain[1].facts, format!("day=2026-11-24;head={}", chain[0].hash));
        assert_eq!(chain[3].facts, format!("day=2026-11-25;head={}", chain[2].hash));
        let seen = verify(k).await;
        assert_eq!((seen.damage, seen.entries, seen.head), (vec![], 5, chain[4].hash.clone()));
    });
}

#[test]
fn bytes_that_nobody_names_are_swept_after_a_day_and_no_others() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let id = upload(k, &firm.jonas, "one", &pdf("bleibt")).await;
        // What a process leaves that dies between the bytes and the record, and while it receives.
        let orphan = k.archive.blobs.kept_folder().unwrap().join("ab").join("ab".repeat(32));
        std::fs::create_dir_all(orphan.parent().unwrap()).unwrap();
        std::fs::write(&orphan, "verwaist").unwrap();
        let half = k.settings.data.join("documents/incoming/HALF#1");
        std::fs::create_dir_all(half.parent().unwrap()).unwrap();
        std::fs::write(&half, "halb").unwrap();
        // The clock of the files is the system's, and no test knows how late it is there.
        years(k, 100);
        let done = room::upkeep(k).await.unwrap();
        assert_eq!((done.orphans, done.broken_off), (1, 1));
        assert!(!orphan.exists() && !half.exists());
        let opened = room::open_document(k, &firm.jonas, &id, None).await.unwrap();
        assert_eq!(read(opened).await.unwrap(), pdf("bleibt"));
        assert_eq!(verify(k).await.damage, []);
    });
}
