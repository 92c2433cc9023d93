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
    use crate::accounts::customer_of_list;
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let page = kontor_service::documents::documents(&kontor, &actor, &filter).await.answer()?;
    let customer = customer_of_list(&kontor, &actor, filter.company).await.answer()?;
    Ok(DocumentsShown { page, customer })
}
