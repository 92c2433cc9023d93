//! What was answered last, for the page that shows it: whoever sent a file by a plain form is led there. Kept in memory and for a while
//! only; nobody who has not sent the file knows the address.

use std::sync::PoisonError;

use jiff::SignedDuration;
use kontor_domain::Error;
use kontor_domain::seals::CheckedFile;

use super::house::Answered;
use crate::Kontor;

const KEPT: SignedDuration = SignedDuration::from_mins(30);
const MOST: usize = 1_000;

/// Keeps an answer, and says under which secret.
pub fn keep_answer(kontor: &Kontor, checked: CheckedFile) -> String {
    let (secret, at) = (kontor.ids.secret(), kontor.clock.now());
    let mut answers = kontor.seals.answers.lock().unwrap_or_else(PoisonError::into_inner);
    answers.push_back(Answered { secret: secret.clone(), at, checked });
    while answers.len() > MOST || answers.front().is_some_and(|first| at.duration_since(first.at) > KEPT) {
        answers.pop_front();
    }
    secret
}

/// The answer under a secret.
///
/// # Errors
/// [`Error::NotFound`] when it was never there or is gone.
pub fn answer(kontor: &Kontor, secret: &str) -> Result<CheckedFile, Error> {
    let now = kontor.clock.now();
    let answers = kontor.seals.answers.lock().unwrap_or_else(PoisonError::into_inner);
    let fresh = |one: &&Answered| one.secret == secret && now.duration_since(one.at) <= KEPT;
    answers.iter().find(fresh).map(|one| one.checked.clone()).ok_or(Error::NotFound)
}
