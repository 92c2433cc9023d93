//! One follow-up.

use kontor_domain::accounts::Actor;
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::{Error, FollowUpId};

use super::rows::{self, FollowUpRow};
use crate::Kontor;

/// Also one that is done.
///
/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::ManageQuotes`]; [`Error::NotFound`].
pub async fn follow_up(kontor: &Kontor, actor: &Actor, id: &FollowUpId) -> Result<FollowUp, Error> {
    rows::follow_up(kontor, actor, id).await.map(FollowUpRow::view)
}
