//! The services with their prices, for the administration.

use kontor_domain::delivery::TariffsView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = AskTariffs, prefix = "/fn", endpoint = "delivery/tariffs")]
pub async fn tariffs() -> Result<TariffsView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::delivery::tariffs(&kontor, &actor).await.answer()
}

/// Code and name of every service, for who chooses one.
///
/// # Errors
/// [`kontor_domain::Error::Unavailable`].
#[cfg(feature = "ssr")]
pub async fn services(
    kontor: &kontor_service::Kontor,
) -> Result<Vec<(String, kontor_domain::Localized)>, kontor_domain::Error> {
    let kept = kontor.tariffs().await?;
    Ok(kept.tariffs.services.iter().map(|s| (s.id.clone(), s.name.clone())).collect())
}
