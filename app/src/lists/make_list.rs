//! Makes a list, as typed into the form of a new one.

use kontor_domain::ListId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form. `from` is empty, `cart`, `order`, `list` or `part`; `source` is which one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewListForm {
    pub key: String,
    pub name: String,
    pub kind: String,
    pub note: String,
    pub customer: String,
    pub from: String,
    pub source: String,
    /// Of the part that the list starts with.
    pub quantity: String,
}

#[server(prefix = "/fn", endpoint = "lists/make_list")]
pub async fn make_list(form: NewListForm) -> Result<ListId, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let typed = [("name", &*form.name), ("note", &*form.note), ("kind", &*form.kind)];
    let command = form.command().answer_keeping(&typed)?;
    let list = kontor_service::lists::make_list(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&super::path_of(actor.company().is_none(), &list));
    Ok(list)
}

#[cfg(feature = "ssr")]
impl NewListForm {
    fn command(&self) -> Result<kontor_domain::lists::MakeList, kontor_domain::Error> {
        use kontor_domain::lists::{ListKind, ListSource, MakeList, NewLine};
        use kontor_domain::{CartId, CompanyId, Error, IdempotencyKey, OrderId, PartKey, Problem, Quantity};
        let source = match self.from.as_str() {
            "cart" => ListSource::Cart { cart: crate::carts::named(&CartId(self.source.clone())).cloned() },
            "order" => ListSource::Order { order: OrderId(self.source.clone()) },
            "list" => ListSource::List { list: ListId(self.source.clone()) },
            "part" => {
                let quantity = Quantity::parse(&self.quantity).map_err(|p| Error::invalid("quantity", p))?;
                let part = PartKey(self.source.clone());
                ListSource::Lines { lines: vec![NewLine { part, quantity, note: String::new() }] }
            }
            _ => ListSource::Empty,
        };
        Ok(MakeList {
            key: IdempotencyKey::new(self.key.as_str()),
            name: self.name.clone(),
            kind: ListKind::parse(&self.kind).ok_or_else(|| Error::invalid("kind", Problem::NotACode))?,
            note: self.note.clone(),
            customer: (!self.customer.is_empty()).then(|| CompanyId(self.customer.clone())),
            source,
        })
    }
}
