//! The chain: every entry carries the hash of the one before it, so that nobody changes, removes or reorders one without a trace.
//!
//! What it does not show by itself is that the newest entries were cut off; the records of the documents (`verify` in the service) and
//! whatever was copied out of the house before do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DocumentId, digest};

/// Says which serialisation is hashed; another one gets another name.
const FORMAT: &str = "kontor-archive-1";

/// What happened to the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainStep {
    /// A document came in.
    Archived,
    /// Another version of it came in.
    VersionAdded,
    Held,
    Released,
    Shared,
    ShareEnded,
    /// Its retention was over, and it is gone with all its versions.
    Deleted,
    /// The day of the entry before is over: its hash stands for everything until then.
    DayClosed,
}

impl ChainStep {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Archived => "archived",
            Self::VersionAdded => "version_added",
            Self::Held => "held",
            Self::Released => "released",
            Self::Shared => "shared",
            Self::ShareEnded => "share_ended",
            Self::Deleted => "deleted",
            Self::DayClosed => "day_closed",
        }
    }
}

/// What an entry says, before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    pub what: ChainStep,
    pub document: DocumentId,
    /// SHA-256 of the bytes it is about; empty where it is about none.
    pub content: String,
    /// What was true of it then: see [`super::facts`].
    pub facts: String,
}

/// An entry. Nobody's name and no title is in it: it stays when the document has gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEntry {
    /// Counts from 1, without a gap.
    pub seq: u64,
    pub at: Timestamp,
    pub what: ChainStep,
    pub document: DocumentId,
    pub content: String,
    pub facts: String,
    /// The hash of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over everything above.
    pub hash: String,
}

impl ChainEntry {
    /// The entry that comes after `before`.
    #[must_use]
    pub fn after(before: Option<&Self>, at: Timestamp, new: NewEntry) -> Self {
        let mut entry = Self {
            seq: before.map_or(1, |before| before.seq + 1),
            at,
            what: new.what,
            document: new.document,
            content: new.content,
            facts: new.facts,
            previous: before.map_or_else(String::new, |before| before.hash.clone()),
            hash: String::new(),
        };
        entry.hash = entry.reckoned();
        entry
    }

    /// The hash that its contents have.
    #[must_use]
    pub fn reckoned(&self) -> String {
        let (seq, at) = (self.seq.to_string(), self.at.to_string());
        digest(&[
            FORMAT,
            &seq,
            &at,
            self.what.code(),
            self.document.as_str(),
            &self.content,
            &self.facts,
            &self.previous,
        ])
    }
}

/// What is wrong with a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ChainFault {
    /// The entry does not say what its hash says.
    Altered { seq: u64 },
    /// The entry names another one before it than the one that stands there: one of the two is not what it was.
    Unlinked { seq: u64 },
    /// Entries that are not there.
    Missing { from: u64, to: u64 },
    /// It stands after one that came later, or twice.
    Misplaced { seq: u64 },
}

/// Reads a chain from its beginning, entry by entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainCheck {
    next: u64,
    previous: String,
}

impl Default for ChainCheck {
    fn default() -> Self {
        Self { next: 1, previous: String::new() }
    }
}

impl ChainCheck {
    /// Reads on from this entry, which is the first one taken; what stands before it is not looked at.
    #[must_use]
    pub fn from(entry: &ChainEntry) -> Self {
        Self { next: entry.seq, previous: entry.previous.clone() }
    }

    /// What is wrong with the next entry; nothing for a good one.
    pub fn take(&mut self, entry: &ChainEntry) -> Vec<ChainFault> {
        let seq = entry.seq;
        let mut faults = Vec::new();
        if seq < self.next {
            faults.push(ChainFault::Misplaced { seq });
        } else if seq > self.next {
            faults.push(ChainFault::Missing { from: self.next, to: seq - 1 });
        } else if entry.previous != self.previous {
            faults.push(ChainFault::Unlinked { seq });
        }
        if entry.reckoned() != entry.hash {
            faults.push(ChainFault::Altered { seq });
        }
        if seq >= self.next {
            self.next = seq.saturating_add(1);
            self.previous.clone_from(&entry.hash);
        }
        faults
    }
}

/// Everything that is wrong with a chain.
#[must_use]
pub fn verify_chain<'a>(entries: impl IntoIterator<Item = &'a ChainEntry>) -> Vec<ChainFault> {
    let mut check = ChainCheck::default();
    entries.into_iter().flat_map(|entry| check.take(entry)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    use super::*;

    fn chain(length: u64) -> Vec<ChainEntry> {
        let mut all: Vec<ChainEntry> = Vec::new();
        for n in 0..length {
            let what = if n % 3 == 2 { ChainStep::DayClosed } else { ChainStep::Archived };
            let new = NewEntry {
                what,
                document: DocumentId::new(format!("doc-{n}")),
                content: format!("{n:064x}"),
                facts: "number=1;kind=offer".into(),
            };
            let at = Timestamp::from_second(1_790_000_000 + i64::try_from(n).unwrap()).unwrap();
            all.push(ChainEntry::after(all.last(), at, new));
        }
        all
    }

    /// The entry with one bit of one of its characters turned, wherever that still makes an entry.
    fn flipped(entry: &ChainEntry, at: usize, bit: u8) -> Option<ChainEntry> {
        let mut bytes = serde_json::to_vec(entry).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        serde_json::from_slice(&bytes).ok().filter(|other| other != entry)
    }

    #[test]
    fn an_empty_chain_and_an_untouched_one_are_good() {
        assert!(verify_chain(&[]).is_empty());
        assert!(verify_chain(&chain(20)).is_empty());
    }

    #[test]
    fn the_hash_of_an_entry_is_the_same_on_every_machine_and_in_ten_years() {
        let first = &chain(1)[0];
        assert_eq!(first.at.to_string(), "2026-09-21T14:13:20Z");
        let text = "16:kontor-archive-1,1:1,20:2026-09-21T14:13:20Z,8:archived,5:doc-0,\
                    64:0000000000000000000000000000000000000000000000000000000000000000,\
                    19:number=1;kind=offer,0:,";
        let expected = Sha256::digest(text).iter().fold(String::new(), |hex, b| format!("{hex}{b:02x}"));
        assert_eq!(first.hash, expected);
    }

    proptest! {
        #[test]
        fn a_flipped_bit_is_found_and_its_entry_named(which in 0_usize..9, at in 0_usize..2_000, bit in 0_u8..8) {
            let mut all = chain(9);
            let Some(other) = flipped(&all[which], at, bit) else { return Ok(()) };
            let (was, now) = (all[which].seq, other.seq);
            all[which] = other;
            let faults = verify_chain(&all);
            let named = faults.iter().any(|fault| matches!(fault, ChainFault::Altered { seq } if *seq == now || *seq == was));
            prop_assert!(named, "{:?}", faults);
        }

        #[test]
        fn who_makes_the_hash_fit_breaks_the_link_to_the_next(which in 0_usize..8) {
            let mut all = chain(9);
            all[which].facts.push('x');
            all[which].hash = all[which].reckoned();
            let seq = all[which + 1].seq;
            prop_assert_eq!(verify_chain(&all), [ChainFault::Unlinked { seq }]);
        }

        #[test]
        fn a_removed_entry_is_named(which in 0_usize..8) {
            let mut all = chain(9);
            let gone = all.remove(which).seq;
            prop_assert_eq!(verify_chain(&all), [ChainFault::Missing { from: gone, to: gone }]);
        }

        #[test]
        fn reordered_entries_are_named(a in 0_usize..9, b in 0_usize..9) {
            prop_assume!(a < b);
            let mut all = chain(9);
            all.swap(a, b);
            let faults = verify_chain(&all);
            let moved = u64::try_from(a).unwrap() + 1;
            prop_assert!(faults.contains(&ChainFault::Misplaced { seq: moved }), "{:?}", faults);
        }

        #[test]
        fn an_entry_that_is_put_in_twice_is_named(which in 0_usize..9) {
            let mut all = chain(9);
            let twice = all[which].clone();
            let seq = twice.seq;
            all.insert(which, twice);
            prop_assert_eq!(verify_chain(&all), [ChainFault::Misplaced { seq }]);
        }
    }
}
