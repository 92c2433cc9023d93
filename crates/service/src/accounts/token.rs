//! Links in mails: each is good for one thing, once, for a limited time.

use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_domain::accounts::LinkPurpose;
use kontor_store::{Datetime, SurrealValue, Variables, rid};

use super::rows::{KNOWN, Known, fingerprint, is_secret};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// How long a link of this purpose is good.
pub(super) const fn lifetime(purpose: LinkPurpose) -> SignedDuration {
    match purpose {
        LinkPurpose::Invitation => SignedDuration::from_hours(7 * 24),
        LinkPurpose::Reset => SignedDuration::from_hours(2),
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct TokenRow {
    purpose: String,
    person: String,
    expires: Datetime,
}

/// A token that is still good, and whose it is.
pub(super) struct Token {
    pub purpose: LinkPurpose,
    pub who: Known,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct FoundRow {
    purpose: String,
    who: Option<Known>,
}

/// Makes a token and answers the link for the mail. The secret is in that mail and nowhere else.
pub(super) fn make(change: &mut Change<'_>, kontor: &Kontor, person: &str, purpose: LinkPurpose) -> String {
    let secret = kontor.ids.secret();
    change.tx.create(
        rid("token", fingerprint(&secret)),
        TokenRow {
            purpose: purpose.code().to_owned(),
            person: person.to_owned(),
            expires: kontor.clock.stamp_in(lifetime(purpose)),
        },
    );
    format!("{}/link/{secret}", kontor.settings.base_url)
}

/// Looks a token up; nothing when it is unknown, used, expired, or its person may not use it (any more).
pub(super) async fn find(kontor: &Kontor, secret: &str) -> Result<Option<Token>, Error> {
    if !is_secret(secret) {
        return Ok(None);
    }
    let mut vars = Variables::new();
    vars.insert("id", rid("token", fingerprint(secret)));
    vars.insert("now", kontor.clock.stamp());
    let sql = format!(
        "SELECT purpose, (SELECT {KNOWN} FROM ONLY type::record('person', $parent.person || '-')) AS who \
         FROM $id WHERE expires > $now"
    );
    let row = kontor.store.rows::<FoundRow>(&sql, vars).await.fault()?.into_iter().next();
    Ok(row.and_then(|row| {
        let (purpose, who) = (LinkPurpose::parse(&row.purpose)?, row.who?);
        let good = match purpose {
            LinkPurpose::Invitation => who.may_join(),
            LinkPurpose::Reset => who.may_sign_in(),
        };
        good.then_some(Token { purpose, who })
    }))
}

/// Uses a token (guard `link`): of two who use it at once one finds it gone. All other links of the person go too.
pub(super) fn spend(change: &mut Change<'_>, kontor: &Kontor, secret: &str, person: &str) {
    let tx = &mut change.tx;
    let (id, now) = (tx.bind(rid("token", fingerprint(secret))), tx.bind(kontor.clock.stamp()));
    tx.push(format!(
        "IF array::len((DELETE {id} WHERE expires > {now} RETURN BEFORE)) == 0 {{ THROW 'guard:link' }}"
    ));
    end_all(change, person);
}

/// Ends every link of a person.
pub(super) fn end_all(change: &mut Change<'_>, person: &str) {
    let person = change.tx.bind(person.to_owned());
    change.tx.push(format!(
        "FOR $t IN (SELECT VALUE id FROM token WHERE person = {person}) {{ DELETE $t RETURN NONE }}"
    ));
}
