//! kill -9 while documents come in: what was acknowledged is there to the last byte, and nothing is half.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures::TryStreamExt as _;
use jiff::SignedDuration;
use kontor_domain::DocumentId;
use kontor_service::documents as room;

use crate::child::killed_after;
use crate::documents::{command, pdf, pieces};
use crate::shop::{Shop, block, buyer, open, system};

const CHILD: &str = "KONTOR_DOCUMENTS_CRASH_FOLDER";
const WRITERS: usize = 4;

/// What a document says: long enough to be on its way for a while.
fn content(key: &str) -> Vec<u8> {
    pdf(&key.repeat(4_000))
}

/// Not a test of its own: the process that is killed. Says each document's id and key once it was acknowledged.
#[test]
fn child_sends_documents_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    block(async {
        let seed = std::env::var("KONTOR_CRASH_SEED").unwrap().parse().unwrap();
        let kontor = open(Path::new(&folder), seed).await;
        let mut writers = tokio::task::JoinSet::new();
        for w in 0..WRITERS {
            let kontor = kontor.clone();
            writers.spawn(async move {
                for n in 0_usize.. {
                    let key = format!("{seed}-{w}-{n}");
                    let (command, content) = (command(&key, "a.pdf"), content(&key));
                    let sent =
                        room::upload_document(&kontor, &buyer("bauer"), &command, pieces(&content)).await;
                    println!("kept {} {key}", sent.unwrap());
                }
            });
        }
        writers.join_all().await;
    });
}

#[test]
fn after_kill_9_every_acknowledged_document_is_whole_and_nothing_is_half() {
    let folder = block(async {
        let shop = Shop::new().await;
        shop.kontor.store.close().await.unwrap();
        shop.folder
    });
    let mut acknowledged: Vec<(DocumentId, String)> = Vec::new();
    for round in 0..6_u64 {
        let (place, seed) = (folder.path().display().to_string(), (100 + round).to_string());
        let said = killed_after(
            "documents_crash::child_sends_documents_until_it_is_killed",
            &[(CHILD, &place), ("KONTOR_CRASH_SEED", &seed)],
            Duration::from_millis(900 + 137 * round),
        );
        let told = said.iter().filter_map(|line| line.split("kept ").nth(1)?.trim().split_once(' '));
        acknowledged.extend(told.map(|(id, key)| (DocumentId::new(id), key.to_owned())));
        block(async {
            let kontor = open(folder.path(), 7 + round).await;
            let verified = room::verify(&kontor, &system()).await.unwrap();
            assert_eq!(
                verified.damage,
                [],
                "every record has its entry and its bytes, and the other way round"
            );
            for (id, key) in &acknowledged {
                let opened = room::open_document(&kontor, &system(), id, None).await.unwrap();
                let pieces: Vec<Bytes> = opened.content.try_collect().await.unwrap();
                assert_eq!(pieces.concat(), content(key));
            }
            // What was on its way is swept and takes nothing with it.
            kontor.clock.advance(SignedDuration::from_hours(24 * 366 * 100));
            room::upkeep(&kontor).await.unwrap();
            let left = std::fs::read_dir(folder.path().join("documents/incoming")).unwrap().count();
            assert_eq!(left, 0);
            let again = room::verify(&kontor, &system()).await.unwrap();
            assert_eq!((again.damage, again.versions), (vec![], verified.versions));
            kontor.store.close().await.unwrap();
        });
    }
    assert!(!acknowledged.is_empty());
}
