//! Who is told what of a round.

use kontor_domain::signatures::SignerState;
use kontor_domain::{Error, Language};

use super::rows::RoundRow;
use crate::{Kontor, accounts, mail};

/// Whoever asked; the house's own address for a program of the dealer's.
pub(super) async fn asker(kontor: &Kontor, row: &RoundRow) -> Result<Option<(String, Language)>, Error> {
    let data = &row.data.0;
    let found = match &data.asker {
        Some(person) => accounts::rows::email(kontor, person).await?,
        None => None,
    };
    let house = || data.asker_company.is_none().then(|| (kontor.settings.dealer_email.clone(), Language::De));
    Ok(found.or_else(house))
}

/// Signers with an address whose turn it was or is.
pub(super) fn asked_so_far(row: &RoundRow) -> Vec<(String, String)> {
    let data = &row.data.0;
    let all = data.signers.iter().zip(&data.progress.signers);
    let asked = all.filter(|(signer, state)| **state != SignerState::Later && !signer.email.is_empty());
    asked.map(|(signer, _)| (signer.name.clone(), signer.email.clone())).collect()
}

/// What a mail about the round says of it; `name` is of whom it speaks or whom it greets.
pub(super) fn words<'a>(row: &'a RoundRow, name: &'a str, language: Language) -> mail::Signing<'a> {
    let data = &row.data.0;
    mail::Signing {
        name,
        title: data.title.get(language),
        machine: &data.machine,
        company: &data.company_name,
        who: &data.asked_by,
        until: data.until,
        language,
    }
}

/// The form's page, where whoever asked reads it.
pub(super) fn page(kontor: &Kontor, row: &RoundRow) -> String {
    let desk = if row.data.0.asker_company.is_none() { "/desk" } else { "" };
    format!("{}{desk}/forms/{}", kontor.settings.base_url, row.form)
}
