//! The engine against an oracle that tries everything, on small models.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{Language, Localized, ModelId, Money};

type Amounts = BTreeMap<String, u32>;

/// Written straight from what rules mean, without any index.
mod oracle {
    use super::*;

    /// What somebody says: amounts, and the groups about which they said something.
    pub type Said = (Amounts, BTreeSet<String>);

    pub fn said(model: &Model, choices: &Choices) -> Said {
        let amount = |c: &Choice| (c.code.clone(), choices.amount(&c.code));
        let amounts = model.groups.iter().flat_map(|g| g.choices.iter().map(amount)).collect();
        let spoken = |g: &&Group| g.choices.iter().any(|c| choices.0.contains_key(&c.code));
        (amounts, model.groups.iter().filter(spoken).map(|g| g.code.clone()).collect())
    }

    pub fn holds(condition: &Condition, amounts: &Amounts) -> bool {
        match condition {
            Condition::Chosen { choice, at_least } => amounts[choice] >= *at_least,
            Condition::All { of } => of.iter().all(|c| holds(c, amounts)),
            Condition::Any { of } => of.iter().any(|c| holds(c, amounts)),
            Condition::Not { of } => !holds(of, amounts),
        }
    }

    pub fn grown(model: &Model, (amounts, spoken): &Said) -> Amounts {
        let mut amounts = amounts.clone();
        loop {
            let before = amounts.clone();
            for rule in &model.rules {
                if let Demand::Adds { choice, amount } = &rule.then
                    && holds(&rule.when, &amounts)
                {
                    let now = amounts[choice];
                    amounts.insert(choice.clone(), now.max(*amount));
                }
            }
            if amounts != before {
                continue;
            }
            let next = model.rules.iter().find_map(|rule| {
                let Demand::Suggests { choice } = &rule.then else { return None };
                let group = &model.choice(choice)?.0;
                let free =
                    !spoken.contains(&group.code) && group.choices.iter().all(|c| amounts[&c.code] == 0);
                (free && holds(&rule.when, &amounts)).then(|| choice.clone())
            });
            match next {
                Some(choice) => amounts.insert(choice, 1),
                None => return amounts,
            };
        }
    }

    pub fn rule_holds(rule: &Rule, amounts: &Amounts) -> bool {
        if !holds(&rule.when, amounts) {
            return true;
        }
        match &rule.then {
            Demand::Requires { what } => holds(what, amounts),
            Demand::Excludes { choices } => choices.iter().all(|c| amounts[c] == 0),
            Demand::AtMost { choices, most } => choices.iter().map(|c| amounts[c]).sum::<u32>() <= *most,
            Demand::Adds { .. } | Demand::Suggests { .. } => true,
        }
    }

    pub fn chosen_in(group: &Group, amounts: &Amounts) -> usize {
        group.choices.iter().filter(|c| amounts[&c.code] > 0).count()
    }

    pub fn valid(model: &Model, amounts: &Amounts) -> bool {
        model.rules.iter().all(|r| rule_holds(r, amounts))
            && model.groups.iter().all(|g| {
                chosen_in(g, amounts) <= g.max as usize
                    && g.choices.iter().all(|c| amounts[&c.code] <= c.most)
            })
    }

    pub fn complete(model: &Model, amounts: &Amounts) -> bool {
        valid(model, amounts) && model.groups.iter().all(|g| chosen_in(g, amounts) >= g.min as usize)
    }

    /// Everything that can be said, group by group.
    pub fn everything(model: &Model) -> Vec<Said> {
        let mut all: Vec<Said> = vec![(Amounts::new(), BTreeSet::new())];
        for group in &model.groups {
            let mut ways: Vec<(Amounts, bool)> = vec![(Amounts::new(), true)];
            for choice in &group.choices {
                ways = ways
                    .into_iter()
                    .flat_map(|(amounts, _)| {
                        (0..=choice.most).map(move |n| {
                            let mut amounts = amounts.clone();
                            amounts.insert(choice.code.clone(), n);
                            (amounts, true)
                        })
                    })
                    .collect();
            }
            if group.single() {
                ways.retain(|(amounts, _)| amounts.values().filter(|n| **n > 0).count() <= 1);
            }
            // Nothing said about it.
            ways.push((group.choices.iter().map(|c| (c.code.clone(), 0)).collect(), false));
            all = all
                .into_iter()
                .flat_map(|(amounts, spoken)| {
                    let group = &group.code;
                    ways.iter().map(move |(more, said)| {
                        let (mut amounts, mut spoken) = (amounts.clone(), spoken.clone());
                        amounts.extend(more.clone());
                        if *said {
                            spoken.insert(group.clone());
                        }
                        (amounts, spoken)
                    })
                })
                .collect();
        }
        all
    }

    /// How many decisions differ; nothing is ever taken back to "not said".
    pub fn distance(model: &Model, from: &Said, to: &Said) -> Option<usize> {
        let mut sum = 0;
        for group in &model.groups {
            if from.1.contains(&group.code) && !to.1.contains(&group.code) {
                return None;
            }
            let differing = group.choices.iter().filter(|c| from.0[&c.code] != to.0[&c.code]).count();
            let said = usize::from(!from.1.contains(&group.code) && to.1.contains(&group.code));
            sum += if group.single() { differing.max(said).min(1) } else { differing.max(said) };
        }
        Some(sum)
    }
}

fn model(groups: Vec<(bool, bool, Vec<u32>)>, rules: Vec<(Condition, Demand)>) -> Model {
    let mut n = 0;
    let groups = groups
        .into_iter()
        .enumerate()
        .map(|(g, (single, needed, most))| Group {
            code: format!("g{g}"),
            name: Localized::new(format!("Gruppe {g}"), format!("Group {g}")),
            text: Localized::default(),
            min: u32::from(needed),
            max: if single {
                1
            } else {
                u32::try_from(most.len().max(2) - usize::from(g == 1)).unwrap().max(2)
            },
            choices: most
                .into_iter()
                .map(|most| {
                    n += 1;
                    Choice {
                        code: format!("c{}", n - 1),
                        number: String::new(),
                        name: Localized::new(format!("Teil {}", n - 1), format!("Part {}", n - 1)),
                        text: Localized::default(),
                        net: Money::cents(100 * n),
                        lead_days: u32::try_from(n).unwrap(),
                        most: if single { 1 } else { most },
                        picture: String::new(),
                    }
                })
                .collect(),
        })
        .collect();
    Model {
        id: ModelId::new("small"),
        version: 1,
        number: "K 1".into(),
        name: Localized::new("Klein", "Small"),
        text: Localized::default(),
        net: Money::cents(100_000),
        lead_days: 10,
        groups,
        rules: rules
            .into_iter()
            .enumerate()
            .map(|(i, (when, then))| Rule { code: format!("r{i}"), when, then, words: Localized::default() })
            .collect(),
    }
}

fn code(count: usize) -> impl Strategy<Value = String> {
    (0..count).prop_map(|i| format!("c{i}"))
}

fn condition(count: usize) -> impl Strategy<Value = Condition> {
    let leaf = (code(count), 1u32..3).prop_map(|(choice, at_least)| Condition::Chosen { choice, at_least });
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(|of| Condition::All { of }),
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|of| Condition::Any { of }),
            inner.prop_map(|of| Condition::Not { of: Box::new(of) }),
        ]
    })
}

fn demand(count: usize) -> impl Strategy<Value = Demand> {
    let codes = || proptest::collection::vec(code(count), 1..3);
    prop_oneof![
        3 => condition(count).prop_map(|what| Demand::Requires { what }),
        3 => codes().prop_map(|choices| Demand::Excludes { choices }),
        2 => code(count).prop_map(|choice| Demand::Adds { choice, amount: 1 }),
        1 => code(count).prop_map(|choice| Demand::Suggests { choice }),
        2 => (codes(), 0u32..3).prop_map(|(choices, most)| Demand::AtMost { choices, most }),
    ]
}

fn any_model() -> impl Strategy<Value = Model> {
    let group = (any::<bool>(), any::<bool>(), proptest::collection::vec(1u32..3, 1..4));
    proptest::collection::vec(group, 1..4).prop_flat_map(|groups| {
        let count = groups.iter().map(|g| g.2.len()).sum();
        let rules = proptest::collection::vec((condition(count), demand(count)), 0..6);
        (Just(groups), rules).prop_map(|(groups, rules)| model(groups, rules))
    })
}

/// A model with something that can be said about it.
fn asked() -> impl Strategy<Value = (Model, Choices)> {
    any_model().prop_flat_map(|model| {
        let codes: Vec<(String, u32)> =
            model.groups.iter().flat_map(|g| g.choices.iter().map(|c| (c.code.clone(), c.most))).collect();
        let amounts: Vec<_> = codes.iter().map(|(_, most)| proptest::option::of(0..=*most)).collect();
        (Just(model), amounts).prop_map(move |(model, amounts)| {
            let mut choices = Choices::default();
            for ((code, _), amount) in codes.iter().zip(amounts) {
                let (Some(amount), Some((group, _))) = (amount, model.choice(code)) else { continue };
                // As a person would: in a group of which one is chosen, one.
                if amount > 0 {
                    choices.choose(group, code, amount)
                } else {
                    choices.0.entry(code.clone()).or_insert(0);
                }
            }
            (model, choices)
        })
    })
}

fn compiled(model: &Model) -> Compiled {
    Compiled::new(model.clone()).expect("a model without faults")
}

fn amounts(model: &Model, answer: &Answer) -> Amounts {
    let amount = |c: &Choice| (c.code.clone(), answer.taken(&c.code).map_or(0, |t| t.amount));
    model.groups.iter().flat_map(|g| g.choices.iter().map(amount)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_invalid_is_ever_accepted_and_every_refusal_is_by_something_that_bites((model, choices) in asked()) {
        let answer = compiled(&model).answer(&choices);
        let grown = oracle::grown(&model, &oracle::said(&model, &choices));
        prop_assert_eq!(&amounts(&model, &answer), &grown);
        prop_assert_eq!(answer.valid(), oracle::valid(&model, &grown));
        prop_assert_eq!(answer.complete(), oracle::complete(&model, &grown));
        for bite in &answer.bites {
            let bites = match bite {
                Bite::Rule { rule } => !oracle::rule_holds(&model.rules[*rule], &grown),
                Bite::TooMany { group } => {
                    let group = model.group(group).unwrap();
                    oracle::chosen_in(group, &grown) > group.max as usize
                }
                Bite::TooMuch { choice } => grown[choice] > model.choice(choice).unwrap().1.most,
            };
            prop_assert!(bites, "{:?}", bite);
            for l in [Language::De, Language::En] {
                prop_assert!(model.bite_text(bite, l).len() > 3);
            }
        }
    }

    #[test]
    fn what_was_answered_and_is_asked_again_stays_as_it_is((model, choices) in asked()) {
        let engine = compiled(&model);
        let first = engine.answer(&choices);
        let again = engine.answer(&Choices(amounts(&model, &first)));
        prop_assert_eq!(amounts(&model, &first), amounts(&model, &again));
        prop_assert_eq!((first.net, first.lead_days), (again.net, again.lead_days));
        prop_assert_eq!(first.bites, again.bites);
    }

    #[test]
    fn a_choice_is_blocked_exactly_by_what_would_bite_besides((model, choices) in asked()) {
        let engine = compiled(&model);
        let now = engine.answer(&choices);
        for group in &model.groups {
            for choice in group.choices.iter().filter(|c| now.taken(&c.code).is_none()) {
                let mut would = choices.clone();
                would.choose(group, &choice.code, 1);
                let then = engine.answer(&would);
                let new: BTreeSet<Bite> = then.bites.into_iter().filter(|b| !now.bites.contains(b)).collect();
                let told: BTreeSet<Bite> =
                    now.blocked.get(&choice.code).cloned().unwrap_or_default().into_iter().collect();
                prop_assert_eq!(told, new, "{}", &choice.code);
            }
        }
    }

    #[test]
    fn a_repair_is_found_exactly_when_there_is_one_and_is_the_smallest((model, choices) in asked()) {
        let engine = compiled(&model);
        let now = oracle::said(&model, &choices);
        for whole in [false, true] {
            let good = |grown: &Amounts| if whole { oracle::complete(&model, grown) } else { oracle::valid(&model, grown) };
            let smallest = oracle::everything(&model)
                .into_iter()
                .filter(|said| good(&oracle::grown(&model, said)))
                .filter_map(|said| oracle::distance(&model, &now, &said))
                .min();
            let repair = if whole { engine.complete(&choices) } else { engine.repair(&choices) };
            match (repair, smallest) {
                (Some(repair), Some(smallest)) => {
                    let answer = engine.answer(&repair.choices);
                    let fine = if whole { answer.complete() } else { answer.valid() };
                    prop_assert!(fine);
                    let after = oracle::said(&model, &repair.choices);
                    prop_assert_eq!(oracle::distance(&model, &now, &after), Some(smallest));
                    prop_assert!(repair.changes.is_empty() || !model.repair_text(&repair, Language::De).is_empty());
                }
                (repair, smallest) => prop_assert_eq!(repair.map(|r| r.choices), smallest.map(|_| Choices::default())),
            }
        }
    }

    #[test]
    fn rules_that_cannot_hold_together_are_named_and_none_of_them_is_innocent(model in any_model()) {
        let possible = |model: &Model| {
            oracle::everything(model).iter().any(|said| oracle::complete(model, &oracle::grown(model, said)))
        };
        let only = |codes: &[&String]| {
            let mut model = model.clone();
            model.rules.retain(|rule| codes.contains(&&rule.code));
            model
        };
        match compiled(&model).satisfiable() {
            Ok(()) => prop_assert!(possible(&model)),
            Err(Contradiction { rules }) => {
                let guilty: Vec<&String> = rules.iter().collect();
                prop_assert!(!possible(&only(&guilty)));
                for innocent in &guilty {
                    let others: Vec<&String> = guilty.iter().filter(|r| r != &innocent).copied().collect();
                    prop_assert!(possible(&only(&others)), "without {} it is possible", innocent);
                }
            }
        }
    }

    #[test]
    fn a_choice_that_can_never_be_had_is_known(model in any_model()) {
        let can = |code: &String| {
            oracle::everything(&model).iter().any(|said| {
                said.0[code] > 0 && oracle::complete(&model, &oracle::grown(&model, said))
            })
        };
        let never: BTreeSet<String> = compiled(&model).never_possible().into_iter().collect();
        for choice in model.groups.iter().flat_map(|g| &g.choices) {
            // With one of it: amounts are tried by the rules about them.
            if choice.most == 1 {
                prop_assert_eq!(never.contains(&choice.code), !can(&choice.code), "{}", &choice.code);
            }
        }
    }

    #[test]
    fn a_model_reads_back_as_it_was_written(model in any_model()) {
        let text = serde_json::to_string(&model).unwrap();
        prop_assert_eq!(serde_json::from_str::<Model>(&text).unwrap(), model);
    }
}

#[test]
fn every_fault_of_a_model_is_told_at_once_with_its_place() {
    let mut wrong = model(
        vec![(true, true, vec![1, 1]), (false, false, vec![1])],
        vec![
            (Condition::chosen("nix"), Demand::Adds { choice: "c0".into(), amount: 5 }),
            (Condition::always(), Demand::Excludes { choices: Vec::new() }),
        ],
    );
    wrong.groups[0].choices[1].code = "c0".into();
    wrong.groups[0].choices[0].most = 3;
    wrong.groups[1].min = 4;
    wrong.groups[1].code = "mit Leerzeichen".into();
    wrong.name = Localized::default();
    let faults = Compiled::new(wrong).unwrap_err();
    let paths: Vec<&str> = faults.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "name",
            "groups[0].choices[0].most",
            "groups[0].choices[1].code",
            "groups[1].code",
            "groups[1].max",
            "rules[0].when.choice",
            "rules[0].then.amount",
            "rules[1].then.choices",
        ]
    );
    assert!(
        faults
            .iter()
            .all(|f| !f.wrong.text(Language::De).is_empty() && !f.wrong.text(Language::En).is_empty())
    );
}

#[test]
fn rules_and_repairs_speak_both_languages() {
    let mut small = model(
        vec![(true, true, vec![1, 1]), (false, false, vec![2, 1])],
        vec![
            (Condition::chosen("c2"), Demand::Requires { what: Condition::chosen("c1") }),
            (Condition::chosen("c3"), Demand::Excludes { choices: vec!["c0".into(), "c2".into()] }),
        ],
    );
    for (code, de, en) in
        [("c0", "Dach", "Canopy"), ("c1", "Kabine", "Cab"), ("c2", "Klima", "Air"), ("c3", "Gitter", "Guard")]
    {
        for group in &mut small.groups {
            for choice in group.choices.iter_mut().filter(|c| c.code == code) {
                choice.name = Localized::new(de, en);
            }
        }
    }
    let engine = compiled(&small);
    let choices = Choices::of(["c0", "c2"]);
    let answer = engine.answer(&choices);
    assert_eq!(answer.bites, [Bite::Rule { rule: 0 }]);
    assert_eq!(small.bite_text(&answer.bites[0], Language::De), "Klima braucht Kabine.");
    assert_eq!(small.bite_text(&answer.bites[0], Language::En), "Air needs Cab.");
    assert_eq!(
        small.rule_text(&small.rules[1], Language::De),
        "Gitter geht nicht zusammen mit Dach oder Klima."
    );
    let repair = engine.repair(&choices).unwrap();
    assert_eq!(small.repair_text(&repair, Language::De), "Kabine statt Dach");
    assert_eq!(small.repair_text(&repair, Language::En), "Cab instead of Canopy");
    assert_eq!(answer.net, Money::cents(100_000 + 100 + 300));
    assert_eq!(answer.lead_days, 13);
}

#[test]
fn what_a_new_version_no_longer_has_is_told_and_the_rest_stays() {
    let old = model(vec![(false, false, vec![1, 1, 1])], Vec::new());
    let mut new = old.clone();
    new.groups[0].choices.remove(1);
    let mut choices = Choices::of(["c0", "c1"]);
    choices.0.insert("c2".into(), 0);
    let (kept, gone) = carried_over(&new, &choices);
    assert_eq!(gone, ["c1"]);
    assert_eq!((kept.amount("c0"), kept.0.get("c2")), (1, Some(&0)));
}
