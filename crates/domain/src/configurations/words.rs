//! Rules and repairs in sentences.

use super::{Answer, Bite, Change, Condition, Demand, Group, Model, ModelFault, Repair, Rule, Why};
use crate::{Language, Localized};

impl Model {
    fn named(&self, code: &str, l: Language) -> String {
        self.choice(code).map_or(code, |(_, choice)| choice.name.get(l)).to_owned()
    }

    fn names<'a>(&self, codes: impl IntoIterator<Item = &'a String>, last: &str, l: Language) -> String {
        listed(&codes.into_iter().map(|code| self.named(code, l)).collect::<Vec<_>>(), last)
    }

    /// `Klimaanlage und mindestens 2 × Scheinwerfer`; empty for what always holds.
    #[must_use]
    pub fn condition_text(&self, condition: &Condition, l: Language) -> String {
        let inner = |of: &[Condition], last: &str| {
            let parts: Vec<String> = of
                .iter()
                .map(|c| {
                    let text = self.condition_text(c, l);
                    // A list within a list is put in brackets.
                    let nested = matches!(c, Condition::All { of } | Condition::Any { of } if of.len() > 1);
                    if nested { format!("({text})") } else { text }
                })
                .collect();
            listed(&parts, last)
        };
        match condition {
            Condition::Chosen { choice, at_least: 1 } => self.named(choice, l),
            Condition::Chosen { choice, at_least } => {
                format!("{} {at_least} × {}", l.pick("mindestens", "at least"), self.named(choice, l))
            }
            Condition::All { of } => inner(of, l.pick("und", "and")),
            Condition::Any { of } => inner(of, l.pick("oder", "or")),
            Condition::Not { of } => format!("{} {}", l.pick("kein", "no"), self.condition_text(of, l)),
        }
    }

    /// The rule as a sentence: the dealer's own words, or what it demands.
    #[must_use]
    pub fn rule_text(&self, rule: &Rule, l: Language) -> String {
        if rule.words.is_empty() { self.generated(rule, l) } else { rule.words.get(l).to_owned() }
    }

    /// What a rule demands, whatever the dealer says about it.
    #[must_use]
    pub fn generated(&self, rule: &Rule, l: Language) -> String {
        let when = self.condition_text(&rule.when, l);
        let subject = if when.is_empty() { self.name.get(l).to_owned() } else { when };
        let and = l.pick("und", "and");
        match &rule.then {
            Demand::Requires { what } => {
                format!("{subject} {} {}.", l.pick("braucht", "needs"), self.condition_text(what, l))
            }
            Demand::Excludes { choices } => {
                let others = self.names(choices, l.pick("oder", "or"), l);
                format!(
                    "{subject} {} {others}.",
                    l.pick("geht nicht zusammen mit", "does not go together with")
                )
            }
            Demand::Adds { choice, amount } => {
                let name = self.named(choice, l);
                let what = if *amount == 1 { name } else { format!("{amount} × {name}") };
                format!("{subject} {} {what}.", l.pick("bringt mit:", "brings along:"))
            }
            Demand::Suggests { choice } => {
                let name = self.named(choice, l);
                format!("{} {subject}: {name}.", l.pick("Vorschlag bei", "Suggested with"))
            }
            Demand::AtMost { choices, most } => {
                let names = self.names(choices, and, l);
                let at_most = l.pick("zusammen höchstens", "together at most");
                format!("{subject}: {names} {at_most} {most}.")
            }
        }
    }

    /// A rule with its code and what it demands, as both readers read it.
    #[must_use]
    pub fn rule_named(&self, code: &str) -> Localized {
        let text = |l| {
            let rule = self.rules.iter().find(|rule| rule.code == code);
            format!("{code}: {}", rule.map(|rule| self.generated(rule, l)).unwrap_or_default())
        };
        Localized::new(text(Language::De), text(Language::En))
    }

    /// What stands at the place of a fault: a rule as a sentence, a choice or a group with what is wrong.
    pub(super) fn named_place(&self, fault: &ModelFault) -> Localized {
        let at = |list: &str, path: &str| -> Option<usize> {
            path.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?.0.parse().ok()
        };
        let path = fault.path.as_str();
        if let Some(rule) = at("rules", path).and_then(|r| self.rules.get(r)) {
            return self.rule_named(&rule.code);
        }
        let group = at("groups", path).and_then(|g| self.groups.get(g));
        let inner = path.split_once("].").map_or("", |(_, inner)| inner);
        let choice = group.and_then(|group| group.choices.get(at("choices", inner)?));
        let name = choice.map(|choice| &choice.name).or(group.map(|group| &group.name));
        let text = |l| {
            let name = name.map_or(path, |name| name.get(l));
            format!("{name}: {}", fault.wrong.text(l))
        };
        Localized::new(text(Language::De), text(Language::En))
    }

    /// Why something does not go together.
    #[must_use]
    pub fn bite_text(&self, bite: &Bite, l: Language) -> String {
        match bite {
            Bite::Rule { rule } => self.rules.get(*rule).map(|r| self.rule_text(r, l)).unwrap_or_default(),
            Bite::TooMany { group } => {
                let group = self.group(group);
                let (name, max) = group.map_or(("", 0), |g| (g.name.get(l), g.max));
                match (l, max) {
                    (Language::De, 1) => format!("{name}: nur eines davon."),
                    (Language::En, 1) => format!("{name}: only one of them."),
                    (Language::De, _) => format!("{name}: höchstens {max} verschiedene."),
                    (Language::En, _) => format!("{name}: at most {max} different ones."),
                }
            }
            Bite::TooMuch { choice } => {
                let most = self.choice(choice).map_or(0, |(_, c)| c.most);
                format!("{}: {} {most}.", self.named(choice, l), l.pick("höchstens", "at most"))
            }
        }
    }

    /// Why something is there that nobody chose; `None` for what somebody chose.
    #[must_use]
    pub fn why_text(&self, why: Why, l: Language) -> Option<String> {
        match why {
            Why::Asked => None,
            Why::Added { rule } | Why::Suggested { rule } => {
                self.rules.get(rule).map(|r| self.rule_text(r, l))
            }
        }
    }

    /// One step of a repair: `Kabine mit Heizung dazu`.
    #[must_use]
    pub fn change_text(&self, change: &Change, l: Language) -> String {
        let name = self.named(&change.choice, l);
        match (change.from, change.to) {
            (0, 1) => format!("{name} {}", l.pick("dazu", "added")),
            (0, to) => format!("{to} × {name} {}", l.pick("dazu", "added")),
            (_, 0) => match l {
                Language::De => format!("ohne {name}"),
                Language::En => format!("without {name}"),
            },
            (from, to) => format!("{name}: {to} {} {from}", l.pick("statt", "instead of")),
        }
    }

    /// A repair as one sentence: `Kabine mit Heizung statt Kabine offen, ohne Radio`.
    #[must_use]
    pub fn repair_text(&self, repair: &Repair, l: Language) -> String {
        let mut words = Vec::new();
        for group in &self.groups {
            let of: Vec<&Change> = repair.changes.iter().filter(|c| c.group == group.code).collect();
            match of.as_slice() {
                [a, b] if group.single() => {
                    let (old, new) = if a.to == 0 { (a, b) } else { (b, a) };
                    let instead = l.pick("statt", "instead of");
                    words.push(format!(
                        "{} {instead} {}",
                        self.named(&new.choice, l),
                        self.named(&old.choice, l)
                    ));
                }
                of => words.extend(of.iter().map(|change| self.change_text(change, l))),
            }
        }
        words.join(", ")
    }

    /// The groups in which something is still to choose.
    pub fn missing<'a>(&'a self, answer: &'a Answer) -> impl Iterator<Item = &'a Group> {
        answer.missing.iter().filter_map(|code| self.group(code))
    }
}

/// `a, b und c`.
fn listed(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
