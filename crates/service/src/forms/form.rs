//! One form with everything that the reader may know of it.

use kontor_domain::accounts::Actor;
use kontor_domain::forms::{FormState, FormView};
use kontor_domain::{Error, FormId};

use super::rows::{Seen, seen, template_of};
use crate::Kontor;

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub async fn form(kontor: &Kontor, actor: &Actor, id: &FormId) -> Result<FormView, Error> {
    let Seen { row, may_fill } = seen(kontor, actor, id).await?;
    let (filled, head) = (&row.data.0.filled, row.summary()?);
    // What is closed is read as it was printed: by the day on which it was last filled in.
    let today = match head.state {
        FormState::Draft => kontor.clock.local().date(),
        _ => head.changed.date(),
    };
    Ok(FormView {
        head,
        template: template_of(kontor, &row).await?,
        answers: filled.answers(),
        asides: filled.asides(),
        may_fill,
        desk: actor.company().is_none(),
        today,
    })
}
