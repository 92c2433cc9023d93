//! Asks for a change, or makes a counter-offer.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CounterForm {
    pub quote: String,
    /// Which version was seen.
    pub number: u32,
    /// What is chosen in it: `3,4`.
    pub take: String,
    /// Empty for a change without a sum.
    pub net: String,
    pub words: String,
    pub lines: Vec<LineForm>,
}

/// What is said about one position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    pub position: u32,
    pub words: String,
}

/// The name of what is said about a position, in errors and in what is kept.
#[must_use]
pub fn line_name(position: u32) -> String {
    format!("lines.{position}")
}

#[server(name = CounterOffer, prefix = "/fn", endpoint = "quotes/counter_quote")]
pub async fn counter_quote(form: CounterForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let lines: Vec<(String, &str)> =
        form.lines.iter().map(|line| (line_name(line.position), &*line.words)).collect();
    let mut typed = vec![("net", &*form.net), ("words", &*form.words)];
    typed.extend(lines.iter().map(|(name, words)| (&**name, *words)));
    let command = form.command().answer_keeping(&typed)?;
    kontor_service::quotes::counter_quote(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("{}?done=countered", super::path_of(&command.quote)));
    Ok(())
}

#[cfg(feature = "ssr")]
impl CounterForm {
    fn command(&self) -> Result<kontor_domain::quotes::CounterQuote, kontor_domain::Error> {
        use kontor_domain::quotes::{LineWords, Picks};
        use kontor_domain::{Error, QuoteId};
        let net = match self.net.trim() {
            "" => None,
            text => Some(crate::ui::typed_money(text).map_err(|p| Error::invalid("net", p))?),
        };
        let said = self.lines.iter().filter(|line| !line.words.trim().is_empty());
        Ok(kontor_domain::quotes::CounterQuote {
            quote: QuoteId(self.quote.clone()),
            number: self.number,
            picks: Picks(super::picks::parse(&self.take)),
            net,
            words: self.words.trim().to_owned(),
            lines: said
                .map(|line| LineWords { position: line.position, words: line.words.trim().to_owned() })
                .collect(),
        })
    }
}
