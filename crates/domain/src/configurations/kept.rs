//! What is kept of a configuration: what was chosen, as it was called and what it cost then. A version is readable without its
//! model, whatever became of that.

use serde::{Deserialize, Serialize};

use crate::{Language, Localized, Money, Quantity};

/// Longest name of a configuration.
pub const MAX_NAME: u32 = 80;

/// More machines than anybody configures at once; a guard against typing errors.
pub const MAX_MACHINES: u32 = 999;

/// Where a configuration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationState {
    /// Something is still to choose, or does not go together: it can be neither offered nor ordered.
    #[default]
    Draft,
    /// Everything is chosen and goes together.
    Complete,
    /// Put away by somebody. Nobody ever deletes one.
    Archived,
}

impl ConfigurationState {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Complete, Self::Archived];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Complete => "complete",
            Self::Archived => "archived",
        }
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Draft => l.pick("unvollständig", "incomplete"),
            Self::Complete => l.pick("vollständig", "complete"),
            Self::Archived => l.pick("weggelegt", "archived"),
        }
    }
}

/// One thing of which the machine consists: the machine without options (`option` is empty then), or an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    /// Codes of the model; empty for the machine without options.
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub option: String,
    #[serde(default)]
    pub group_name: Localized,
    pub name: Localized,
    /// In one machine.
    pub quantity: Quantity,
    /// List price of one, net.
    pub net: Money,
}

impl KeptLine {
    /// Of the whole line, in one machine.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.net.times(self.quantity.0)
    }

    fn same(&self, other: &Self) -> bool {
        self.group == other.group && self.option == other.option
    }
}

/// A configuration as it was at one moment: what it consists of, and what it came to by the server's own reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Of the model.
    pub model_version: u32,
    pub model_name: Localized,
    /// The machine without options first, then options in the order of the model.
    pub lines: Vec<KeptLine>,
    /// How many such machines.
    pub machines: u32,
    /// List price of one machine, net.
    pub net: Money,
    /// From the order to the delivery.
    pub lead_days: u32,
    /// Nothing is missing and everything goes together.
    pub complete: bool,
    /// The groups in which something is still to choose.
    #[serde(default)]
    pub missing: Vec<Localized>,
}

impl Kept {
    /// Of all machines.
    #[must_use]
    pub fn total(&self) -> Money {
        self.net.times(self.machines.into())
    }
}

/// What differs between two versions, or between two configurations of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    Added {
        group: Localized,
        option: Localized,
        quantity: Quantity,
        net: Money,
    },
    Removed {
        group: Localized,
        option: Localized,
        quantity: Quantity,
        net: Money,
    },
    /// One option of the group in the place of another; prices are of the lines.
    Replaced {
        group: Localized,
        from: Localized,
        to: Localized,
        before: Money,
        after: Money,
    },
    Amount {
        option: Localized,
        from: Quantity,
        to: Quantity,
        before: Money,
        after: Money,
    },
    /// The same thing costs something else.
    Price {
        option: Localized,
        before: Money,
        after: Money,
    },
    Machines {
        from: u32,
        to: u32,
    },
    /// Another version of the model.
    Model {
        from: u32,
        to: u32,
    },
}

impl Difference {
    /// What it does to the price of one machine.
    #[must_use]
    pub fn net(&self) -> Money {
        match self {
            Self::Added { net, .. } => *net,
            Self::Removed { net, .. } => Money::ZERO - *net,
            Self::Replaced { before, after, .. }
            | Self::Amount { before, after, .. }
            | Self::Price { before, after, .. } => *after - *before,
            Self::Machines { .. } | Self::Model { .. } => Money::ZERO,
        }
    }

    /// In words: `Motor: Stufe V statt Standard`.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let many = |quantity: &Quantity, name: &Localized| {
            if *quantity == Quantity::ONE {
                name.get(l).to_owned()
            } else {
                format!("{} × {}", crate::format::quantity(*quantity, l), name.get(l))
            }
        };
        match self {
            Self::Added { group, option, quantity, .. } => {
                format!("{}: {} {}", group.get(l), many(quantity, option), l.pick("dazu", "added"))
            }
            Self::Removed { group, option, quantity, .. } => {
                format!("{}: {} {}", group.get(l), many(quantity, option), l.pick("nicht mehr", "no longer"))
            }
            Self::Replaced { group, from, to, .. } => {
                let instead = l.pick("statt", "instead of");
                format!("{}: {} {instead} {}", group.get(l), to.get(l), from.get(l))
            }
            Self::Amount { option, from, to, .. } => {
                let (from, to) = (crate::format::quantity(*from, l), crate::format::quantity(*to, l));
                format!("{}: {to} {} {from}", option.get(l), l.pick("statt", "instead of"))
            }
            Self::Price { option, before, after } => {
                let (before, after) = (crate::format::money(*before, l), crate::format::money(*after, l));
                match l {
                    Language::De => format!("{} kostet jetzt {after} statt {before}", option.get(l)),
                    Language::En => format!("{} now costs {after} instead of {before}", option.get(l)),
                }
            }
            Self::Machines { from, to } => match l {
                Language::De => format!("Anzahl {to} statt {from}"),
                Language::En => format!("{to} machines instead of {from}"),
            },
            Self::Model { from, to } => match l {
                Language::De => format!("Modellstand {to} statt {from}"),
                Language::En => format!("version {to} of the model instead of {from}"),
            },
        }
    }
}

/// What became of `before` in `after`. The prices of all differences together are what one machine costs more or less.
#[must_use]
pub fn differences(before: &Kept, after: &Kept) -> Vec<Difference> {
    let mut found = Vec::new();
    if before.model_version != after.model_version {
        found.push(Difference::Model { from: before.model_version, to: after.model_version });
    }
    let mut groups: Vec<&str> = Vec::new();
    for line in after.lines.iter().chain(&before.lines) {
        if !groups.contains(&line.group.as_str()) {
            groups.push(&line.group);
        }
    }
    for group in groups {
        let of = |kept: &'_ Kept| -> Vec<KeptLine> {
            kept.lines.iter().filter(|line| line.group == group).cloned().collect()
        };
        of_group(&of(before), &of(after), &mut found);
    }
    if before.machines != after.machines {
        found.push(Difference::Machines { from: before.machines, to: after.machines });
    }
    found
}

fn of_group(before: &[KeptLine], after: &[KeptLine], found: &mut Vec<Difference>) {
    let gone: Vec<&KeptLine> = before.iter().filter(|b| !after.iter().any(|a| a.same(b))).collect();
    let new: Vec<&KeptLine> = after.iter().filter(|a| !before.iter().any(|b| b.same(a))).collect();
    if let ([from], [to]) = (gone.as_slice(), new.as_slice()) {
        found.push(Difference::Replaced {
            group: to.group_name.clone(),
            from: from.name.clone(),
            to: to.name.clone(),
            before: from.amount(),
            after: to.amount(),
        });
    } else {
        found.extend(gone.iter().map(|line| Difference::Removed {
            group: line.group_name.clone(),
            option: line.name.clone(),
            quantity: line.quantity,
            net: line.amount(),
        }));
        found.extend(new.iter().map(|line| Difference::Added {
            group: line.group_name.clone(),
            option: line.name.clone(),
            quantity: line.quantity,
            net: line.amount(),
        }));
    }
    for now in after {
        let Some(was) = before.iter().find(|b| b.same(now)) else { continue };
        if was.quantity != now.quantity {
            found.push(Difference::Amount {
                option: now.name.clone(),
                from: was.quantity,
                to: now.quantity,
                before: was.amount(),
                after: now.amount(),
            });
        } else if was.net != now.net {
            found.push(Difference::Price {
                option: now.name.clone(),
                before: was.amount(),
                after: now.amount(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(group: &str, option: &str, quantity: i64, cents: i64) -> KeptLine {
        KeptLine {
            group: group.into(),
            option: option.into(),
            group_name: Localized::new(group, ""),
            name: Localized::new(if option.is_empty() { "Bagger" } else { option }, ""),
            quantity: Quantity::of(quantity),
            net: Money::cents(cents),
        }
    }

    fn kept(lines: Vec<KeptLine>) -> Kept {
        let net = lines.iter().map(KeptLine::amount).sum();
        Kept { model_version: 1, lines, machines: 1, net, ..Kept::default() }
    }

    #[test]
    fn differences_are_told_in_words_with_what_they_cost() {
        let before = kept(vec![
            line("", "", 1, 10_000_000),
            line("Motor", "Standard", 1, 0),
            line("Licht", "LED", 2, 15_000),
            line("Zubehör", "Kamera", 1, 90_000),
        ]);
        let mut after = kept(vec![
            line("", "", 1, 10_200_000),
            line("Motor", "Stufe V", 1, 450_000),
            line("Licht", "LED", 4, 15_000),
            line("Zubehör", "Klima", 1, 120_000),
            line("Zubehör", "Radio", 1, 30_000),
        ]);
        after.machines = 2;
        let texts: Vec<String> = differences(&before, &after).iter().map(|d| d.text(Language::De)).collect();
        assert_eq!(
            texts,
            [
                "Bagger kostet jetzt 102.000,00\u{a0}€ statt 100.000,00\u{a0}€",
                "Motor: Stufe V statt Standard",
                "LED: 4 statt 2",
                "Zubehör: Kamera nicht mehr",
                "Zubehör: Klima dazu",
                "Zubehör: Radio dazu",
                "Anzahl 2 statt 1",
            ]
        );
        assert_eq!(after.total(), Money::cents(2 * (10_200_000 + 450_000 + 60_000 + 150_000)));
    }

    #[test]
    fn a_version_reads_back_from_yesterdays_data() {
        let old = r#"{"model_version":3,"model_name":{"de":"ZX"},"lines":[{"name":{"de":"ZX"},"quantity":"1",
            "net":{"amount":"5"}}],"machines":1,"net":{"amount":"5"},"lead_days":40,"complete":false}"#;
        let kept: Kept = serde_json::from_str(old).unwrap();
        assert_eq!((kept.lines[0].group.as_str(), kept.missing.len()), ("", 0));
    }

    fn any_kept() -> impl Strategy<Value = Kept> {
        let lines = proptest::collection::btree_map((0u8..4, 0u8..4), (1i64..4, 0i64..100_000), 0..10);
        (lines, 1u32..4, 1u32..3).prop_map(|(lines, machines, model)| {
            let lines = lines.into_iter().map(|((group, option), (quantity, cents))| {
                line(&format!("g{group}"), &format!("o{option}"), quantity, cents)
            });
            Kept { machines, model_version: model, ..kept(lines.collect()) }
        })
    }

    proptest! {
        #[test]
        fn the_prices_of_all_differences_are_what_the_machine_costs_more(before in any_kept(), after in any_kept()) {
            let all = differences(&before, &after);
            let sum: Money = all.iter().map(Difference::net).sum();
            prop_assert_eq!(sum, after.net - before.net);
            prop_assert_eq!(all.is_empty(), before == after);
        }

        #[test]
        fn nothing_differs_from_itself(kept in any_kept()) {
            prop_assert_eq!(differences(&kept, &kept), vec![]);
        }
    }
}
