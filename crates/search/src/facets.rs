//! What would narrow an answer: categories, attributes, availability.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use kontor_domain::CategoryId;

use crate::docset::DocSet;
use crate::segment::{AttributeValues, Segment};
use crate::types::Facets;

/// How many of the best values of each segment are compared over all segments.
const CANDIDATES: usize = 32;

/// Parts per child of `chosen` (or per root), from parts per full path.
#[must_use]
pub fn categories<'a>(
    chosen: Option<&CategoryId>,
    counts: impl Iterator<Item = (&'a str, u64)>,
) -> Vec<(CategoryId, u64)> {
    let mut children: BTreeMap<&str, u64> = BTreeMap::new();
    for (path, count) in counts.filter(|(_, count)| *count > 0) {
        let below = match chosen {
            None => 0,
            Some(chosen) => match path.strip_prefix(chosen.as_str()) {
                Some(rest) if rest.starts_with('/') => chosen.as_str().len() + 1,
                _ => continue,
            },
        };
        let end = path[below..].find('/').map_or(path.len(), |at| below + at);
        *children.entry(&path[..end]).or_default() += count;
    }
    let mut children: Vec<_> =
        children.into_iter().map(|(path, count)| (CategoryId::new(path), count)).collect();
    children.sort_by_key(|(_, count)| Reverse(*count));
    children
}

/// How often each attribute value occurs among some documents, segment by segment.
struct Tally<'a> {
    segments: Vec<(&'a Segment, Vec<u32>)>,
    /// Each document counted stands for so many.
    step: u64,
}

impl<'a> Tally<'a> {
    fn new(segments: &[(&'a Segment, &DocSet)]) -> Self {
        let total: u64 = segments.iter().map(|(_, docs)| docs.len()).sum();
        let step = total.div_ceil(Facets::EXACT_ATTRIBUTES).max(1);
        let segments = segments
            .iter()
            .filter(|(_, docs)| !docs.is_empty())
            .map(|(segment, docs)| (*segment, segment.count_attributes(docs.every(step))))
            .collect();
        Self { segments, step }
    }

    /// Occurrences of all values of each attribute.
    fn names(&self) -> HashMap<&'a str, u64> {
        let mut names: HashMap<&str, u64> = HashMap::new();
        for (segment, counts) in &self.segments {
            for values in &segment.dictionaries.attributes {
                let count: u64 = values.counts(counts).iter().map(|&count| u64::from(count)).sum();
                if count > 0 {
                    *names.entry(&values.name).or_default() += count;
                }
            }
        }
        names
    }

    /// The most frequent values of an attribute; `chosen` ones are there even when others are more frequent.
    fn values(&self, name: &str, chosen: &HashSet<&str>) -> Vec<(String, u64)> {
        let segments: Vec<(&AttributeValues, &[u32])> = self
            .segments
            .iter()
            .filter_map(|(segment, counts)| {
                let attributes = &segment.dictionaries.attributes;
                let at = attributes.binary_search_by(|values| values.name.as_str().cmp(name)).ok()?;
                Some((&attributes[at], attributes[at].counts(counts)))
            })
            .collect();

        // A value that is rare in one segment may be frequent in another: the best of each are compared.
        let mut candidates: HashMap<&str, u32> = chosen.iter().map(|&value| (value, u32::MAX)).collect();
        for (values, counts) in &segments {
            let mut best: Vec<(u32, usize)> = counts
                .iter()
                .zip(0..)
                .filter(|(count, _)| **count > 0)
                .map(|(&count, at)| (count, at))
                .collect();
            if best.len() > CANDIDATES {
                best.select_nth_unstable_by_key(CANDIDATES, |(count, at)| (Reverse(*count), *at));
                best.truncate(CANDIDATES);
            }
            for (count, at) in best {
                let sum = candidates.entry(values.value(at)).or_default();
                *sum = sum.saturating_add(count);
            }
        }
        let mut candidates: Vec<(&str, u32)> = candidates.into_iter().collect();
        candidates.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
        candidates.truncate(CANDIDATES.max(chosen.len()));

        let exact = |value: &str| -> u64 {
            let in_segment = |(values, counts): &(&AttributeValues, &[u32])| {
                values.position(value).and_then(|at| counts.get(at)).map_or(0, |&count| u64::from(count))
            };
            segments.iter().map(in_segment).sum()
        };
        let mut counted: Vec<(&str, u64)> =
            candidates.into_iter().map(|(value, _)| (value, exact(value) * self.step)).collect();
        counted.sort_unstable_by_key(|(value, count)| (!chosen.contains(value), Reverse(*count), *value));
        counted.truncate(Facets::MAX_VALUES.max(chosen.len()));
        counted.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
        counted.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
    }
}

/// The attributes of the answer. `without` gives the documents as they would be, had the attribute of this name
/// not been chosen.
pub fn attributes<'a>(
    docs: &[(&'a Segment, &DocSet)],
    chosen: &[(String, String)],
    without: impl Fn(&str) -> Vec<(&'a Segment, DocSet)>,
) -> Vec<(String, Vec<(String, u64)>)> {
    let mut facets = Vec::new();
    let mut done: HashSet<&str> = HashSet::new();
    for (name, _) in chosen {
        if done.len() < Facets::MAX_ATTRIBUTES && done.insert(name) {
            let docs = without(name);
            let docs: Vec<_> = docs.iter().map(|(segment, docs)| (*segment, docs)).collect();
            let values = chosen.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect();
            facets.push((name.clone(), Tally::new(&docs).values(name, &values)));
        }
    }
    let tally = Tally::new(docs);
    let mut names: Vec<(&str, u64)> =
        tally.names().into_iter().filter(|(name, _)| !done.contains(name)).collect();
    names.sort_unstable_by_key(|(name, count)| (Reverse(*count), *name));
    names.truncate(Facets::MAX_ATTRIBUTES - done.len());
    for (name, _) in names {
        facets.push((name.to_owned(), tally.values(name, &HashSet::new())));
    }
    facets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_counted_one_level_below_the_chosen_one() {
        let counts = [("a", 1), ("a/b", 2), ("a/b/c", 3), ("a/d", 9), ("ab/x", 5), ("z", 0)];
        let of = |chosen: Option<&str>| {
            let chosen = chosen.map(CategoryId::new);
            categories(chosen.as_ref(), counts.iter().copied())
                .into_iter()
                .map(|(id, count)| (id.to_string(), count))
                .collect::<Vec<_>>()
        };
        let pairs =
            |pairs: &[(&str, u64)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), *b)).collect::<Vec<_>>();
        assert_eq!(of(None), pairs(&[("a", 15), ("ab", 5)]));
        assert_eq!(of(Some("a")), pairs(&[("a/d", 9), ("a/b", 5)]));
        assert_eq!(of(Some("a/b/c")), pairs(&[]));
    }
}
