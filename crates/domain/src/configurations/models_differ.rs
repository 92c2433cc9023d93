//! What differs between two versions of a model, for who releases it.

use std::collections::BTreeMap;

use super::{Choice, Group, Model, Rule};
use crate::{Language, format};

/// In sentences: groups, choices, prices, times and rules that came, went or changed.
#[must_use]
pub fn differences_of_models(before: &Model, after: &Model, l: Language) -> Vec<String> {
    let (new, gone) = (l.pick("neu", "new"), l.pick("entfällt", "goes"));
    let mut found = Vec::new();
    if before.net != after.net {
        found.push(format!(
            "{}: {} {} {}",
            after.name.get(l),
            format::money(after.net, l),
            l.pick("statt", "instead of"),
            format::money(before.net, l)
        ));
    }
    if before.lead_days != after.lead_days {
        found.push(days(after.name.get(l), before.lead_days, after.lead_days, l));
    }
    if (&before.number, &before.name, &before.text) != (&after.number, &after.name, &after.text) {
        found.push(format!("{}: {}", after.name.get(l), l.pick("Angaben geändert", "details changed")));
    }
    let choices = |model: &'_ Model| -> BTreeMap<String, (Group, Choice)> {
        let all = model.groups.iter().flat_map(|g| g.choices.iter().map(move |c| (g, c)));
        all.map(|(g, c)| (c.code.clone(), (g.clone(), c.clone()))).collect()
    };
    let (old, now) = (choices(before), choices(after));
    for (code, (group, choice)) in &now {
        let name = format!("{}, {}", group.name.get(l), choice.name.get(l));
        match old.get(code) {
            None => found.push(format!("{new}: {name}, {}", format::money(choice.net, l))),
            Some((_, was)) => {
                if was.net != choice.net {
                    found.push(format!(
                        "{name}: {} {} {}",
                        format::money(choice.net, l),
                        l.pick("statt", "instead of"),
                        format::money(was.net, l)
                    ));
                }
                if was.lead_days != choice.lead_days {
                    found.push(days(&name, was.lead_days, choice.lead_days, l));
                }
                let details = |c: &Choice| {
                    (c.name.clone(), c.text.clone(), c.number.clone(), c.most, c.picture.clone())
                };
                if details(was) != details(choice) {
                    found.push(format!("{name}: {}", l.pick("Angaben geändert", "details changed")));
                }
            }
        }
    }
    for (_, (group, choice)) in old.iter().filter(|(code, _)| !now.contains_key(*code)) {
        found.push(format!("{gone}: {}, {}", group.name.get(l), choice.name.get(l)));
    }
    for group in &after.groups {
        let was = before.group(&group.code);
        if was.is_some_and(|was| (was.min, was.max) != (group.min, group.max)) {
            let many = l.pick("wie viele zu wählen sind", "how many to choose");
            found.push(format!("{}: {many}", group.name.get(l)));
        }
        if was.is_some_and(|was| (&was.name, &was.text) != (&group.name, &group.text)) {
            found.push(format!("{}: {}", group.name.get(l), l.pick("Angaben geändert", "details changed")));
        }
    }
    let rules = |model: &'_ Model| -> BTreeMap<String, Rule> {
        model.rules.iter().map(|r| (r.code.clone(), r.clone())).collect()
    };
    let (old, now) = (rules(before), rules(after));
    let rule = l.pick("Regel", "rule");
    for (code, is) in now.iter().filter(|(code, is)| old.get(*code) != Some(is)) {
        let word = if old.contains_key(code) { l.pick("geändert", "changed") } else { new };
        found.push(format!("{rule} {code} {word}: {}", after.generated(is, l)));
    }
    for (code, was) in old.iter().filter(|(code, _)| !now.contains_key(*code)) {
        found.push(format!("{rule} {code} {gone}: {}", before.generated(was, l)));
    }
    found
}

fn days(name: &str, before: u32, after: u32, l: Language) -> String {
    match l {
        Language::De => format!("{name}: {after} statt {before} Arbeitstage"),
        Language::En => format!("{name}: {after} instead of {before} working days"),
    }
}
