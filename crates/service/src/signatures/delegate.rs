//! Somebody else is to sign in their place.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::signatures::{DelegateSignature, MAX_SIGNER, Move, SigningStep, hidden};
use kontor_domain::{Error, Problem};

use super::invite::{Why, invite};
use super::rows::{self, TRIES, settled};
use super::{form, link};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::Change;

/// The link dies, the other one gets their own. Only who has entered the code may do this: a link that went astray does not walk on.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::Invalid`] with `name`, `email`, or `code` = [`Problem::CodeNeeded`].
pub async fn delegate(kontor: &Kontor, token: &str, command: &DelegateSignature) -> Result<(), Error> {
    for _ in 0..TRIES {
        let link::Found { mut row, signer: n } = link::find(kontor, token).await?;
        let mut fields = Fields::default();
        let to = fields.line("name", &command.name, MAX_SIGNER);
        let email = fields.email("email", &command.email);
        fields.done()?;
        let signer = row.signer(n)?;
        if !signer.is_known(kontor.clock.now()) {
            return Err(Error::invalid("code", Problem::CodeNeeded));
        }
        let name = std::mem::replace(&mut signer.name, to.clone());
        signer.email.clone_from(&email);
        signer.seen = false;
        row.data.0.progress.step(Move::Delegate(n)).map_err(Error::conflict)?;
        let address = hidden(&email);
        row.log(kontor, &name, SigningStep::Delegated, &[("to", &to), ("address", &address)]);
        let guest = Actor::anonymous(row.data.0.language);
        let mut change = Change::new(kontor, &guest);
        link::spend(kontor, &mut change, token);
        invite(kontor, &mut change, &mut row, n, Why::Invited)?;
        rows::write(&mut change, &row);
        let about = form::row(kontor, &row.form()).await?;
        let title = row.data.0.title.clone();
        change.event(&form::subject(&about), Happened::SignatureDelegated { title, name, to });
        if settled(change.commit().await, Error::NotFound)? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
