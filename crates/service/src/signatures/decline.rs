//! Somebody does not want to sign: the round ends, and whoever asked learns why.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::FormState;
use kontor_domain::signatures::{DeclineSignature, MAX_REASON, Move, SigningStep};
use kontor_domain::{Error, Problem};

use super::rows::{self, TRIES, settled};
use super::{form, link, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::{Kontor, mail};

/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::Invalid`] with `reason`.
pub async fn decline(kontor: &Kontor, token: &str, command: &DeclineSignature) -> Result<(), Error> {
    for _ in 0..TRIES {
        let link::Found { mut row, signer: n } = link::find(kontor, token).await?;
        let mut fields = Fields::default();
        let reason = fields.line("reason", &command.reason, MAX_REASON);
        fields.done()?;
        row.data.0.progress.step(Move::Decline(n)).map_err(Error::conflict)?;
        row.data.0.declined.clone_from(&reason);
        let (name, title) = (row.signer(n)?.name.clone(), row.data.0.title.clone());
        row.log(kontor, &name, SigningStep::Declined, &[("reason", &reason)]);
        let about = form::row(kontor, &row.form()).await?;
        let guest = Actor::anonymous(row.data.0.language);
        let mut change = Change::new(kontor, &guest);
        link::spend(kontor, &mut change, token);
        link::end_all(&mut change, &row);
        rows::write(&mut change, &row);
        form::step(&mut change, &about, FormState::Declined, None);
        if let Some((to, l)) = tell::asker(kontor, &row).await? {
            change.mail(mail::signing_declined(
                kontor,
                &tell::words(&row, &name, l),
                &to,
                &reason,
                &tell::page(kontor, &row),
            ));
        }
        change.event(&form::subject(&about), Happened::SignatureDeclined { title, name, reason });
        if settled(change.commit().await, Error::NotFound)? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
