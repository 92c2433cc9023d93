//! The customers, for the desk.

use kontor_domain::accounts::{CompanyState, CompanySummary};
use kontor_domain::page;
use leptos::prelude::*;

use crate::wire::Refusal;

/// By name; `starts` narrows to names that begin with it.
#[server(prefix = "/fn", endpoint = "accounts/companies")]
pub async fn companies(
    #[server(default)] state: Option<CompanyState>,
    #[server(default)] starts: String,
    #[server(default)] after: Option<String>,
) -> Result<page::Page<CompanySummary>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    companies_from(&kontor, &actor, state, &starts, after).await.answer()
}

/// A page of the list that begins at `starts`: names are the key of the list, so this needs no search.
#[cfg(feature = "ssr")]
pub async fn companies_from(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    state: Option<CompanyState>,
    starts: &str,
    after: Option<String>,
) -> Result<page::Page<CompanySummary>, kontor_domain::Error> {
    use kontor_domain::accounts::CompanyFilter;
    let starts = folded(starts.trim());
    let after = after.or_else(|| Some(starts.clone()).filter(|s| !s.is_empty()));
    let mut page =
        kontor_service::accounts::companies(kontor, actor, &CompanyFilter { state, after }).await?;
    let before = page.items.len();
    page.items.retain(|c| folded(&c.name).starts_with(&starts));
    if page.items.len() < before {
        page.next = None;
    }
    Ok(page)
}

/// As the list is sorted: umlauts count as their vowels.
#[cfg(feature = "ssr")]
fn folded(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.to_lowercase().chars() {
        match c {
            'ä' => key.push('a'),
            'ö' => key.push('o'),
            'ü' => key.push('u'),
            'ß' => key.push_str("ss"),
            c => key.push(c),
        }
    }
    key
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::folded;

    #[test]
    fn umlauts_are_found_by_their_vowels() {
        assert_eq!(folded("Grün & Söhne Straßenbau"), "grun & sohne strassenbau");
    }
}
