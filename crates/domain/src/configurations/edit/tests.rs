use rust_decimal::Decimal;

use super::super::{Choice, Choices, Condition, Demand, Example, Expected, ModelFile, Wrong};
use super::{CostEdit, GroupEdit, ModelEdit, edited};
use crate::{Error, Language, Localized, Money, Problem};

fn file() -> ModelFile {
    serde_json::from_str(
        r#"{
        "model": {
          "id": "kb-10", "number": "KB 10", "name": {"de": "Bagger", "en": "Excavator"}, "net": "20000", "lead_days": 20,
          "groups": [
           {"code": "stand", "name": {"de": "Fahrerstand"}, "min": 1, "max": 1, "choices": [
            {"code": "dach", "name": {"de": "Dach"}, "net": "0"},
            {"code": "kabine", "name": {"de": "Kabine"}, "net": "3000", "lead_days": 10}]},
           {"code": "extras", "name": {"de": "Extras"}, "max": 3, "choices": [
            {"code": "klima", "name": {"de": "Klima", "en": "Air"}, "net": "1500"},
            {"code": "licht", "name": {"de": "Licht"}, "net": "100", "most": 4},
            {"code": "radio", "name": {"de": "Radio"}, "net": "90"}]}],
          "rules": [
           {"code": "klima-kabine", "when": {"is": "chosen", "choice": "klima"},
            "then": {"does": "requires", "what": {"is": "chosen", "choice": "kabine"}}},
           {"code": "kabine-licht", "when": {"is": "chosen", "choice": "kabine"},
            "then": {"does": "adds", "choice": "licht", "amount": 2}}]},
        "examples": [{"name": "mit Klima", "choices": {"kabine": 1, "klima": 1}, "expect": "complete"}],
        "costs": {"net": "15000", "choices": {"kabine": "2100"}}
        }"#,
    )
    .unwrap()
}

fn choice(code: &str) -> Choice {
    Choice {
        code: code.into(),
        number: String::new(),
        name: Localized::new("Neues", "New"),
        text: Localized::default(),
        net: Money::cents(5_000),
        lead_days: 3,
        most: 1,
        picture: String::new(),
    }
}

fn changed(choice: Choice) -> ModelEdit {
    ModelEdit::ChangeChoice { choice, cost: CostEdit::Kept }
}

/// A choice of the file as it is.
fn as_it_is(code: &str) -> Choice {
    file().model.choice(code).unwrap().1.clone()
}

fn add(group: &str, choice: Choice) -> ModelEdit {
    ModelEdit::AddChoice { group: group.into(), choice, cost: CostEdit::Kept }
}

fn machine(net: i64, cost: CostEdit) -> ModelEdit {
    ModelEdit::Machine {
        name: Localized::new("Bagger", ""),
        text: Localized::new("Klein.", ""),
        net: net.into(),
        lead_days: 25,
        cost,
    }
}

fn refused(edit: &ModelEdit) -> Error {
    edited(file(), edit).unwrap_err()
}

/// What stands in the way of a change, as a German reads it.
fn in_the_way(edit: &ModelEdit) -> Vec<String> {
    match refused(edit).field("edit") {
        Some(Problem::StandsInTheWay { what }) => {
            what.iter().map(|one| one.get(Language::De).to_owned()).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_machine_gets_another_price_time_and_cost() {
    let after = edited(file(), &machine(21_000, CostEdit::Known { net: 16_000.into() })).unwrap();
    assert_eq!((after.model.net, after.model.lead_days), (Money::cents(2_100_000), 25));
    assert_eq!((after.model.name.en.as_str(), after.model.text.de.as_str()), ("", "Klein."));
    let costs = after.costs.unwrap();
    assert_eq!((costs.net, costs.choices.len()), (Decimal::from(16_000), 1), "the costs of choices stay");
    let kept = edited(file(), &machine(21_000, CostEdit::Kept)).unwrap();
    assert_eq!(kept.costs, file().costs);
    let none = ModelFile { costs: None, ..file() };
    assert_eq!(edited(none.clone(), &machine(1, CostEdit::Unknown)).unwrap().costs, None);
    let known = edited(none, &machine(1, CostEdit::Known { net: 7.into() })).unwrap();
    assert_eq!(known.costs.unwrap().net, Decimal::from(7));
}

#[test]
fn what_is_wrong_with_the_machine_is_named_by_its_field() {
    let wrong = ModelEdit::Machine {
        name: Localized::default(),
        text: Localized::new("", "x".repeat(4_001)),
        net: (-1).into(),
        lead_days: 10_000,
        cost: CostEdit::Known { net: (-1).into() },
    };
    let error = refused(&wrong);
    assert_eq!(error.field("de"), Some(&Problem::Required));
    assert_eq!(error.field("text_en"), Some(&Problem::TooLong { max: 4_000 }));
    assert_eq!(error.field("net"), Some(&Problem::ModelFault { wrong: Wrong::Negative }));
    assert_eq!(error.field("lead_days"), Some(&Problem::AtMost { max: 9_999 }));
    assert_eq!(error.field("cost"), Some(&Problem::NotPositive));
    let huge = refused(&machine(100_000_000, CostEdit::Known { net: 100_000_000.into() }));
    assert_eq!((huge.field("net"), huge.field("cost")), (Some(&Problem::TooMuch), Some(&Problem::TooMuch)));
    // Of the choices nothing could be said any more.
    assert_eq!(refused(&machine(1, CostEdit::Unknown)).field("cost"), Some(&Problem::Required));
}

#[test]
fn a_choice_comes_last_in_its_group() {
    let cost = CostEdit::Known { net: 30.into() };
    let edit = ModelEdit::AddChoice { group: "stand".into(), choice: choice("cabrio"), cost };
    let after = edited(file(), &edit).unwrap();
    let codes: Vec<&str> = after.model.groups[0].choices.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["dach", "kabine", "cabrio"]);
    assert_eq!(after.costs.unwrap().choices["cabrio"], Decimal::from(30));
    // Not over the price of nothing.
    let without = ModelFile { costs: None, ..file() };
    let error = edited(without, &edit).unwrap_err();
    assert!(matches!(error.field("cost"), Some(Problem::StandsInTheWay { .. })), "{error:?}");
}

#[test]
fn a_new_choice_needs_a_code_of_its_own() {
    // Also where the other one stands in a later group.
    for taken in ["dach", "radio"] {
        assert_eq!(refused(&add("stand", choice(taken))).field("code"), Some(&Problem::Duplicate), "{taken}");
    }
    for (code, wrong) in [("", Wrong::Missing), ("ein Dach", Wrong::NotACode)] {
        let error = refused(&add("stand", choice(code)));
        assert_eq!(error.field("code"), Some(&Problem::ModelFault { wrong }), "{code}");
    }
    assert_eq!(refused(&add("nix", choice("neu"))), Error::NotFound);
    // Of a group of which one is chosen there is one piece.
    let many = refused(&add("stand", Choice { most: 2, ..choice("neu") }));
    assert_eq!(many.field("most"), Some(&Problem::ModelFault { wrong: Wrong::Amount }));
}

#[test]
fn a_choice_changes_where_it_stands_and_may_take_away() {
    let cheaper = Choice { net: Money::cents(-10_000), number: "KB-7".into(), ..as_it_is("dach") };
    let after = edited(file(), &changed(cheaper.clone())).unwrap();
    assert_eq!(after.model.groups[0].choices[0], cheaper);
    assert_eq!(after.costs, file().costs);
    let forgotten = ModelEdit::ChangeChoice { choice: as_it_is("kabine"), cost: CostEdit::Unknown };
    assert!(edited(file(), &forgotten).unwrap().costs.unwrap().choices.is_empty());
    assert_eq!(refused(&changed(choice("nix"))), Error::NotFound);
    let nameless = refused(&changed(Choice { name: Localized::default(), ..as_it_is("dach") }));
    assert_eq!(nameless.field("de"), Some(&Problem::Required));
    let long = "x".repeat(201);
    let wide = refused(&changed(Choice { number: long.clone(), picture: long, ..as_it_is("dach") }));
    for field in ["number", "picture"] {
        assert_eq!(wide.field(field), Some(&Problem::TooLong { max: 200 }), "{field}");
    }
}

#[test]
fn a_choice_of_which_a_rule_adds_more_is_not_limited() {
    let less = Choice { most: 1, ..as_it_is("licht") };
    assert_eq!(in_the_way(&changed(less)), ["kabine-licht: Kabine bringt mit: 2 × Licht."]);
}

#[test]
fn a_choice_that_rules_examples_or_its_group_need_is_not_removed() {
    let remove = |code: &str| ModelEdit::RemoveChoice { code: code.into() };
    assert_eq!(in_the_way(&remove("klima")), ["Beispiel „mit Klima“", "klima-kabine: Klima braucht Kabine."]);
    let said = refused(&remove("klima")).text(Language::En);
    assert_eq!(said, "This stands in the way: example “mit Klima”; klima-kabine: Air needs Kabine.");
    let after = edited(file(), &remove("radio")).unwrap();
    assert!(after.model.choice("radio").is_none());
    // The one that is left has to be chosen.
    let after = edited(after, &remove("dach")).unwrap();
    let last = edited(ModelFile { examples: Vec::new(), ..after }, &remove("kabine")).unwrap_err();
    let Some(Problem::StandsInTheWay { what }) = last.field("edit") else { panic!("{last:?}") };
    assert!(what.iter().any(|one| one.de.starts_with("Fahrerstand: ")), "{what:?}");
    assert_eq!(refused(&remove("nix")), Error::NotFound);
}

#[test]
fn what_a_removed_choice_costs_stays_known_for_the_release_that_has_it() {
    let mut free = file();
    free.model.rules.clear();
    free.examples.clear();
    let after = edited(free, &ModelEdit::RemoveChoice { code: "kabine".into() }).unwrap();
    assert_eq!(after.costs, file().costs);
}

fn group(code: &str, min: u32, max: u32) -> GroupEdit {
    GroupEdit { code: code.into(), name: Localized::new("Gruppe", "Group"), min, max }
}

#[test]
fn a_group_comes_empty_changes_and_goes_empty() {
    let after = edited(file(), &ModelEdit::AddGroup { group: group("lack", 0, 1) }).unwrap();
    assert_eq!(after.model.groups[2].code, "lack");
    let after = edited(after, &ModelEdit::ChangeGroup { group: group("lack", 0, 2) }).unwrap();
    assert_eq!((after.model.groups[2].max, after.model.groups[2].name.de.as_str()), (2, "Gruppe"));
    let after = edited(after, &ModelEdit::RemoveGroup { code: "lack".into() }).unwrap();
    assert_eq!(after.model, file().model);
    // A name that changes leaves the choices alone.
    let after = edited(file(), &ModelEdit::ChangeGroup { group: group("extras", 0, 2) }).unwrap();
    assert_eq!(after.model.groups[1].choices.len(), 3);
}

#[test]
fn a_group_that_does_not_fit_its_choices_is_refused() {
    let new = |group| refused(&ModelEdit::AddGroup { group });
    let limits = Problem::ModelFault { wrong: Wrong::Limits };
    assert_eq!(new(group("stand", 0, 1)).field("code"), Some(&Problem::Duplicate));
    assert_eq!(new(group("lack", 1, 1)).field("max"), Some(&limits), "there is nothing to choose yet");
    let change = |group| ModelEdit::ChangeGroup { group };
    assert_eq!(refused(&change(group("extras", 2, 1))).field("max"), Some(&limits));
    assert_eq!(refused(&change(group("extras", 0, 0))).field("max"), Some(&limits));
    assert_eq!(refused(&change(group("nix", 0, 1))), Error::NotFound);
    let nameless = GroupEdit { name: Localized::default(), ..group("extras", 0, 1) };
    assert_eq!(refused(&change(nameless)).field("de"), Some(&Problem::Required));
    // Several pieces of one choice do not go with "one of".
    let single = in_the_way(&change(group("extras", 0, 1)));
    assert_eq!(single, ["Licht: ist keine mögliche Menge"]);
    let full = in_the_way(&ModelEdit::RemoveGroup { code: "stand".into() });
    assert_eq!(full[..2], ["Dach", "Kabine"]);
    assert_eq!(refused(&ModelEdit::RemoveGroup { code: "nix".into() }), Error::NotFound);
}

fn rule(when: &str, then: Demand) -> ModelEdit {
    ModelEdit::AddRule { when: Condition::chosen(when), then, words: Localized::new("Weil.", "") }
}

#[test]
fn a_rule_gets_a_code_of_what_it_is_about() {
    let excludes = Demand::Excludes { choices: vec!["kabine".into()] };
    let after = edited(file(), &rule("radio", excludes.clone())).unwrap();
    let after = edited(after, &rule("radio", excludes)).unwrap();
    let always = ModelEdit::AddRule {
        when: Condition::always(),
        then: Demand::Suggests { choice: "dach".into() },
        words: Localized::default(),
    };
    let after = edited(after, &always).unwrap();
    let codes: Vec<&str> = after.model.rules.iter().map(|r| r.code.as_str()).collect();
    assert_eq!(codes, ["klima-kabine", "kabine-licht", "radio-kabine", "radio-kabine-2", "dach"]);
    assert_eq!(after.model.rules[2].words.de, "Weil.");
}

#[test]
fn the_code_of_a_rule_is_never_too_long() {
    let mut wide = file();
    let long = "a".repeat(40);
    wide.model.groups[1].choices[2].code.clone_from(&long);
    let demand = Demand::AtMost { choices: vec!["licht".into()], most: 2 };
    let once = edited(wide, &rule(&long, demand.clone())).unwrap();
    let twice = edited(once, &rule(&long, demand)).unwrap();
    assert_eq!(twice.model.rules[2].code.len(), 40);
    assert_eq!(twice.model.rules[3].code, format!("{}-2", "a".repeat(38)));
}

#[test]
fn what_is_wrong_with_a_rule_is_named_by_its_field() {
    let unknown = || Problem::ModelFault { wrong: Wrong::UnknownChoice { code: "nix".into() } };
    let nix = || "nix".to_owned();
    let licht = || "licht".to_owned();
    assert_eq!(refused(&rule("nix", Demand::Suggests { choice: licht() })).field("when"), Some(&unknown()));
    for then in [
        Demand::Requires { what: Condition::chosen("nix") },
        Demand::Excludes { choices: vec![nix()] },
        Demand::Adds { choice: nix(), amount: 1 },
        Demand::Suggests { choice: nix() },
        Demand::AtMost { choices: vec![nix()], most: 1 },
    ] {
        assert_eq!(refused(&rule("radio", then.clone())).field("choice"), Some(&unknown()), "{then:?}");
    }
    let amount = Problem::ModelFault { wrong: Wrong::Amount };
    let many = Demand::Adds { choice: licht(), amount: 5 };
    assert_eq!(refused(&rule("radio", many)).field("amount"), Some(&amount));
    let none = Demand::Requires { what: Condition::Chosen { choice: licht(), at_least: 0 } };
    assert_eq!(refused(&rule("radio", none)).field("amount"), Some(&amount));
    let never = ModelEdit::AddRule {
        when: Condition::Chosen { choice: licht(), at_least: 0 },
        then: Demand::Suggests { choice: "radio".into() },
        words: Localized::default(),
    };
    assert_eq!(refused(&never).field("at_least"), Some(&amount));
}

#[test]
fn the_words_of_a_rule_change_and_any_rule_goes() {
    let words = |code: &str, words: &str| ModelEdit::ChangeRule {
        code: code.into(),
        words: Localized::new(words, ""),
    };
    let after = edited(file(), &words("klima-kabine", "Sitzt im Kabinendach.")).unwrap();
    assert_eq!(after.model.rules[0].words.de, "Sitzt im Kabinendach.");
    assert_eq!(after.model.rules[0].then, file().model.rules[0].then);
    assert_eq!(refused(&words("nix", "")), Error::NotFound);
    let long = refused(&words("klima-kabine", &"x".repeat(4_001)));
    assert_eq!(long.field("text_de"), Some(&Problem::TooLong { max: 4_000 }));
    let remove = |code: &str| ModelEdit::RemoveRule { code: code.into() };
    assert_eq!(edited(file(), &remove("klima-kabine")).unwrap().model.rules.len(), 1);
    assert_eq!(refused(&remove("nix")), Error::NotFound);
}

fn example(name: &str, code: &str, amount: u32) -> Example {
    Example {
        name: name.into(),
        choices: Choices([(code.to_owned(), amount)].into()),
        expect: Expected::Incomplete,
        net: Some(Decimal::from(20_100)),
    }
}

#[test]
fn an_example_comes_changes_and_goes() {
    let after = edited(file(), &ModelEdit::AddExample { example: example("Licht", "licht", 1) }).unwrap();
    assert_eq!(after.examples[1].name, "Licht");
    let change = ModelEdit::ChangeExample { at: 0, example: example("mit Klima", "dach", 0) };
    let after = edited(after, &change).unwrap();
    assert_eq!(after.examples[0], example("mit Klima", "dach", 0));
    let after = edited(after, &ModelEdit::RemoveExample { at: 0 }).unwrap();
    assert_eq!(after.examples, [example("Licht", "licht", 1)]);
}

#[test]
fn what_is_wrong_with_an_example_is_named_by_its_field() {
    let new = |example| refused(&ModelEdit::AddExample { example });
    assert_eq!(new(example("", "licht", 1)).field("name"), Some(&Problem::Required));
    assert_eq!(new(example("mit Klima", "licht", 1)).field("name"), Some(&Problem::Duplicate));
    assert_eq!(new(example("x", "nix", 1)).field("choices"), Some(&Problem::UnknownOption));
    assert_eq!(new(example("x", "licht", 1_000)).field("choices"), Some(&Problem::AtMost { max: 999 }));
    let huge = Example { net: Some(Decimal::MAX), ..example("x", "licht", 1) };
    assert_eq!(new(huge).field("net"), Some(&Problem::TooMuch));
    let at = |at| ModelEdit::ChangeExample { at, example: example("x", "licht", 1) };
    assert_eq!(refused(&at(1)), Error::NotFound);
    assert_eq!(refused(&ModelEdit::RemoveExample { at: 1 }), Error::NotFound);
}

#[test]
fn only_what_speaks_of_costs_tells_them() {
    assert!(!machine(1, CostEdit::Kept).tells_costs());
    assert!(machine(1, CostEdit::Unknown).tells_costs());
    assert!(!changed(choice("x")).tells_costs());
    assert!(!ModelEdit::RemoveExample { at: 0 }.tells_costs());
}

#[test]
fn an_edit_crosses_the_wire_and_comes_back_the_same() {
    for edit in [
        machine(1, CostEdit::Known { net: 3.into() }),
        add("stand", choice("x")),
        rule("radio", Demand::Excludes { choices: vec!["dach".into()] }),
        ModelEdit::ChangeExample { at: 2, example: example("x", "licht", 1) },
    ] {
        let text = serde_json::to_string(&edit).unwrap();
        assert_eq!(serde_json::from_str::<ModelEdit>(&text).unwrap(), edit, "{text}");
    }
}
