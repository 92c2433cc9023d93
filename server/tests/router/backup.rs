//! Backup and restore, there and back.

use std::path::Path;

use bytes::Bytes;
use futures::StreamExt as _;
use http::{Method, StatusCode};
use kontor_domain::IdempotencyKey;
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::{DocumentKind, UploadDocument};
use kontor_server::backup::{backup, left_to_do, restore};
use kontor_server::config::Config;
use kontor_server::doctor::{State, examine};
use kontor_server::router::{AppState, router};
use kontor_service::documents;
use kontor_service::kontor::{ArchiveSettings, S3Settings};

use crate::house::{FILTER, House, block, config};

#[test]
fn a_restored_house_is_the_same_house() {
    block(async {
        let old = House::full().await;
        let pictures = old.config.media().join("kind");
        std::fs::create_dir_all(&pictures).expect("a folder");
        std::fs::write(pictures.join("filter.svg"), "<svg/>").expect("a file");
        let to = old.folder.path().join("backup");
        let files = backup(&old.kontor, &old.config, &to).await.expect("a backup");
        assert_eq!(
            files, 7,
            "store, picture, what buyer, offer, confirmation and parcel left in the archive, key of the webhooks"
        );
        assert!(backup(&old.kontor, &old.config, &to).await.is_err(), "an older backup is never overwritten");

        let folder = tempfile::tempdir().expect("a folder");
        let config = config(&folder);
        let kontor = restore(&config, &to).await.expect("restored");
        assert_eq!(kontor.search.count(), 2);
        assert!(restore(&config, &to).await.is_err(), "a store is never overwritten");

        let app = router(&AppState::new(kontor.clone(), config.clone()));
        let new = House { folder, config, kontor, app, ..old };
        let found = new.api(Method::GET, "/api/v1/parts?q=4711", "customer", "").await;
        assert_eq!(
            (found.status, found.json()["parts"][0]["number"].as_str()),
            (StatusCode::OK, Some(FILTER))
        );
        let orders = new.api(Method::GET, "/api/v1/orders", "customer", "").await.json();
        assert_eq!(orders["orders"][0]["id"], new.order.clone().expect("an order").to_string());
        assert_eq!(new.get("/media/kind/filter.svg").await.status, StatusCode::OK);
    });
}

#[test]
fn a_backup_that_was_changed_is_refused() {
    block(async {
        let old = House::empty(|_| {}).await;
        let to = old.folder.path().join("backup");
        backup(&old.kontor, &old.config, &to).await.expect("a backup");
        let store = to.join("store.surql");
        let text = std::fs::read_to_string(&store).expect("a file");
        std::fs::write(&store, format!("{text}\n-- one more line")).expect("a file");
        let folder = tempfile::tempdir().expect("a folder");
        let refused = restore(&config(&folder), &to).await.err().expect("it was changed").to_string();
        assert!(refused.contains("store.surql"), "{refused}");
    });
}

/// Nobody answers there: neither backup nor restore asks.
fn on_a_bucket(config: &mut Config) {
    config.archive = ArchiveSettings {
        store: "s3://belege/kontor/".into(),
        s3: S3Settings {
            endpoint: "http://127.0.0.1:9".into(),
            access_key: "kontor".into(),
            secret_key: "geheim".into(),
            ..S3Settings::default()
        },
        ..ArchiveSettings::default()
    };
}

/// What is left to do when this backup is restored to a house of this configuration.
async fn left(backup: &Path, change: fn(&mut Config)) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&folder);
    change(&mut config);
    let kontor = restore(&config, backup).await.expect("restored");
    left_to_do(&kontor, backup).expect("the backup is read").expect("something is left to do")
}

#[test]
fn a_backup_says_where_the_documents_are_that_it_does_not_hold() {
    block(async {
        let old = House::empty(on_a_bucket).await;
        let to = old.folder.path().join("backup");
        backup(&old.kontor, &old.config, &to).await.expect("a backup");
        assert!(!to.join("documents").exists());
        let there = examine(&old.kontor, &old.config).await;
        let content = there.iter().find(|finding| finding.what == "content").expect("it was looked at");
        assert!(content.state == State::Bad && content.text.contains("s3://belege/kontor"), "{content:?}");

        let same = left(&to, on_a_bucket).await;
        assert!(same.contains("where they were, in s3://belege/kontor."), "{same}");
        let folder = left(&to, |_| {}).await;
        assert!(
            folder.contains("from s3://belege/kontor/sha256 to ") && !folder.contains("expected"),
            "{folder}"
        );
    });
}

#[test]
fn documents_come_back_and_the_doctor_names_a_flipped_byte() {
    block(async {
        let old = House::empty(|_| {}).await;
        let system = Actor::system(Channel::System);
        let command = UploadDocument {
            key: IdempotencyKey::new("one"),
            company: None,
            case: None,
            machine: String::new(),
            unit: String::new(),
            kind: DocumentKind::Book,
            title: String::new(),
            file: "konten.txt".into(),
            dated: None,
            inside: false,
        };
        let text = futures::stream::iter([Ok(Bytes::from_static(b"4400 Erl\xc3\xb6se"))]).boxed();
        let id = documents::upload_document(&old.kontor, &system, &command, text).await.expect("kept");
        let to = old.folder.path().join("backup");
        backup(&old.kontor, &old.config, &to).await.expect("a backup");

        let folder = tempfile::tempdir().expect("a folder");
        let config = config(&folder);
        let kontor = restore(&config, &to).await.expect("restored");
        let archive = async || {
            let all = examine(&kontor, &config).await;
            let of = all.into_iter().filter(|finding| finding.what == "archive");
            of.map(|finding| (finding.state, finding.text)).collect::<Vec<_>>()
        };
        let found = archive().await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == State::Good && found[0].1.starts_with("1 versions"), "{found:?}");

        let hash = documents::document(&kontor, &system, &id).await.expect("there").head.latest.hash;
        let file = kontor.archive.blobs.kept_folder().expect("a folder").join(&hash[..2]).join(&hash);
        std::fs::write(file, "4400 Erlose").expect("a file");
        let found = archive().await;
        assert_eq!(found.len(), 1, "{found:?}");
        let (state, text) = &found[0];
        assert_eq!(*state, State::Bad);
        assert!(text.contains(id.as_str()) && text.contains(&hash) && text.contains("changed"), "{text}");
    });
}
