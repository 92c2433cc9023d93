//! Models that can be configured: imported, proven, released, taken out of sale, and never lost.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::configurations::{
    Choices, Condition, Demand, DeskModel, ImportModel, ModelFile, ModelState, ModelStep, Rule, StepModel,
};
use kontor_domain::{Decimal, Error, Language, Localized, ModelId, Money, Problem};
use kontor_service::models;

use crate::shop::{Shop, block, buyer, dealer};

pub const MODEL: &str = r#"{
 "model": {
  "id": "kb-10", "number": "KB 10", "name": {"de": "Bagger", "en": "Excavator"}, "net": "20000", "lead_days": 20,
  "groups": [
   {"code": "stand", "name": {"de": "Fahrerstand", "en": "Station"}, "min": 1, "max": 1, "choices": [
    {"code": "dach", "name": {"de": "Dach", "en": "Canopy"}, "net": "0"},
    {"code": "kabine", "name": {"de": "Kabine", "en": "Cab"}, "net": "3000", "lead_days": 10}]},
   {"code": "extras", "name": {"de": "Extras", "en": "Extras"}, "max": 3, "choices": [
    {"code": "klima", "name": {"de": "Klima", "en": "Air"}, "net": "1500.50"},
    {"code": "licht", "name": {"de": "Licht", "en": "Light"}, "net": "100", "most": 4}]}],
  "rules": [
   {"code": "klima-kabine", "when": {"is": "chosen", "choice": "klima"},
    "then": {"does": "requires", "what": {"is": "chosen", "choice": "kabine"}}}]},
 "examples": [
  {"name": "mit Klima", "choices": {"kabine": 1, "klima": 1, "licht": 2}, "expect": "complete", "net": "24700.50"},
  {"name": "Klima ohne Kabine", "choices": {"dach": 1, "klima": 1}, "expect": "refused"}],
 "costs": {"net": "15000", "choices": {"kabine": "2100.07"}}
}"#;

pub fn file() -> ModelFile {
    serde_json::from_str(MODEL).unwrap()
}

pub async fn import(shop: &Shop, actor: &Actor, file: &ModelFile) -> Result<DeskModel, Error> {
    let file = serde_json::to_string(file).unwrap();
    models::import_model(&shop.kontor, actor, &ImportModel { file, version: None }).await
}

pub async fn step(shop: &Shop, model: &DeskModel, step: ModelStep) -> Result<DeskModel, Error> {
    let command = StepModel { id: model.summary.id.clone(), version: model.version, step };
    models::step_model(&shop.kontor, &dealer(Role::Manager), &command).await
}

/// The model above, offered.
pub async fn offered(shop: &Shop) -> DeskModel {
    let model = import(shop, &dealer(Role::Manager), &file()).await.unwrap();
    step(shop, &model, ModelStep::Release).await.unwrap()
}

#[test]
fn a_model_is_offered_once_it_is_released_and_its_old_versions_stay_readable() {
    block(async {
        let shop = Shop::new().await;
        let (k, me) = (&shop.kontor, buyer("bauer"));
        let draft = import(&shop, &dealer(Role::Manager), &file()).await.unwrap();
        assert_eq!((draft.summary.state, draft.summary.unreleased), (ModelState::Draft, true));
        assert!(draft.tested.iter().all(kontor_domain::configurations::Tested::passed));
        assert!(models::models(k, &me, false).await.unwrap().is_empty(), "nobody sees a draft");
        let id = ModelId::new("kb-10");
        assert_eq!(models::newest(k, &id).await.err(), Some(Error::NotFound));

        let first = step(&shop, &draft, ModelStep::Release).await.unwrap();
        assert_eq!((first.summary.state, first.summary.version), (ModelState::Offered, 1));
        let engine = models::newest(k, &id).await.unwrap();
        let answer = engine.answer(&Choices::of(["kabine", "klima"]));
        assert_eq!((answer.complete(), answer.net, answer.lead_days), (true, Money::cents(2_450_050), 30));

        // Dearer, and without the air conditioning: not offered before it is released.
        let mut next = file();
        next.model.net = Money::cents(2_100_000);
        next.model.groups[1].choices.remove(0);
        next.model.rules.clear();
        next.examples.clear();
        let changed = import(&shop, &dealer(Role::Manager), &next).await.unwrap();
        assert_eq!(
            changed.changes,
            [
                "Bagger: 21.000,00\u{a0}€ statt 20.000,00\u{a0}€",
                "entfällt: Extras, Klima",
                "Regel klima-kabine entfällt: Klima braucht Kabine.",
            ]
        );
        assert_eq!(models::models(k, &me, false).await.unwrap()[0].net, Money::cents(2_000_000));
        assert!(!models::models(k, &me, false).await.unwrap()[0].unreleased, "customers are not told");
        let second = step(&shop, &changed, ModelStep::Release).await.unwrap();
        assert_eq!(second.summary.version, 2);
        assert_eq!(models::models(k, &me, false).await.unwrap()[0].net, Money::cents(2_100_000));
        assert_eq!(models::newest(k, &id).await.unwrap().model().version, 2);
        let old = models::release(k, &id, 1).await.unwrap();
        assert!(old.model().choice("klima").is_some(), "what was configured stays readable");

        let out = step(&shop, &second, ModelStep::Withdraw).await.unwrap();
        assert!(models::models(k, &me, false).await.unwrap().is_empty());
        assert_eq!(models::newest(k, &id).await.err(), Some(Error::NotFound));
        assert!(models::release(k, &id, 2).await.is_ok());
        assert_eq!(step(&shop, &out, ModelStep::Withdraw).await, Err(Error::conflict(Problem::AlreadyDone)));
        let back = step(&shop, &out, ModelStep::Offer).await.unwrap();
        assert_eq!((back.summary.state, back.summary.version), (ModelState::Offered, 2));
        assert_eq!(
            step(&shop, &back, ModelStep::Release).await,
            Err(Error::conflict(Problem::NothingToRelease))
        );
    });
}

#[test]
fn a_file_with_faults_is_refused_with_all_of_them_and_changes_nothing() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let send = |text: &str| {
            let command = ImportModel { file: text.to_owned(), version: None };
            let (kontor, manager) = (&shop.kontor, &manager);
            async move { models::import_model(kontor, manager, &command).await.unwrap_err() }
        };
        assert_eq!(send("  ").await.field("file"), Some(&Problem::Required));
        assert!(matches!(send("kein JSON").await.field("file"), Some(Problem::NotAModel { .. })));
        let misspelt = MODEL.replace("\"lead_days\": 20", "\"lead_dais\": 20");
        assert!(matches!(send(&misspelt).await.field("file"), Some(Problem::NotAModel { .. })));
        assert_eq!(send(&"x".repeat(3 << 20)).await.field("file"), Some(&Problem::TooMuch));
        let wrong = MODEL
            .replace("\"choice\": \"kabine\"}}}", "\"choice\": \"nix\"}}}")
            .replace("\"kb-10\"", "\"KB 10\"");
        let refused = send(&wrong).await;
        for field in ["model.id", "model.rules[0].then.what.choice"] {
            assert!(refused.field(field).is_some(), "{field}: {refused:?}");
        }
        assert!(models::models(&shop.kontor, &manager, true).await.unwrap().is_empty());
    });
}

#[test]
fn rules_that_contradict_each_other_are_named_and_refused() {
    block(async {
        let shop = Shop::new().await;
        let rule = |code: &str, then| Rule {
            code: code.into(),
            when: Condition::always(),
            then,
            words: Localized::default(),
        };
        let mut file = file();
        file.model.rules.push(rule("immer-kabine", Demand::Requires { what: Condition::chosen("kabine") }));
        file.model.rules.push(rule("harmlos", Demand::AtMost { choices: vec!["licht".into()], most: 4 }));
        file.model.rules.push(rule("nie-kabine", Demand::Excludes { choices: vec!["kabine".into()] }));
        let refused = import(&shop, &dealer(Role::Manager), &file).await.unwrap_err();
        let Some(Problem::Contradiction { rules }) = refused.field("model.rules") else {
            panic!("{refused:?}")
        };
        let told: Vec<&str> = rules.iter().map(|r| r.get(Language::De)).collect();
        assert_eq!(
            told,
            ["immer-kabine: Bagger braucht Kabine.", "nie-kabine: Bagger geht nicht zusammen mit Kabine."]
        );
    });
}

#[test]
fn examples_that_turn_out_otherwise_stop_a_release() {
    block(async {
        let shop = Shop::new().await;
        let mut file = file();
        file.examples[0].net = Some(Decimal::from(1));
        let draft = import(&shop, &dealer(Role::Manager), &file).await.unwrap();
        assert!(!draft.tested[0].passed() && draft.tested[1].passed());
        let names = vec!["mit Klima".to_owned()];
        let refused = step(&shop, &draft, ModelStep::Release).await;
        assert_eq!(refused, Err(Error::conflict(Problem::ExamplesFail { names })));
        assert_eq!(models::newest(&shop.kontor, &ModelId::new("kb-10")).await.err(), Some(Error::NotFound));
    });
}

#[test]
fn costs_are_for_who_sees_margins_and_stay_when_others_change_the_model() {
    block(async {
        let shop = Shop::new().await;
        let model = offered(&shop).await;
        let id = &model.summary.id;
        let k = &shop.kontor;
        let known = models::costs(k, &dealer(Role::Sales), id).await.unwrap().unwrap();
        assert_eq!(known.net, Decimal::from(15_000));
        for actor in [dealer(Role::Support), dealer(Role::Warehouse), buyer("bauer")] {
            assert_eq!(models::costs(k, &actor, id).await, Err(Error::Forbidden));
        }
        // Without the costs in the file they stay as they were.
        let without = ModelFile { costs: None, ..file() };
        let changed = import(&shop, &dealer(Role::Manager), &without).await.unwrap();
        assert_eq!(changed.costs, Some(known));
        assert!(changed.file.contains("2100.07"));
        // Nothing of a release carries them.
        let engine = models::newest(k, id).await.unwrap();
        assert!(!serde_json::to_string(engine.model()).unwrap().contains("2100.07"));
    });
}

#[test]
fn only_who_keeps_the_catalogue_changes_models_and_nobody_overwrites_a_colleague() {
    block(async {
        let shop = Shop::new().await;
        for actor in [dealer(Role::Sales), dealer(Role::Support), buyer("bauer")] {
            assert_eq!(import(&shop, &actor, &file()).await, Err(Error::Forbidden));
        }
        let model = offered(&shop).await;
        let stale = ImportModel { file: MODEL.into(), version: Some(model.version - 1) };
        let refused = models::import_model(&shop.kontor, &dealer(Role::Manager), &stale).await;
        assert_eq!(refused, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let seen = ImportModel { file: MODEL.into(), version: Some(model.version) };
        let manager = dealer(Role::Manager);
        let (one, two) = tokio::join!(
            models::import_model(&shop.kontor, &manager, &seen),
            models::import_model(&shop.kontor, &manager, &seen)
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        assert_eq!(models::models(&shop.kontor, &buyer("bauer"), true).await, Err(Error::Forbidden));
    });
}
