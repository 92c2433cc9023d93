//! A customer asks for an offer.

use kontor_domain::QuoteId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::quote_start::Named;
use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    pub key: String,
    pub named: Named,
    pub title: String,
    pub words: String,
    /// Empty for no matter when.
    pub wish: String,
}

#[server(name = AskForQuote, prefix = "/fn", endpoint = "quotes/begin_quote")]
pub async fn begin_quote(form: AskForm) -> Result<QuoteId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [("kept", "1"), ("title", &*form.title), ("words", &*form.words), ("wish", &*form.wish)];
    let command = form.command().answer_keeping(&typed)?;
    let id = kontor_service::quotes::begin_quote(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("{}?done=asked", super::path_of(&id)));
    Ok(id)
}

#[cfg(feature = "ssr")]
impl AskForm {
    fn command(&self) -> Result<kontor_domain::quotes::BeginQuote, kontor_domain::Error> {
        use kontor_domain::{Error, IdempotencyKey, Problem, format};
        let (source, case) = self.named.source()?;
        let wish = match self.wish.trim() {
            "" => None,
            day => Some(format::parse_date(day).ok_or_else(|| Error::invalid("wish", Problem::NotADate))?),
        };
        Ok(kontor_domain::quotes::BeginQuote {
            key: IdempotencyKey::new(self.key.as_str()),
            company: None,
            case,
            source,
            title: self.title.trim().to_owned(),
            words: self.words.trim().to_owned(),
            wish,
        })
    }
}
