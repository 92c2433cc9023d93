//! A draft that nobody wants goes, with its photos.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::DiscardForm;
use kontor_domain::{Error, FormId, Problem};

use super::rows::{by_id, fillable, record};
use crate::accounts::rows::or_changed;
use crate::change::Change;
use crate::outbox::Job;
use crate::{Kontor, photos};

/// # Errors
/// [`Error::NotFound`], also for another company's; [`Error::Forbidden`] for who only reads; [`Error::Conflict`] with
/// [`Problem::FormNotOpen`] or [`Problem::ChangedMeanwhile`].
pub async fn discard_form(kontor: &Kontor, actor: &Actor, command: &DiscardForm) -> Result<(), Error> {
    let row = fillable(kontor, actor, &command.form).await?;
    if row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let (subject, id) = (row.subject(), record(&command.form));
    let data = row.data.0;
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let version = tx.bind(row.version);
    // The update makes two who write the same form meet.
    tx.guarded(id.clone(), "version += 1", &format!("version = {version} AND state = 'draft'"), "version");
    tx.delete(id);
    change.event(&subject, Happened::FormDiscarded { name: data.name, machine: data.machine });
    // Also without photos: one that was on its way may be on disk and named nowhere.
    change.job(Job::ForgetPhotos { form: command.form.clone() });
    or_changed(change.commit().await).map(|_| ())
}

/// Takes the photos of a form from the disk, once it is gone.
///
/// # Errors
/// [`Error::Unavailable`]; [`Error::Internal`] when the disk refuses.
pub(crate) async fn forget_photos(kontor: &Kontor, form: &FormId) -> Result<(), Error> {
    match by_id(kontor, form).await? {
        Some(_) => Ok(()),
        None => photos::forget(kontor, form.as_str()).await,
    }
}
