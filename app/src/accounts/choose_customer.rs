//! For whom the desk begins something: a customer is looked for and taken.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use crate::text::use_text;
use crate::ui::{FindForm, Query};

/// Id, name and number of a customer who was found.
pub type FoundCustomer = (CompanyId, String, String);

/// Leads to `path` with `company` in the address, and what the address said before.
#[component]
pub fn ChooseCustomer(
    path: &'static str,
    /// What else the address says.
    asked: Query,
    found: Vec<FoundCustomer>,
    q: String,
    /// Says what the customer is chosen for.
    text: &'static str,
) -> impl IntoView {
    let t = &use_text().desk;
    let none = found.is_empty() && !q.trim().is_empty();
    let rows = found.into_iter().map(|(id, name, number)| {
        let href = asked.with("company", id.as_str()).on(path);
        view! { <li><a href=href><b>{name}</b> <small class="no">{number}</small></a></li> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="stack">
            <p>{text}</p>
            <FindForm
                path=path
                name="q"
                value=q
                label=t.find_customer
                hint=t.find_customer_hint
                button=t.search
                size=28
                asked
            />
            {none.then(|| view! { <p class="muted" role="status">{t.no_name_text}</p> })}
            <ul class="links">{rows}</ul>
        </div>
    }
}

/// Active customers in whom these words stand; nobody for no words.
///
/// # Errors
/// As [`kontor_service::accounts::companies`].
#[cfg(feature = "ssr")]
pub async fn find_customers(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    q: String,
) -> Result<Vec<FoundCustomer>, kontor_domain::Error> {
    use kontor_domain::accounts::{CompanyFilter, CompanyState};
    if q.trim().is_empty() {
        return Ok(Vec::new());
    }
    let filter = CompanyFilter { q, state: Some(CompanyState::Active), ..CompanyFilter::default() };
    let found = kontor_service::accounts::companies(kontor, actor, &filter).await?;
    Ok(found.items.into_iter().map(|c| (c.id, c.name, c.number)).collect())
}

/// The customer whom a list of the desk is narrowed to, by name; by id for who does not see customers.
///
/// # Errors
/// As [`kontor_service::accounts::company`].
#[cfg(feature = "ssr")]
pub async fn customer_of_list(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    id: Option<CompanyId>,
) -> Result<Option<(CompanyId, String)>, kontor_domain::Error> {
    use kontor_domain::accounts::Right;
    Ok(match id {
        Some(id) if actor.has(Right::ManageCustomers) => {
            let found = kontor_service::accounts::company(kontor, actor, &id).await?;
            Some((found.company.id, found.company.name))
        }
        Some(id) => Some((id.clone(), id.0)),
        None => None,
    })
}
