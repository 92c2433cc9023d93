//! One case.

use kontor_domain::Date;
use kontor_domain::cases::CaseView;
use kontor_domain::documents::DocumentSummary;
use kontor_domain::forms::FormSummary;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A case with what its page needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFound {
    pub view: CaseView,
    /// The newest that are filed in it.
    pub documents: Vec<DocumentSummary>,
    /// The newest that are filled in for it.
    #[serde(default)]
    pub forms: Vec<FormSummary>,
    /// The reader may begin one.
    #[serde(default)]
    pub may_begin: bool,
    /// For the forms of this drawing: sent twice, each is done once.
    pub key: String,
    /// Modules of the code that leads here, as a path of an SVG, and how many a side has.
    pub qr: (String, u32),
    pub today: Date,
    /// Who reads; empty for nobody.
    pub me: String,
}

#[server(prefix = "/fn", endpoint = "cases/case")]
pub async fn case(code: String, #[server(default)] after: Option<String>) -> Result<CaseFound, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::case::CaseCode;
    use kontor_domain::documents::DocumentFilter;
    use kontor_domain::forms::FormFilter;
    use kontor_service::{cases, documents, forms};
    let (kontor, actor) = request::begin()?;
    let code = CaseCode::parse(&code).ok_or(Error::NotFound).answer()?;
    let view = cases::case(&kontor, &actor, &code, after.as_deref()).await.answer()?;
    let qr = cases::qr(&kontor, &code).answer()?;
    let filter = DocumentFilter { case: Some(code.clone()), ..DocumentFilter::default() };
    let documents = documents::documents(&kontor, &actor, &filter).await.answer()?.items;
    let filter = FormFilter { case: Some(code), ..FormFilter::default() };
    let filled = forms::forms(&kontor, &actor, &filter).await.answer()?.items;
    let may_begin = actor.has(crate::forms::filled_by(&actor));
    let me = actor.person().map(ToString::to_string).unwrap_or_default();
    let today = kontor.clock.local().date();
    let qr = (qr.path, qr.side);
    Ok(CaseFound { view, documents, forms: filled, may_begin, key: kontor.new_id(), qr, today, me })
}
