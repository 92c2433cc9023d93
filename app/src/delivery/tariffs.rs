//! The services with their prices, for the administration.

use kontor_domain::delivery::TariffsView;
use kontor_domain::stock::Warehouse;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskTariffs {
    pub kept: TariffsView,
    pub warehouses: Vec<Warehouse>,
}

#[server(name = AskTariffs, prefix = "/fn", endpoint = "delivery/tariffs")]
pub async fn tariffs() -> Result<DeskTariffs, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let kept = kontor_service::delivery::tariffs(&kontor, &actor).await.answer()?;
    let warehouses = kontor.warehouses().await.answer()?.to_vec();
    Ok(DeskTariffs { kept, warehouses })
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
