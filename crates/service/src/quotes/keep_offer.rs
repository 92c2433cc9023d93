//! Keeps a version of an offer in the archive, as it was sent.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::{DocumentKind, Media};
use kontor_domain::{Error, Language, QuoteId};

use super::{offer_pdf, rows};
use crate::Kontor;
use crate::documents::{Made, archive};

/// Once per version, whenever the job comes: what is kept is what was sent, since a version never changes.
///
/// # Errors
/// As [`offer_pdf`] and [`archive`].
pub(crate) async fn keep_offer(
    kontor: &Kontor,
    quote: &QuoteId,
    number: u32,
    language: Language,
) -> Result<(), Error> {
    let row = rows::by_id(kontor, quote).await?.ok_or(Error::NotFound)?;
    let sent = row.data.0.sent.iter().find(|sent| sent.number == number).ok_or(Error::NotFound)?;
    let system = Actor { language, ..Actor::system(Channel::System) };
    let bytes = offer_pdf(kontor, &system, quote, Some(number)).await?;
    let title = match language {
        Language::De => format!("Angebot {quote}, Fassung {number}: {}", sent.title),
        Language::En => format!("Offer {quote}, version {number}: {}", sent.title),
    };
    let made = Made {
        source: format!("offer:{quote}/{number}"),
        id: None,
        title,
        file: format!("{quote}-v{number}.pdf"),
        media: Media::Pdf,
        kind: DocumentKind::Offer,
        company: row.company(),
        case: Some(row.code()?),
        machine: String::new(),
        unit: String::new(),
        dated: sent.at.date(),
        bytes,
    };
    archive(kontor, made).await.map(|_| ())
}
