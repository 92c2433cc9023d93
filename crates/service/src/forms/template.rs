//! One template, as the house works on it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::forms::TemplateView;
use kontor_domain::{Error, TemplateId};

use super::template_rows::{find, view};
use crate::Kontor;

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::SeeOrders`]; [`Error::NotFound`].
pub async fn template(kontor: &Kontor, actor: &Actor, id: &TemplateId) -> Result<TemplateView, Error> {
    actor.require(Right::SeeOrders)?;
    let row = find(kontor, id).await?.ok_or(Error::NotFound)?;
    view(kontor, actor, &row).await
}
