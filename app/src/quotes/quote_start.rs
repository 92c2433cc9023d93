//! What an offer would be asked for from.

use kontor_domain::case::CaseCode;
use kontor_domain::{Date, IdempotencyKey, Localized, Quantity, Unit};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// As the address of the page says it; empty where it says nothing. The first one that is named counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    pub configuration: String,
    pub list: String,
    pub cart: String,
    pub part: String,
    /// Of the part, as typed.
    pub quantity: String,
    pub case: String,
}

/// What it is, as one reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Words,
    Part { number: String, name: Localized, quantity: Quantity, unit: Unit },
    Cart { name: String, lines: u32 },
    List { name: String, lines: u32 },
    Machine { name: String, model: Localized, machines: u32 },
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteStart {
    /// Sent twice it asks once.
    pub key: IdempotencyKey,
    pub named: Named,
    pub what: What,
    /// The case that it will be in, and its title; absent where it begins one.
    pub case: Option<(CaseCode, String)>,
    pub today: Date,
}

#[server(name = AskQuoteStart, prefix = "/fn", endpoint = "quotes/quote_start")]
pub async fn quote_start(#[server(default)] named: Named) -> Result<QuoteStart, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (what, named) = named.look(&kontor, &actor).await.answer()?;
    let case = named.in_case(&kontor, &actor).await.answer()?;
    let key = IdempotencyKey::new(kontor.new_id());
    Ok(QuoteStart { key, named, what, case, today: kontor.clock.local().date() })
}

#[cfg(feature = "ssr")]
impl Named {
    /// What is named, with what the form sends on.
    async fn look(
        self,
        kontor: &kontor_service::Kontor,
        actor: &kontor_domain::accounts::Actor,
    ) -> Result<(What, Self), kontor_domain::Error> {
        use kontor_domain::accounts::Right;
        use kontor_domain::{CartId, ConfigurationId, Language, ListId, PartKey};
        use kontor_service::{carts, catalog, configurations, lists};
        actor.require_company(Right::Order)?;
        if !self.configuration.is_empty() {
            let id = ConfigurationId(self.configuration.clone());
            let view = Box::pin(configurations::configuration(kontor, actor, &id)).await?;
            let (head, machines) = (view.head, view.kept.machines);
            let named = Self { case: head.case.to_string(), ..self };
            return Ok((What::Machine { name: head.name, model: head.model_name, machines }, named));
        }
        if !self.list.is_empty() {
            let list = Box::pin(lists::list(kontor, actor, &ListId(self.list.clone()))).await?;
            return Ok((What::List { name: list.head.name, lines: list.head.lines }, self));
        }
        if !self.cart.is_empty() {
            let cart = Box::pin(carts::cart(kontor, actor, Some(&CartId(self.cart.clone())))).await?;
            let (name, lines) = (cart.head.title(actor.language), cart.lines.len());
            return Ok((What::Cart { name, lines: u32::try_from(lines).unwrap_or(u32::MAX) }, self));
        }
        if self.part.is_empty() {
            return Ok((What::Words, self));
        }
        let wanted = Quantity::parse(&self.quantity).ok();
        let part = Box::pin(catalog::part(kontor, actor, &PartKey(self.part.clone()), wanted)).await?;
        let least = part.minimum.max(part.step).max(Quantity::ONE);
        let quantity = wanted.unwrap_or(least);
        let named = Self { quantity: crate::ui::shown(quantity, Language::En), ..self };
        Ok((What::Part { number: part.number, name: part.name, quantity, unit: part.unit }, named))
    }

    async fn in_case(
        &self,
        kontor: &kontor_service::Kontor,
        actor: &kontor_domain::accounts::Actor,
    ) -> Result<Option<(CaseCode, String)>, kontor_domain::Error> {
        if self.case.is_empty() {
            return Ok(None);
        }
        let code = CaseCode::parse(&self.case).ok_or(kontor_domain::Error::NotFound)?;
        let view = Box::pin(kontor_service::cases::case(kontor, actor, &code, None)).await?;
        Ok(Some((code, view.title)))
    }

    /// What the command says.
    ///
    /// # Errors
    /// A quantity or a code that is none.
    pub fn source(&self) -> Result<(kontor_domain::quotes::Source, Option<CaseCode>), kontor_domain::Error> {
        use kontor_domain::quotes::Source;
        use kontor_domain::{CartId, ConfigurationId, Error, ListId, PartKey, Problem};
        let case = match self.case.as_str() {
            "" => None,
            code => Some(CaseCode::parse(code).ok_or_else(|| Error::invalid("case", Problem::NotACode))?),
        };
        let source = if !self.configuration.is_empty() {
            Source::Configuration { configuration: ConfigurationId(self.configuration.clone()) }
        } else if !self.list.is_empty() {
            Source::List { list: ListId(self.list.clone()) }
        } else if !self.cart.is_empty() {
            Source::Cart { cart: CartId(self.cart.clone()) }
        } else if !self.part.is_empty() {
            let quantity = Quantity::parse(&self.quantity).map_err(|p| Error::invalid("source", p))?;
            Source::Part { part: PartKey(self.part.clone()), quantity }
        } else {
            Source::Words
        };
        Ok((source, case))
    }
}
