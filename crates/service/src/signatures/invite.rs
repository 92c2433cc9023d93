//! Asking somebody: a link in a mail of their own.

use kontor_domain::Error;
use kontor_domain::signatures::{SigningStep, hidden};

use super::rows::RoundRow;
use super::{link, tell};
use crate::change::Change;
use crate::{Kontor, mail};

/// Why somebody gets a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Invited,
    Reminded,
}

/// Mails a new link to a signer, whose older ones end; nothing for who signs here. The caller writes the row.
pub(super) fn invite(
    kontor: &Kontor,
    change: &mut Change<'_>,
    row: &mut RoundRow,
    n: usize,
    why: Why,
) -> Result<(), Error> {
    let signer = row.signer(n)?;
    if signer.email.is_empty() {
        return Ok(());
    }
    // What was begun with the older link ends with it.
    signer.code = None;
    signer.known_until = None;
    signer.asked = Some(kontor.clock.local());
    let (name, email) = (signer.name.clone(), signer.email.clone());
    let secret = link::make(kontor, change, row, n);
    let words = tell::words(row, &name, row.data.0.language);
    let (letter, what) = match why {
        Why::Invited => (mail::signing_invitation(kontor, &words, &email, &secret), SigningStep::Invited),
        Why::Reminded => (mail::signing_reminder(kontor, &words, &email, &secret), SigningStep::Reminded),
    };
    change.mail(letter);
    row.log(kontor, &name, what, &[("address", &hidden(&email))]);
    Ok(())
}
