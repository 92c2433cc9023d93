//! Somebody signs.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::signatures::{
    Known, MAX_SIGNER, Move, RoundState, Sign, SigningStep, Written, consent, hidden,
};
use kontor_domain::{DocumentId, Error, Language, Problem};

use super::invite::{Why, invite};
use super::rows::{self, RoundRow, Signed, TRIES, settled};
use super::{form, link};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::outbox::Job;

/// A code that was entered stands for somebody for so long: long enough to read what they sign.
pub(super) const KNOWN: SignedDuration = SignedDuration::from_hours(1);

/// Behind a link, which is used up by it.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::Invalid`] with `written`, `consent`, or `code` = [`Problem::CodeNeeded`];
/// [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when another document was shown.
pub async fn sign(kontor: &Kontor, token: &str, command: &Sign) -> Result<(), Error> {
    for _ in 0..TRIES {
        let found = link::find(kontor, token).await?;
        let (row, n) = (found.row, found.signer);
        let written = checked(command)?;
        let signer = row.data.0.signers.get(n).ok_or(Error::NotFound)?;
        if !signer.is_known(kontor.clock.now()) {
            return Err(Error::invalid("code", Problem::CodeNeeded));
        }
        let known = Known::Mail { address: hidden(&signer.email) };
        let guest = Actor::anonymous(row.data.0.language);
        let mut change = Change::new(kontor, &guest);
        link::spend(kontor, &mut change, token);
        put(kontor, &mut change, row, n, command, written, known).await?;
        // In another tab they were quicker, and the link is gone.
        if settled(change.commit().await, Error::NotFound)? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Everything that may be wrong with what was sent, at once; a typed name becomes one line.
pub(super) fn checked(command: &Sign) -> Result<Written, Error> {
    let mut fields = Fields::default();
    if consent(command.consent, Language::De).is_none() {
        fields.wrong("consent", Problem::Required);
    }
    let written = match &command.written {
        Written::Typed { name } => Written::Typed { name: fields.line("written", name, MAX_SIGNER) },
        drawn @ Written::Drawn { drawing } => {
            if let Err(problem) = drawing.check() {
                fields.wrong("written", problem);
            }
            drawn.clone()
        }
    };
    fields.done()?;
    Ok(written)
}

/// Puts a signature into a change: the round goes on, the next one is asked, or all have signed and it is sealed.
pub(super) async fn put(
    kontor: &Kontor,
    change: &mut Change<'_>,
    mut row: RoundRow,
    n: usize,
    command: &Sign,
    written: Written,
    known: Known,
) -> Result<(), Error> {
    if command.seen != row.hash {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    if row.over(kontor) {
        return Err(Error::conflict(Problem::WrongState));
    }
    let next = row.data.0.progress.step(Move::Sign(n)).map_err(Error::conflict)?;
    let hash = written.hash(&row.hash);
    let at = kontor.clock.local();
    let signer = row.signer(n)?;
    signer.code = None;
    signer.known_until = None;
    signer.seen = true;
    let name = signer.name.clone();
    signer.signed = Some(Signed {
        at,
        known: known.clone(),
        consent: command.consent,
        language: command.language,
        written,
        hash: hash.clone(),
    });
    let (address, by) = match &known {
        Known::Mail { address } => (address.as_str(), ""),
        Known::Vouched { by } => ("", by.as_str()),
    };
    let version = command.consent.to_string();
    let facts = [
        ("address", address),
        ("by", by),
        ("consent", version.as_str()),
        ("language", command.language.tag()),
        ("shown", &command.seen),
        ("wrote", &hash),
    ];
    row.log(kontor, &name, SigningStep::Signed, &facts);
    if let Some(next) = next {
        invite(kontor, change, &mut row, next, Why::Invited)?;
    }
    if row.state() == RoundState::Signed {
        // Known from now on, since it stands in the document.
        row.data.0.document = Some(DocumentId(kontor.new_id()));
        link::end_all(change, &row);
        change.job(Job::SealForm { round: row.seq.clone() });
    }
    rows::write(change, &row);
    let about = form::row(kontor, &row.form()).await?;
    let title = row.data.0.title.clone();
    change.event(&form::subject(&about), Happened::SignatureGiven { title, name });
    Ok(())
}
