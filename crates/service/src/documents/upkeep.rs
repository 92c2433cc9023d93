//! What the archive does by itself: it closes days, and sweeps bytes that nobody names.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use futures::TryStreamExt as _;
use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Channel};
use kontor_store::Variables;

use super::pen::{Pen, settled};
use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Bytes that no record names after so long were left by a process that died between the two.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);
/// One question asks for so many.
const BATCH: usize = 1_000;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Upkeep {
    /// A day was closed in the chain.
    pub closed: bool,
    /// Bytes that nobody named.
    pub orphans: usize,
    /// Uploads that were broken off.
    pub broken_off: usize,
}

/// To be called now and then by the server's clockwork. The content store is swept once a day.
///
/// # Errors
/// [`Error::Unavailable`], [`Error::Internal`]; what was done until then stays done.
pub async fn upkeep(kontor: &Kontor) -> Result<Upkeep, Error> {
    let mut done = Upkeep { closed: close_day(kontor).await?, ..Upkeep::default() };
    let today = kontor.clock.local().date();
    let swept = *kontor.archive.swept.lock().unwrap_or_else(PoisonError::into_inner);
    if swept == Some(today) {
        return Ok(done);
    }
    let before = kontor.clock.now().saturating_sub(FORGOTTEN).unwrap_or_default();
    done.broken_off = kontor.archive.blobs.forget_broken_off(before).await?;
    // Asked also where nothing is to be removed: whose bucket it is should be settled before a copy of the house asks.
    if kontor.archive.blobs.ours().await? {
        done.orphans = orphans(kontor, before).await?;
    }
    *kontor.archive.swept.lock().unwrap_or_else(PoisonError::into_inner) = Some(today);
    Ok(done)
}

async fn close_day(kontor: &Kontor) -> Result<bool, Error> {
    let system = Actor::system(Channel::System);
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, &system);
    if !pen.close_day(&mut change) {
        return Ok(false);
    }
    settled(change.commit().await).map(|_| true)
}

async fn orphans(kontor: &Kontor, before: jiff::Timestamp) -> Result<usize, Error> {
    let blobs = &kontor.archive.blobs;
    let named = named(kontor).await?;
    let (mut all, mut gone) = (blobs.all(), 0);
    while let Some((hash, at)) = all.try_next().await? {
        // Asked once more while nobody can name it: somebody may have, since the list was read.
        if at < before
            && !named.contains(&hash)
            && kontor.archive.sweep(&hash, rows::unused(kontor, &hash)).await?
        {
            gone += 1;
        }
    }
    Ok(gone)
}

/// The hashes that versions name.
async fn named(kontor: &Kontor) -> Result<BTreeSet<String>, Error> {
    let mut all = BTreeSet::new();
    loop {
        let mut vars = Variables::new();
        vars.insert("after", all.last().cloned().unwrap_or_default());
        let sql = format!(
            "SELECT VALUE hash FROM document_version WHERE hash > $after ORDER BY hash LIMIT {BATCH}"
        );
        let hashes: Vec<String> = kontor.store.rows(&sql, vars).await.fault()?;
        let found = hashes.len();
        all.extend(hashes);
        if found < BATCH {
            return Ok(all);
        }
    }
}
