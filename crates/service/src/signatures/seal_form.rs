//! All have signed: the document is made, sealed and kept, and everybody is told.
//!
//! Killed anywhere, it is done again: what is in the archive already is not made once more (it is kept once per form), and what comes after
//! is one transaction.

use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::{DocumentKind, Media};
use kontor_domain::events::Happened;
use kontor_domain::forms::{FormState, Seals};
use kontor_domain::seals::SealLevel;
use kontor_domain::signatures::{Move, RoundState, Sealing, SigningStep, verify_log};
use kontor_domain::{CompanyId, DocumentId, Error, Problem};

use super::rows::RoundRow;
use super::{audit, form, rows, tell};
use crate::change::Change;
use crate::documents::{Made, ShareOut, archive, by_source, read_beside};
use crate::fault::internal;
use crate::{Kontor, accounts, forms, mail, seals};

/// People outside can open what they signed for so long, and so often.
const SHARE_DAYS: u32 = 60;
const SHARE_OPENS: u32 = 20;

/// # Errors
/// [`Error::Unavailable`], also when no time-stamp is to be had; [`Error::Conflict`] when the certificate is over; [`Error::Internal`].
pub(crate) async fn seal_form(kontor: &Kontor, round: &str) -> Result<(), Error> {
    let Some(row) = rows::by_id(kontor, round).await? else { return Ok(()) };
    if row.state() != RoundState::Signed {
        return Ok(());
    }
    let document =
        row.data.0.document.clone().ok_or_else(|| internal(&"a signed round without a document"))?;
    let source = format!("form:{}", row.form);
    let document = match by_source(kontor, &source).await? {
        Some(kept) => kept,
        None => archive(kontor, made(kontor, &row, source, document).await?).await?,
    };
    tracing::debug!(round = row.seq, "kept");
    finish(kontor, row, &document).await
}

/// Prints and seals.
async fn made(kontor: &Kontor, row: &RoundRow, source: String, document: DocumentId) -> Result<Made, Error> {
    let data = &row.data.0;
    // What was meddled with is not printed as if it were what was written: neither the log, nor a signature that is not in it.
    verify_log(&row.hash, &data.log)
        .map_err(|step| internal(&format!("the log of {} breaks at step {step}", row.seq)))?;
    let wrote = |hash: &str| data.log.iter().any(|step| step.fact("wrote") == hash);
    let signed = data.signers.iter().filter_map(|signer| signer.signed.as_ref());
    if signed.filter(|signed| wrote(&signed.written.hash(&row.hash))).count() < data.signers.len() {
        return Err(internal(&format!("a signature of {} is not the one in its log", row.seq)));
    }
    let system = Actor { language: data.language, ..Actor::system(Channel::System) };
    let view = forms::form(kontor, &system, &row.form()).await?;
    let about = form::row(kontor, &row.form()).await?;
    let shown = read_beside(kontor, &row.hash).await?;
    let sealing = match seals::planned(kontor).await? {
        None => Sealing::None,
        Some(SealLevel::Basic) => Sealing::Basic,
        Some(SealLevel::Timestamped) => Sealing::Timestamped,
    };
    let mut paper = form::paper(kontor, &about, data.language).await?;
    audit::complete(kontor, &mut paper, row, &view, &document, shown, sealing)?;
    let printed = paper.print().await?.bytes;
    tracing::debug!(round = row.seq, "printed");
    let reasons: Vec<String> = match view.template.seals {
        Seals::One => vec![view.head.name.get(data.language).to_owned()],
        Seals::Each => data.signers.iter().map(|signer| signer.name.clone()).collect(),
    };
    let sealed = seals::put(kontor, printed, &reasons).await?;
    tracing::debug!(round = row.seq, "sealed");
    let title = [view.head.name.get(data.language), &data.machine].join(" ").trim().to_owned();
    Ok(Made {
        source,
        id: Some(document),
        title,
        file: format!("{}-{}.pdf", view.head.template, row.form),
        media: Media::Pdf,
        kind: DocumentKind::SignedForm,
        company: data.company.clone(),
        case: view.head.case.clone(),
        machine: view.head.machine.clone(),
        unit: about.data.0.unit.clone(),
        dated: data
            .signers
            .iter()
            .filter_map(|s| s.signed.as_ref())
            .map(|s| s.at.date())
            .max()
            .unwrap_or(data.until),
        bytes: sealed.bytes,
    })
}

/// The form is signed, with its document, in one transaction with what everybody is told.
async fn finish(kontor: &Kontor, mut row: RoundRow, document: &DocumentId) -> Result<(), Error> {
    row.data.0.progress.step(Move::Seal).map_err(Error::conflict)?;
    row.data.0.document = Some(document.clone());
    row.log(kontor, "", SigningStep::Sealed, &[("document", document.as_str())]);
    let about = form::row(kontor, &row.form()).await?;
    let readers = readers(kontor, &row).await?;
    let system = Actor { language: row.data.0.language, ..Actor::system(Channel::System) };
    // Whoever shares holds the end of the archive's chain until it is written.
    let mut out = ShareOut::of(kontor, document).await?;
    let mut change = Change::new(kontor, &system);
    rows::write(&mut change, &row);
    form::step(&mut change, &about, FormState::Signed, Some(document.clone()));
    forms::tell_machine(kontor, &mut change, &about).await?;
    for reader in readers {
        let words = tell::words(&row, &reader.name, reader.language);
        let letter = match reader.inside {
            Some(desk) => {
                let desk = if desk { "/desk" } else { "" };
                let page = format!("{}{desk}/documents/{document}", kontor.settings.base_url);
                mail::signing_done(kontor, &words, &reader.to, &page)
            }
            None => {
                let secret = kontor.ids.secret();
                out.link(&mut change, &secret, SHARE_DAYS, SHARE_OPENS);
                mail::signing_done_outside(kontor, &words, &reader.to, &secret, SHARE_DAYS)
            }
        };
        change.mail(letter);
    }
    let title = row.data.0.title.clone();
    change.event(&form::subject(&about), Happened::SignedFormArchived { title });
    let committed = change.commit().await;
    match out.settled(committed) {
        // Somebody else did it at the same time, or the chain went on meanwhile: the job comes again and sees which.
        Err(Error::Conflict { problem: Problem::ChangedMeanwhile }) => Err(Error::Unavailable),
        other => other.map(|_| ()),
    }
}

/// Somebody who is told.
struct Reader {
    name: String,
    to: String,
    language: kontor_domain::Language,
    /// Signs in: at the desk, or as a customer. Others get a link of their own.
    inside: Option<bool>,
}

async fn readers(kontor: &Kontor, row: &RoundRow) -> Result<Vec<Reader>, Error> {
    let data = &row.data.0;
    let mut all: Vec<Reader> = Vec::new();
    for signer in data.signers.iter().filter(|signer| !signer.email.is_empty()) {
        if all.iter().any(|reader| reader.to == signer.email) {
            continue;
        }
        let person = accounts::rows::who_signs_in(kontor, &signer.email).await?;
        let of =
            |company: &Option<CompanyId>| company.as_ref().is_none_or(|company| *company == data.company);
        let (inside, language) = match person.filter(|person| of(&person.company)) {
            Some(person) => (Some(person.company.is_none()), person.language),
            None => (None, data.language),
        };
        all.push(Reader { name: signer.name.clone(), to: signer.email.clone(), language, inside });
    }
    if let Some((to, language)) = tell::asker(kontor, row).await?
        && all.iter().all(|reader| reader.to != to)
    {
        let inside = Some(data.asker_company.is_none());
        all.push(Reader { name: data.asked_by.clone(), to, language, inside });
    }
    Ok(all)
}
