//! kill -9 while a signed form becomes a document: there is none or a whole one, and in the end exactly one for each form.

use std::path::Path;
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::forms::{FormState, Seals, SigningOrder};
use kontor_domain::seals::CheckOutcome;
use kontor_domain::{DocumentId, FormId, IdempotencyKey};
use kontor_service::{Kontor, documents, forms, outbox, seals, signatures as room};

use crate::child::{lines, start};
use crate::shop::block;
use crate::signatures::{archived, ask, bytes, complete, desk, drawn, sealed_shop, sealing, template};

const CHILD: &str = "KONTOR_SIGNATURES_CRASH_FOLDER";
const ROUNDS: u64 = 32;
/// Forms that wait to be sealed: more than are killed, so that there is always one to be at.
const FORMS: u64 = 24;
/// Where the child is stopped; what comes between, by time.
const MARKS: [&str; 4] = ["ready", "printed", "sealed", "kept"];

/// Not a test of its own: the process that is killed. Says where it is.
#[test]
fn child_seals_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    // What the room logs is what the parent waits for.
    tracing_subscriber::fmt()
        .with_writer(std::io::stdout)
        .with_ansi(false)
        .with_env_filter("off,kontor_service::signatures=debug")
        .init();
    block(async {
        let round: u64 = std::env::var("KONTOR_CRASH_ROUND").unwrap().parse().unwrap();
        let kontor = sealing(Path::new(&folder), 1_000 + round).await;
        // Whoever was killed before had the job for a while.
        let minutes = i64::try_from(round).unwrap() * 10;
        kontor.clock.advance(SignedDuration::from_mins(minutes));
        println!("ready");
        outbox::drain(&kontor).await.unwrap();
        println!("nothing left");
    });
}

async fn forms_of(k: &Kontor, ids: &[FormId]) -> Vec<(FormState, Option<DocumentId>)> {
    let mut all = Vec::new();
    for id in ids {
        let head = forms::form(k, &desk(), id).await.unwrap().head;
        all.push((head.state, head.document));
    }
    all
}

#[test]
fn after_kill_9_anywhere_there_is_no_document_or_one_whole_sealed_one_and_in_the_end_one() {
    let (folder, ids) = block(async {
        let shop = sealed_shop().await;
        let k = &shop.kontor;
        let template = template(k, "bericht", SigningOrder::InOrder, Seals::Each).await;
        let mut ids = Vec::new();
        for n in 0..FORMS {
            let form = complete(k, &desk(), &template, &format!("form-{n}")).await;
            let asked = ask(&form, &format!("ask-{n}"), "", "");
            let asked = kontor_domain::signatures::AskSignatures {
                key: IdempotencyKey::new(format!("ask-{n}")),
                ..asked
            };
            let round = room::ask_signatures(k, &desk(), &asked).await.unwrap();
            for element in ["fitter", "client"] {
                room::sign_here(k, &desk(), &form.head.id, element, &drawn(&round.hash)).await.unwrap();
            }
            ids.push(form.head.id);
        }
        k.store.close().await.unwrap();
        (shop.folder, ids)
    });
    let mut seen = 0;
    for round in 0..ROUNDS {
        let place = folder.path().display().to_string();
        let number = round.to_string();
        let mut child = start(
            "signatures_crash::child_seals_until_it_is_killed",
            &[(CHILD, &place), ("KONTOR_CRASH_ROUND", &number)],
        );
        let mark = MARKS[usize::try_from(round).unwrap() % MARKS.len()];
        let said = lines(&mut child).find(|line| line.ends_with(mark) || line.contains("nothing left"));
        seen += usize::from(said.is_some_and(|line| line.ends_with(mark)));
        std::thread::sleep(Duration::from_millis(round * 37 % 190));
        child.kill().unwrap();
        child.wait().unwrap();
        // Looking at it takes the time of a round; a few of them say the same.
        if round % 4 != 3 {
            continue;
        }
        block(async {
            let kontor = sealing(folder.path(), 5_000 + round).await;
            whole(&kontor, &ids).await;
            kontor.store.close().await.unwrap();
        });
    }
    assert!(seen > 20, "it was stopped where it was to be stopped, mostly: {seen}");
    block(async {
        let kontor = sealing(folder.path(), 9_000).await;
        kontor.clock.advance(SignedDuration::from_hours(24));
        outbox::drain(&kontor).await.unwrap();
        whole(&kontor, &ids).await;
        assert_eq!(archived(&kontor).await.len(), ids.len(), "one for each form");
        for (state, document) in forms_of(&kontor, &ids).await {
            assert_eq!(state, FormState::Signed);
            assert!(document.is_some());
        }
        // And no more when somebody looks again.
        kontor.clock.advance(SignedDuration::from_hours(24));
        outbox::drain(&kontor).await.unwrap();
        assert_eq!(archived(&kontor).await.len(), ids.len());
    });
}

/// Every document is whole and sealed, none is there twice, the chain holds, and a form that says it has one has it.
async fn whole(kontor: &Kontor, ids: &[FormId]) {
    assert_eq!(documents::verify(kontor, &crate::shop::system()).await.unwrap().damage, []);
    let all = archived(kontor).await;
    assert!(all.len() <= ids.len());
    for id in &all {
        let checked = seals::check_file(kontor, bytes(kontor, id).await).await.unwrap();
        assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 2));
    }
    for (state, document) in forms_of(kontor, ids).await {
        assert_eq!(state == FormState::Signed, document.is_some());
        assert!(document.is_none_or(|document| all.contains(&document)));
    }
}
