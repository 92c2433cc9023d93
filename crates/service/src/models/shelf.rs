//! Releases that were asked for lately, ready to answer. A release never changes, so nothing here grows old.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use kontor_domain::ModelId;
use kontor_domain::configurations::Compiled;

/// So many releases are kept; a large one has about a megabyte.
const ROOM: usize = 64;

type Key = (ModelId, u32);

/// Which releases are kept, and when each was asked for last.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    turn: u64,
    kept: BTreeMap<Key, (u64, Arc<Compiled>)>,
}

impl Shelf {
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Compiled>> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.turn += 1;
        let turn = inner.turn;
        inner.kept.get_mut(key).map(|(last, engine)| {
            *last = turn;
            Arc::clone(engine)
        })
    }

    pub(super) fn put(&self, key: Key, engine: &Arc<Compiled>) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.turn += 1;
        let turn = inner.turn;
        inner.kept.insert(key, (turn, Arc::clone(engine)));
        if inner.kept.len() > ROOM {
            let oldest = inner.kept.iter().min_by_key(|(_, (last, _))| *last).map(|(key, _)| key.clone());
            oldest.map(|key| inner.kept.remove(&key));
        }
    }
}
