//! Links of signers. The secret is in one mail and nowhere else; what is over, used, replaced or made up is not there.

use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_store::{Datetime, RecordId, SurrealValue, Variables, rid};

use super::rows::{self, RoundRow};
use crate::Kontor;
use crate::accounts::rows::{fingerprint, is_secret};
use crate::change::Change;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct LinkRow {
    round: String,
    signer: i64,
    expires: Datetime,
}

fn record(secret: &str) -> RecordId {
    rid("signing_link", fingerprint(secret))
}

/// Makes a link for a signer, who has only this one then; answers the secret for the mail.
pub(super) fn make(kontor: &Kontor, change: &mut Change<'_>, row: &RoundRow, signer: usize) -> String {
    end_of(change, row, signer);
    let secret = kontor.ids.secret();
    let end = row.data.0.until.tomorrow().unwrap_or(row.data.0.until).at(0, 0, 0, 0);
    change.tx.create(
        record(&secret),
        LinkRow {
            round: row.seq.clone(),
            signer: i64::try_from(signer).unwrap_or(i64::MAX),
            expires: kontor.clock.stamp_of(end),
        },
    );
    secret
}

/// As with other doors that want no sign-in, but a signer knocks more than once: the page, its document, the code.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const PER_ADDRESS: u32 = 150;

/// Before anything behind a link is asked for; `address` is where it is asked from.
///
/// # Errors
/// [`Error::RateLimited`] after 150 questions of one network address within 15 minutes.
pub fn knock(kontor: &Kontor, address: &str) -> Result<(), Error> {
    kontor.limits.attempt(kontor.clock.now(), format!("sign_from|{address}"), PER_ADDRESS, WINDOW)
}

/// Who stands behind a link that is good.
pub(super) struct Found {
    pub row: RoundRow,
    pub signer: usize,
}

/// # Errors
/// [`Error::NotFound`] for whatever is not good any more or never was.
pub(super) async fn find(kontor: &Kontor, secret: &str) -> Result<Found, Error> {
    if !is_secret(secret) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    vars.insert("id", record(secret));
    vars.insert("now", kontor.clock.stamp());
    let sql = "SELECT round, signer, expires FROM $id WHERE expires > $now";
    let found: Vec<LinkRow> = kontor.store.rows(sql, vars).await.fault()?;
    let link = found.into_iter().next().ok_or(Error::NotFound)?;
    let row = rows::by_id(kontor, &link.round).await?.ok_or(Error::NotFound)?;
    let signer = usize::try_from(link.signer).map_err(|_| Error::NotFound)?;
    // The links of a round end with it, in its transaction; this is for whoever reads between the two.
    row.data.0.progress.may(signer).map_err(|_| Error::NotFound)?;
    Ok(Found { row, signer })
}

/// Uses a link (guard `link`): of two who use it at once one finds it gone.
pub(super) fn spend(kontor: &Kontor, change: &mut Change<'_>, secret: &str) {
    let tx = &mut change.tx;
    let (id, now) = (tx.bind(record(secret)), tx.bind(kontor.clock.stamp()));
    tx.push(format!(
        "IF array::len((DELETE {id} WHERE expires > {now} RETURN BEFORE)) == 0 {{ THROW 'guard:link' }}"
    ));
}

/// Ends the links of one signer.
pub(super) fn end_of(change: &mut Change<'_>, row: &RoundRow, signer: usize) {
    let tx = &mut change.tx;
    let round = tx.bind(row.seq.clone());
    let signer = tx.bind(i64::try_from(signer).unwrap_or(i64::MAX));
    tx.push(format!(
        "FOR $l IN (SELECT VALUE id FROM signing_link WHERE round = {round} AND signer = {signer}) {{ DELETE $l RETURN NONE }}"
    ));
}

/// Ends every link of a round.
pub(super) fn end_all(change: &mut Change<'_>, row: &RoundRow) {
    let tx = &mut change.tx;
    let round = tx.bind(row.seq.clone());
    tx.push(format!(
        "FOR $l IN (SELECT VALUE id FROM signing_link WHERE round = {round}) {{ DELETE $l RETURN NONE }}"
    ));
}
