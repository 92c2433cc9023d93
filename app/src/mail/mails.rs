//! The mails of the house.

use kontor_domain::mail::MailView;
use kontor_domain::page;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "mail/mails")]
pub async fn mails(#[server(default)] after: Option<String>) -> Result<page::Page<MailView>, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::mail::mails(&kontor, &actor, after.as_deref()).await.answer()
}
