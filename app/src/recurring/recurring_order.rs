//! One recurring order, with what its form needs.

use kontor_domain::accounts::Address;
use kontor_domain::orders::Outlook;
use kontor_domain::recurring::RecurringView;
use kontor_domain::{Localized, RecurringId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecurringShown {
    pub view: RecurringView,
    pub asked: Asked,
}

/// What the form offers to choose from; empty for who may only look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Asked {
    pub addresses: Vec<Address>,
    /// What the company's own rules ask and will do.
    pub outlook: Outlook,
    /// Code and name of the services that bring it.
    #[serde(default)]
    pub services: Vec<(String, Localized)>,
}

#[server(name = AskRecurringOrder, prefix = "/fn", endpoint = "recurring/recurring_order")]
pub async fn recurring_order(id: RecurringId) -> Result<RecurringShown, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let view = kontor_service::recurring::recurring_order(&kontor, &actor, &id).await.answer()?;
    let asked = if view.head.editable {
        asked(&kontor, &actor, view.totals.net).await.answer()?
    } else {
        Asked::default()
    };
    Ok(RecurringShown { view, asked })
}

/// The company's addresses, and what its rules say to a sum.
#[cfg(feature = "ssr")]
pub(super) async fn asked(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    net: kontor_domain::Money,
) -> Result<Asked, kontor_domain::Error> {
    use kontor_service::{accounts, orders};
    let company = accounts::my_account(kontor, actor).await?.company;
    let outlook = orders::outlook(kontor, actor, net).await?;
    let services = crate::delivery::services(kontor).await?;
    Ok(Asked { addresses: company.map(|c| c.addresses).unwrap_or_default(), outlook, services })
}
