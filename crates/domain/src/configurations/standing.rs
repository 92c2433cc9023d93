//! How a configuration stands: what the server keeps of it, and what a page shows, on the server and in the browser from the same
//! rules.

use std::collections::BTreeMap;

use super::{Choices, Compiled, Group, GroupPicks, Kept, KeptLine, Model, Pick, Repair, Why, differences};
use crate::{Language, Localized, Money, Quantity};

/// A group with its options, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupStanding {
    pub code: String,
    pub name: String,
    pub text: String,
    /// One excludes the other.
    pub single: bool,
    /// So many have to be chosen, and so many can be.
    pub min: u32,
    pub max: u32,
    /// Something is still to choose here.
    pub missing: bool,
    pub options: Vec<OptionStanding>,
}

/// An option, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionStanding {
    pub code: String,
    pub name: String,
    pub text: String,
    /// Below `/media`; empty without one.
    pub picture: String,
    /// The most of it in one machine.
    pub most: u32,
    /// How many there are now.
    pub amount: u32,
    /// Why it is there although nobody chose it: it cannot be taken off.
    pub automatic: Option<String>,
    /// Why it cannot be chosen as things are.
    pub barred: Option<String>,
    /// What the machine would cost more with it, or with one of it.
    pub difference: Money,
    /// How many working days later it would come.
    pub days: i64,
}

/// A configuration as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub groups: Vec<GroupStanding>,
    pub kept: Kept,
    /// What does not go together, in sentences.
    pub clashes: Vec<String>,
}

impl Standing {
    /// The first group in which something is still to choose: its code and name.
    #[must_use]
    pub fn next(&self) -> Option<(&str, &str)> {
        self.groups.iter().find(|g| g.missing).map(|g| (g.code.as_str(), g.name.as_str()))
    }
}

/// What is kept of choices: lines, price and lead time by the rules, whatever anybody says they are.
#[must_use]
pub fn kept(engine: &Compiled, choices: &Choices, machines: u32) -> Kept {
    let (model, answer) = (engine.model(), engine.answer(choices));
    let base = KeptLine {
        group: String::new(),
        option: String::new(),
        group_name: Localized::default(),
        name: model.name.clone(),
        quantity: Quantity::ONE,
        net: model.net,
    };
    let line = |taken: &super::Taken| {
        let (group, choice) = model.choice(&taken.choice)?;
        Some(KeptLine {
            group: group.code.clone(),
            option: choice.code.clone(),
            group_name: group.name.clone(),
            name: choice.name.clone(),
            quantity: Quantity::of(taken.amount.into()),
            net: choice.net,
        })
    };
    Kept {
        model_version: model.version,
        model_name: model.name.clone(),
        lines: std::iter::once(base).chain(answer.taken.iter().filter_map(line)).collect(),
        machines,
        net: answer.net,
        lead_days: answer.lead_days,
        complete: answer.complete(),
        missing: model.missing(&answer).map(|g| g.name.clone()).collect(),
    }
}

/// Everything a page shows.
#[must_use]
pub fn standing(engine: &Compiled, choices: &Choices, machines: u32, l: Language) -> Standing {
    let (model, answer) = (engine.model(), engine.answer(choices));
    let lead = |code: &str| model.choice(code).map_or(0, |(_, c)| c.lead_days);
    let longest = answer.taken.iter().map(|t| lead(&t.choice)).max().unwrap_or(0);
    let groups = model
        .groups
        .iter()
        .map(|group| {
            // What a choice of a group of which one is chosen takes the place of.
            let instead = answer.taken.iter().find(|t| group.single() && t.group == group.code);
            let replaced = instead.and_then(|t| model.choice(&t.choice)).map_or(Money::ZERO, |(_, c)| c.net);
            let others = answer
                .taken
                .iter()
                .filter(|t| !(group.single() && t.group == group.code))
                .map(|t| lead(&t.choice))
                .max()
                .unwrap_or(0);
            let option = |choice: &super::Choice| {
                let taken = answer.taken(&choice.code);
                let words = |bites: &Vec<super::Bite>| {
                    bites.iter().map(|b| model.bite_text(b, l)).collect::<Vec<_>>().join(" ")
                };
                let automatic = taken.filter(|t| matches!(t.why, Why::Added { .. }));
                OptionStanding {
                    code: choice.code.clone(),
                    name: choice.name.get(l).to_owned(),
                    text: choice.text.get(l).to_owned(),
                    picture: choice.picture.clone(),
                    most: choice.most,
                    amount: taken.map_or(0, |t| t.amount),
                    automatic: automatic.and_then(|t| model.why_text(t.why, l)),
                    barred: answer.blocked.get(&choice.code).map(words),
                    difference: match taken {
                        Some(_) if group.single() => Money::ZERO,
                        _ => choice.net - replaced,
                    },
                    days: match taken {
                        Some(_) => 0,
                        None => i64::from(others.max(choice.lead_days)) - i64::from(longest),
                    },
                }
            };
            GroupStanding {
                code: group.code.clone(),
                name: group.name.get(l).to_owned(),
                text: group.text.get(l).to_owned(),
                single: group.single(),
                min: group.min,
                max: group.max,
                missing: answer.missing.contains(&group.code),
                options: group.choices.iter().map(option).collect(),
            }
        })
        .collect();
    Standing {
        groups,
        clashes: answer.bites.iter().map(|b| model.bite_text(b, l)).collect(),
        kept: kept(engine, choices, machines),
    }
}

/// The choices with these groups as they were sent; groups and codes that the model does not know are left out.
#[must_use]
pub fn put(model: &Model, mut choices: Choices, sent: &[GroupPicks]) -> Choices {
    for picks in sent {
        let Some(group) = model.group(&picks.group) else { continue };
        choices.clear(group);
        for pick in &picks.picks {
            if group.choices.iter().any(|c| c.code == pick.option) {
                choices.0.insert(pick.option.clone(), pick.amount);
            }
        }
    }
    choices
}

/// What is chosen in a group by somebody: option and amount.
#[must_use]
pub fn chosen(choices: &Choices, group: &Group) -> BTreeMap<String, u32> {
    choices.in_group(group).into_iter().filter(|(_, amount)| *amount > 0).collect()
}

/// What a group's picks come to: option and amount.
#[must_use]
pub fn sent(picks: &GroupPicks) -> BTreeMap<String, u32> {
    picks.picks.iter().filter(|p| p.amount > 0).map(|p| (p.option.clone(), p.amount)).collect()
}

/// A proposal that can be taken: what to send, and what it changes, with prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub picks: Vec<GroupPicks>,
    pub differences: Vec<super::Difference>,
}

/// What would have to change so that an option can be chosen, or, without one, so that everything goes together; nothing when there is
/// no way.
#[must_use]
pub fn propose(engine: &Compiled, choices: &Choices, option: Option<&str>) -> Option<Proposal> {
    let Repair { choices: to, .. } = match option {
        Some(option) => engine.choosing(choices, option, 1)?,
        None => engine.repair(choices)?,
    };
    let model = engine.model();
    let changed = model.groups.iter().filter(|g| choices.in_group(g) != to.in_group(g));
    let picks = changed.map(|group| GroupPicks {
        group: group.code.clone(),
        picks: chosen(&to, group).into_iter().map(|(option, amount)| Pick { option, amount }).collect(),
    });
    let differences = differences(&kept(engine, choices, 1), &kept(engine, &to, 1));
    Some(Proposal { picks: picks.collect(), differences })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ModelId;
    use crate::configurations::{Choice, Condition, Demand, Rule};

    fn choice(code: &str, euros: i64, lead_days: u32, most: u32) -> Choice {
        Choice {
            code: code.into(),
            number: String::new(),
            name: Localized::new(code, ""),
            text: Localized::default(),
            net: Money::cents(euros * 100),
            lead_days,
            most,
            picture: String::new(),
        }
    }

    fn group(code: &str, min: u32, max: u32, choices: Vec<Choice>) -> Group {
        let (name, text) = (Localized::new(code.to_uppercase(), ""), Localized::default());
        Group { code: code.into(), name, text, min, max, choices }
    }

    /// A cab is needed; the closed one brings heating; air conditioning needs the closed one.
    fn engine() -> Compiled {
        let rules = vec![
            Rule {
                code: "r1".into(),
                when: Condition::chosen("closed"),
                then: Demand::Adds { choice: "heating".into(), amount: 1 },
                words: Localized::default(),
            },
            Rule {
                code: "r2".into(),
                when: Condition::chosen("air"),
                then: Demand::Requires { what: Condition::chosen("closed") },
                words: Localized::new("Klima nur in der geschlossenen Kabine.", ""),
            },
        ];
        Compiled::new(Model {
            id: ModelId::new("kb18"),
            version: 3,
            number: "KB 18".into(),
            name: Localized::new("Bagger", ""),
            text: Localized::default(),
            net: Money::cents(3_000_000),
            lead_days: 30,
            groups: vec![
                group("cab", 1, 1, vec![choice("open", 0, 0, 1), choice("closed", 2_000, 10, 1)]),
                group("more", 0, 9, vec![choice("heating", 500, 0, 1), choice("air", 900, 5, 1)]),
                group("light", 0, 9, vec![choice("lamp", 100, 0, 4)]),
            ],
            rules,
        })
        .map_err(|faults| format!("{faults:?}"))
        .unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn picks(group: &str, options: &[&str]) -> GroupPicks {
        let pick = |o: &&str| Pick { option: (*o).to_owned(), amount: 1 };
        GroupPicks { group: group.into(), picks: options.iter().map(pick).collect() }
    }

    #[test]
    fn what_is_kept_is_what_the_rules_make_of_it() {
        let engine = engine();
        let nothing = kept(&engine, &Choices::default(), 1);
        assert!(!nothing.complete && nothing.missing.len() == 1 && nothing.lines.len() == 1);
        let choices = put(engine.model(), Choices::default(), &[picks("cab", &["closed"])]);
        let kept = kept(&engine, &choices, 2);
        let codes: Vec<&str> = kept.lines.iter().map(|line| line.option.as_str()).collect();
        assert_eq!(codes, ["", "closed", "heating"], "what comes by itself is there too");
        assert_eq!(kept.total(), Money::cents(2 * 3_250_000));
        assert_eq!((kept.lead_days, kept.complete, kept.model_version), (40, true, 3));
        let sum: Money = kept.lines.iter().map(KeptLine::amount).sum();
        assert_eq!(sum, kept.net);
    }

    #[test]
    fn a_page_says_what_each_option_costs_when_it_comes_and_why_it_cannot_be_chosen() {
        let engine = engine();
        let open = put(engine.model(), Choices::default(), &[picks("cab", &["open"])]);
        let seen = standing(&engine, &open, 1, Language::De);
        let closed = &seen.groups[0].options[1];
        assert_eq!((closed.difference, closed.days, closed.amount), (Money::cents(200_000), 10, 0));
        let air = &seen.groups[1].options[1];
        assert_eq!(air.barred.as_deref(), Some("Klima nur in der geschlossenen Kabine."));
        assert_eq!(seen.next(), None);
        let closed = put(engine.model(), open, &[picks("cab", &["closed"])]);
        let seen = standing(&engine, &closed, 1, Language::De);
        assert_eq!(seen.groups[0].options[0].difference, Money::cents(-200_000));
        assert_eq!(seen.groups[0].options[0].days, -10);
        assert!(seen.groups[1].options[0].automatic.is_some(), "the heating came by itself");
        assert_eq!(seen.groups[1].options[1].days, 0, "it is made beside what takes longer");
    }

    #[test]
    fn a_proposal_brings_what_is_wanted_and_says_what_it_changes() {
        let engine = engine();
        let open = put(engine.model(), Choices::default(), &[picks("cab", &["open"])]);
        let proposal = propose(&engine, &open, Some("air")).unwrap();
        let after = put(engine.model(), open.clone(), &proposal.picks);
        let answer = engine.answer(&after);
        assert!(answer.complete() && answer.taken("air").is_some() && answer.taken("closed").is_some());
        let words: Vec<String> = proposal.differences.iter().map(|d| d.text(Language::De)).collect();
        assert_eq!(words, ["CAB: closed statt open", "MORE: heating dazu", "MORE: air dazu"]);
        // What does not go together as it is.
        let clash = put(engine.model(), open, &[picks("more", &["air"])]);
        assert_eq!(standing(&engine, &clash, 1, Language::De).clashes.len(), 1);
        let mended = put(engine.model(), clash.clone(), &propose(&engine, &clash, None).unwrap().picks);
        assert!(engine.answer(&mended).valid());
    }

    #[test]
    fn groups_are_put_as_they_were_sent_and_others_stay() {
        let engine = engine();
        let model = engine.model();
        let both = put(model, Choices::default(), &[picks("cab", &["open"]), picks("more", &["heating"])]);
        let none =
            put(model, both, &[picks("more", &[]), picks("nonsense", &["air"]), picks("cab", &["air"])]);
        assert_eq!(chosen(&none, &model.groups[1]), BTreeMap::new());
        assert_eq!(none.amount("air"), 0, "an option of another group is none of this one");
    }
}
