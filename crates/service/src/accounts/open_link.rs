//! What a link from a mail is for, before it is used.

use kontor_domain::accounts::LinkView;
use kontor_domain::{Error, Problem};

use super::token;
use crate::Kontor;

/// Looking does not use the link: mail programs open links before people do.
///
/// # Errors
/// [`Error::Invalid`] with `token` = [`Problem::LinkExpired`].
pub async fn open_link(kontor: &Kontor, secret: &str) -> Result<LinkView, Error> {
    let token =
        token::find(kontor, secret).await?.ok_or_else(|| Error::invalid("token", Problem::LinkExpired))?;
    Ok(LinkView { purpose: token.purpose, name: token.who.name, email: token.who.email })
}
