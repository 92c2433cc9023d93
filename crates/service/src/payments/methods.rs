//! The company's stored methods, as far as this person may use them; none for who acts for it.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::payments::MethodsView;

use super::rows;
use crate::Kontor;

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] for whoever does not order.
pub async fn methods(kontor: &Kontor, actor: &Actor) -> Result<MethodsView, Error> {
    let company = actor.require_company(Right::Order)?;
    let manages = actor.has(Right::ManageCompany);
    let available = kontor.stripe.is_some() && actor.acting().is_none();
    let mut methods = if available { rows::methods(kontor, company).await? } else { Vec::new() };
    methods.retain(|m| m.everyone || manages);
    Ok(MethodsView { available, test: kontor.settings.stripe.is_test(), methods, manages })
}
