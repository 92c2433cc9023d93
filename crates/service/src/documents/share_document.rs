//! Somebody outside gets a link to a document, for some days and some openings.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{MAX_SHARE_DAYS, MAX_SHARE_OPENS, ShareDocument};
use kontor_domain::{Error, Problem};

use super::rows;
use super::share_out::ShareOut;
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::accounts::rows::fingerprint;
use crate::change::{Change, Outcome};

/// Answers the address. It leads to the version that is the latest now: what comes in later is not shown to who was given this one.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who only reads; [`Error::Invalid`] with `days`, `opens` or `key`; [`Error::Conflict`]
/// with [`Problem::AlreadyDone`] when the same key comes again: the secret is not kept, so it cannot be told twice.
pub async fn share_document(
    kontor: &Kontor,
    actor: &Actor,
    command: &ShareDocument,
) -> Result<String, Error> {
    let seen = rows::seen(kontor, actor, &command.document).await?;
    if !seen.may_change {
        return Err(Error::Forbidden);
    }
    check(command)?;
    let mut change = Change::new(kontor, actor);
    let mut out = ShareOut::of(kontor, &command.document).await?;
    let secret = kontor.ids.secret();
    change.once("share_document", &command.key, &fingerprint(&secret));
    out.link(&mut change, &secret, command.days, command.opens);
    match out.settled(change.commit().await)? {
        Outcome::Done => Ok(format!("{}/share/{secret}", kontor.settings.base_url)),
        Outcome::Before(_) => Err(Error::conflict(Problem::AlreadyDone)),
    }
}

fn check(command: &ShareDocument) -> Result<(), Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    for (field, value, max) in
        [("days", command.days, MAX_SHARE_DAYS), ("opens", command.opens, MAX_SHARE_OPENS)]
    {
        if value == 0 {
            fields.wrong(field, Problem::NotPositive);
        } else if value > max {
            fields.wrong(field, Problem::AtMost { max });
        }
    }
    fields.done()
}
