//! Letters of the house: what every document of ours has in common.

use kontor_documents::{Columns, Letter, Parties};
use kontor_domain::accounts::{Address, Company};
use kontor_domain::case::CaseCode;
use kontor_domain::{Error, Language};

use crate::fault::internal;
use crate::{Kontor, cases};

/// A letter from us, in this language, with the code of its case to scan; the rest is the room's.
///
/// # Errors
/// [`Error::Internal`] when the code cannot be drawn.
pub(crate) fn from_us(kontor: &Kontor, case: &CaseCode, l: Language) -> Result<Letter, Error> {
    let s = &kontor.settings;
    let code = cases::qr(kontor, case)?.svg();
    let contact = [s.dealer_phone.as_str(), &s.dealer_email].join(" · ");
    let vat = format!("{} {}", l.pick("USt-IdNr.", "VAT ID"), s.dealer_vat_id);
    Ok(Letter {
        language: l.tag().to_owned(),
        made: kontor.clock.now().to_zoned(jiff::tz::TimeZone::UTC).datetime(),
        parties: Parties {
            sender: s.dealer.clone(),
            sender_line: std::iter::once(&s.dealer)
                .chain(&s.dealer_address)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" · "),
            recipient: Vec::new(),
        },
        foot: vec![format!("{} · {}", s.dealer, s.dealer_address.join(", ")), format!("{contact} · {vat}")],
        page: l.pick("Seite", "Page").to_owned(),
        code: Some((code, format!("{} {case}", l.pick("Vorgang", "Case")))),
        ..Letter::default()
    })
}

/// Whom a letter to a company goes to.
pub(crate) fn recipient(company: &Company) -> Vec<String> {
    company.addresses.first().map_or_else(|| vec![company.name.clone()], Address::lines)
}

/// The headings of a table of positions; `price` is what a price is called there.
pub(crate) fn columns(price: &str, l: Language) -> Columns {
    Columns {
        position: l.pick("Pos.", "No.").into(),
        text: l.pick("Bezeichnung", "Description").into(),
        quantity: l.pick("Menge", "Quantity").into(),
        price: price.into(),
        amount: l.pick("Betrag", "Amount").into(),
    }
}

/// Sets the letter, beside the threads that answer others.
///
/// # Errors
/// [`Error::Internal`].
pub(crate) async fn print(letter: Letter) -> Result<Vec<u8>, Error> {
    let printed = tokio::task::spawn_blocking(move || kontor_documents::letter(&letter));
    printed.await.map_err(|e| internal(&e))?.map_err(|e| internal(&e))
}
