//! A set of documents of one segment, one bit each: a million parts fit into 125 kB, and "and", "or" and
//! "how many" over all of them take microseconds.

use tantivy::DocId;

/// The set; a set without bits is empty and costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSet {
    bits: Vec<u64>,
}

impl DocSet {
    /// All documents of a segment of `size` documents.
    #[must_use]
    pub fn full(size: u32) -> Self {
        let mut bits = vec![u64::MAX; words(size)];
        if let Some(last) = bits.last_mut()
            && !size.is_multiple_of(64)
        {
            *last = (1 << (size % 64)) - 1;
        }
        Self { bits }
    }

    /// Adds documents, all below `size`.
    pub fn insert_all(&mut self, docs: &[DocId], size: u32) {
        if self.bits.is_empty() {
            self.bits = vec![0; words(size)];
        }
        for &doc in docs {
            if let Some(word) = self.bits.get_mut(doc as usize / 64) {
                *word |= 1 << (doc % 64);
            }
        }
    }

    #[must_use]
    pub fn contains(&self, doc: DocId) -> bool {
        self.bits.get(doc as usize / 64).is_some_and(|word| word & (1 << (doc % 64)) != 0)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|&word| word == 0)
    }

    #[must_use]
    pub fn len(&self) -> u64 {
        self.bits.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// How many are in both.
    #[must_use]
    pub fn len_with(&self, other: &Self) -> u64 {
        self.bits.iter().zip(&other.bits).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    pub fn union(&mut self, other: &Self) {
        if self.bits.is_empty() {
            self.bits.clone_from(&other.bits);
        } else {
            self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a |= b);
        }
    }

    pub fn intersect(&mut self, other: &Self) {
        if other.bits.is_empty() {
            self.bits.clear();
        } else {
            self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a &= b);
        }
    }

    pub fn remove(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a &= !b);
    }

    /// The documents in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        (0u32..).zip(&self.bits).flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(index * 64 + bit)
            })
        })
    }

    /// Every `step`-th document, evenly over the set; `step` 1 gives all.
    pub fn every(&self, step: u64) -> impl Iterator<Item = DocId> + '_ {
        let step = step.max(1);
        let (mut seen, mut next) = (0u64, 0u64);
        (0u32..).zip(&self.bits).flat_map(move |(index, &word)| {
            let first = seen;
            seen += u64::from(word.count_ones());
            let mut rest = word;
            let mut at = first;
            let mut wanted = next;
            while next < seen {
                next += step;
            }
            std::iter::from_fn(move || {
                while rest != 0 {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    at += 1;
                    if at > wanted {
                        wanted += step;
                        return Some(index * 64 + bit);
                    }
                }
                None
            })
        })
    }
}

const fn words(size: u32) -> usize {
    (size as usize).div_ceil(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(docs: &[DocId]) -> DocSet {
        let mut set = DocSet::default();
        set.insert_all(docs, 200);
        set
    }

    fn list(set: &DocSet) -> Vec<DocId> {
        set.iter().collect()
    }

    #[test]
    fn sets_can_be_joined_cut_and_counted() {
        let mut a = set(&[1, 63, 64, 199]);
        let b = set(&[63, 64, 65]);
        assert_eq!(a.len_with(&b), 2);
        a.union(&b);
        assert_eq!(list(&a), [1, 63, 64, 65, 199]);
        a.remove(&set(&[1]));
        a.intersect(&set(&[1, 65, 199]));
        assert_eq!(list(&a), [65, 199]);
        a.intersect(&DocSet::default());
        assert!(a.is_empty());
        a.union(&b);
        assert_eq!(a, b);
        assert_eq!(DocSet::default().len(), 0);
    }

    #[test]
    fn a_full_set_ends_at_its_size() {
        for size in [0, 1, 63, 64, 65, 200] {
            let full = DocSet::full(size);
            assert_eq!(full.len(), u64::from(size));
            assert_eq!(list(&full), (0..size).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_sample_is_spread_evenly() {
        let full = DocSet::full(200);
        assert_eq!(full.every(1).count(), 200);
        assert_eq!(full.every(50).collect::<Vec<_>>(), [0, 50, 100, 150]);
        assert_eq!(full.every(3).collect::<Vec<_>>(), (0..200).step_by(3).collect::<Vec<_>>());
        assert_eq!(set(&[5, 70, 71, 140, 150]).every(2).collect::<Vec<_>>(), [5, 71, 150]);
    }
}
