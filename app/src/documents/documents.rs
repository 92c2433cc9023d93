//! The list of documents.

use kontor_domain::CompanyId;
use kontor_domain::documents::{DocumentFilter, DocumentSummary};
use kontor_domain::page::Page;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsShown {
    pub page: Page<DocumentSummary>,
    /// The desk: the customer whose documents they are, by name.
    pub customer: Option<(CompanyId, String)>,
}

#[server(name = DocumentsFn, prefix = "/fn", endpoint = "documents/documents", input = server_fn::codec::Json)]
pub async fn documents(filter: DocumentFilter) -> Result<DocumentsShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Right;
    use kontor_service::{accounts, documents};
    let (kontor, actor) = request::begin()?;
    let page = documents::documents(&kontor, &actor, &filter).await.answer()?;
    let customer = match filter.company {
        Some(id) if actor.has(Right::ManageCustomers) => {
            let found = accounts::company(&kontor, &actor, &id).await.answer()?;
            Some((found.company.id, found.company.name))
        }
        Some(id) => Some((id.clone(), id.0)),
        None => None,
    };
    Ok(DocumentsShown { page, customer })
}
