//! What a signer reads behind their link.

use kontor_domain::Error;
use kontor_domain::signatures::{SigningView, hidden};

use super::link;
use crate::Kontor;

/// Looking uses nothing up: mail programs open links before people do.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good.
pub async fn signing(kontor: &Kontor, token: &str) -> Result<SigningView, Error> {
    let link::Found { row, signer: n } = link::find(kontor, token).await?;
    let data = &row.data.0;
    let signer = data.signers.get(n).ok_or(Error::NotFound)?;
    let now = kontor.clock.now();
    let good = signer.code.as_ref().filter(|code| code.until > now && code.left > 0);
    let others = (0..data.signers.len()).filter(|other| *other != n);
    Ok(SigningView {
        title: data.title.clone(),
        machine: data.machine.clone(),
        company_name: data.company_name.clone(),
        asked_by: data.asked_by.clone(),
        house: kontor.settings.dealer.clone(),
        signer: row.view(n, false, false).ok_or(Error::NotFound)?,
        // What the others wrote is theirs until the document is made.
        others: others
            .filter_map(|n| row.view(n, false, false))
            .map(|view| kontor_domain::signatures::SignerView { written: None, ..view })
            .collect(),
        hash: row.hash.clone(),
        pages: data.pages,
        until: data.until,
        code_until: good.map(|code| kontor.clock.local_at(code.until.as_millisecond())),
        known: signer.is_known(now),
        address: hidden(&signer.email),
        shown: data.shown.clone(),
        language: data.language,
    })
}
