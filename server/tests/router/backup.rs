//! Backup and restore, there and back.

use http::{Method, StatusCode};
use kontor_server::backup::{backup, restore};
use kontor_server::router::{AppState, router};

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
        assert_eq!(files, 3, "store, picture, key of the webhooks");
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
