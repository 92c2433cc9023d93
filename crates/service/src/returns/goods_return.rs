//! One return.

use kontor_domain::accounts::Actor;
use kontor_domain::returns::ReturnView;
use kontor_domain::{Error, ReturnId};

use super::rows;
use crate::Kontor;

/// # Errors
/// [`Error::NotFound`] also for another company's, [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn goods_return(kontor: &Kontor, actor: &Actor, id: &ReturnId) -> Result<ReturnView, Error> {
    rows::view(kontor, actor, rows::visible(kontor, actor, id).await?)
}
