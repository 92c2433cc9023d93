//! A signer types the code in.

use kontor_domain::accounts::Actor;
use kontor_domain::signatures::SigningStep;
use kontor_domain::{Error, Problem};

use super::link;
use super::rows::{self, TRIES, settled};
use super::sign::KNOWN;
use crate::Kontor;
use crate::change::Change;

/// From then on the link stands for them for a while. Every attempt counts, also those that are made at once.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::Invalid`] with `code` = [`Problem::WrongCode`] or [`Problem::CodeOver`].
pub async fn enter_code(kontor: &Kontor, token: &str, typed: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        let found = link::find(kontor, token).await?;
        let (mut row, n) = (found.row, found.signer);
        let (document, language, now) = (row.hash.clone(), row.data.0.language, kontor.clock.now());
        let signer = row.signer(n)?;
        let name = signer.name.clone();
        let Some(code) = signer.code.as_mut().filter(|code| code.until > now && code.left > 0) else {
            return Err(Error::invalid("code", Problem::CodeOver));
        };
        let right = code.is(token, &document, typed);
        let answer = if right {
            // Good once.
            signer.code = None;
            signer.known_until = now.checked_add(KNOWN).ok();
            Ok(())
        } else {
            code.left -= 1;
            Err(Error::invalid("code", Problem::WrongCode { left: code.left }))
        };
        let what = if right { SigningStep::CodeRight } else { SigningStep::CodeWrong };
        row.log(kontor, &name, what, &[]);
        let guest = Actor::anonymous(language);
        let mut change = Change::new(kontor, &guest);
        rows::write(&mut change, &row);
        if settled(change.commit().await, Error::NotFound)? {
            return answer;
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
