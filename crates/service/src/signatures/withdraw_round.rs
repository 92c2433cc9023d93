//! Whoever asked takes the round back: the form is a draft again.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::FormState;
use kontor_domain::signatures::{Move, SigningStep, WithdrawRound};
use kontor_domain::{Error, Problem};

use super::round::managed;
use super::rows::{self, TRIES, settled};
use super::{form, link, tell};
use crate::change::Change;
use crate::{Kontor, forms, mail};

/// Links die, and what was signed is void; who has been asked is told.
///
/// # Errors
/// As [`managed`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`], or [`Problem::WrongState`] when all have signed already.
pub async fn withdraw_round(kontor: &Kontor, actor: &Actor, command: &WithdrawRound) -> Result<(), Error> {
    for _ in 0..TRIES {
        let mut row = managed(kontor, actor, &command.form).await?;
        if forms::form(kontor, actor, &command.form).await?.head.version != command.version {
            return Err(Error::conflict(Problem::ChangedMeanwhile));
        }
        // Those who never had a turn were never asked.
        let told = tell::asked_so_far(&row);
        row.data.0.progress.step(Move::Withdraw).map_err(Error::conflict)?;
        row.log(kontor, actor.name(), SigningStep::Withdrawn, &[]);
        let about = form::row(kontor, &row.form()).await?;
        let mut change = Change::new(kontor, actor);
        link::end_all(&mut change, &row);
        rows::write(&mut change, &row);
        form::step(&mut change, &about, FormState::Draft, None);
        for (name, to) in told {
            change.mail(mail::signing_withdrawn(kontor, &tell::words(&row, &name, row.data.0.language), &to));
        }
        let title = row.data.0.title.clone();
        change.event(&form::subject(&about), Happened::SignaturesWithdrawn { title });
        if settled(change.commit().await, Error::conflict(Problem::ChangedMeanwhile))? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
