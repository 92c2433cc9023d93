//! Doing the work: due jobs are claimed, done and deleted; what fails comes again later, what fails too often is dead and
//! stays visible.
//!
//! A claim is a guarded update that moves a row to `running` with a lease. With several processes on one remote store each
//! row is claimed by one of them; when a process dies in the middle, the lease runs out and the job is done again. So every
//! job runs at least once, and doing it twice must be harmless.

use std::fmt::Write as _;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::{DocumentId, Error, ImportId, PartKey, Problem};
use kontor_store::{Datetime, RecordId, SerdeWrapper, StoreError, SurrealValue, Tx, Variables, rid};
use tokio::sync::Notify;

use super::{Job, Lease, hooks};
use crate::Kontor;
use crate::catalog::{self, ImportStop};
use crate::fault::Fault as _;
use crate::mail::{Mail, Post};
use crate::{documents, follow_ups, forms, orders, payments, quotes, recurring, shipments, signatures};

/// Without a bell (another process wrote, a job's time has come) the outbox is looked at so often.
const POLL: Duration = Duration::from_secs(5);
/// So long a claimed job belongs to its worker; longer than any mail or commit of the index takes. An import, which may take
/// longer, holds its lease anew with every batch.
pub(super) const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// After so many failures a job is dead.
const ATTEMPTS: i64 = 12;
/// An import is watched: after so many failures it is given up, and its page offers to try it again.
const IMPORT_ATTEMPTS: i64 = 5;
/// The longest wait between two attempts.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);
/// One look takes so many rows.
pub(super) const BATCH: usize = 500;
/// Documents whose text is read before the index is committed.
const TEXTS: usize = 10;
/// When the program ends, the jobs at hand get so long to finish.
const GRACE: Duration = Duration::from_secs(10);

/// How many jobs there are, for metrics and the doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pending {
    /// Waiting, or to be tried again.
    pub pending: u64,
    /// Being done right now.
    pub running: u64,
    /// Given up after too many failures.
    pub dead: u64,
}

/// What a look at the outbox did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drained {
    pub done: u64,
    pub failed: u64,
}

impl std::ops::AddAssign for Drained {
    fn add_assign(&mut self, other: Self) {
        self.done += other.done;
        self.failed += other.failed;
    }
}

/// The kinds of work have lanes of their own: a mail server that does not answer must not keep the index waiting, nor a long
/// import the mails. What imports leave for the index, and recurring orders for the mails,
/// comes after them.
pub(super) const LANES: [&str; 8] =
    ["import", "recurring", "index", "mail", "stripe", "archive", "text", HOOKS];
/// The last lane is worked by [`hooks`]: many endpoints at once.
pub(super) const HOOKS: &str = "hook";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct Row {
    pub id: String,
    pub attempts: i64,
    pub data: SerdeWrapper<Job>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CountRow {
    count: i64,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct MailRow {
    to: String,
    subject: String,
    text: String,
    secrets: Option<Vec<String>>,
    created: Datetime,
    sent: bool,
}

/// Works until `shutdown` is ready; then finishes the jobs at hand.
pub async fn run(kontor: Arc<Kontor>, shutdown: impl Future<Output = ()> + Send) {
    let post = Post::new(&kontor.settings);
    let bells: [Notify; LANES.len()] = Default::default();
    let stop = AtomicBool::new(false);
    let ring = || bells.iter().for_each(Notify::notify_one);
    let caller = async {
        loop {
            ring();
            let _ = tokio::time::timeout(POLL, kontor.outbox_bell.notified()).await;
        }
    };
    let [import, recurring, index, mail, stripe, archive, text, hook] = &bells;
    let work = async {
        tokio::join!(
            lane(&kontor, &post, LANES[0], import, &stop),
            lane(&kontor, &post, LANES[1], recurring, &stop),
            lane(&kontor, &post, LANES[2], index, &stop),
            lane(&kontor, &post, LANES[3], mail, &stop),
            lane(&kontor, &post, LANES[4], stripe, &stop),
            lane(&kontor, &post, LANES[5], archive, &stop),
            lane(&kontor, &post, LANES[6], text, &stop),
            hooks::lane(&kontor, hook, &stop)
        )
    };
    tokio::pin!(work);
    tokio::select! {
        () = shutdown => {}
        () = caller => {}
        _ = &mut work => return,
    }
    stop.store(true, Ordering::Relaxed);
    ring();
    if tokio::time::timeout(GRACE, work).await.is_err() {
        tracing::warn!("outbox: a job was still running at the end; it will be done again");
    }
}

async fn lane(kontor: &Kontor, post: &Post, kind: &str, bell: &Notify, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        bell.notified().await;
        if let Err(e) = empty(kontor, post, kind, stop).await {
            // Logged where it arose; the next poll tries again.
            tracing::warn!(kind, "outbox: {e}");
        }
    }
}

/// Does everything that is due now, and answers when nothing is.
///
/// # Errors
/// [`Error::Unavailable`] when the store does not answer; failed jobs are no error, they come again.
pub async fn drain(kontor: &Kontor) -> Result<Drained, Error> {
    let post = Post::new(&kontor.settings);
    let stop = AtomicBool::new(false);
    let mut all = Drained::default();
    for kind in LANES {
        all += match kind {
            HOOKS => Box::pin(hooks::empty(kontor, &stop)).await?,
            _ => empty(kontor, &post, kind, &stop).await?,
        };
    }
    Ok(all)
}

/// Counts the jobs by state.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn pending(kontor: &Kontor) -> Result<Pending, Error> {
    const STATES: [&str; 3] = ["pending", "running", "dead"];
    let mut sql = String::new();
    for state in STATES {
        for kind in LANES {
            let _ = writeln!(
                sql,
                "SELECT count() AS count FROM outbox WHERE kind = '{kind}' AND state = '{state}' GROUP ALL;"
            );
        }
    }
    let mut rows = kontor.store.query(&sql, Variables::new()).await.fault()?;
    let mut counts = [0u64; STATES.len()];
    for (at, count) in counts.iter_mut().enumerate() {
        for lane in 0..LANES.len() {
            let found = rows.take::<CountRow>(at * LANES.len() + lane).fault()?;
            *count += found.first().and_then(|r| u64::try_from(r.count).ok()).unwrap_or(0);
        }
    }
    let [pending, running, dead] = counts;
    Ok(Pending { pending, running, dead })
}

/// Does what is due in one lane, look by look, until a look finds nothing.
async fn empty(kontor: &Kontor, post: &Post, kind: &str, stop: &AtomicBool) -> Result<Drained, Error> {
    let mut all = Drained::default();
    loop {
        let due = due(kontor, kind).await?;
        if due.is_empty() || stop.load(Ordering::Relaxed) {
            return Ok(all);
        }
        if kind == "index" {
            all += index(kontor, due).await?;
            continue;
        }
        if kind == "text" {
            all += texts(kontor, due, stop).await?;
            continue;
        }
        for row in due {
            if stop.load(Ordering::Relaxed) {
                return Ok(all);
            }
            all += match row.data.0.clone() {
                Job::Import { import } => self::import(kontor, row, &import, stop).await?,
                Job::Remind { .. }
                | Job::Unpaid { .. }
                | Job::Recurring { .. }
                | Job::FollowUp { .. }
                | Job::Quote { .. }
                | Job::Signing { .. } => remind(kontor, row).await?,
                Job::Stripe { .. }
                | Job::Payment { .. }
                | Job::KeepOffer { .. }
                | Job::KeepConfirmation { .. }
                | Job::KeepDeliveryNote { .. }
                | Job::SealForm { .. }
                | Job::DeleteDocument { .. }
                | Job::ForgetPhotos { .. } => once(kontor, row).await?,
                Job::Mail { .. } | Job::Index { .. } | Job::DocumentText { .. } | Job::Hook { .. } => {
                    mail(kontor, post, row).await?
                }
            };
        }
    }
}

/// What is due: waiting rows whose time has come, then running ones whose lease ran out.
pub(super) async fn due(kontor: &Kontor, kind: &str) -> Result<Vec<Row>, Error> {
    let mut vars = Variables::new();
    vars.insert("kind", kind.to_owned());
    vars.insert("now", kontor.clock.stamp());
    let select = |state: &str| {
        format!(
            "SELECT record::id(id) AS id, attempts, data, due FROM outbox \
             WHERE kind = $kind AND state = '{state}' AND due <= $now ORDER BY due LIMIT {BATCH};"
        )
    };
    let mut rows =
        kontor.store.query(&format!("{}{}", select("pending"), select("running")), vars).await.fault()?;
    let mut all = rows.take::<Row>(0).fault()?;
    all.extend(rows.take::<Row>(1).fault()?);
    Ok(all)
}

/// A claim on some rows.
pub(super) struct Claim {
    pub ids: Vec<String>,
    pub until: Datetime,
}

/// Claims rows: answers those that were still to be had.
pub(super) async fn claim(kontor: &Kontor, ids: impl Iterator<Item = String>) -> Result<Claim, Error> {
    let until = kontor.clock.stamp_in(LEASE);
    let mut tx = Tx::new();
    let ids: Vec<RecordId> = ids.map(|id| rid("outbox", id)).collect();
    let (ids, lease, now) = (tx.bind(ids), tx.bind(until), tx.bind(kontor.clock.stamp()));
    tx.push(format!(
        "UPDATE {ids} SET state = 'running', due = {lease} \
         WHERE state IN ['pending', 'running'] AND due <= {now} RETURN VALUE record::id(id)"
    ));
    let mut rows = kontor.store.transact(&tx).await.fault()?;
    // The answer to `BEGIN` stands at 0.
    Ok(Claim { ids: rows.take(1).fault()?, until })
}

/// All index jobs of one look are one: the index is committed once.
async fn index(kontor: &Kontor, rows: Vec<Row>) -> Result<Drained, Error> {
    let claim = claim(kontor, rows.iter().map(|r| r.id.clone())).await?;
    let rows: Vec<Row> = rows.into_iter().filter(|r| claim.ids.contains(&r.id)).collect();
    if rows.is_empty() {
        return Ok(Drained::default());
    }
    let mut parts: Vec<PartKey> = rows
        .iter()
        .flat_map(|r| match &r.data.0 {
            Job::Index { parts } => parts.clone(),
            _ => Vec::new(),
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    match crate::catalog::index_parts(kontor, &parts).await {
        Ok(()) => {
            let mut tx = Tx::new();
            finish(&mut tx, &rows);
            kontor.store.transact(&tx).await.fault()?;
            Ok(Drained { done: count, failed: 0 })
        }
        Err(e) => {
            for row in &rows {
                failed(kontor, row, &claim.until, &e.to_string(), None).await?;
            }
            Ok(Drained { done: 0, failed: count })
        }
    }
}

/// Some documents at a time: reading takes a while, and what was read is in memory until it is committed.
async fn texts(kontor: &Kontor, rows: Vec<Row>, stop: &AtomicBool) -> Result<Drained, Error> {
    let mut all = Drained::default();
    for some in rows.chunks(TEXTS) {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let claim = claim(kontor, some.iter().map(|r| r.id.clone())).await?;
        let of = |row: &Row| match &row.data.0 {
            Job::DocumentText { document } => document.clone(),
            _ => DocumentId::default(),
        };
        let claimed: Vec<&Row> = some.iter().filter(|r| claim.ids.contains(&r.id)).collect();
        let ids = claimed.iter().copied().map(of).collect();
        let indexed = documents::index_texts(kontor, &ids).await;
        let mut done = Vec::with_capacity(claimed.len());
        for row in claimed {
            let error = match &indexed {
                Ok(unread) => unread.get(&of(row)),
                Err(e) => Some(e),
            };
            match error {
                None => done.push(row),
                Some(e) => {
                    failed(kontor, row, &claim.until, &format!("{e:?}"), None).await?;
                    all.failed += 1;
                }
            }
        }
        all.done += u64::try_from(done.len()).unwrap_or(u64::MAX);
        let mut tx = Tx::new();
        finish(&mut tx, done);
        kontor.store.transact(&tx).await.fault()?;
    }
    Ok(all)
}

/// What is done once and then over.
async fn once(kontor: &Kontor, row: Row) -> Result<Drained, Error> {
    let claim = claim(kontor, std::iter::once(row.id.clone())).await?;
    if claim.ids.is_empty() {
        return Ok(Drained::default());
    }
    let done = match &row.data.0 {
        Job::Stripe { object, id } => payments::work(kontor, object, id).await,
        Job::Payment { order } => payments::look_again(kontor, order).await,
        Job::KeepOffer { quote, number, language } => {
            quotes::keep_offer(kontor, quote, *number, *language).await
        }
        Job::KeepConfirmation { order, language } => {
            orders::keep_confirmation(kontor, order, *language).await
        }
        Job::KeepDeliveryNote { order, shipment, language } => {
            shipments::keep_delivery_note(kontor, order, shipment, *language).await
        }
        Job::SealForm { round } => signatures::seal_form(kontor, round).await,
        Job::DeleteDocument { document } => documents::delete_now(kontor, document).await,
        Job::ForgetPhotos { form } => forms::forget_photos(kontor, form).await,
        _ => Ok(()),
    };
    if let Err(e) = done {
        failed(kontor, &row, &claim.until, &format!("{e:?}"), None).await?;
        return Ok(Drained { done: 0, failed: 1 });
    }
    let mut tx = Tx::new();
    finish(&mut tx, std::slice::from_ref(&row));
    kontor.store.transact(&tx).await.fault()?;
    Ok(Drained { done: 1, failed: 0 })
}

async fn mail(kontor: &Kontor, post: &Post, row: Row) -> Result<Drained, Error> {
    let claim = claim(kontor, std::iter::once(row.id.clone())).await?;
    if claim.ids.is_empty() {
        return Ok(Drained::default());
    }
    let Job::Mail { mail: id } = &row.data.0 else { return Ok(Drained::default()) };
    let mut vars = Variables::new();
    vars.insert("id", rid("mail", id.clone()));
    let found: Vec<MailRow> =
        kontor.store.rows("SELECT to, subject, text, secrets, created, sent FROM $id", vars).await.fault()?;
    let mut tx = Tx::new();
    if let Some(found) = found.into_iter().next().filter(|m| !m.sent) {
        let secrets = found.secrets.unwrap_or_default();
        let letter = Mail { to: found.to, subject: found.subject, text: found.text, secrets };
        if let Err(error) = post.send(id, &letter, &found.created).await {
            failed(kontor, &row, &claim.until, &error, Some(id)).await?;
            return Ok(Drained { done: 0, failed: 1 });
        }
        // What is for its reader alone goes in any case.
        let kept = crate::mail::without(&letter.text, &letter.secrets);
        let kept = if post.leaves_the_house() { without_secrets(kontor, &kept) } else { kept };
        let (record, kept) = (tx.bind(rid("mail", id.clone())), tx.bind(kept));
        tx.push(format!(
            "UPDATE {record} SET sent = true, error = '', text = {kept}, secrets = NONE RETURN NONE"
        ));
    }
    finish(&mut tx, std::slice::from_ref(&row));
    kontor.store.transact(&tx).await.fault()?;
    Ok(Drained { done: 1, failed: 0 })
}

/// Reads a file. What failed for a reason that may pass comes again; everything else is told on the import's page.
async fn import(kontor: &Kontor, row: Row, import: &ImportId, stop: &AtomicBool) -> Result<Drained, Error> {
    let claim = claim(kontor, std::iter::once(row.id.clone())).await?;
    if claim.ids.is_empty() {
        return Ok(Drained::default());
    }
    let lease = Lease::new(&row.id, claim.until);
    match catalog::run_import(kontor, import, &lease, stop).await {
        Ok(()) => Ok(Drained { done: 1, failed: 0 }),
        Err(ImportStop::Lost) => {
            tracing::warn!(job = row.id, "outbox: an import's lease ran out, somebody else goes on with it");
            Ok(Drained::default())
        }
        Err(ImportStop::Told) => {
            let mut tx = Tx::new();
            lease.give_back(&mut tx, kontor.clock.stamp(), "");
            match kontor.store.transact(&tx).await {
                Err(StoreError::Guard(_)) => {}
                other => other.fault().map(|_| ())?,
            }
            Ok(Drained::default())
        }
        Err(ImportStop::Failed(error)) => {
            let attempts = row.attempts + 1;
            let passes = matches!(
                error,
                Error::Unavailable
                    | Error::Internal { .. }
                    | Error::Conflict { problem: Problem::ChangedMeanwhile }
            );
            let again =
                (passes && attempts < IMPORT_ATTEMPTS).then(|| kontor.clock.stamp_in(pause(attempts)));
            tracing::warn!(job = row.id, attempts, "outbox: import: {error}");
            catalog::note_import_failure(kontor, import, &error, &lease, again).await?;
            Ok(Drained { done: 0, failed: 1 })
        }
    }
}

/// Writes the mails of a reminder and arms it anew in one transaction; what is decided, paid or ordered ends it.
async fn remind(kontor: &Kontor, row: Row) -> Result<Drained, Error> {
    let claim = claim(kontor, std::iter::once(row.id.clone())).await?;
    if claim.ids.is_empty() {
        return Ok(Drained::default());
    }
    let system = Actor::system(Channel::System);
    let due = match &row.data.0 {
        Job::Remind { order, step } => orders::remind(kontor, &system, order, *step).await,
        Job::Unpaid { order } => payments::unpaid(kontor, &system, order).await,
        Job::FollowUp { follow_up, version } => {
            follow_ups::remind(kontor, &system, follow_up, *version).await
        }
        Job::Recurring { recurring, version } => recurring::turn(kontor, &system, recurring, *version).await,
        Job::Quote { quote, number } => quotes::remind(kontor, &system, quote, *number).await,
        Job::Signing { round } => signatures::turn(kontor, &system, round).await,
        _ => Ok(None),
    };
    let due = match due {
        Ok(due) => due,
        Err(e) => {
            failed(kontor, &row, &claim.until, &format!("{e:?}"), None).await?;
            return Ok(Drained { done: 0, failed: 1 });
        }
    };
    let written = match due {
        Some((mut change, next)) => {
            let tx = &mut change.tx;
            let (lease, next) = (tx.bind(claim.until), tx.bind(next));
            // Whose lease ran out leaves it to the one who has the job by now, mails included.
            tx.guarded(
                rid("outbox", row.id.clone()),
                &format!("state = 'pending', attempts = 0, due = {next}"),
                &format!("state = 'running' AND due = {lease}"),
                "lease",
            );
            change.commit().await.map(|_| ())
        }
        None => {
            let mut tx = Tx::new();
            finish(&mut tx, std::slice::from_ref(&row));
            kontor.store.transact(&tx).await.map(|_| ())
        }
    };
    match written {
        Ok(()) => Ok(Drained { done: 1, failed: 0 }),
        Err(StoreError::Guard(_)) => Ok(Drained::default()),
        Err(other) => Err(other).fault(),
    }
}

/// Done jobs are deleted: what happened is in the event log.
fn finish<'a>(tx: &mut Tx, rows: impl IntoIterator<Item = &'a Row>) {
    let ids: Vec<RecordId> = rows.into_iter().map(|r| rid("outbox", r.id.clone())).collect();
    let ids = tx.bind(ids);
    tx.push(format!("FOR $id IN {ids} {{ DELETE $id RETURN NONE }}"));
}

/// Notes a failure and when to try again, unless the lease ran out and somebody else has the job by now.
async fn failed(
    kontor: &Kontor,
    row: &Row,
    lease: &Datetime,
    error: &str,
    mail: Option<&String>,
) -> Result<(), Error> {
    let attempts = row.attempts + 1;
    let dead = attempts >= ATTEMPTS;
    let state = if dead { "dead" } else { "pending" };
    if dead {
        tracing::error!(job = row.id, attempts, "outbox: given up: {error}");
    } else {
        tracing::warn!(job = row.id, attempts, "outbox: {error}");
    }
    let mut tx = Tx::new();
    let (id, lease, state) =
        (tx.bind(rid("outbox", row.id.clone())), tx.bind(*lease), tx.bind(state.to_owned()));
    let (attempts, due) = (tx.bind(attempts), tx.bind(kontor.clock.stamp_in(pause(attempts))));
    let error = tx.bind(error.to_owned());
    tx.push(format!(
        "UPDATE {id} SET state = {state}, attempts = {attempts}, due = {due}, error = {error} \
         WHERE state = 'running' AND due = {lease} RETURN NONE"
    ));
    if let Some(mail) = mail {
        let mail = tx.bind(rid("mail", mail.clone()));
        tx.push(format!("UPDATE {mail} SET error = {error} WHERE sent = false RETURN NONE"));
    }
    kontor.store.transact(&tx).await.fault()?;
    Ok(())
}

/// A minute, then twice as long each time, six hours at most.
fn pause(attempts: i64) -> SignedDuration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(16);
    SignedDuration::from_mins(1_i64 << doublings).min(LONGEST)
}

/// The text as it is kept once the mail is gone: a link that works belongs to its reader only.
fn without_secrets(kontor: &Kontor, text: &str) -> String {
    let start = format!("{}/link/", kontor.settings.base_url);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&start) {
        let (before, link) = rest.split_at(at + start.len());
        out.push_str(before);
        out.push('…');
        rest = link.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_six_hours() {
        let minutes: Vec<i64> = (1..=11).map(|n| pause(n).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    }
}
