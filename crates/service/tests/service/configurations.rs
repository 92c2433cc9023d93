//! Configurations: begun, changed by several at once, compared, taken back, copied, put away, and read for years.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::configurations::{
    BeginConfiguration, ChangeConfiguration, ConfigurationFilter, ConfigurationState, ConfigurationView,
    Difference, GroupPicks, ModelStep, Pick, Saved, Side,
};
use kontor_domain::{ConfigurationId, Error, IdempotencyKey, Language, Localized, ModelId, Money, Problem};
use kontor_service::configurations as room;

use crate::models::{file, import, offered, step};
use crate::shop::{Shop, block, buyer, customer, dealer};

fn picks(group: &str, options: &[(&str, u32)]) -> GroupPicks {
    let pick = |(option, amount): &(&str, u32)| Pick { option: (*option).to_owned(), amount: *amount };
    GroupPicks { group: group.into(), picks: options.iter().map(pick).collect() }
}

fn begin(once: &str, picks: Vec<GroupPicks>) -> BeginConfiguration {
    BeginConfiguration {
        key: IdempotencyKey::new(once),
        company: None,
        model: ModelId::new("kb-10"),
        name: "Bagger 7".into(),
        picks,
        machines: 1,
    }
}

async fn shop() -> Shop {
    let shop = Shop::new().await;
    offered(&shop).await;
    shop
}

async fn begun(shop: &Shop, once: &str, picks: Vec<GroupPicks>) -> ConfigurationId {
    room::begin_configuration(&shop.kontor, &buyer("bauer"), &begin(once, picks)).await.unwrap()
}

async fn read(shop: &Shop, id: &ConfigurationId) -> ConfigurationView {
    room::configuration(&shop.kontor, &buyer("bauer"), id).await.unwrap()
}

async fn change(
    shop: &Shop,
    actor: &Actor,
    id: &ConfigurationId,
    version: u32,
    picks: Vec<GroupPicks>,
) -> Result<Saved, Error> {
    let command = ChangeConfiguration { id: id.clone(), version, picks, machines: None };
    room::change_configuration(&shop.kontor, actor, &command).await
}

#[test]
fn a_configuration_begins_incomplete_in_a_case_of_its_own_and_the_server_reckons_it() {
    block(async {
        let shop = shop().await;
        let id = begun(&shop, "once", vec![]).await;
        assert_eq!(begun(&shop, "once", vec![]).await, id, "the double click is the same one");
        let view = read(&shop, &id).await;
        assert_eq!(
            (view.head.state, view.head.missing, view.head.version),
            (ConfigurationState::Draft, 1, 1)
        );
        assert_eq!((view.head.total, view.kept.lead_days), (Money::cents(2_000_000), 20));
        let cab = vec![picks("stand", &[("kabine", 1)]), picks("extras", &[("licht", 3)])];
        let saved = change(&shop, &buyer("bauer"), &id, 1, cab.clone()).await.unwrap();
        assert_eq!((saved.version, saved.kept.net, saved.kept.lead_days), (2, Money::cents(2_330_000), 30));
        assert!(saved.kept.complete);
        let again = change(&shop, &buyer("bauer"), &id, 1, cab).await.unwrap();
        assert_eq!(again.version, 2, "sent twice it is one change");
        let two = ChangeConfiguration { id: id.clone(), version: 2, picks: vec![], machines: Some(2) };
        room::change_configuration(&shop.kontor, &buyer("bauer"), &two).await.unwrap();
        let view = read(&shop, &id).await;
        assert_eq!(
            (view.head.total, view.head.state),
            (Money::cents(4_660_000), ConfigurationState::Complete)
        );
        let other = begun(&shop, "another", vec![]).await;
        assert_ne!(read(&shop, &other).await.head.case, view.head.case);
    });
}

#[test]
fn two_people_who_change_different_groups_both_have_their_way() {
    block(async {
        let shop = shop().await;
        let id = begun(&shop, "once", vec![]).await;
        let (me, desk) = (buyer("bauer"), dealer(Role::Sales));
        change(&shop, &desk, &id, 1, vec![picks("stand", &[("dach", 1)])]).await.unwrap();
        let saved = change(&shop, &me, &id, 1, vec![picks("extras", &[("licht", 2)])]).await.unwrap();
        assert_eq!((saved.version, saved.merged_with.as_deref()), (3, Some("Innendienst")));
        assert_eq!((saved.choices.amount("dach"), saved.choices.amount("licht")), (1, 2));
    });
}

#[test]
fn two_people_who_change_the_same_group_are_told_and_nobody_is_overwritten() {
    block(async {
        let shop = shop().await;
        let id = begun(&shop, "once", vec![]).await;
        change(&shop, &dealer(Role::Sales), &id, 1, vec![picks("stand", &[("dach", 1)])]).await.unwrap();
        let mine = vec![picks("stand", &[("kabine", 1)])];
        let refused = change(&shop, &buyer("bauer"), &id, 1, mine.clone()).await.unwrap_err();
        let groups = vec![Localized::new("Fahrerstand", "Station")];
        let problem = Problem::ConfigurationCollision { who: "Innendienst".into(), groups };
        assert_eq!(refused, Error::conflict(problem));
        assert_eq!(
            refused.text(Language::De),
            "Innendienst hat inzwischen dasselbe geändert: Fahrerstand. Ihre Wahl ist nicht gespeichert."
        );
        assert_eq!(read(&shop, &id).await.choices.amount("dach"), 1);
        let insisted = change(&shop, &buyer("bauer"), &id, 2, mine).await.unwrap();
        assert_eq!((insisted.version, insisted.choices.amount("kabine")), (3, 1));
        let same = change(&shop, &dealer(Role::Sales), &id, 1, vec![picks("stand", &[("kabine", 1)])]).await;
        assert_eq!(same.unwrap().version, 3, "who wants the same has nothing to quarrel about");
    });
}

#[test]
fn many_at_once_in_different_groups_lose_nothing() {
    block(async {
        let shop = shop().await;
        let id = begun(&shop, "once", vec![]).await;
        let (me, other) = (buyer("bauer"), customer("bauer", Role::CompanyAdmin));
        for round in 1..=4 {
            let version = read(&shop, &id).await.head.version;
            let cab = if round % 2 == 0 { "kabine" } else { "dach" };
            let (a, b) = tokio::join!(
                change(&shop, &me, &id, version, vec![picks("stand", &[(cab, 1)])]),
                change(&shop, &other, &id, version, vec![picks("extras", &[("licht", round)])]),
            );
            assert_eq!(a.unwrap().version.max(b.unwrap().version), version + 2);
            let view = read(&shop, &id).await;
            assert_eq!((view.choices.amount(cab), view.choices.amount("licht")), (1, round));
        }
    });
}

#[test]
fn what_does_not_go_together_is_kept_as_a_draft_and_a_proposal_puts_it_right() {
    block(async {
        let shop = shop().await;
        let me = buyer("bauer");
        let id = begun(&shop, "once", vec![picks("stand", &[("dach", 1)])]).await;
        assert_eq!(read(&shop, &id).await.head.state, ConfigurationState::Complete);
        let saved = change(&shop, &me, &id, 1, vec![picks("extras", &[("klima", 1)])]).await.unwrap();
        assert!(!saved.kept.complete, "saved, and not to be offered");
        let mended = room::take_repair(&shop.kontor, &me, &id, 2, None).await.unwrap();
        assert!(mended.kept.complete);
        room::go_back(&shop.kontor, &me, &id, 3, 1).await.unwrap();
        let wanted = room::take_repair(&shop.kontor, &me, &id, 4, Some("klima")).await.unwrap();
        assert_eq!((wanted.choices.amount("klima"), wanted.choices.amount("kabine")), (1, 1));
        assert!(wanted.kept.complete);
        let stale = room::take_repair(&shop.kontor, &me, &id, 4, Some("klima")).await;
        assert_eq!(stale, Err(Error::conflict(Problem::ChangedMeanwhile)));
    });
}

#[test]
fn what_the_model_does_not_have_is_refused_by_name_and_no_price_is_taken_from_outside() {
    block(async {
        let shop = shop().await;
        let me = buyer("bauer");
        let id = begun(&shop, "once", vec![]).await;
        let wrong = vec![
            picks("stand", &[("dach", 1), ("kabine", 1)]),
            picks("extras", &[("licht", 9)]),
            picks("farbe", &[]),
        ];
        let Error::Invalid { fields } = change(&shop, &me, &id, 1, wrong).await.unwrap_err() else {
            panic!("accepted")
        };
        let named: Vec<&str> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(named, ["picks.stand", "picks.extras", "picks.farbe"]);
        for machines in [0, 1_000] {
            let many =
                ChangeConfiguration { id: id.clone(), version: 1, picks: vec![], machines: Some(machines) };
            let refused = room::change_configuration(&shop.kontor, &me, &many).await.unwrap_err();
            assert!(refused.field("machines").is_some(), "{machines}");
        }
        // What a browser might send along is not even read.
        let forged = format!(
            r#"{{"id":"{id}","version":1,"net":"1","picks":[{{"group":"stand","picks":[{{"option":"kabine","amount":1,"net":"1"}}]}}]}}"#
        );
        let command: ChangeConfiguration = serde_json::from_str(&forged).unwrap();
        let saved = room::change_configuration(&shop.kontor, &me, &command).await.unwrap();
        assert_eq!(saved.kept.net, Money::cents(2_300_000));
    });
}

#[test]
fn another_company_finds_nothing_and_who_may_only_look_changes_nothing() {
    block(async {
        let shop = shop().await;
        let k = &shop.kontor;
        let id = begun(&shop, "once", vec![]).await;
        let stranger = buyer("steiner");
        assert_eq!(room::configuration(k, &stranger, &id).await.err(), Some(Error::NotFound));
        assert_eq!(room::versions(k, &stranger, &id).await.err(), Some(Error::NotFound));
        assert_eq!(change(&shop, &stranger, &id, 1, vec![]).await, Err(Error::NotFound));
        assert_eq!(room::archive_configuration(k, &stranger, &id, true).await, Err(Error::NotFound));
        let key = IdempotencyKey::new("steal");
        assert_eq!(room::copy_configuration(k, &stranger, &key, &id, "x").await, Err(Error::NotFound));
        let mine = begin("once", vec![]);
        let own = room::begin_configuration(k, &stranger, &mine).await.unwrap();
        let sides = [&own, &id].map(|c| Side { configuration: c.clone(), version: None });
        assert_eq!(room::compare(k, &stranger, &sides[0], &sides[1]).await.err(), Some(Error::NotFound));
        let theirs = ConfigurationFilter {
            company: Some(kontor_domain::CompanyId::new("bauer")),
            ..ConfigurationFilter::default()
        };
        assert_eq!(room::configurations(k, &stranger, &theirs).await.err(), Some(Error::NotFound));
        let approver = customer("bauer", Role::Approver);
        assert!(!room::configuration(k, &approver, &id).await.unwrap().editable);
        for looker in [approver, dealer(Role::Warehouse)] {
            assert_eq!(change(&shop, &looker, &id, 1, vec![]).await, Err(Error::Forbidden));
        }
        // The desk begins one for a customer, and has to say for whom.
        let desk = dealer(Role::Support);
        let nobody = room::begin_configuration(k, &desk, &begin("desk", vec![])).await.unwrap_err();
        assert_eq!(nobody.field("company"), Some(&Problem::Required));
        let command = BeginConfiguration { company: theirs.company, ..begin("desk", vec![]) };
        let made = room::begin_configuration(k, &desk, &command).await.unwrap();
        assert_eq!(read(&shop, &made).await.head.changed_by, "Innendienst");
    });
}

#[test]
fn versions_are_told_in_words_compared_and_gone_back_to() {
    block(async {
        let shop = shop().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let id = begun(&shop, "once", vec![picks("stand", &[("dach", 1)])]).await;
        change(&shop, &me, &id, 1, vec![picks("stand", &[("kabine", 1)])]).await.unwrap();
        change(&shop, &me, &id, 2, vec![picks("extras", &[("licht", 2)])]).await.unwrap();
        let list = room::versions(k, &me, &id).await.unwrap();
        let told: Vec<Vec<String>> =
            list.versions.iter().map(|v| v.changes.iter().map(|c| c.text(Language::De)).collect()).collect();
        assert_eq!(told, [vec!["Extras: 2 × Licht dazu"], vec!["Fahrerstand: Kabine statt Dach"], vec![]]);
        let side = |version| Side { configuration: id.clone(), version: Some(version) };
        let compared = room::compare(k, &me, &side(1), &side(3)).await.unwrap();
        let sum: Money = compared.differences.iter().map(Difference::net).sum();
        assert_eq!(sum, Money::cents(320_000));
        assert_eq!(room::go_back(k, &me, &id, 2, 1).await, Err(Error::conflict(Problem::ChangedMeanwhile)));
        assert_eq!(room::go_back(k, &me, &id, 3, 9).await, Err(Error::NotFound));
        assert_eq!(room::go_back(k, &me, &id, 3, 1).await, Ok(4));
        assert_eq!(room::go_back(k, &me, &id, 3, 1).await, Ok(4), "the double click");
        let list = room::versions(k, &me, &id).await.unwrap();
        assert_eq!((list.versions.len(), list.versions[0].back_to), (4, Some(1)));
        assert_eq!(list.versions[0].kept, list.versions[3].kept);
    });
}

#[test]
fn options_that_vanish_from_the_model_stay_where_they_were_chosen_until_somebody_moves_it() {
    block(async {
        let shop = shop().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let id =
            begun(&shop, "once", vec![picks("stand", &[("kabine", 1)]), picks("extras", &[("klima", 1)])])
                .await;
        let mut next = file();
        next.model.net = Money::cents(2_100_000);
        next.model.groups[1].choices.remove(0);
        next.model.rules.clear();
        next.examples.clear();
        let draft = import(&shop, &dealer(Role::Manager), &next).await.unwrap();
        assert!(read(&shop, &id).await.newer.is_none(), "what is not released is nobody's business");
        let released = step(&shop, &draft, ModelStep::Release).await.unwrap();
        let view = read(&shop, &id).await;
        assert_eq!(
            (view.kept.model_version, view.kept.net),
            (1, Money::cents(2_450_050)),
            "nothing changed by itself"
        );
        let newer = view.newer.unwrap();
        assert_eq!(
            (newer.version, newer.gone, newer.total),
            (2, vec![Localized::new("Klima", "Air")], Money::cents(2_400_000))
        );
        // It goes on with the version that it is of.
        let saved =
            change(&shop, &me, &id, 1, vec![picks("extras", &[("klima", 1), ("licht", 1)])]).await.unwrap();
        assert_eq!(saved.kept.net, Money::cents(2_460_050));
        assert_eq!(
            room::move_to_newest(k, &me, &id, 1).await,
            Err(Error::conflict(Problem::ChangedMeanwhile))
        );
        room::move_to_newest(k, &me, &id, 2).await.unwrap();
        let again = room::move_to_newest(k, &me, &id, 3).await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)));
        let view = read(&shop, &id).await;
        assert_eq!((view.kept.model_version, view.kept.net), (2, Money::cents(2_410_000)));
        let list = room::versions(k, &me, &id).await.unwrap();
        let words: Vec<String> = list.versions[0].changes.iter().map(|c| c.text(Language::De)).collect();
        assert!(words.contains(&"Modellstand 2 statt 1".to_owned()), "{words:?}");
        assert!(words.contains(&"Extras: Klima nicht mehr".to_owned()), "{words:?}");
        assert!(
            list.versions[2].kept.lines.iter().any(|l| l.option == "klima"),
            "the old one reads as it was"
        );
        // Taken out of sale: no new ones, and this one stays.
        step(&shop, &released, ModelStep::Withdraw).await.unwrap();
        let refused = room::begin_configuration(k, &me, &begin("late", vec![])).await;
        assert_eq!(refused, Err(Error::NotFound));
        assert_eq!(read(&shop, &id).await.head.version, 3);
        room::go_back(k, &me, &id, 3, 1).await.unwrap();
        assert_eq!(read(&shop, &id).await.kept.net, Money::cents(2_450_050));
    });
}

#[test]
fn a_copy_is_a_case_of_its_own_and_what_is_put_away_is_not_changed() {
    block(async {
        let shop = shop().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let id = begun(&shop, "once", vec![picks("stand", &[("kabine", 1)])]).await;
        let key = IdempotencyKey::new("copy");
        let copy = room::copy_configuration(k, &me, &key, &id, "Zweiter").await.unwrap();
        assert_eq!(room::copy_configuration(k, &me, &key, &id, "Zweiter").await, Ok(copy.clone()));
        let (one, two) = (read(&shop, &id).await, read(&shop, &copy).await);
        assert_eq!((one.kept, two.head.name.as_str()), (two.kept, "Zweiter"));
        assert_ne!(one.head.case, two.head.case);
        room::archive_configuration(k, &me, &id, true).await.unwrap();
        room::archive_configuration(k, &me, &id, true).await.unwrap();
        let away = Error::conflict(Problem::ConfigurationArchived);
        assert_eq!(change(&shop, &me, &id, 1, vec![]).await, Err(away.clone()));
        assert_eq!(room::rename_configuration(k, &me, &id, "x").await, Err(away.clone()));
        let list = |archived| ConfigurationFilter { archived, ..ConfigurationFilter::default() };
        let ids = |page: kontor_domain::page::Page<kontor_domain::configurations::ConfigurationSummary>| {
            page.items.into_iter().map(|c| c.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(room::configurations(k, &me, &list(false)).await.unwrap()), [copy]);
        assert_eq!(ids(room::configurations(k, &me, &list(true)).await.unwrap()), std::slice::from_ref(&id));
        room::archive_configuration(k, &me, &id, false).await.unwrap();
        room::rename_configuration(k, &me, &id, " Bagger  Hof ").await.unwrap();
        assert_eq!(read(&shop, &id).await.head.name, "Bagger Hof");
    });
}

#[test]
fn everything_that_happens_stands_in_the_case() {
    block(async {
        let shop = shop().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let id = begun(&shop, "once", vec![]).await;
        change(&shop, &me, &id, 1, vec![picks("stand", &[("dach", 1)])]).await.unwrap();
        room::archive_configuration(k, &me, &id, true).await.unwrap();
        let case = read(&shop, &id).await.head.case;
        let page = kontor_service::cases::case(k, &me, &case, None).await.unwrap();
        assert_eq!(page.stations.len(), 1);
        assert_eq!(page.stations[0].link, format!("/configurations/{id}"));
        assert_eq!(page.stations[0].title, "Bagger 7, 20.000,00\u{a0}€");
        let mut vars = kontor_store::Variables::new();
        vars.insert("case", case.to_string());
        let told: Vec<String> = k
            .store
            .rows(
                "SELECT VALUE what FROM (SELECT what, seq FROM event WHERE case = $case ORDER BY seq)",
                vars,
            )
            .await
            .unwrap();
        assert_eq!(
            told,
            [
                "configuration_begun",
                "configuration_changed",
                "configuration_completed",
                "configuration_archived"
            ]
        );
    });
}
