//! A model made ready for answering: codes became places, and each place knows the rules that look at it.

use std::collections::{BTreeSet, HashMap};

use super::check::{ModelFault, check};
use super::{Choices, Condition, Demand, Model};

/// How many of each choice, by its place.
pub(super) type Amounts = Vec<u32>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    Chosen(usize, u32),
    All(Vec<When>),
    Any(Vec<When>),
    Not(Box<When>),
}

impl When {
    pub fn holds(&self, amounts: &[u32]) -> bool {
        match self {
            Self::Chosen(place, least) => amounts[*place] >= *least,
            Self::All(of) => of.iter().all(|w| w.holds(amounts)),
            Self::Any(of) => of.iter().any(|w| w.holds(amounts)),
            Self::Not(of) => !of.holds(amounts),
        }
    }

    fn places(&self, into: &mut BTreeSet<usize>) {
        match self {
            Self::Chosen(place, _) => {
                into.insert(*place);
            }
            Self::All(of) | Self::Any(of) => of.iter().for_each(|w| w.places(into)),
            Self::Not(of) => of.places(into),
        }
    }

    fn thresholds(&self, into: &mut [BTreeSet<u32>]) {
        match self {
            Self::Chosen(place, least) => {
                into[*place].insert(*least);
            }
            Self::All(of) | Self::Any(of) => of.iter().for_each(|w| w.thresholds(into)),
            Self::Not(of) => of.thresholds(into),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    Requires(When),
    Excludes(Vec<usize>),
    Adds(usize, u32),
    Suggests(usize),
    AtMost(Vec<usize>, u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub when: When,
    pub then: Then,
}

impl Clause {
    /// Does the rule hold? What only adds or suggests always does.
    pub fn holds(&self, amounts: &[u32]) -> bool {
        if !self.when.holds(amounts) {
            return true;
        }
        match &self.then {
            Then::Requires(what) => what.holds(amounts),
            Then::Excludes(places) => places.iter().all(|p| amounts[*p] == 0),
            Then::AtMost(places, most) => {
                places.iter().map(|p| u64::from(amounts[*p])).sum::<u64>() <= u64::from(*most)
            }
            Then::Adds(..) | Then::Suggests(_) => true,
        }
    }

    fn places(&self) -> BTreeSet<usize> {
        let mut places = BTreeSet::new();
        self.when.places(&mut places);
        match &self.then {
            Then::Requires(what) => what.places(&mut places),
            Then::Excludes(of) | Then::AtMost(of, _) => places.extend(of),
            Then::Adds(place, _) | Then::Suggests(place) => {
                places.insert(*place);
            }
        }
        places
    }
}

/// A group by places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shelf {
    pub places: std::ops::Range<usize>,
    pub min: u32,
    pub max: u32,
}

/// A model without faults, ready to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    pub(super) model: Model,
    pub(super) clauses: Vec<Clause>,
    pub(super) shelves: Vec<Shelf>,
    /// Of each place.
    pub(super) shelf_of: Vec<usize>,
    pub(super) most: Vec<u32>,
    /// The rules that demand something and look at this place.
    pub(super) looking: Vec<Vec<usize>>,
    /// The rules that add or suggest something, in their order.
    pub(super) adding: Vec<usize>,
    pub(super) suggesting: Vec<usize>,
    /// Amounts of a place that can make a difference, the least first.
    pub(super) values: Vec<Vec<u32>>,
    /// What decides about a place besides what is chosen there: rules that add or suggest it look at these.
    pub(super) deciding: Vec<BTreeSet<usize>>,
    places: HashMap<String, usize>,
}

impl Compiled {
    /// # Errors
    /// Everything that is wrong with the model itself; whether its rules can be satisfied is [`super::satisfiable`].
    pub fn new(model: Model) -> Result<Self, Vec<ModelFault>> {
        let faults = check(&model);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut places = HashMap::new();
        let (mut shelves, mut shelf_of, mut most) = (Vec::new(), Vec::new(), Vec::new());
        for (g, group) in model.groups.iter().enumerate() {
            let first = most.len();
            for choice in &group.choices {
                places.insert(choice.code.clone(), most.len());
                shelf_of.push(g);
                most.push(choice.most);
            }
            shelves.push(Shelf { places: first..most.len(), min: group.min, max: group.max });
        }
        let clauses: Vec<Clause> = model
            .rules
            .iter()
            .map(|rule| Clause { when: when(&rule.when, &places), then: then(&rule.then, &places) })
            .collect();
        let mut looking = vec![Vec::new(); most.len()];
        let (mut adding, mut suggesting) = (Vec::new(), Vec::new());
        let mut deciding = vec![BTreeSet::new(); most.len()];
        for (i, clause) in clauses.iter().enumerate() {
            match &clause.then {
                Then::Adds(place, _) => {
                    adding.push(i);
                    clause.when.places(&mut deciding[*place]);
                }
                Then::Suggests(place) => {
                    suggesting.push(i);
                    clause.when.places(&mut deciding[*place]);
                    // Something chosen beside it takes the suggestion away.
                    deciding[*place].extend(shelves[shelf_of[*place]].places.clone());
                }
                _ => clause.places().into_iter().for_each(|p| looking[p].push(i)),
            }
        }
        let values = values(&clauses, &most);
        Ok(Self {
            model,
            clauses,
            shelves,
            shelf_of,
            most,
            looking,
            adding,
            suggesting,
            values,
            deciding: closed(deciding),
            places,
        })
    }

    #[must_use]
    pub const fn model(&self) -> &Model {
        &self.model
    }

    pub(super) fn place(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// The code of a place.
    pub(super) fn code(&self, place: usize) -> &str {
        &self.choice(place).code
    }

    pub(super) fn choice(&self, place: usize) -> &super::Choice {
        let g = self.shelf_of[place];
        &self.model.groups[g].choices[place - self.shelves[g].places.start]
    }

    /// What is chosen, by places; codes that the model does not know are left out.
    pub(super) fn asked(&self, choices: &Choices) -> Asked {
        let mut asked = Asked { amounts: vec![0; self.most.len()], spoken: vec![false; self.shelves.len()] };
        for (code, amount) in &choices.0 {
            if let Some(place) = self.place(code) {
                asked.amounts[place] = *amount;
                asked.spoken[self.shelf_of[place]] = true;
            }
        }
        asked
    }

    /// All that decides about these places.
    pub(super) fn support(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut support = BTreeSet::new();
        for place in places {
            support.insert(place);
            support.extend(&self.deciding[place]);
        }
        support
    }

    pub(super) fn clause_places(&self, clause: usize) -> BTreeSet<usize> {
        self.clauses[clause].places()
    }
}

/// What somebody chose, by places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub amounts: Amounts,
    /// Was anything said about the group, be it no?
    pub spoken: Vec<bool>,
}

fn when(condition: &Condition, places: &HashMap<String, usize>) -> When {
    let all = |of: &[Condition]| of.iter().map(|c| when(c, places)).collect();
    match condition {
        // Checked: every code is known.
        Condition::Chosen { choice, at_least } => {
            places.get(choice).map_or(When::Any(Vec::new()), |p| When::Chosen(*p, *at_least))
        }
        Condition::All { of } => When::All(all(of)),
        Condition::Any { of } => When::Any(all(of)),
        Condition::Not { of } => When::Not(Box::new(when(of, places))),
    }
}

fn then(demand: &Demand, places: &HashMap<String, usize>) -> Then {
    let place = |code: &String| places.get(code).copied().unwrap_or_default();
    match demand {
        Demand::Requires { what } => Then::Requires(when(what, places)),
        Demand::Excludes { choices } => Then::Excludes(choices.iter().map(place).collect()),
        Demand::Adds { choice, amount } => Then::Adds(place(choice), *amount),
        Demand::Suggests { choice } => Then::Suggests(place(choice)),
        Demand::AtMost { choices, most } => Then::AtMost(choices.iter().map(place).collect(), *most),
    }
}

/// Few amounts are tried one by one; of many only those around which something changes.
fn values(clauses: &[Clause], most: &[u32]) -> Vec<Vec<u32>> {
    const FEW: u32 = 6;
    let mut edges = vec![BTreeSet::new(); most.len()];
    for clause in clauses {
        clause.when.thresholds(&mut edges);
        match &clause.then {
            Then::Requires(what) => what.thresholds(&mut edges),
            Then::Adds(place, amount) => {
                edges[*place].insert(*amount);
            }
            Then::AtMost(places, limit) => places.iter().for_each(|p| {
                edges[*p].insert(limit + 1);
            }),
            Then::Excludes(_) | Then::Suggests(_) => {}
        }
    }
    most.iter()
        .zip(edges)
        .map(|(most, edges)| {
            if *most <= FEW {
                return (0..=*most).collect();
            }
            let mut values: BTreeSet<u32> = [0, 1, *most].into();
            values.extend(edges.iter().flat_map(|e| [e.saturating_sub(1), *e]).filter(|v| v <= most));
            values.into_iter().collect()
        })
        .collect()
}

/// What decides about what decides.
fn closed(mut deciding: Vec<BTreeSet<usize>>) -> Vec<BTreeSet<usize>> {
    loop {
        let mut grew = false;
        for place in 0..deciding.len() {
            let more: BTreeSet<usize> =
                deciding[place].iter().flat_map(|p| deciding[*p].iter().copied()).collect();
            let before = deciding[place].len();
            deciding[place].extend(more);
            grew |= deciding[place].len() > before;
        }
        if !grew {
            return deciding;
        }
    }
}
