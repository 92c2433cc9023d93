//! The list of machines.

use kontor_domain::CompanyId;
use kontor_domain::machines::{Machine, MachineFilter};
use kontor_domain::page::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachinesShown {
    pub page: Page<Machine>,
    /// The desk: the customer whose machines they are, by name.
    pub customer: Option<(CompanyId, String)>,
}

#[server(name = MachinesFn, prefix = "/fn", endpoint = "machines/machines", input = server_fn::codec::Json)]
pub async fn machines(filter: MachineFilter) -> Result<MachinesShown, Refusal> {
    use crate::accounts::customer_of_list;
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let page = kontor_service::machines::machines(&kontor, &actor, &filter).await.answer()?;
    let customer = customer_of_list(&kontor, &actor, filter.company).await.answer()?;
    Ok(MachinesShown { page, customer })
}
