//! Which part numbers occurred already.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use kontor_domain::PartKey;

/// Remembers keys as 64-bit hashes: eight bytes for a key instead of a string. Two of a million different keys
/// share a hash with a chance of one in 37 million; then the second is reported as a double.
#[derive(Default)]
pub(crate) struct Seen(HashSet<u64>);

impl Seen {
    /// Is it new? Remembers it.
    pub(crate) fn insert(&mut self, key: &PartKey) -> bool {
        self.0.insert(hash(key.as_str()))
    }
}

pub(crate) fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
