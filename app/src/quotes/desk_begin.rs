//! The desk begins an offer.

use kontor_domain::QuoteId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed; of `company`, `case` and `configuration` one is enough.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "a plain form sends it, and only that"))]
pub struct BeginForm {
    pub key: String,
    pub company: String,
    pub case: String,
    pub configuration: String,
    /// Empty for what it is made from.
    pub title: String,
}

#[server(name = BeginOffer, prefix = "/fn", endpoint = "quotes/begin_offer")]
pub async fn begin_offer(form: BeginForm) -> Result<QuoteId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::Error;
    use kontor_domain::accounts::Right;
    let (kontor, actor) = request::begin()?;
    let here = actor.require(Right::Desk);
    here.map_err(|e| if e == Error::Forbidden { Error::NotFound } else { e }).answer()?;
    let typed = [("title", &*form.title)];
    let command = form.command().answer_keeping(&typed)?;
    let begun = Box::pin(kontor_service::quotes::begin_quote(&kontor, &actor, &command)).await;
    let id = begun.answer_keeping(&typed)?;
    request::go(&format!("{}?done=begun", super::desk_path(&id)));
    Ok(id)
}

#[cfg(feature = "ssr")]
impl BeginForm {
    fn command(&self) -> Result<kontor_domain::quotes::BeginQuote, kontor_domain::Error> {
        use kontor_domain::case::CaseCode;
        use kontor_domain::quotes::{BeginQuote, Source};
        use kontor_domain::{CompanyId, ConfigurationId, Error, IdempotencyKey, Problem};
        let case = match self.case.as_str() {
            "" => None,
            code => Some(CaseCode::parse(code).ok_or_else(|| Error::invalid("case", Problem::NotACode))?),
        };
        let source = match self.configuration.as_str() {
            "" => Source::Words,
            id => Source::Configuration { configuration: ConfigurationId::new(id) },
        };
        let company = Some(CompanyId::new(self.company.as_str())).filter(|c| !c.as_str().is_empty());
        if company.is_none() && case.is_none() && source == Source::Words {
            return Err(Error::invalid("company", Problem::Required));
        }
        Ok(BeginQuote {
            key: IdempotencyKey::new(self.key.as_str()),
            company,
            case,
            source,
            title: self.title.trim().to_owned(),
            ..BeginQuote::default()
        })
    }
}
