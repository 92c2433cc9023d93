//! The days of the archive: the entry that closes one is sealed, and with it everything before it. What is sealed is a line of text, so
//! that anybody can check it with `openssl cms -verify`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::documents::ChainEntry;
use kontor_domain::seals::SealLevel;
use kontor_seal::{ToBeSigned, verify_detached};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use super::known;
use super::sign::{fault as refused, sign};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, documents};

/// One question asks for so many.
const BATCH: usize = 200;

/// `data` of a sealed day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DaySeal {
    /// Number of the entry that closes it.
    seq: u64,
    /// What is sealed.
    text: String,
    /// The CMS in Base64.
    cms: String,
    level: SealLevel,
    at: Timestamp,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct DayRow {
    seq: String,
    data: SerdeWrapper<DaySeal>,
}

/// The sealed days, and those whose seal does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Days {
    pub sealed: u64,
    pub faults: Vec<DayFault>,
}

/// A day whose seal does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFault {
    /// Number of the entry that closes it.
    pub seq: u64,
    /// What is sealed: its day stands in it.
    pub text: String,
    pub why: String,
}

impl DaySeal {
    pub const fn seq(&self) -> u64 {
        self.seq
    }
}

/// What is sealed of an entry: its hash, which stands for everything before it, and the day in words.
fn text(entry: &ChainEntry) -> String {
    format!("kontor-archive-day-1;seq={};{};hash={}", entry.seq, entry.facts, entry.hash)
}

/// The key of a day, as the chain has it.
fn key(seq: u64) -> String {
    format!("{seq:012}")
}

/// Seals the day that was closed last, unless it is. Days before it that have no seal are covered by this one.
///
/// # Errors
/// As [`super::put`]: then there is no seal, and the next look tries again.
pub(super) async fn seal(kontor: &Kontor) -> Result<bool, Error> {
    let Some(by) = kontor.seals.credential(kontor).await? else { return Ok(false) };
    let Some(entry) = documents::closed_day(kontor).await? else { return Ok(false) };
    if at(kontor, entry.seq).await?.is_some() {
        return Ok(false);
    }
    let leaf = by.leaf().map_err(refused)?;
    let text = text(&entry);
    let what = ToBeSigned::detached(text.as_bytes(), &by.chain, kontor.clock.now()).map_err(refused)?;
    known::keep(kontor, leaf).await?;
    let signed = sign(kontor, &by, what).await?;
    let data = DaySeal {
        seq: entry.seq,
        text,
        cms: STANDARD.encode(&signed.cms),
        level: signed.level,
        at: signed.at,
    };
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    let row = DayRow { seq: key(entry.seq), data: SerdeWrapper(data) };
    change.tx.create(rid("archive_day", key(entry.seq)), row);
    match change.commit().await {
        // Another process was quicker.
        Err(StoreError::Exists(_)) => Ok(false),
        other => other.fault().map(|_| true),
    }
}

async fn at(kontor: &Kontor, seq: u64) -> Result<Option<DaySeal>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("archive_day", key(seq)));
    let rows: Vec<SerdeWrapper<DaySeal>> =
        kontor.store.rows("SELECT VALUE data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.0))
}

/// The first sealed day that holds the entry with this number.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn from(kontor: &Kontor, seq: u64) -> Result<Option<DaySeal>, Error> {
    Ok(after(kontor, &key(seq.saturating_sub(1)), 1).await?.into_iter().next().map(|row| row.data.0))
}

async fn after(kontor: &Kontor, key: &str, limit: usize) -> Result<Vec<DayRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("after", key.to_owned());
    let sql = format!("SELECT seq, data FROM archive_day WHERE seq > $after ORDER BY seq LIMIT {limit}");
    kontor.store.rows(&sql, vars).await.fault()
}

/// Why the seal of a day does not hold; nothing when it does.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn fault(kontor: &Kontor, day: &DaySeal) -> Result<Option<String>, Error> {
    match documents::entry_at(kontor, day.seq).await? {
        None => return Ok(Some(format!("entry {} of the chain is missing", day.seq))),
        Some(entry) if text(&entry) != day.text => {
            return Ok(Some(format!("entry {} of the chain is another than the sealed one", day.seq)));
        }
        Some(_) => {}
    }
    let ours = known::ours(kontor).await?;
    let anchors: Vec<_> = ours.iter().chain(&kontor.seals.anchors).cloned().collect();
    let Ok(cms) = STANDARD.decode(&day.cms) else { return Ok(Some("its seal cannot be read".into())) };
    // Without a time-stamp there is no better word than ours about when it was.
    let report = verify_detached(day.text.as_bytes(), &cms, day.at, &anchors);
    let is_ours = report.certificate.as_ref().is_some_and(|certificate| ours.contains(certificate));
    Ok(match report.problems.first() {
        Some(problem) if !report.is_intact() => Some(problem.to_string()),
        _ if !is_ours => Some("it was sealed by somebody else".into()),
        _ => None,
    })
}

/// Looks at every sealed day.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] without [`Right::KeepArchive`]; [`Error::Unavailable`].
pub async fn days(kontor: &Kontor, actor: &Actor) -> Result<Days, Error> {
    actor.require(Right::KeepArchive)?;
    let (mut found, mut last) = (Days::default(), String::new());
    loop {
        let rows = after(kontor, &last, BATCH).await?;
        let full = rows.len() == BATCH;
        for row in rows {
            let day = row.data.0;
            found.sealed += 1;
            let why = match row.seq == key(day.seq) {
                true => fault(kontor, &day).await?,
                false => Some("it stands in another day's place".into()),
            };
            found.faults.extend(why.map(|why| DayFault { seq: day.seq, text: day.text, why }));
            last = row.seq;
        }
        if !full {
            return Ok(found);
        }
    }
}
