//! kill -9 while signed forms become documents: there is none or a whole one, and in the end exactly one for each form.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use kontor_domain::forms::{FormState, FormSummary, Seals, SigningOrder};
use kontor_domain::seals::CheckOutcome;
use kontor_domain::signatures::SignerState;
use kontor_domain::{DocumentId, FormId, TemplateId};
use kontor_service::{Kontor, documents, forms, outbox, seals, signatures as room};
use kontor_store::Variables;

use crate::child::{lines, start};
use crate::shop::{block, system};
use crate::signatures::{archived, ask, bytes, complete, desk, drawn, sealed_shop, sealing, template};

const CHILD: &str = "KONTOR_SIGNATURES_CRASH_FOLDER";
const TEMPLATE: &str = "bericht";
/// What a child says on its way; the job begins at the first and ends at [`DONE`].
const MARKS: [&str; 4] = ["ready", "printed", "sealed", "kept"];
const DONE: &str = "done";
/// Behind each mark it is killed so often, in equal parts of the way to the next one.
const PARTS: u32 = 4;

/// Not a test of its own: the process that is killed. It never runs out of work: another form is signed as soon as nothing is left.
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
        let round: u32 = std::env::var("KONTOR_CRASH_ROUND").unwrap().parse().unwrap();
        let kontor = sealing(Path::new(&folder), 1_000 + u64::from(round)).await;
        // Whoever was killed before had the job for a while.
        kontor.clock.advance(SignedDuration::from_mins(10 * i64::from(round)));
        for n in 0_u32.. {
            signed(&kontor, &format!("{round}-{n}")).await;
            println!("{}", MARKS[0]);
            outbox::drain(&kontor).await.unwrap();
            println!("{DONE}");
        }
    });
}

/// A form that both have signed on the spot: what is left is the job.
async fn signed(k: &Kontor, key: &str) {
    let form = complete(k, &desk(), &TemplateId::new(TEMPLATE), &format!("form-{key}")).await;
    let asked = ask(&form, &format!("ask-{key}"), "", "");
    let round = room::ask_signatures(k, &desk(), &asked).await.unwrap();
    for element in ["fitter", "client"] {
        room::sign_here(k, &desk(), &form.head.id, element, &drawn(&round.hash)).await.unwrap();
    }
}

fn child(folder: &Path, round: u32) -> Child {
    let (folder, round) = (folder.display().to_string(), round.to_string());
    start(
        "signatures_crash::child_seals_until_it_is_killed",
        &[(CHILD, &folder), ("KONTOR_CRASH_ROUND", &round)],
    )
}

/// How long it takes here from each mark to the next, in a process that is left alone until then.
fn measured(folder: &Path) -> [Duration; 4] {
    let mut child = child(folder, 0);
    let mut said = lines(&mut child);
    let mut came = |mark: &str| {
        said.find(|line| line.contains(mark)).expect("it goes on");
        Instant::now()
    };
    let at = MARKS.map(&mut came);
    let end = came(DONE);
    child.kill().unwrap();
    child.wait().unwrap();
    [at[1] - at[0], at[2] - at[1], at[3] - at[2], end - at[3]]
}

#[test]
fn after_kill_9_anywhere_there_is_no_document_or_one_whole_sealed_one_and_in_the_end_one() {
    let folder = block(async {
        let shop = sealed_shop().await;
        template(&shop.kontor, TEMPLATE, SigningOrder::InOrder, Seals::Each).await;
        shop.kontor.store.close().await.unwrap();
        shop.folder
    });
    let stretches = measured(folder.path());
    let kills = (0..PARTS).flat_map(|part| {
        let behind = move |(mark, stretch): (&'static str, Duration)| (part, mark, stretch * part / PARTS);
        MARKS.into_iter().zip(stretches).map(behind)
    });
    for (round, (part, mark, wait)) in (1_u32..).zip(kills) {
        let mut child = child(folder.path(), round);
        let mut said = lines(&mut child);
        // Every other time at the second job: one that somebody else was at before, where there is one.
        let before = usize::from((round + part) % 2 == 1);
        let there = said.by_ref().filter(|line| line.contains(mark)).nth(before).is_some();
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(there, "a child that is not killed does not end: {mark} in round {round}");
        // Looking at everything takes as long as a round.
        if mark == MARKS[3] {
            block(async {
                let kontor = sealing(folder.path(), 5_000 + u64::from(round)).await;
                whole(&kontor).await;
                kontor.store.close().await.unwrap();
            });
        }
    }
    println!("killed within {stretches:?} behind {MARKS:?}");
    let children = 1 + MARKS.len() * usize::try_from(PARTS).unwrap();
    block(async {
        let kontor = sealing(folder.path(), 9_000).await;
        for day in 1..=2 {
            kontor.clock.advance(SignedDuration::from_hours(24));
            outbox::drain(&kontor).await.unwrap();
            let all = whole(&kontor).await;
            let mut ready = 0;
            for form in &all {
                let round = room::round(&kontor, &desk(), &form.id).await.unwrap();
                let signed =
                    round.is_some_and(|round| round.signers.iter().all(|s| s.state == SignerState::Signed));
                assert_eq!(form.state == FormState::Signed, signed, "{form:?}");
                ready += usize::from(signed);
            }
            assert!(ready >= children, "each of them had signed one at least: {ready}");
            assert_eq!(archived(&kontor).await.len(), ready, "one for each form, also on day {day}");
        }
        // What was on its way is swept, and takes nothing with it.
        kontor.clock.advance(SignedDuration::from_hours(24 * 366 * 100));
        documents::upkeep(&kontor).await.unwrap();
        assert_eq!(std::fs::read_dir(folder.path().join("documents/incoming")).unwrap().count(), 0);
        assert_eq!(documents::verify(&kontor, &system()).await.unwrap().damage, []);
    });
}

/// Every document is whole and sealed and of one form, the chain holds, and a form that is signed has its document. Answers the forms.
async fn whole(kontor: &Kontor) -> Vec<FormSummary> {
    assert_eq!(documents::verify(kontor, &system()).await.unwrap().damage, []);
    let kept = archived(kontor).await;
    for id in &kept {
        let checked = seals::check_file(kontor, bytes(kontor, id).await).await.unwrap();
        assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 2));
    }
    let sql = "SELECT VALUE seq FROM form WHERE seq > '' ORDER BY seq";
    let ids: Vec<String> = kontor.store.rows(sql, Variables::new()).await.unwrap();
    let mut all = Vec::new();
    for id in ids {
        all.push(forms::form(kontor, &desk(), &FormId(id)).await.unwrap().head);
    }
    assert!(all.iter().all(|form| (form.state == FormState::Signed) == form.document.is_some()));
    let named: BTreeSet<&DocumentId> = all.iter().filter_map(|form| form.document.as_ref()).collect();
    let with = all.iter().filter(|form| form.document.is_some()).count();
    assert!(named.len() == with && named.iter().all(|id| kept.contains(id)), "each has its own");
    // Of the others, some may be kept and their form not told yet: one for each at most.
    assert!(kept.len() <= all.len());
    all
}
