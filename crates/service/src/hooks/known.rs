//! Which endpoints there are, in memory: every event asks, and most houses have none.

use std::sync::{Arc, OnceLock};

use jiff::SignedDuration;
use kontor_domain::hooks::{HookKind, HookState};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables};

use super::key::Key;
use super::rows::HookData;
use crate::Kontor;
use crate::change::Subject;
use crate::memory::Memory;

/// After so long they are read anew: another process on the same store may have written.
const FRESH: SignedDuration = SignedDuration::from_secs(30);

/// The endpoints, and the key of their secrets.
pub(crate) struct Hooks {
    known: Memory<Vec<Known>>,
    pub(super) key: OnceLock<Key>,
}

impl Default for Hooks {
    fn default() -> Self {
        Self { known: Memory::new(FRESH), key: OnceLock::new() }
    }
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
        self.known.forget();
    }

    /// Those that are on or paused.
    pub(super) async fn all(&self, kontor: &Kontor) -> Result<Arc<Vec<Known>>, StoreError> {
        self.known.get(kontor.clock.now(), async { read(kontor).await.map(Arc::new) }).await
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
