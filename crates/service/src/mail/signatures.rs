//! Mails about signatures. Links and codes in them are for their reader alone.

use kontor_domain::{Date, Language, format};
use minijinja::{Value, context};

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// What a mail says of a round.
pub struct Signing<'a> {
    /// Of whom it speaks, or whom it greets.
    pub name: &'a str,
    /// Name of the form.
    pub title: &'a str,
    /// Machine, or empty.
    pub machine: &'a str,
    pub company: &'a str,
    /// Whoever asked.
    pub who: &'a str,
    /// The last day.
    pub until: Date,
    pub language: Language,
}

fn values(words: &Signing<'_>) -> Value {
    context! {
        name => words.name,
        title => words.title,
        machine => words.machine,
        company => words.company,
        who => words.who,
        until => format::date(words.until, words.language),
    }
}

fn with_link(kontor: &Kontor, kind: &str, words: &Signing<'_>, to: &str, secret: &str) -> Mail {
    let link = format!("{}/sign/{secret}", kontor.settings.base_url);
    render(kontor, kind, words.language, to, context! { link => link, ..values(words) }).hiding(secret)
}

/// "Please sign": the only place where the link stands.
#[must_use]
pub fn signing_invitation(kontor: &Kontor, words: &Signing<'_>, to: &str, secret: &str) -> Mail {
    with_link(kontor, "signing_invitation", words, to, secret)
}

/// The same once more, with a new link.
#[must_use]
pub fn signing_reminder(kontor: &Kontor, words: &Signing<'_>, to: &str, secret: &str) -> Mail {
    with_link(kontor, "signing_reminder", words, to, secret)
}

/// "Your code".
#[must_use]
pub fn signing_code(kontor: &Kontor, name: &str, to: &str, code: &str, language: Language) -> Mail {
    render(kontor, "signing_code", language, to, context! { name => name, code => code }).hiding(code)
}

/// To whoever asked: somebody does not sign.
#[must_use]
pub fn signing_declined(kontor: &Kontor, words: &Signing<'_>, to: &str, reason: &str, page: &str) -> Mail {
    let values = context! { reason => reason, link => page, ..values(words) };
    render(kontor, "signing_declined", words.language, to, values)
}

/// To whoever asked: not all have signed in time.
#[must_use]
pub fn signing_expired(kontor: &Kontor, words: &Signing<'_>, to: &str, page: &str) -> Mail {
    render(kontor, "signing_expired", words.language, to, context! { link => page, ..values(words) })
}

/// To who was asked: it is not needed any more.
#[must_use]
pub fn signing_withdrawn(kontor: &Kontor, words: &Signing<'_>, to: &str) -> Mail {
    render(kontor, "signing_withdrawn", words.language, to, values(words))
}

/// To everybody: all have signed. `page` is where those who sign in read it.
#[must_use]
pub fn signing_done(kontor: &Kontor, words: &Signing<'_>, to: &str, page: &str) -> Mail {
    let values = context! { link => page, outside => false, ..values(words) };
    render(kontor, "signing_done", words.language, to, values)
}

/// As [`signing_done`], to somebody outside, with a link of their own.
#[must_use]
pub fn signing_done_outside(kontor: &Kontor, words: &Signing<'_>, to: &str, secret: &str, days: u32) -> Mail {
    let link = format!("{}/share/{secret}", kontor.settings.base_url);
    let values = context! { link => link, outside => true, days => days, ..values(words) };
    render(kontor, "signing_done", words.language, to, values).hiding(secret)
}
