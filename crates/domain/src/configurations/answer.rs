//! What a model says to choices: what is added, what is missing, what does not go together, and what it costs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Choices;
use super::compiled::{Amounts, Asked, Compiled, Then};
use crate::{Decimal, Money};

/// Why something is chosen. Rules are named by their place in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// Somebody chose it.
    Asked,
    /// A rule added it.
    Added { rule: usize },
    /// Nobody has chosen otherwise.
    Suggested { rule: usize },
}

/// Something the machine gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub group: String,
    pub choice: String,
    pub amount: u32,
    pub why: Why,
}

/// What does not go together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "bite", rename_all = "snake_case")]
pub enum Bite {
    /// A rule, by its place in the model.
    Rule { rule: usize },
    /// More of a group than can be had together.
    TooMany { group: String },
    /// More of one choice than fits in.
    TooMuch { choice: String },
}

/// The answer to choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// In the order of the model.
    pub taken: Vec<Taken>,
    /// Groups in which something is still to choose.
    pub missing: Vec<String>,
    pub bites: Vec<Bite>,
    /// What would not go together besides, by choice that is not taken: if it were chosen now, in the place of another one where one is
    /// chosen. A choice that is not named here brings nothing new that bites.
    pub blocked: BTreeMap<String, Vec<Bite>>,
    /// List price of one machine.
    pub net: Money,
    /// Working days from the order to the delivery.
    pub lead_days: u32,
}

impl Answer {
    /// Everything goes together.
    #[must_use]
    pub const fn valid(&self) -> bool {
        self.bites.is_empty()
    }

    /// It goes together and nothing is missing: can be offered and ordered.
    #[must_use]
    pub const fn complete(&self) -> bool {
        self.bites.is_empty() && self.missing.is_empty()
    }

    #[must_use]
    pub fn taken(&self, choice: &str) -> Option<&Taken> {
        self.taken.iter().find(|t| t.choice == choice)
    }
}

/// What becomes of what was asked, once rules have added what they add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grown {
    pub amounts: Amounts,
    /// By place; absent for what somebody chose and for what is not there.
    pub why: BTreeMap<usize, Why>,
}

impl Compiled {
    /// Answers choices; codes that the model does not know are left out.
    #[must_use]
    pub fn answer(&self, choices: &Choices) -> Answer {
        let asked = self.asked(choices);
        let grown = self.grow(&asked);
        let bites = self.bites(&grown.amounts);
        let blocked = self.blocked(&asked, &grown);
        let (mut net, mut lead) = (self.model.net.amount, 0);
        let mut taken = Vec::new();
        for (place, amount) in grown.amounts.iter().enumerate().filter(|(_, n)| **n > 0) {
            let choice = self.choice(place);
            net += choice.net.amount * Decimal::from(*amount);
            lead = lead.max(choice.lead_days);
            taken.push(Taken {
                group: self.model.groups[self.shelf_of[place]].code.clone(),
                choice: choice.code.clone(),
                amount: *amount,
                why: grown.why.get(&place).copied().unwrap_or(Why::Asked),
            });
        }
        let missing = self.missing(&grown.amounts);
        Answer {
            taken,
            missing: missing.into_iter().map(|g| self.model.groups[g].code.clone()).collect(),
            bites,
            blocked,
            net: Money::eur(net),
            lead_days: self.model.lead_days + lead,
        }
    }

    /// Adds what rules add until nothing more follows, then what they suggest. Only ever adds, in the order of the rules: it ends,
    /// and the order of the choices does not matter.
    pub(super) fn grow(&self, asked: &Asked) -> Grown {
        let mut grown = Grown { amounts: asked.amounts.clone(), why: BTreeMap::new() };
        loop {
            let mut grew = false;
            for rule in &self.adding {
                let clause = &self.clauses[*rule];
                if let Then::Adds(place, amount) = clause.then
                    && grown.amounts[place] < amount
                    && clause.when.holds(&grown.amounts)
                {
                    grown.amounts[place] = amount;
                    grown.why.insert(place, Why::Added { rule: *rule });
                    grew = true;
                }
            }
            if grew {
                continue;
            }
            let suggested = self.suggesting.iter().find_map(|rule| {
                let clause = &self.clauses[*rule];
                let Then::Suggests(place) = clause.then else { return None };
                let group = self.shelf_of[place];
                let free =
                    !asked.spoken[group] && self.shelves[group].places.clone().all(|p| grown.amounts[p] == 0);
                (free && clause.when.holds(&grown.amounts)).then_some((*rule, place))
            });
            let Some((rule, place)) = suggested else { return grown };
            grown.amounts[place] = 1;
            grown.why.insert(place, Why::Suggested { rule });
        }
    }

    pub(super) fn missing(&self, amounts: &[u32]) -> Vec<usize> {
        let few = |g: &usize| {
            let shelf = &self.shelves[*g];
            count(&amounts[shelf.places.clone()]) < shelf.min
        };
        (0..self.shelves.len()).filter(few).collect()
    }

    pub(super) fn bites(&self, amounts: &[u32]) -> Vec<Bite> {
        let rules = (0..self.clauses.len())
            .filter(|r| !self.clauses[*r].holds(amounts))
            .map(|rule| Bite::Rule { rule });
        let groups = (0..self.shelves.len()).filter_map(|g| self.crowded(g, amounts));
        let places = (0..amounts.len()).filter_map(|p| self.too_much(p, amounts));
        rules.chain(groups).chain(places).collect()
    }

    fn crowded(&self, group: usize, amounts: &[u32]) -> Option<Bite> {
        let shelf = &self.shelves[group];
        (count(&amounts[shelf.places.clone()]) > shelf.max)
            .then(|| Bite::TooMany { group: self.model.groups[group].code.clone() })
    }

    fn too_much(&self, place: usize, amounts: &[u32]) -> Option<Bite> {
        (amounts[place] > self.most[place]).then(|| Bite::TooMuch { choice: self.code(place).to_owned() })
    }

    /// For each choice that is not taken, what would bite besides if it were. Only rules that look at something that would change
    /// are asked.
    fn blocked(&self, asked: &Asked, grown: &Grown) -> BTreeMap<String, Vec<Bite>> {
        let mut blocked = BTreeMap::new();
        let mut would = asked.clone();
        for place in (0..self.most.len()).filter(|p| grown.amounts[*p] == 0) {
            let group = self.shelf_of[place];
            let shelf = self.shelves[group].places.clone();
            let spoken = std::mem::replace(&mut would.spoken[group], true);
            if self.shelves[group].max == 1 {
                would.amounts[shelf.clone()].fill(0);
            }
            would.amounts[place] = 1;
            let then = self.grow(&would).amounts;
            let bites = self.new_bites(&grown.amounts, &then);
            if !bites.is_empty() {
                blocked.insert(self.code(place).to_owned(), bites);
            }
            would.amounts[shelf.clone()].copy_from_slice(&asked.amounts[shelf]);
            would.spoken[group] = spoken;
        }
        blocked
    }

    /// What bites in `then` and not in `now`.
    fn new_bites(&self, now: &[u32], then: &[u32]) -> Vec<Bite> {
        let changed: Vec<usize> = (0..now.len()).filter(|p| now[*p] != then[*p]).collect();
        let mut rules: Vec<usize> = changed.iter().flat_map(|p| self.looking[*p].iter().copied()).collect();
        rules.sort_unstable();
        rules.dedup();
        rules.retain(|r| self.clauses[*r].holds(now) && !self.clauses[*r].holds(then));
        let mut groups: Vec<usize> = changed.iter().map(|p| self.shelf_of[*p]).collect();
        groups.dedup();
        let crowded =
            groups.iter().filter(|g| self.crowded(**g, now).is_none()).filter_map(|g| self.crowded(*g, then));
        let much = changed
            .iter()
            .filter(|p| self.too_much(**p, now).is_none())
            .filter_map(|p| self.too_much(*p, then));
        rules.into_iter().map(|rule| Bite::Rule { rule }).chain(crowded).chain(much).collect()
    }
}

fn count(amounts: &[u32]) -> u32 {
    u32::try_from(amounts.iter().filter(|n| **n > 0).count()).unwrap_or(u32::MAX)
}
