//! Loads the demo company (`kontor-demo`) into an empty house, through the same operations that everybody uses.

mod carts;
mod cases;
mod configurations;
mod delivery;
mod documents;
mod forms;
mod goods;
mod hooks;
mod lists;
mod machines;
mod models;
mod orders;
mod people;
mod price_requests;
mod quotes;
mod recurring;
mod returns;
mod rules;
pub mod till;

use kontor_demo::{DEFAULT_PARTS, DEFAULT_SEED, DemoCatalogue};
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::{CompanyId, Error};
use kontor_service::{Kontor, accounts, catalog};
use serde::{Deserialize, Serialize};

use crate::config::Config;

/// How large the demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub parts: u64,
    /// The same number gives the same parts.
    pub seed: u64,
}

impl Size {
    #[must_use]
    pub fn new(parts: Option<u64>, seed: Option<u64>) -> Self {
        Self { parts: parts.unwrap_or(DEFAULT_PARTS), seed: seed.unwrap_or(DEFAULT_SEED) }
    }
}

/// Why the demo was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the store holds data that is not the demo's: load the demo into a new data folder")]
    Foreign,
    /// A wrong field of the demo's data is named.
    #[error("demo: {0} ({0:?})")]
    Refused(#[from] Error),
    #[error("{0}: {1}")]
    Picture(String, std::io::Error),
}

/// What hears how far it is.
pub type Say<'a> = &'a (dyn Fn(String) + Send + Sync);

/// Loads the demo if the house is empty; goes on where an interrupted load stopped; does nothing if it is there already.
///
/// # Errors
/// [`DemoError::Foreign`] when the store holds something else.
pub async fn load_once(kontor: &Kontor, config: &Config, size: Size, say: Say<'_>) -> Result<(), DemoError> {
    let system = Actor::system(Channel::Cli);
    if !is_loaded(kontor).await && !kontor.warehouses().await?.is_empty() {
        return Err(DemoError::Foreign);
    }
    if orders::are_there(kontor, &system).await? {
        say("the demo is there already".into());
        return Ok(());
    }
    let catalogue = DemoCatalogue::new(size.seed, size.parts);
    // First, as the mark of a demo.
    people::companies(kontor, &system).await?;
    goods::warehouses(kontor, &system).await?;
    goods::pictures(&config.media())?;
    goods::prices(kontor, &system).await?;
    delivery::make(kontor, &system).await?;
    goods::notations(kontor, &system).await?;
    models::make(kontor, &system).await?;
    let people = people::people(kontor, &system).await?;
    catalog::put_categories(kontor, &system, catalogue.categories()).await?;
    goods::parts(kontor, &system, &catalogue, say).await?;
    say("making the search index".into());
    catalog::reindex(kontor, |_| {}).await?;
    rules::rules(kontor, &system, &people).await?;
    // Orders come last: they are the mark of a demo that is complete.
    lists::make(kontor, &people).await?;
    people::own_numbers(kontor, &people).await?;
    carts::make(kontor, &people).await?;
    recurring::make(kontor, &people).await?;
    configurations::make(kontor, &people).await?;
    quotes::make(kontor, &people).await?;
    price_requests::make(kontor, &people).await?;
    documents::make(kontor, &people).await?;
    machines::make(kontor, &system).await?;
    Box::pin(forms::make(kontor, &people, &system)).await?;
    hooks::make(kontor, &people).await?;
    orders::place(kontor, &people).await?;
    returns::make(kontor, &people).await?;
    cases::make(kontor, &people).await?;
    say(format!("the demo is complete: {} parts", catalogue.len()));
    Ok(())
}

/// Who can be whom in the demo, for the terminal; nothing when this is no demo.
pub async fn sign_ins(kontor: &Kontor) -> Vec<String> {
    if !is_loaded(kontor).await {
        return Vec::new();
    }
    let mut lines = vec![format!("Demo sign-ins, all with the password {}:", kontor_demo::DEMO_PASSWORD)];
    lines.extend(
        kontor_demo::people()
            .into_iter()
            .map(|person| format!("  {:<36} {:<18} {}", person.email, person.name, person.roles.join(", "))),
    );
    lines
}

async fn is_loaded(kontor: &Kontor) -> bool {
    let first = kontor_demo::companies().into_iter().next().map(|c| CompanyId(c.id));
    match first {
        Some(id) => accounts::rows::company(kontor, &id).await.is_ok(),
        None => false,
    }
}
