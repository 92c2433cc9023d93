//! A round comes to its signers' mind, and ends after its last day.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::FormState;
use kontor_domain::signatures::{Move, RoundState, SigningStep, lately, reminders};
use kontor_store::Datetime;

use super::invite::{Why, invite};
use super::{form, link, rows, tell};
use crate::change::Change;
use crate::{Kontor, mail};

/// Puts the mails of a reminder, or the end, into a transaction and says when to look again; nothing when the round is over.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn turn<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    round: &str,
) -> Result<Option<(Change<'a>, Datetime)>, Error> {
    let Some(mut row) = rows::by_id(kontor, round).await? else { return Ok(None) };
    if row.state() != RoundState::Open {
        return Ok(None);
    }
    let mut change = Change::new(kontor, system);
    let now = kontor.clock.local();
    let about = form::row(kontor, &row.form()).await?;
    if row.over(kontor) {
        row.data.0.progress.step(Move::Expire).map_err(Error::conflict)?;
        row.log(kontor, "", SigningStep::Expired, &[]);
        link::end_all(&mut change, &row);
        form::step(&mut change, &about, FormState::Expired, None);
        if let Some((to, l)) = tell::asker(kontor, &row).await? {
            change.mail(mail::signing_expired(
                kontor,
                &tell::words(&row, "", l),
                &to,
                &tell::page(kontor, &row),
            ));
        }
        let title = row.data.0.title.clone();
        change.event(&form::subject(&about), Happened::SignaturesExpired { title });
    } else {
        for n in row.asked() {
            let signer = row.signer(n)?;
            // A new link ends the one that came just now, or with which somebody is about to sign.
            if signer.is_known(kontor.clock.now()) || signer.asked.is_some_and(|at| lately(at, now)) {
                continue;
            }
            invite(kontor, &mut change, &mut row, n, Why::Reminded)?;
            let (title, name) = (row.data.0.title.clone(), row.signer(n)?.name.clone());
            change.event(&form::subject(&about), Happened::SignerReminded { title, name });
        }
    }
    rows::write(&mut change, &row);
    let next = reminders(row.data.0.asked, row.data.0.until).into_iter().find(|at| *at > now).unwrap_or(now);
    Ok(Some((change, kontor.clock.stamp_of(next))))
}
