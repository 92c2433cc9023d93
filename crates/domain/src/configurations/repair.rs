//! The way out when choices do not go together, and whether there is one at all.
//!
//! Whatever satisfies a rule that is broken now differs from what is chosen now in something that decides about that rule. So it
//! is enough to change these, one after the other, each at most once: with one change, then with two, and so on, which
//! finds the smallest repair first and finds one whenever there is one. Of several broken rules the one with the fewest ways out comes
//! first. The search counts its steps and gives up before a person would; on models of real size it never came to that
//! (`make bench`). SAT solvers were looked at: they answer yes or no, and the smallest change would have to be built around
//! them (`docs/decisions/0034`).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::Bite;
use super::compiled::{Asked, Compiled};
use super::{Choices, Condition, Demand, Model};

/// So many steps the smallest repair is looked for; then any.
const STEPS: u32 = 4_000;
/// So many steps a model is proven to be without contradiction.
const PROOF: u32 = 60_000;
/// A repair of more changes is none that anybody follows.
const DEEPEST: u32 = 12;

/// As many changes as it takes.
const ANY: u32 = u32::MAX;

/// One thing that is chosen otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub group: String,
    pub choice: String,
    pub from: u32,
    pub to: u32,
}

/// What to choose otherwise, so that everything goes together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// All choices, with the changes.
    pub choices: Choices,
    /// In the order of the model; empty when nothing had to change.
    pub changes: Vec<Change>,
}

/// Rules that cannot hold together, whatever is chosen: without any one of them it could be satisfied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Codes of rules, in the order of the model.
    pub rules: Vec<String>,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// Nothing bites.
    Valid,
    /// Nothing bites and nothing is missing.
    Complete,
}

enum Found {
    Yes(Asked),
    /// Nothing goes together as long as these decisions stay as they were made.
    No(BTreeSet<usize>),
    GaveUp,
}

/// What is chosen together: a group of which one is chosen is one decision, elsewhere each choice is its own.
struct Search<'a> {
    model: &'a Compiled,
    goal: Goal,
    /// Decisions that were made already, by the first place of what they are about.
    made: BTreeSet<usize>,
    steps: u32,
    /// Something was left untried because it would have been one change too many.
    cut: bool,
    /// Rules that were broken where the search went on: what is proven impossible is so because of these.
    needed: BTreeSet<usize>,
}

/// Something that is wrong: the rule it breaks, if it is one, and the places it is about.
struct Fault {
    rule: Option<usize>,
    places: BTreeSet<usize>,
}

/// Ways out of a fault.
struct Ways {
    rule: Option<usize>,
    /// All decisions that it depends on, also those that were made.
    on: BTreeSet<usize>,
    /// The decision, and what is chosen then.
    of: Vec<(usize, Asked)>,
}

impl<'a> Search<'a> {
    const fn new(model: &'a Compiled, goal: Goal, steps: u32) -> Self {
        Self { model, goal, made: BTreeSet::new(), steps, cut: false, needed: BTreeSet::new() }
    }
}

impl Compiled {
    /// The smallest change after which nothing bites; `None` when there is none.
    #[must_use]
    pub fn repair(&self, choices: &Choices) -> Option<Repair> {
        self.towards(choices, choices, Goal::Valid, None)
    }

    /// The smallest change with which so many of one choice go together with the rest; `None` when there is none, and for codes that the
    /// model does not know.
    #[must_use]
    pub fn choosing(&self, choices: &Choices, choice: &str, amount: u32) -> Option<Repair> {
        let (group, _) = self.model.choice(choice)?;
        let mut wanted = choices.clone();
        wanted.choose(group, choice, amount);
        self.towards(choices, &wanted, Goal::Valid, self.place(choice))
    }

    /// The same, and with something chosen where something has to be.
    #[must_use]
    pub fn complete(&self, choices: &Choices) -> Option<Repair> {
        self.towards(choices, choices, Goal::Complete, None)
    }

    /// From `wanted` on, told as changes of `choices`; what is chosen at `keep` stays.
    fn towards(
        &self,
        choices: &Choices,
        wanted: &Choices,
        goal: Goal,
        keep: Option<usize>,
    ) -> Option<Repair> {
        let (before, asked) = (self.asked(choices), self.asked(wanted));
        let made = || -> BTreeSet<usize> { keep.map(|place| self.decision(place)).into_iter().collect() };
        for depth in 0..=DEEPEST {
            let mut search = Search { made: made(), ..Search::new(self, goal, STEPS) };
            match search.run(&asked, depth) {
                Found::Yes(found) => return Some(self.told(choices, &before, &found)),
                Found::No(_) if !search.cut => return None,
                Found::No(_) => {}
                Found::GaveUp => break,
            }
        }
        let mut search = Search { made: made(), ..Search::new(self, goal, STEPS) };
        match search.run(&asked, ANY) {
            Found::Yes(found) => Some(self.told(choices, &before, &found)),
            Found::No(_) | Found::GaveUp => None,
        }
    }

    fn told(&self, choices: &Choices, before: &Asked, after: &Asked) -> Repair {
        let mut choices = choices.clone();
        let mut changes = Vec::new();
        for place in 0..before.amounts.len() {
            let group = self.shelf_of[place];
            let (from, to) = (before.amounts[place], after.amounts[place]);
            let said = after.spoken[group] && !before.spoken[group];
            if from != to || said {
                choices.0.insert(self.code(place).to_owned(), to);
            }
            if from != to {
                changes.push(Change {
                    group: self.model.groups[group].code.clone(),
                    choice: self.code(place).to_owned(),
                    from,
                    to,
                });
            }
        }
        Repair { choices, changes }
    }

    /// Can the rules be satisfied by anything that is complete?
    ///
    /// # Errors
    /// The rules that contradict each other, as few as possible. A model for which that takes too long passes.
    pub fn satisfiable(&self) -> Result<(), Contradiction> {
        // The proof holds without the rules that it never came across.
        let Some(needed) = self.impossible(&BTreeSet::new()) else { return Ok(()) };
        let mut out: BTreeSet<usize> =
            (0..self.clauses.len()).filter(|rule| !needed.contains(rule)).collect();
        let mut guilty: Vec<usize> = needed.into_iter().collect();
        // Many at once first, one by one at last: after that none can be left out.
        let mut many = guilty.len();
        while many > 0 {
            for some in guilty.chunks(many) {
                let fewer: BTreeSet<usize> = out.iter().chain(some).copied().collect();
                if self.impossible(&fewer).is_some() {
                    out = fewer;
                }
            }
            guilty.retain(|rule| !out.contains(rule));
            many = if many == 1 { 0 } else { many.div_ceil(2) };
        }
        let code = |rule: usize| self.model.rules[rule].code.clone();
        Err(Contradiction { rules: guilty.into_iter().map(code).collect() })
    }

    /// The rules because of which nothing complete goes together, without the rules `out`; `None` when something does, or when it takes
    /// too long to know.
    fn impossible(&self, out: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        let end = self.in_the_end(out)?;
        let mut search = Search::new(&end, Goal::Complete, PROOF);
        let nothing = end.asked(&Choices::default());
        matches!(search.run(&nothing, ANY), Found::No(_)).then_some(search.needed)
    }

    /// Codes of choices that can never be part of a complete configuration: a warning for who keeps the model. Each is tried in a
    /// configuration that is complete without it.
    #[must_use]
    pub fn never_possible(&self) -> Vec<String> {
        let Some(end) = self.in_the_end(&BTreeSet::new()) else { return Vec::new() };
        let nothing = end.asked(&Choices::default());
        let mut complete = match Search::new(&end, Goal::Complete, PROOF).run(&nothing, ANY) {
            Found::Yes(complete) => complete,
            Found::No(_) => return (0..self.most.len()).map(|place| self.code(place).to_owned()).collect(),
            Found::GaveUp => return Vec::new(),
        };
        let mut possible: Vec<bool> = complete.amounts.iter().map(|n| *n > 0).collect();
        let mut never = Vec::new();
        for place in 0..self.most.len() {
            let mut open = false;
            for amount in end.values[place].iter().copied().filter(|n| *n > 0) {
                if possible[place] || open {
                    break;
                }
                match end.complete_with(&complete, place, amount) {
                    Found::Yes(found) => {
                        for (place, amount) in found.amounts.iter().enumerate() {
                            possible[place] |= *amount > 0;
                        }
                        complete = found;
                    }
                    Found::No(_) => {}
                    Found::GaveUp => open = true,
                }
            }
            if !possible[place] && !open {
                never.push(self.code(place).to_owned());
            }
        }
        never
    }

    /// Something complete with so many of one choice, beginning with what is complete without it.
    fn complete_with(&self, complete: &Asked, place: usize, amount: u32) -> Found {
        let shelf = &self.shelves[self.shelf_of[place]];
        let mut asked = complete.clone();
        if shelf.max == 1 {
            asked.amounts[shelf.places.clone()].fill(0);
        }
        asked.amounts[place] = amount;
        let mut search = Search::new(self, Goal::Complete, STEPS);
        search.made.insert(self.decision(place));
        search.run(&asked, ANY)
    }

    /// The model without the rules `out`, for what is chosen in the end: what a rule adds it requires, and nothing is suggested.
    /// The same can be had, since everything can be chosen by hand, and no choice depends on others any more.
    fn in_the_end(&self, out: &BTreeSet<usize>) -> Option<Self> {
        let mut model = self.model.clone();
        for (place, rule) in model.rules.iter_mut().enumerate() {
            let what = match &rule.then {
                Demand::Adds { choice, amount } if !out.contains(&place) => {
                    Condition::Chosen { choice: choice.clone(), at_least: *amount }
                }
                Demand::Requires { .. } | Demand::Excludes { .. } | Demand::AtMost { .. }
                    if !out.contains(&place) =>
                {
                    continue;
                }
                // Rules keep their places.
                _ => Condition::always(),
            };
            rule.then = Demand::Requires { what };
        }
        Self::new(model).ok()
    }

    /// The decision that a place belongs to.
    fn decision(&self, place: usize) -> usize {
        let shelf = &self.shelves[self.shelf_of[place]];
        if shelf.max == 1 { shelf.places.start } else { place }
    }
}

impl Search<'_> {
    fn run(&mut self, asked: &Asked, depth: u32) -> Found {
        if self.steps == 0 {
            return Found::GaveUp;
        }
        self.steps -= 1;
        let Some(Ways { rule, on, of: mut ways }) = self.fewest_ways(asked) else {
            return Found::Yes(asked.clone());
        };
        self.needed.extend(rule);
        if depth == 0 {
            self.cut |= !ways.is_empty();
            return Found::No(BTreeSet::new());
        }
        let any = depth == ANY;
        if any {
            ways = self.promising_first(ways);
        }
        let mut because: BTreeSet<usize> = on.intersection(&self.made).copied().collect();
        // What was tried in every way without success stays as it is while others are tried: nothing is looked at twice.
        let mut tried = BTreeSet::new();
        let mut found = None;
        for (decision, way) in ways {
            if self.made.insert(decision) {
                tried.insert(decision);
            }
            match self.run(&way, if any { ANY } else { depth - 1 }) {
                Found::No(of) => {
                    // It fails for reasons that have nothing to do with this decision: so do all its other ways.
                    if any && of.is_disjoint(&tried) {
                        because = of;
                        break;
                    }
                    let elsewhere = any && !of.contains(&decision);
                    because.extend(of.difference(&tried));
                    if elsewhere {
                        break;
                    }
                }
                end => {
                    found = Some(end);
                    break;
                }
            }
        }
        for decision in tried {
            self.made.remove(&decision);
        }
        found.unwrap_or(Found::No(because))
    }

    /// Any way out will do: the one that leaves least to mend comes first, decision by decision.
    fn promising_first(&self, ways: Vec<(usize, Asked)>) -> Vec<(usize, Asked)> {
        let left = |asked: &Asked| self.wrong(&self.model.grow(asked).amounts).len();
        let mut ranked: Vec<(usize, (usize, Asked))> =
            ways.into_iter().map(|way| (left(&way.1), way)).collect();
        ranked.sort_by_key(|(left, _)| *left);
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, (_, (decision, _))) in ranked.iter().enumerate() {
            best.entry(*decision).or_insert(at);
        }
        ranked.sort_by_key(|(left, (decision, _))| (best[decision], *left));
        ranked.into_iter().map(|(_, way)| way).collect()
    }

    /// The ways out of what is wrong, for what has the fewest; `None` when nothing is wrong.
    fn fewest_ways(&self, asked: &Asked) -> Option<Ways> {
        let m = self.model;
        let amounts = m.grow(asked).amounts;
        self.wrong(&amounts)
            .into_iter()
            .map(|Fault { rule, places }| {
                let on = m.support(places).into_iter().map(|place| m.decision(place)).collect();
                Ways { rule, of: self.ways(asked, &amounts, &on), on }
            })
            .min_by_key(|ways| ways.of.len())
    }

    fn wrong(&self, amounts: &[u32]) -> Vec<Fault> {
        let m = self.model;
        let about = |bite: &Bite| match bite {
            Bite::Rule { rule } => Fault { rule: Some(*rule), places: m.clause_places(*rule) },
            Bite::TooMany { group } => Fault { rule: None, places: m.shelf_named(group) },
            Bite::TooMuch { choice } => Fault { rule: None, places: m.place(choice).into_iter().collect() },
        };
        let mut wrong: Vec<Fault> = m.bites(amounts).iter().map(about).collect();
        if self.goal == Goal::Complete {
            let missing = |g: usize| Fault { rule: None, places: m.shelves[g].places.clone().collect() };
            wrong.extend(m.missing(amounts).into_iter().map(missing));
        }
        wrong
    }

    /// Everything that can be chosen otherwise in these decisions: what a person would try first comes first.
    fn ways(&self, asked: &Asked, grown: &[u32], decisions: &BTreeSet<usize>) -> Vec<(usize, Asked)> {
        let m = self.model;
        let mut ways = Vec::new();
        for decision in decisions.difference(&self.made).copied() {
            let group = m.shelf_of[decision];
            let shelf = &m.shelves[group];
            let silent = !asked.spoken[group] && m.suggests_in(group);
            let mut way = |change: &dyn Fn(&mut Asked)| {
                let mut otherwise = asked.clone();
                change(&mut otherwise);
                otherwise.spoken[group] = true;
                if otherwise.amounts != asked.amounts || silent {
                    ways.push((decision, otherwise));
                }
            };
            if shelf.max == 1 {
                for place in shelf.places.clone() {
                    way(&|a| {
                        a.amounts[shelf.places.clone()].fill(0);
                        a.amounts[place] = 1;
                    });
                }
                way(&|a| a.amounts[shelf.places.clone()].fill(0));
            } else {
                let mut values = m.values[decision].clone();
                // As much as is too much less: what a limit on several together leaves.
                let over = asked.amounts[decision].max(grown[decision]);
                values.extend((1..=over).rev().take(16).filter(|v| *v <= m.most[decision]));
                values.sort_unstable_by_key(|v| (v.abs_diff(asked.amounts[decision]), *v));
                values.dedup();
                for value in values {
                    way(&|a| a.amounts[decision] = value);
                }
            }
        }
        ways
    }
}

impl Compiled {
    fn shelf_named(&self, group: &str) -> BTreeSet<usize> {
        let at = self.model.groups.iter().position(|g| g.code == group);
        at.map(|g| self.shelves[g].places.clone().collect()).unwrap_or_default()
    }

    fn suggests_in(&self, group: usize) -> bool {
        self.suggesting.iter().any(|rule| match self.clauses[*rule].then {
            super::compiled::Then::Suggests(place) => self.shelf_of[place] == group,
            _ => false,
        })
    }
}

/// What of `choices` a model still knows, and the codes that it no longer knows.
#[must_use]
pub fn carried_over(model: &Model, choices: &Choices) -> (Choices, Vec<String>) {
    let (known, gone): (Vec<_>, Vec<_>) =
        choices.0.iter().partition(|(code, _)| model.choice(code).is_some());
    let known = known.into_iter().map(|(code, amount)| (code.clone(), *amount)).collect();
    let gone = gone.into_iter().filter(|(_, amount)| **amount > 0).map(|(code, _)| code.clone()).collect();
    (Choices(known), gone)
}
