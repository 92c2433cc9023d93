//! The archive itself, for who keeps it.

use kontor_domain::documents::ChainEntry;
use kontor_domain::page::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What happened to it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveFound {
    /// Newest first.
    pub entries: Page<ChainEntry>,
    /// The days that were closed last, newest first.
    pub closed: Vec<ChainEntry>,
}

#[server(name = ArchiveFn, prefix = "/fn", endpoint = "documents/archive")]
pub async fn archive(#[server(default)] after: Option<String>) -> Result<ArchiveFound, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let found = kontor_service::documents::latest_entries(&kontor, &actor, after.as_deref()).await;
    let (entries, closed) = found.answer()?;
    Ok(ArchiveFound { entries, closed })
}
