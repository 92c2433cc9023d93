//! The mails of the house, for the administration and the development mode.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::mail::MailView;
use kontor_domain::page::Page;
use kontor_store::{Datetime, SurrealValue, Variables};

use super::without;
use crate::Kontor;
use crate::fault::Fault as _;

const SIZE: usize = 50;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    seq: String,
    to: String,
    subject: String,
    text: String,
    secrets: Option<Vec<String>>,
    created: Datetime,
    sent: bool,
    error: String,
}

/// Newest first. In the development mode (no mail server set) everybody at the desk may read along, since that is the only
/// way to get at the links; but never at what is for one reader alone.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`] ([`Right::Desk`] in the development mode).
pub async fn mails(kontor: &Kontor, actor: &Actor, after: Option<&str>) -> Result<Page<MailView>, Error> {
    let development = kontor.settings.mail.smtp.is_empty();
    actor.require(if development { Right::Desk } else { Right::Administer })?;
    let mut vars = Variables::new();
    // `~` sorts behind every ULID.
    vars.insert("after", after.unwrap_or("~").to_owned());
    let sql = format!(
        "SELECT seq, to, subject, text, secrets, created, sent, error FROM mail WHERE seq < $after ORDER BY seq DESC LIMIT {}",
        SIZE + 1
    );
    let rows: Vec<Row> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(Page::from_rows(rows, SIZE, |r| r.seq.clone()).map(|r| MailView {
        id: r.seq,
        to: r.to,
        subject: r.subject,
        text: without(&r.text, &r.secrets.unwrap_or_default()),
        created: kontor.clock.local_of(&r.created),
        sent: r.sent,
        error: r.error,
    }))
}
