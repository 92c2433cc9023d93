//! Opening, changing, rebuilding, and whatever may come in between.

mod common;

use std::fs;
use std::path::Path;

use common::{ask, catalogue, found, index_of, key, part, reference, text};
use kontor_search::{SearchDocument, SearchError, SearchIndex};
use tempfile::tempdir;

const BUDGET: usize = 15_000_000;

fn open(folder: &Path) -> SearchIndex {
    SearchIndex::open(folder, BUDGET).unwrap()
}

fn rebuild(index: &SearchIndex, parts: &[SearchDocument]) {
    let mut bulk = index.bulk().unwrap();
    for part in parts {
        bulk.add(part).unwrap();
    }
    assert_eq!(bulk.finish().unwrap(), parts.len() as u64);
}

/// The folder with the index that counts.
fn current(folder: &Path) -> std::path::PathBuf {
    folder.join(fs::read_to_string(folder.join("current")).unwrap())
}

fn index_folders(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| name.to_string_lossy().starts_with("index-")).count()
}

#[test]
fn changes_are_seen_at_once_and_after_a_restart() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    assert!(index.healthy());
    assert_eq!(index.count(), 0);
    index.apply(&catalogue(), &[]).unwrap();
    assert_eq!(index.count(), 10);
    index.apply(&[part("FI 100", "Luftfilter", "")], &[key("FI 200"), key("gibt es nicht")]).unwrap();
    assert_eq!(index.count(), 9);
    assert_eq!(found(&index, "luftfilter"), ["FI_100"]);
    assert_eq!(found(&index, "ölfilter"), Vec::<String>::new());
    assert_eq!(found(&index, "kraftstoff"), Vec::<String>::new());
    drop(index);
    let index = open(folder.path());
    assert_eq!(index.count(), 9);
    assert_eq!(found(&index, "luftfilter"), ["FI_100"]);
    index.clear().unwrap();
    assert_eq!(index.count(), 0);
    assert!(found(&index, "").is_empty());
    index.apply(&catalogue(), &[]).unwrap();
    assert_eq!(index.count(), 10);
}

#[test]
fn what_was_taken_out_before_all_was_does_not_take_out_what_comes_after() {
    let index = index_of(&[]);
    let gone: Vec<_> = catalogue().iter().map(|part| part.part.clone()).collect();
    for _ in 0..3 {
        index.apply(&[], &gone).unwrap();
        index.clear().unwrap();
        index.apply(&catalogue(), &[]).unwrap();
        assert_eq!(index.count(), 10);
    }
}

#[test]
fn the_last_of_several_versions_of_a_part_counts() {
    let index = index_of(&[part("B", "zwei", ""), part("A", "eins", ""), part("B", "drei", "")]);
    assert_eq!(index.count(), 2);
    assert_eq!(found(&index, "drei"), ["B"]);
    assert_eq!(found(&index, "zwei"), Vec::<String>::new());
    for round in 0..30 {
        index
            .apply(&[part("A", &format!("name{round}x"), ""), part(&format!("N{round}"), "neu", "")], &[])
            .unwrap();
    }
    assert_eq!(index.count(), 32);
    assert_eq!(found(&index, "name29x"), ["A"]);
    assert_eq!(found(&index, "name28x"), Vec::<String>::new());
    assert_eq!(found(&index, "neu").len(), 30);
}

#[test]
fn a_new_index_is_due_for_a_rebuild_until_one_has_finished() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    assert!(index.needs_rebuild());
    index.apply(&catalogue(), &[]).unwrap();
    drop(index);
    let index = open(folder.path());
    assert!(index.needs_rebuild(), "put in one by one is not rebuilt");
    rebuild(&index, &catalogue());
    assert!(!index.needs_rebuild());
    drop(index);
    let index = open(folder.path());
    assert!(!index.needs_rebuild());
    assert_eq!(index.count(), 10);
    assert_eq!(index_folders(folder.path()), 1);
}

#[test]
fn another_version_is_rebuilt() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    rebuild(&index, &catalogue());
    drop(index);
    fs::write(folder.path().join("schema-version"), "0").unwrap();
    let index = open(folder.path());
    assert!(index.needs_rebuild());
    assert_eq!(index.count(), 0);
    drop(index);
    assert!(open(folder.path()).needs_rebuild(), "still not rebuilt");
}

#[test]
fn a_broken_index_is_thrown_away() {
    type Breaking = fn(&Path);
    let breakings: [Breaking; 6] = [
        |folder| fs::write(current(folder).join("meta.json"), "{").unwrap(),
        |folder| fs::remove_file(current(folder).join("meta.json")).unwrap(),
        |folder| fs::remove_file(folder.join("current")).unwrap(),
        |folder| fs::write(folder.join("current"), "../../etc").unwrap(),
        |folder| fs::remove_dir_all(current(folder)).unwrap(),
        |folder| {
            for entry in fs::read_dir(current(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|kind| kind != "json" && kind != "lock") {
                    let bytes = fs::read(&path).unwrap();
                    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
                }
            }
        },
    ];
    for (at, breaking) in breakings.into_iter().enumerate() {
        let folder = tempdir().unwrap();
        let index = open(folder.path());
        rebuild(&index, &catalogue());
        drop(index);
        breaking(folder.path());
        let index = open(folder.path());
        assert!(index.needs_rebuild(), "{at}");
        assert_eq!(index.count(), 0);
        rebuild(&index, &catalogue());
        assert_eq!(found(&index, "hy4711").len(), 3);
    }
}

#[test]
fn searching_goes_on_during_a_rebuild_and_no_change_is_lost() {
    for index in [index_of(&catalogue()), open(tempdir().unwrap().path())] {
        index.clear().unwrap();
        index.apply(&catalogue(), &[]).unwrap();
        let mut bulk = index.bulk().unwrap();
        assert!(matches!(index.bulk(), Err(SearchError::Rebuilding)));
        for part in catalogue() {
            bulk.add(&part).unwrap();
        }
        assert_eq!(index.count(), 10);
        // Read by the rebuild already, changed afterwards.
        index
            .apply(&[part("FI 100", "Luftfilter", ""), part("NEU", "Neuteil", "")], &[key("FI 200")])
            .unwrap();
        assert_eq!(found(&index, "luftfilter"), ["FI_100"]);
        bulk.finish().unwrap();
        assert_eq!(index.count(), 10);
        assert_eq!(found(&index, "luftfilter"), ["FI_100"]);
        assert_eq!(found(&index, "neuteil"), ["NEU"]);
        assert_eq!(found(&index, "ölfilter"), Vec::<String>::new());
        assert_eq!(found(&index, "kraftstoff"), Vec::<String>::new());
        index.apply(&[part("NEU-2", "Neuteil", "")], &[]).unwrap();
        assert_eq!(found(&index, "neuteil"), ["NEU", "NEU-2"]);
        assert!(index.healthy());
    }
}

#[test]
fn a_rebuild_given_up_leaves_everything_as_it_was() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    index.apply(&catalogue(), &[]).unwrap();
    let mut bulk = index.bulk().unwrap();
    bulk.add(&part("X", "halb", "")).unwrap();
    drop(bulk);
    assert_eq!(index_folders(folder.path()), 1);
    assert_eq!(index.count(), 10);
    assert!(index.needs_rebuild());
    rebuild(&index, &catalogue());
}

#[test]
fn a_half_finished_rebuild_is_thrown_away_on_opening() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    rebuild(&index, &catalogue());
    let mut bulk = index.bulk().unwrap();
    bulk.add(&part("X", "halb", "")).unwrap();
    // As after a power cut: neither finished nor tidied up.
    let image = tempdir().unwrap();
    copy(folder.path(), image.path());
    drop(bulk);
    let index = open(image.path());
    assert!(!index.needs_rebuild());
    assert_eq!(index.count(), 10);
    assert_eq!(index_folders(image.path()), 1);
    rebuild(&index, &catalogue());
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_folder_is_open_only_once() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    assert!(matches!(SearchIndex::open(folder.path(), BUDGET), Err(SearchError::InUse)));
    let clone = index.clone();
    drop(index);
    assert!(matches!(SearchIndex::open(folder.path(), BUDGET), Err(SearchError::InUse)));
    drop(clone);
    open(folder.path());
}

#[test]
fn an_index_whose_folder_has_gone_is_not_healthy() {
    let folder = tempdir().unwrap();
    let index = open(folder.path());
    assert!(index.healthy());
    fs::remove_dir_all(current(folder.path())).unwrap();
    assert!(!index.healthy());
}

#[test]
fn many_may_search_while_one_changes() {
    let index = index_of(&catalogue());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            let index = index.clone();
            scope.spawn(move || {
                for _ in 0..200 {
                    let answer = ask(&index, &text("w95026"));
                    assert_eq!(answer.hits[0].matched, Some(reference("MANN", "W 950/26")));
                }
            });
        }
        for round in 0..20 {
            index.apply(&[part(&format!("N-{round}"), "Neu", "")], &[]).unwrap();
        }
        rebuild(&index, &catalogue());
    });
    assert_eq!(index.count(), 10);
}
