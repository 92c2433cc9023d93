//! One delivery: sent, written down, and what follows from it.

use std::time::Instant;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Channel, CompanyState, Person, Right};
use kontor_domain::events::Happened;
use kontor_domain::hooks::{Attempt, DeliveryState, HookState, STOPPED_AFTER_DAYS, Trouble};
use kontor_domain::{Error, HookId, Language, Problem};
use kontor_store::{Datetime, SerdeWrapper, StoreError, SurrealValue, Tx, Variables};
use url::Url;

use super::rows::{COLUMNS, DELIVERY, DeliveryData, DeliveryRow, GUARD, HookRow, delivery_id, id};
use super::tell::PARKED;
use super::{key, send, sign};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Lease;
use crate::{Kontor, accounts, mail};

/// After each failure it is tried again so many seconds later: about three days in all.
const PAUSES: [i64; 9] = [5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400];
/// So many attempts are kept, the latest ones.
const KEPT: usize = 30;
/// "There is nothing here any more": the receiver asks not to be sent anything.
const GONE: u16 = 410;

/// What came of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivered {
    /// Taken, or there is nothing to do.
    Done,
    /// Not taken; the endpoint had better rest.
    Failed,
    /// Somebody else is at it.
    Lost,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct House {
    state: Option<String>,
}

/// Sends a delivery and writes how it went with the end of its job, or its next attempt, in one transaction. `failures` is how
/// often it has failed since somebody last asked for it.
///
/// # Errors
/// [`Error::Unavailable`]; then nothing is written, and it is sent once more when the lease has run out.
pub(crate) async fn deliver(
    kontor: &Kontor,
    hook: &HookId,
    delivery: &str,
    failures: i64,
    lease: &Lease,
) -> Result<Delivered, Error> {
    let Some((hook, delivery)) = load(kontor, hook, delivery).await? else {
        return finish(kontor, lease).await;
    };
    match hook.state() {
        HookState::On => {}
        HookState::Paused => return park(kontor, lease).await,
        HookState::Stopped => {
            return never(kontor, delivery, Trouble::Stopped, lease).await;
        }
    }
    if !active(kontor, &hook).await? {
        return never(kontor, delivery, Trouble::Inactive, lease).await;
    }
    let attempt = attempt(kontor, &hook, &delivery).await?;
    let taken = attempt.trouble.is_none() && matches!(attempt.status, Some(200..=299));
    if taken {
        return taken_by(kontor, &hook, delivery, attempt, lease).await;
    }
    refused_by(kontor, &hook, delivery, attempt, failures, lease).await
}

/// Endpoint and delivery, if both are there and it is still to be sent.
async fn load(
    kontor: &Kontor,
    hook: &HookId,
    delivery: &str,
) -> Result<Option<(HookRow, DeliveryRow)>, Error> {
    let mut vars = Variables::new();
    vars.insert("hook", id(hook.as_str()));
    vars.insert("delivery", delivery_id(delivery));
    let sql = format!("SELECT {COLUMNS} FROM $hook; SELECT {DELIVERY} FROM $delivery;");
    let mut rows = kontor.store.query(&sql, vars).await.fault()?;
    let hook = rows.take::<HookRow>(0).fault()?.into_iter().next();
    let delivery = rows.take::<DeliveryRow>(1).fault()?.into_iter().next();
    Ok(hook.zip(delivery).filter(|(_, d)| d.state == DeliveryState::Waiting.code()))
}

/// May its company sign in? Who was blocked hears nothing any more.
async fn active(kontor: &Kontor, hook: &HookRow) -> Result<bool, Error> {
    let Some(company) = hook.company() else { return Ok(true) };
    let mut vars = Variables::new();
    vars.insert("id", kontor_store::rid("company", company.to_string()));
    let rows: Vec<House> = kontor.store.rows("SELECT state FROM $id", vars).await.fault()?;
    let state = rows.into_iter().next().and_then(|house| house.state);
    Ok(state.as_deref() == Some(CompanyState::Active.code()))
}

async fn attempt(kontor: &Kontor, hook: &HookRow, delivery: &DeliveryRow) -> Result<Attempt, Error> {
    let now = kontor.clock.now();
    let key = key::existing(kontor)?;
    let secrets = key.and_then(|key| hook.secrets(&key, now));
    // How long it takes is no time of day.
    let begun = Instant::now();
    let answer = match (secrets, Url::parse(&hook.data.0.url)) {
        (None, _) => Err(Trouble::KeyChanged),
        (_, Err(_)) => Err(Trouble::Unresolved),
        (Some(secrets), Ok(url)) => {
            let headers = sign::headers(&secrets, &delivery.event, now.as_second(), &delivery.body);
            let private = kontor.settings.hooks.private_networks;
            send::post(&url, private, &headers, &delivery.body).await
        }
    };
    let millis = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
    let at = kontor.clock.local();
    Ok(match answer {
        Ok(answer) => {
            let trouble = matches!(answer.status, 300..=399).then_some(Trouble::Redirected);
            Attempt { at, status: Some(answer.status), millis, answer: answer.text, trouble }
        }
        Err(trouble) => Attempt { at, status: None, millis, answer: String::new(), trouble: Some(trouble) },
    })
}

async fn taken_by(
    kontor: &Kontor,
    hook: &HookRow,
    delivery: DeliveryRow,
    attempt: Attempt,
    lease: &Lease,
) -> Result<Delivered, Error> {
    let mut tx = Tx::new();
    lease.finish(&mut tx);
    write(&mut tx, delivery, attempt, DeliveryState::Delivered, None);
    if hook.failing.is_some() {
        let hook = tx.bind(id(&hook.seq));
        tx.push(format!("UPDATE {hook} SET failing = NONE RETURN NONE"));
    }
    commit(kontor, &tx, Delivered::Done).await
}

async fn refused_by(
    kontor: &Kontor,
    hook: &HookRow,
    delivery: DeliveryRow,
    attempt: Attempt,
    failures: i64,
    lease: &Lease,
) -> Result<Delivered, Error> {
    let long = SignedDuration::from_hours(24 * STOPPED_AFTER_DAYS);
    let since = hook.failing.map(|at| elapsed(kontor, &at));
    if attempt.status == Some(GONE) || since.is_some_and(|since| since >= long) {
        return stop(kontor, hook, delivery, attempt, lease).await;
    }
    let pause = usize::try_from(failures).ok().and_then(|n| PAUSES.get(n)).copied();
    let mut tx = Tx::new();
    match pause.map(SignedDuration::from_secs) {
        Some(pause) => {
            let error = words(&attempt);
            lease.give_back(&mut tx, kontor.clock.stamp_in(pause), &error);
            let next = kontor.clock.stamp_in(pause);
            write(&mut tx, delivery, attempt, DeliveryState::Waiting, Some(kontor.clock.local_of(&next)));
        }
        None => {
            lease.finish(&mut tx);
            write(&mut tx, delivery, attempt, DeliveryState::Failed, None);
        }
    }
    if hook.failing.is_none() {
        let (hook, now) = (tx.bind(id(&hook.seq)), tx.bind(kontor.clock.stamp()));
        tx.push(format!("UPDATE {hook} SET failing = {now} WHERE failing = NONE RETURN NONE"));
    }
    commit(kontor, &tx, Delivered::Failed).await
}

/// Stops an endpoint that takes nothing, and tells its owner.
async fn stop(
    kontor: &Kontor,
    hook: &HookRow,
    delivery: DeliveryRow,
    attempt: Attempt,
    lease: &Lease,
) -> Result<Delivered, Error> {
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    let said = attempt.clone();
    lease.finish(&mut change.tx);
    write(&mut change.tx, delivery, attempt, DeliveryState::Failed, None);
    let state = change.tx.bind(HookState::Stopped.code().to_owned());
    change.tx.guarded(
        id(&hook.seq),
        &format!("state = {state}, version += 1"),
        &format!("state = '{}'", HookState::On.code()),
        GUARD,
    );
    let url = &hook.data.0.url;
    change.event(&hook.subject(), Happened::HookStopped { url: url.clone() });
    for (email, language) in readers(kontor, hook).await? {
        let why = reason(&said, language);
        change.mail(mail::hook_stopped(
            kontor,
            &hook.id(),
            hook.company().is_none(),
            url,
            &why,
            &email,
            language,
        ));
    }
    change.touches_hooks();
    match change.commit().await {
        Err(StoreError::Guard(_)) => Ok(Delivered::Lost),
        other => other.fault().map(|_| Delivered::Failed),
    }
}

/// Who is told that it was stopped: who may resume it.
async fn readers(kontor: &Kontor, hook: &HookRow) -> Result<Vec<(String, Language)>, Error> {
    let Some(company) = hook.company() else {
        return Ok(vec![(kontor.settings.dealer_email.clone(), Language::De)]);
    };
    let people = accounts::rows::people(kontor, Some(&company)).await?;
    let told = |p: &Person| !p.blocked && p.may(Right::ManageOwnHooks);
    Ok(people.into_iter().filter(told).map(|p| (p.email, p.language)).collect())
}

/// What it was, for who has to look.
fn reason(attempt: &Attempt, l: Language) -> String {
    match (&attempt.trouble, attempt.status) {
        (Some(trouble), _) => trouble.text(l),
        (None, Some(status)) => format!("HTTP {status}"),
        (None, None) => Problem::WrongState.text(l),
    }
}

/// The same for the outbox.
fn words(attempt: &Attempt) -> String {
    reason(attempt, Language::En)
}

/// It is not sent, and does not wait any more.
async fn never(
    kontor: &Kontor,
    delivery: DeliveryRow,
    trouble: Trouble,
    lease: &Lease,
) -> Result<Delivered, Error> {
    let mut tx = Tx::new();
    lease.finish(&mut tx);
    let at = kontor.clock.local();
    let attempt = Attempt { at, status: None, millis: 0, answer: String::new(), trouble: Some(trouble) };
    write(&mut tx, delivery, attempt, DeliveryState::Failed, None);
    commit(kontor, &tx, Delivered::Done).await
}

/// Until somebody resumes the endpoint.
async fn park(kontor: &Kontor, lease: &Lease) -> Result<Delivered, Error> {
    let mut tx = Tx::new();
    lease.give_back(&mut tx, kontor.clock.stamp_in(PARKED), "");
    commit(kontor, &tx, Delivered::Done).await
}

async fn finish(kontor: &Kontor, lease: &Lease) -> Result<Delivered, Error> {
    let mut tx = Tx::new();
    lease.finish(&mut tx);
    commit(kontor, &tx, Delivered::Done).await
}

/// Whose lease ran out leaves it to the one who has the job by now.
async fn commit(kontor: &Kontor, tx: &Tx, done: Delivered) -> Result<Delivered, Error> {
    match kontor.store.transact(tx).await {
        Err(StoreError::Guard(_)) => Ok(Delivered::Lost),
        other => other.fault().map(|_| done),
    }
}

fn write(
    tx: &mut Tx,
    delivery: DeliveryRow,
    attempt: Attempt,
    state: DeliveryState,
    next: Option<jiff::civil::DateTime>,
) {
    let mut data = delivery.data.0;
    data.attempts.push(attempt);
    let surplus = data.attempts.len().saturating_sub(KEPT);
    data.attempts.drain(..surplus);
    let data = DeliveryData { next, ..data };
    let (record, state) = (tx.bind(delivery_id(&delivery.seq)), tx.bind(state.code().to_owned()));
    let data = tx.bind(SerdeWrapper(data));
    tx.push(format!("UPDATE {record} SET state = {state}, data = {data} RETURN NONE"));
}

fn elapsed(kontor: &Kontor, since: &Datetime) -> SignedDuration {
    let since = chrono::DateTime::<chrono::Utc>::from(*since).timestamp_millis();
    SignedDuration::from_millis(kontor.clock.now().as_millisecond() - since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_about_three_days() {
        let hours = PAUSES.iter().sum::<i64>() / 3_600;
        assert_eq!(hours, 68);
        assert!(PAUSES.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}
