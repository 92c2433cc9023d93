//! One delivery: sent, written down, and what follows from it.

use std::time::Instant;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Channel, CompanyState, Person, Right};
use kontor_domain::events::Happened;
use kontor_domain::hooks::{Attempt, DeliveryState, HookState, STOPPED_AFTER_DAYS, Trouble};
use kontor_domain::{Error, HookId, Language};
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
    let work = Work { kontor, lease };
    let Some((hook, delivery)) = load(kontor, hook, delivery).await? else { return work.finish().await };
    match hook.state() {
        HookState::On => {}
        HookState::Paused => return work.park().await,
        HookState::Stopped => return work.never(delivery, Trouble::Stopped).await,
    }
    if !active(kontor, &hook).await? {
        return work.never(delivery, Trouble::Inactive).await;
    }
    let attempt = attempt(kontor, &hook, &delivery).await?;
    if attempt.trouble.is_none() && matches!(attempt.status, Some(200..=299)) {
        return work.taken(&hook, delivery, attempt).await;
    }
    let long = SignedDuration::from_hours(24 * STOPPED_AFTER_DAYS);
    let dead = hook.failing.is_some_and(|since| elapsed(kontor, &since) >= long);
    if dead || attempt.status == Some(GONE) {
        return work.stop(&hook, delivery, attempt).await;
    }
    work.refused(&hook, delivery, attempt, failures).await
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

/// A job at hand. Whatever becomes of it is written under its lease: whose lease ran out leaves it to the one who has the job
/// by now.
struct Work<'a> {
    kontor: &'a Kontor,
    lease: &'a Lease,
}

impl Work<'_> {
    async fn taken(
        &self,
        hook: &HookRow,
        delivery: DeliveryRow,
        attempt: Attempt,
    ) -> Result<Delivered, Error> {
        let mut tx = Tx::new();
        self.lease.finish(&mut tx);
        write(&mut tx, delivery, attempt, DeliveryState::Delivered, None);
        if hook.failing.is_some() {
            let hook = tx.bind(id(&hook.seq));
            tx.push(format!("UPDATE {hook} SET failing = NONE RETURN NONE"));
        }
        self.commit(&tx, Delivered::Done).await
    }

    /// It comes again, unless that was the last time.
    async fn refused(
        &self,
        hook: &HookRow,
        delivery: DeliveryRow,
        attempt: Attempt,
        failures: i64,
    ) -> Result<Delivered, Error> {
        let clock = &self.kontor.clock;
        let pause = usize::try_from(failures).ok().and_then(|n| PAUSES.get(n)).copied();
        let mut tx = Tx::new();
        if let Some(pause) = pause.map(SignedDuration::from_secs) {
            let next = clock.stamp_in(pause);
            self.lease.give_back(&mut tx, next, &reason(&attempt, Language::En));
            write(&mut tx, delivery, attempt, DeliveryState::Waiting, Some(clock.local_of(&next)));
        } else {
            self.lease.finish(&mut tx);
            write(&mut tx, delivery, attempt, DeliveryState::Failed, None);
        }
        if hook.failing.is_none() {
            let (hook, now) = (tx.bind(id(&hook.seq)), tx.bind(clock.stamp()));
            tx.push(format!("UPDATE {hook} SET failing = {now} WHERE failing = NONE RETURN NONE"));
        }
        self.commit(&tx, Delivered::Failed).await
    }

    /// Stops an endpoint that takes nothing, and tells its owner.
    async fn stop(
        &self,
        hook: &HookRow,
        delivery: DeliveryRow,
        attempt: Attempt,
    ) -> Result<Delivered, Error> {
        let (kontor, system) = (self.kontor, Actor::system(Channel::System));
        let mut change = Change::new(kontor, &system);
        let url = &hook.data.0.url;
        for (email, language) in readers(kontor, hook).await? {
            let (id, of_dealer, why) = (hook.id(), hook.company().is_none(), reason(&attempt, language));
            change.mail(mail::hook_stopped(kontor, &id, of_dealer, url, &why, &email, language));
        }
        self.lease.finish(&mut change.tx);
        write(&mut change.tx, delivery, attempt, DeliveryState::Failed, None);
        let state = change.tx.bind(HookState::Stopped.code().to_owned());
        change.tx.guarded(
            id(&hook.seq),
            &format!("state = {state}, version += 1"),
            &format!("state = '{}'", HookState::On.code()),
            GUARD,
        );
        change.event(&hook.subject(), Happened::HookStopped { url: url.clone() });
        change.touches_hooks();
        match change.commit().await {
            Err(StoreError::Guard(_)) => Ok(Delivered::Lost),
            other => other.fault().map(|_| Delivered::Failed),
        }
    }

    /// It is not sent, and does not wait any more.
    async fn never(&self, delivery: DeliveryRow, trouble: Trouble) -> Result<Delivered, Error> {
        let mut tx = Tx::new();
        self.lease.finish(&mut tx);
        let at = self.kontor.clock.local();
        let attempt = Attempt { at, status: None, millis: 0, answer: String::new(), trouble: Some(trouble) };
        write(&mut tx, delivery, attempt, DeliveryState::Failed, None);
        self.commit(&tx, Delivered::Done).await
    }

    /// Until somebody resumes the endpoint.
    async fn park(&self) -> Result<Delivered, Error> {
        let mut tx = Tx::new();
        self.lease.give_back(&mut tx, self.kontor.clock.stamp_in(PARKED), "");
        self.commit(&tx, Delivered::Done).await
    }

    async fn finish(&self) -> Result<Delivered, Error> {
        let mut tx = Tx::new();
        self.lease.finish(&mut tx);
        self.commit(&tx, Delivered::Done).await
    }

    async fn commit(&self, tx: &Tx, done: Delivered) -> Result<Delivered, Error> {
        match self.kontor.store.transact(tx).await {
            Err(StoreError::Guard(_)) => Ok(Delivered::Lost),
            other => other.fault().map(|_| done),
        }
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
        (None, status) => format!("HTTP {}", status.unwrap_or_default()),
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
