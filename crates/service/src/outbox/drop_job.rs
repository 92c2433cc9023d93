//! A job that must not happen any more is taken out, with the reason.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables, rid};

use super::Job;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;
use crate::{Kontor, catalog, hooks, mail, recurring};

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    data: SerdeWrapper<Job>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Letter {
    text: String,
    secrets: Option<Vec<String>>,
}

/// What it was about says so: a mail is marked as not sent, an import as failed, a delivery of a webhook too, a recurring order
/// stands still for review.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::NotFound`] when it is done or gone; [`Error::Invalid`]
/// without a `reason`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] while somebody is at it,
/// with [`Problem::WrongState`] for a document that all have signed.
pub async fn drop_job(kontor: &Kontor, actor: &Actor, job: &str, reason: &str) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(Error::invalid("reason", Problem::Required));
    }
    if reason.chars().count() > 500 {
        return Err(Error::invalid("reason", Problem::TooLong { max: 500 }));
    }
    let mut vars = Variables::new();
    vars.insert("id", rid("outbox", job));
    let rows: Vec<Row> = kontor.store.rows("SELECT data FROM $id", vars).await.fault()?;
    let what = rows.into_iter().next().ok_or(Error::NotFound)?.data.0;
    let mut change = Change::new(kontor, actor);
    change.tx.guarded(rid("outbox", job), "attempts += 0", "state IN ['dead', 'pending']", "idle");
    change.tx.delete(rid("outbox", job));
    match &what {
        Job::Mail { mail } => not_sent(kontor, &mut change, mail, &reason).await?,
        Job::Import { import } => catalog::give_up_import(&mut change.tx, import, &reason),
        Job::Recurring { recurring, version } => {
            recurring::give_up(kontor, &mut change, recurring, *version, &reason).await?;
        }
        Job::Hook { delivery, .. } => hooks::give_up(kontor, &mut change, delivery, &reason).await?,
        // All have signed: it is made, however long that takes.
        Job::SealForm { .. } => return Err(Error::conflict(Problem::WrongState)),
        Job::Index { .. }
        | Job::Remind { .. }
        | Job::FollowUp { .. }
        | Job::Quote { .. }
        | Job::Unpaid { .. }
        | Job::Stripe { .. }
        | Job::Payment { .. }
        | Job::KeepOffer { .. }
        | Job::KeepConfirmation { .. }
        | Job::KeepDeliveryNote { .. }
        | Job::DocumentText { .. }
        | Job::ForgetPhotos { .. }
        | Job::Signing { .. }
        // It stays as it is, decided and not done: it can be held, or decided once more.
        | Job::DeleteDocument { .. } => {}
    }
    let kind = what.kind().to_owned();
    change.event(&Subject::new("outbox", job), Happened::JobDropped { kind, reason });
    match change.commit().await {
        Err(StoreError::Guard(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        other => other.fault().map(|_| ()),
    }
}

/// A mail that nobody gets: what stood in it for its reader alone goes, as if it had been sent.
async fn not_sent(kontor: &Kontor, change: &mut Change<'_>, id: &str, reason: &str) -> Result<(), Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("mail", id));
    let found: Vec<Letter> = kontor.store.rows("SELECT text, secrets FROM $id", vars).await.fault()?;
    let Some(letter) = found.into_iter().next() else { return Ok(()) };
    let tx = &mut change.tx;
    let (id, error) = (tx.bind(rid("mail", id)), tx.bind(reason.to_owned()));
    let text = tx.bind(mail::without(&letter.text, &letter.secrets.unwrap_or_default()));
    tx.push(format!(
        "UPDATE {id} SET error = {error}, text = {text}, secrets = NONE WHERE sent = false RETURN NONE"
    ));
    Ok(())
}
