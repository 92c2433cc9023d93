//! Mail about the house's seal.

use kontor_domain::{Date, Language, format};
use minijinja::context;

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// "The certificate ends soon", while there is still time to get another.
#[must_use]
pub fn seal_ends(kontor: &Kontor, who: &str, days: i64, until: Date, to: &str, language: Language) -> Mail {
    let values = context! { who => who, days => days, until => format::date(until, language) };
    render(kontor, "seal_ends", language, to, values)
}
