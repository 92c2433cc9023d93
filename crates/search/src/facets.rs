//! What would narrow an answer: categories, attributes, availability.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::columnar::StrColumn;

use kontor_domain::CategoryId;

use crate::docset::DocSet;
use crate::schema::{SEPARATOR, attribute_term};
use crate::segment::Segment;
use crate::types::{Facets, Result};

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
    children.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    children
}

/// How often each attribute value occurs among some documents, segment by segment.
struct Tally<'a> {
    segments: Vec<(&'a Segment, &'a StrColumn, Vec<u32>)>,
    /// Each document counted stands for so many.
    step: u64,
}

impl<'a> Tally<'a> {
    fn new(segments: &[(&'a Segment, &DocSet)]) -> Self {
        let total: u64 = segments.iter().map(|(_, docs)| docs.len()).sum();
        let step = total.div_ceil(Facets::EXACT_ATTRIBUTES).max(1);
        let segments = segments
            .iter()
            .filter_map(|(segment, docs)| {
                let column = segment.attributes.as_ref()?;
                let mut counts = vec![0u32; column.num_terms()];
                let ords = docs.every(step).flat_map(|doc| column.term_ords(doc));
                for ord in ords {
                    if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                        *count += 1;
                    }
                }
                Some((*segment, column, counts))
            })
            .collect();
        Self { segments, step }
    }

    /// Occurrences of all values of each attribute.
    fn names(&self) -> HashMap<&'a str, u64> {
        let mut names: HashMap<&str, u64> = HashMap::new();
        for (segment, _, counts) in &self.segments {
            for (name, range) in &segment.dictionaries.attributes {
                let count: u64 = of_range(counts, range).iter().map(|&count| u64::from(count)).sum();
                if count > 0 {
                    *names.entry(name).or_default() += count;
                }
            }
        }
        names
    }

    /// The most frequent values of an attribute; `chosen` ones are there even when others are more frequent.
    fn values(&self, name: &str, chosen: &HashSet<&str>) -> Result<Vec<(String, u64)>> {
        let mut candidates: HashSet<String> = chosen.iter().map(|&value| value.to_owned()).collect();
        for (segment, column, counts) in &self.segments {
            let Some((_, range)) = segment.dictionaries.attributes.iter().find(|(n, _)| n == name) else {
                continue;
            };
            let mut best: Vec<(u32, u64)> = of_range(counts, range)
                .iter()
                .zip(range.clone())
                .filter(|(count, _)| **count > 0)
                .map(|(&count, ord)| (count, ord))
                .collect();
            best.sort_unstable_by_key(|(count, ord)| (std::cmp::Reverse(*count), *ord));
            // With one segment the best are final; with more, a value may be rare here and frequent there.
            let keep = if self.segments.len() == 1 { Facets::MAX_VALUES } else { CANDIDATES };
            let mut term = String::new();
            for (_, ord) in best.into_iter().take(keep) {
                if column.ord_to_str(ord, &mut term)?
                    && let Some((_, value)) = term.split_once(SEPARATOR)
                {
                    candidates.insert(value.to_owned());
                }
            }
        }
        let mut values = Vec::with_capacity(candidates.len());
        for value in candidates {
            let term = attribute_term(name, &value);
            let mut total = 0;
            for (_, column, counts) in &self.segments {
                let ord = column.dictionary().term_ord(&term)?;
                let count = ord.and_then(|ord| counts.get(usize::try_from(ord).ok()?)).copied().unwrap_or(0);
                total += u64::from(count);
            }
            values.push((value, total * self.step));
        }
        values.sort_unstable_by(|a, b| {
            let is_chosen = |value: &str| chosen.contains(value);
            (is_chosen(&b.0).cmp(&is_chosen(&a.0))).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0))
        });
        values.truncate(Facets::MAX_VALUES.max(chosen.len()));
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(values)
    }
}

fn of_range<'a>(counts: &'a [u32], range: &std::ops::Range<u64>) -> &'a [u32] {
    let at = |ord: u64| usize::try_from(ord).unwrap_or(usize::MAX).min(counts.len());
    counts.get(at(range.start)..at(range.end)).unwrap_or_default()
}

/// The attributes of the answer. `without` gives the documents as they would be, had the attribute of this name
/// not been chosen.
///
/// # Errors
/// When the index cannot be read.
pub fn attributes<'a>(
    docs: &[(&'a Segment, &DocSet)],
    chosen: &[(String, String)],
    without: impl Fn(&str) -> Vec<(&'a Segment, DocSet)>,
) -> Result<Vec<(String, Vec<(String, u64)>)>> {
    let mut facets = Vec::new();
    let mut done: HashSet<&str> = HashSet::new();
    for (name, _) in chosen {
        if done.len() < Facets::MAX_ATTRIBUTES && done.insert(name) {
            let docs = without(name);
            let docs: Vec<_> = docs.iter().map(|(segment, docs)| (*segment, docs)).collect();
            let values = chosen.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect();
            facets.push((name.clone(), Tally::new(&docs).values(name, &values)?));
        }
    }
    let tally = Tally::new(docs);
    let mut names: Vec<(&str, u64)> =
        tally.names().into_iter().filter(|(name, _)| !done.contains(name)).collect();
    names.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    names.truncate(Facets::MAX_ATTRIBUTES - done.len());
    for (name, _) in names {
        facets.push((name.to_owned(), tally.values(name, &HashSet::new())?));
    }
    Ok(facets)
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
