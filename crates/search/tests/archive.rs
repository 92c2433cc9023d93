//! The full text of the archive: what finds what, in which order, and the life of the index.

use std::fs;
use std::path::Path;

use kontor_search::{ArchiveDocument, ArchiveIndex, ArchiveQuery};
use tempfile::tempdir;

fn document(id: &str, reader: &str, body: &str) -> ArchiveDocument {
    ArchiveDocument {
        id: id.into(),
        reader: reader.into(),
        company: "bauer".into(),
        kind: "upload".into(),
        dated: 20_261_126,
        words: "Bericht.pdf Kempten".into(),
        body: body.into(),
        ..ArchiveDocument::default()
    }
}

fn ask(index: &ArchiveIndex, query: ArchiveQuery) -> Vec<String> {
    index.search(&ArchiveQuery { limit: 25, ..query }).unwrap()
}

fn found(index: &ArchiveIndex, text: &str) -> Vec<String> {
    ask(index, ArchiveQuery { text: text.into(), ..ArchiveQuery::default() })
}

fn open(folder: &Path) -> ArchiveIndex {
    ArchiveIndex::open(folder).unwrap()
}

#[test]
fn words_are_found_in_every_form_and_numbers_in_every_writing() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    let body =
        "Die Hydraulikschläuche wurden geprüft, Teil HY-4711.20-F. The filters were replaced. Größe 90x210";
    index.apply(vec![document("1", "bauer", body)], &[]).unwrap();
    for text in [
        "Hydraulikschlauch",
        "HYDRAULIKSCHLAEUCHE",
        "hydraulikschlauche",
        "hydraulikschl",
        "geprueft",
        "gepruft",
        "hy-4711.20-f",
        "HY471120F",
        "hy4711",
        "4711",
        "filter replaced",
        "größe geprüft",
        "groesse",
        "bericht kempten 90x210",
        "kemp",
    ] {
        assert_eq!(found(&index, text), ["1"], "{text}");
    }
    for text in ["pumpe", "hydraulikschlauch pumpe", "ke", "47", "", " -- ", "kemp bericht x"] {
        assert!(found(&index, text).is_empty(), "{text}");
    }
}

#[test]
fn a_question_without_end_is_answered_like_any_other() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    index.apply(vec![document("1", "bauer", "Bagger")], &[]).unwrap();
    for text in ["a-".repeat(200_000), "wort ".repeat(200_000), "ä".repeat(400_000)] {
        assert!(found(&index, &text).is_empty());
    }
    assert_eq!(found(&index, &"Bagger ".repeat(100_000)), ["1"]);
}

#[test]
fn the_newest_come_first_page_by_page_through_all_segments() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    // In three commits, and not in their order.
    for round in 0..3 {
        let some = (0..20).map(|n| document(&format!("{:03}", n * 3 + round), "bauer", "Bagger")).collect();
        index.apply(some, &[]).unwrap();
    }
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let query = ArchiveQuery { text: "bagger".into(), after, limit: 7, ..ArchiveQuery::default() };
        let page = index.search(&query).unwrap();
        after = page.last().cloned();
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    let expected: Vec<String> = (0..60).rev().map(|n| format!("{n:03}")).collect();
    assert_eq!(all, expected);
}

#[test]
fn filters_count_together_with_the_words() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    let other = ArchiveDocument {
        case: "K7F4RTM".into(),
        machine: "B7-1".into(),
        kind: "invoice".into(),
        dated: 20_250_101,
        ..document("2", "steiner", "Bagger")
    };
    let inside = ArchiveDocument { reader: String::new(), ..document("3", "", "Bagger") };
    index.apply(vec![document("1", "bauer", "Bagger"), other, inside], &[]).unwrap();
    assert_eq!(found(&index, "bagger"), ["3", "2", "1"]);
    let with = |change: fn(&mut ArchiveQuery)| {
        let mut query = ArchiveQuery { text: "bagger".into(), ..ArchiveQuery::default() };
        change(&mut query);
        ask(&index, query)
    };
    assert_eq!(with(|q| q.reader = Some("bauer".into())), ["1"]);
    assert_eq!(with(|q| q.reader = Some("nobody".into())), Vec::<String>::new());
    assert_eq!(with(|q| q.case = Some("K7F4RTM".into())), ["2"]);
    assert_eq!(with(|q| q.machine = Some("B7-1".into())), ["2"]);
    assert_eq!(with(|q| q.kind = Some("upload".into())), ["3", "1"]);
    assert_eq!(with(|q| q.from = Some(20_260_101)), ["3", "1"]);
    assert_eq!(with(|q| q.to = Some(20_260_101)), ["2"]);
    assert_eq!(with(|q| q.company = Some("bauer".into())), ["3", "2", "1"]);
}

#[test]
fn what_is_replaced_or_taken_out_is_found_no_more() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    assert!(index.needs_rebuild(), "a new one");
    for n in 0..40 {
        index.apply(vec![document("1", "bauer", &format!("Wort{n}"))], &[]).unwrap();
    }
    assert_eq!((index.count(), found(&index, "wort39").len(), found(&index, "wort38").len()), (1, 1, 0));
    drop(index);
    let index = open(folder.path());
    assert_eq!(found(&index, "wort39"), ["1"]);
    index.apply(Vec::new(), &["1".into(), "never".into()]).unwrap();
    assert_eq!((index.count(), found(&index, "wort39").len()), (0, 0));
}

#[test]
fn a_rebuild_is_seen_at_its_end_with_what_changed_meanwhile() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    index.apply(vec![document("1", "bauer", "alt"), document("2", "bauer", "alt")], &[]).unwrap();
    let mut rebuild = index.rebuild().unwrap();
    assert!(index.rebuild().is_err());
    for id in ["1", "2", "3"] {
        rebuild.add(&document(id, "bauer", "neu")).unwrap();
    }
    index.apply(vec![document("4", "bauer", "neu")], &["3".into()]).unwrap();
    assert_eq!((found(&index, "alt"), found(&index, "neu")), (vec!["2".into(), "1".into()], vec![]));
    assert_eq!(rebuild.finish().unwrap(), 3);
    assert_eq!((found(&index, "alt"), found(&index, "neu").join(" ")), (vec![], "4 2 1".into()));
    assert!(!index.needs_rebuild());
    // Broken off: everything stays, and what came in meanwhile is there.
    let mut rebuild = index.rebuild().unwrap();
    rebuild.add(&document("9", "bauer", "neu")).unwrap();
    index.apply(vec![document("5", "bauer", "neu")], &[]).unwrap();
    drop(rebuild);
    assert_eq!(found(&index, "neu").join(" "), "5 4 2 1");
}

#[test]
fn what_cannot_be_read_is_made_anew_and_says_so() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    index.rebuild().unwrap().finish().unwrap();
    index.apply(vec![document("1", "bauer", "alt")], &[]).unwrap();
    drop(index);
    assert!(!open(folder.path()).needs_rebuild());
    fs::write(folder.path().join("documents/meta.json"), "{").unwrap();
    let index = open(folder.path());
    assert_eq!((index.needs_rebuild(), index.count()), (true, 0));
    drop(index);
    assert!(open(folder.path()).needs_rebuild(), "until it is done");
    open(folder.path()).rebuild().unwrap().finish().unwrap();
    fs::write(folder.path().join("schema-version"), "0").unwrap();
    assert!(open(folder.path()).needs_rebuild());
}
