//! One form with everything that the reader may know of it.

use kontor_domain::accounts::Actor;
use kontor_domain::forms::FormView;
use kontor_domain::{Error, FormId};

use super::rows::{Seen, seen, template_of};
use crate::Kontor;

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub async fn form(kontor: &Kontor, actor: &Actor, id: &FormId) -> Result<FormView, Error> {
    let Seen { row, may_fill } = seen(kontor, actor, id).await?;
    let filled = &row.data.0.filled;
    Ok(FormView {
        head: row.summary()?,
        template: template_of(kontor, &row).await?,
        answers: filled.answers(),
        asides: filled.asides(),
        may_fill,
        desk: actor.company().is_none(),
        today: kontor.clock.local().date(),
    })
}
