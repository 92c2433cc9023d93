//! Which endpoints there are, in memory: every event asks, and most houses have none.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::{SignedDuration, Timestamp};
use kontor_domain::hooks::{HookKind, HookState};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables};

use super::key::Key;
use super::rows::HookData;
use crate::Kontor;
use crate::change::Subject;

/// After so long they are read anew: another process on the same store may have written.
const FRESH: SignedDuration = SignedDuration::from_secs(30);

/// The endpoints, and the key of their secrets.
#[derive(Default)]
pub(crate) struct Hooks {
    inner: Mutex<Inner>,
    pub(super) key: OnceLock<Key>,
}

#[derive(Default)]
struct Inner {
    /// Counts up with every [`Hooks::forget`]: what was read before is not kept after.
    turn: u64,
    read_at: Option<Timestamp>,
    all: Arc<Vec<Known>>,
}

/// An endpoint that is told something.
pub(super) struct Known {
    pub id: String,
    /// Empty for the dealer.
    company: String,
    pub paused: bool,
    kinds: Option<Vec<HookKind>>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    seq: String,
    company: String,
    state: String,
    data: SerdeWrapper<HookData>,
}

impl Known {
    /// Does it want to hear of this, and may it? A company hears of itself only.
    pub fn wants(&self, kind: HookKind, subject: &Subject) -> bool {
        let its = match subject.company.as_ref() {
            _ if self.company.is_empty() => true,
            Some(company) => company.as_str() == self.company && kind.for_customers(),
            None => false,
        };
        its && self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

impl Hooks {
    /// They were written: the next event reads them again.
    pub(crate) fn forget(&self) {
        let mut inner = self.lock();
        inner.turn += 1;
        inner.read_at = None;
    }

    /// Those that are on or paused.
    pub(super) async fn all(&self, kontor: &Kontor) -> Result<Arc<Vec<Known>>, StoreError> {
        let now = kontor.clock.now();
        let turn = {
            let inner = self.lock();
            if inner.read_at.is_some_and(|at| now.duration_since(at) <= FRESH) {
                return Ok(Arc::clone(&inner.all));
            }
            inner.turn
        };
        let all = Arc::new(read(kontor).await?);
        let mut inner = self.lock();
        if inner.turn == turn {
            inner.read_at = Some(now);
            inner.all = Arc::clone(&all);
        }
        Ok(all)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// By the index `hook_by_state`.
async fn read(kontor: &Kontor) -> Result<Vec<Known>, StoreError> {
    let select = |state: HookState| {
        format!("SELECT seq, company, state, data FROM hook WHERE state = '{}';", state.code())
    };
    let sql = format!("{}{}", select(HookState::On), select(HookState::Paused));
    let mut rows = kontor.store.query(&sql, Variables::new()).await?;
    let mut all = rows.take::<Row>(0)?;
    all.extend(rows.take::<Row>(1)?);
    let known = |row: Row| Known {
        id: row.seq,
        company: row.company,
        paused: row.state == HookState::Paused.code(),
        kinds: row.data.0.kinds,
    };
    Ok(all.into_iter().map(known).collect())
}
