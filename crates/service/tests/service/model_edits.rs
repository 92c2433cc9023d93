//! One thing of a model is changed at the desk: proven like a file, kept as a draft, and nobody overwrites a colleague.

use kontor_domain::accounts::{Actor, Right, Role};
use kontor_domain::configurations::{
    Choice, Choices, Condition, CostEdit, Demand, DeskModel, EditModel, Example, Expected, ModelEdit,
    ModelState, ModelStep,
};
use kontor_domain::{Decimal, Error, Language, Localized, ModelId, Money, Problem};
use kontor_service::models;

use crate::models::{file, import, offered, step};
use crate::shop::{Shop, block, buyer, dealer};
use crate::support::program;

async fn edit(shop: &Shop, actor: &Actor, seen: &DeskModel, edit: ModelEdit) -> Result<DeskModel, Error> {
    let command = EditModel { id: seen.summary.id.clone(), version: seen.version, edit };
    models::edit_model(&shop.kontor, actor, &command).await
}

/// Keeps the catalogue and does not see what anything costs.
fn without_margins() -> Actor {
    program(None, &[Right::ManageCatalog])
}

fn machine(net: i64, cost: CostEdit) -> ModelEdit {
    ModelEdit::Machine {
        name: Localized::new("Bagger", "Excavator"),
        text: Localized::default(),
        net: net.into(),
        lead_days: 20,
        cost,
    }
}

fn choice(code: &str, cents: i64) -> Choice {
    Choice {
        code: code.into(),
        number: String::new(),
        name: Localized::new("Radio", "Radio"),
        text: Localized::default(),
        net: Money::cents(cents),
        lead_days: 0,
        most: 1,
        picture: String::new(),
    }
}

fn new_rule(when: Condition, then: Demand) -> ModelEdit {
    ModelEdit::AddRule { when, then, words: Localized::default() }
}

#[test]
fn a_change_is_offered_after_the_release_and_not_before() {
    block(async {
        let shop = Shop::new().await;
        let (manager, k) = (dealer(Role::Manager), &shop.kontor);
        let first = offered(&shop).await;
        let radio = ModelEdit::AddChoice {
            group: "extras".into(),
            choice: choice("radio", 9_000),
            cost: CostEdit::Known { net: 40.into() },
        };
        let changed = edit(&shop, &manager, &first, radio).await.unwrap();
        assert_eq!((changed.summary.state, changed.summary.unreleased), (ModelState::Offered, true));
        assert_eq!(changed.changes, ["neu: Extras, Radio, 90,00\u{a0}€"]);
        assert!(models::newest(k, &ModelId::new("kb-10")).await.unwrap().model().choice("radio").is_none());
        // The next change goes on from the draft, not from the release.
        let bring = Demand::Adds { choice: "radio".into(), amount: 1 };
        let ruled =
            edit(&shop, &manager, &changed, new_rule(Condition::chosen("kabine"), bring)).await.unwrap();
        assert_eq!(ruled.model.rules[1].code, "kabine-radio");
        // The example with a cab costs a radio more than it expects.
        assert!(!ruled.tested[0].passed());
        let names = vec!["mit Klima".to_owned()];
        let refused = step(&shop, &ruled, ModelStep::Release).await;
        assert_eq!(refused, Err(Error::conflict(Problem::ExamplesFail { names })));
        let mended = Example { net: Some(Decimal::new(2_479_050, 2)), ..ruled.examples[0].clone() };
        let mend = ModelEdit::ChangeExample { at: 0, example: mended };
        let green = edit(&shop, &manager, &ruled, mend).await.unwrap();
        assert!(green.tested[0].passed());
        let second = step(&shop, &green, ModelStep::Release).await.unwrap();
        assert_eq!((second.summary.version, second.summary.unreleased), (2, false));
        let engine = models::newest(k, &second.summary.id).await.unwrap();
        assert_eq!(engine.answer(&Choices::of(["kabine"])).net, Money::cents(2_309_000));
        assert_eq!(second.costs.unwrap().choices["radio"], Decimal::from(40));
    });
}

#[test]
fn a_model_that_was_never_released_is_changed_too() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let draft = import(&shop, &manager, &file()).await.unwrap();
        let changed = edit(&shop, &manager, &draft, machine(21_000, CostEdit::Kept)).await.unwrap();
        assert_eq!(
            (changed.summary.state, changed.summary.net),
            (ModelState::Draft, Money::cents(2_100_000))
        );
        assert!(models::models(&shop.kontor, &buyer("bauer"), false).await.unwrap().is_empty());
    });
}

#[test]
fn a_rule_that_contradicts_another_is_named_and_refused() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let model = offered(&shop).await;
        let needs = Demand::Requires { what: Condition::chosen("kabine") };
        let first = edit(&shop, &manager, &model, new_rule(Condition::always(), needs)).await.unwrap();
        let never = Demand::Excludes { choices: vec!["kabine".into()] };
        let refused = edit(&shop, &manager, &first, new_rule(Condition::always(), never)).await.unwrap_err();
        let Some(Problem::Contradiction { rules }) = refused.field("model.rules") else {
            panic!("{refused:?}")
        };
        let told: Vec<&str> = rules.iter().map(|rule| rule.get(Language::De)).collect();
        assert_eq!(
            told,
            ["kabine: Bagger braucht Kabine.", "kabine-2: Bagger geht nicht zusammen mit Kabine."]
        );
        let now = models::desk_model(&shop.kontor, &manager, &model.summary.id).await.unwrap();
        assert_eq!((now.version, now.model), (first.version, first.model), "nothing was changed");
    });
}

#[test]
fn a_choice_that_rules_or_examples_speak_of_is_not_removed() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let model = offered(&shop).await;
        let remove = || ModelEdit::RemoveChoice { code: "klima".into() };
        let refused = edit(&shop, &manager, &model, remove()).await.unwrap_err();
        let Some(Problem::StandsInTheWay { what }) = refused.field("edit") else { panic!("{refused:?}") };
        let told: Vec<&str> = what.iter().map(|one| one.get(Language::De)).collect();
        assert_eq!(
            told,
            ["Beispiel „mit Klima“", "Beispiel „Klima ohne Kabine“", "klima-kabine: Klima braucht Kabine."]
        );
        // First who speaks of it, then the choice.
        let mut now = model;
        for gone in [
            ModelEdit::RemoveExample { at: 1 },
            ModelEdit::RemoveExample { at: 0 },
            ModelEdit::RemoveRule { code: "klima-kabine".into() },
            remove(),
        ] {
            now = edit(&shop, &manager, &now, gone).await.unwrap();
        }
        assert!(now.model.choice("klima").is_none() && now.examples.is_empty());
    });
}

#[test]
fn costs_stay_when_somebody_who_does_not_see_them_changes_the_model() {
    block(async {
        let shop = Shop::new().await;
        let (k, manager, pim) = (&shop.kontor, dealer(Role::Manager), without_margins());
        let model = offered(&shop).await;
        let id = &model.summary.id;
        let known = models::costs(k, &manager, id).await.unwrap();
        let seen = models::desk_model(k, &pim, id).await.unwrap();
        assert_eq!(seen.costs, None);
        let changed = edit(&shop, &pim, &seen, machine(22_000, CostEdit::Kept)).await.unwrap();
        assert_eq!(changed.costs, None);
        let cab = Choice { net: Money::cents(320_000), ..changed.model.groups[0].choices[1].clone() };
        let kept = ModelEdit::ChangeChoice { choice: cab.clone(), cost: CostEdit::Kept };
        let changed = edit(&shop, &pim, &changed, kept).await.unwrap();
        assert_eq!(models::costs(k, &manager, id).await.unwrap(), known);
        // Nor does he forget or guess one.
        for cost in [CostEdit::Unknown, CostEdit::Known { net: 1.into() }] {
            let told = ModelEdit::ChangeChoice { choice: cab.clone(), cost };
            assert_eq!(edit(&shop, &pim, &changed, told).await, Err(Error::Forbidden));
            assert_eq!(edit(&shop, &pim, &changed, machine(1, cost)).await, Err(Error::Forbidden));
        }
        assert_eq!(models::costs(k, &manager, id).await.unwrap(), known);
    });
}

#[test]
fn what_something_costs_holds_at_once_and_needs_no_release() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let model = offered(&shop).await;
        let cost = CostEdit::Known { net: 15_500.into() };
        let changed = edit(&shop, &manager, &model, machine(20_000, cost)).await.unwrap();
        assert_eq!(changed.costs.as_ref().map(|costs| costs.net), Some(Decimal::from(15_500)));
        assert!(!changed.summary.unreleased && changed.version > model.version);
        // The same again is no change.
        let again = edit(&shop, &manager, &changed, machine(20_000, cost)).await.unwrap();
        assert_eq!(again.version, changed.version);
    });
}

#[test]
fn of_two_people_who_change_a_model_at_once_one_is_told() {
    block(async {
        let shop = Shop::new().await;
        let manager = dealer(Role::Manager);
        let model = offered(&shop).await;
        let (one, two) = tokio::join!(
            edit(&shop, &manager, &model, machine(21_000, CostEdit::Kept)),
            edit(&shop, &manager, &model, machine(22_000, CostEdit::Kept))
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        for answer in [one, two] {
            if let Err(error) = answer {
                assert_eq!(error, Error::conflict(Problem::ChangedMeanwhile));
            }
        }
        let stale = edit(&shop, &manager, &model, ModelEdit::RemoveExample { at: 0 }).await;
        assert_eq!(stale, Err(Error::conflict(Problem::ChangedMeanwhile)));
    });
}

#[test]
fn only_who_keeps_the_catalogue_changes_a_model_that_is_there() {
    block(async {
        let shop = Shop::new().await;
        let model = offered(&shop).await;
        for actor in [dealer(Role::Sales), dealer(Role::Support), dealer(Role::Warehouse), buyer("bauer")] {
            let refused = edit(&shop, &actor, &model, machine(1, CostEdit::Kept)).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
        let nobody = Actor::anonymous(Language::De);
        let refused = edit(&shop, &nobody, &model, machine(1, CostEdit::Kept)).await;
        assert_eq!(refused, Err(Error::Unauthenticated));
        let manager = dealer(Role::Manager);
        let nix = EditModel {
            id: ModelId::new("nix"),
            version: 1,
            edit: ModelEdit::RemoveRule { code: "x".into() },
        };
        assert_eq!(models::edit_model(&shop.kontor, &manager, &nix).await, Err(Error::NotFound));
        let rule = ModelEdit::RemoveRule { code: "nix".into() };
        assert_eq!(edit(&shop, &manager, &model, rule).await, Err(Error::NotFound));
        let empty = Example {
            name: String::new(),
            choices: Choices::default(),
            expect: Expected::Refused,
            net: None,
        };
        let refused = edit(&shop, &manager, &model, ModelEdit::AddExample { example: empty }).await;
        assert_eq!(refused, Err(Error::invalid("name", Problem::Required)));
    });
}
