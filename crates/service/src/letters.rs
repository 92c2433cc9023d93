//! Letters of the house: what every document of ours has in common.

use kontor_documents::{Amount, Columns, Letter, Parties};
use kontor_domain::accounts::{Address, Company};
use kontor_domain::case::CaseCode;
use kontor_domain::pricing::{Surcharge, Totals};
use kontor_domain::{Error, Language, Money, Quantity, format};

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

/// The sums under a table of positions: what comes on top of the goods or off them, where there is any; then net sum, VAT and total.
/// `off` is what a reduction is called, and how much it is.
pub(crate) fn sums(
    totals: &Totals,
    goods: Money,
    off: Option<(String, Money)>,
    freight: Money,
    l: Language,
) -> Vec<Amount> {
    let one =
        |name: &str, sum, strong| Amount { name: name.to_owned(), value: format::money(sum, l), strong };
    let mut more: Vec<Amount> = Vec::new();
    if let Some((name, off)) = off.filter(|(_, off)| !off.is_zero()) {
        more.push(one(&name, Money::ZERO - off, false));
    }
    for (name, sum) in [
        (l.pick("Metallzuschläge", "Metal surcharges"), totals.surcharge),
        (l.pick("Altteilpfand", "Core deposits"), totals.deposit),
        (l.pick("Fracht", "Freight"), freight),
    ] {
        if !sum.is_zero() {
            more.push(one(name, sum, false));
        }
    }
    let mut all = Vec::new();
    if !more.is_empty() {
        all.push(one(l.pick("Summe Positionen", "Sum of positions"), goods, false));
    }
    all.extend(more);
    all.push(one(l.pick("Summe netto", "Net sum"), totals.net, true));
    for vat in &totals.vat {
        let name = format!("{} {}", l.pick("Umsatzsteuer", "VAT"), format::percent(vat.rate, l));
        all.push(one(&name, vat.amount, false));
    }
    all.push(one(l.pick("Gesamtbetrag", "Total"), totals.gross, true));
    all
}

/// What is said of metal and core deposit below a position.
pub(crate) fn on_top(
    metal: Option<&Surcharge>,
    deposit: Money,
    quantity: Quantity,
    l: Language,
) -> Vec<String> {
    let mut said: Vec<String> = metal.map(|metal| metal.text(quantity, l)).into_iter().collect();
    if !deposit.is_zero() {
        let sum = format::money(deposit, l);
        said.push(match l {
            Language::De => format!("zzgl. Altteilpfand {sum}"),
            Language::En => format!("plus core deposit {sum}"),
        });
    }
    said
}

/// Sets the letter, beside the threads that answer others.
///
/// # Errors
/// [`Error::Internal`].
pub(crate) async fn print(letter: Letter) -> Result<Vec<u8>, Error> {
    let printed = tokio::task::spawn_blocking(move || kontor_documents::letter(&letter));
    printed.await.map_err(|e| internal(&e))?.map_err(|e| internal(&e))
}
