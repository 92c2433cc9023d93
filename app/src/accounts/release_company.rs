//! The desk grants an account.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/release_company")]
pub async fn release_company(
    company: CompanyId,
    #[server(default)] number: String,
    #[server(default)] group_list: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::PriceListId;
    use kontor_domain::accounts::ReleaseCompany;
    let (kontor, actor) = request::begin()?;
    let typed = [("number", &*number), ("group_list", &*group_list)];
    let list = Some(PriceListId::new(group_list.trim())).filter(|l| !l.as_str().is_empty());
    let command = ReleaseCompany { number: number.clone(), group_list: list };
    kontor_service::accounts::release_company(&kontor, &actor, &company, &command)
        .await
        .answer_keeping(&typed)?;
    request::go_back(&[("done", "release")]);
    Ok(())
}
