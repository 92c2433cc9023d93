//! Mails about offers.

use kontor_domain::quotes::QuoteSummary;
use kontor_domain::{Date, Language, format};
use minijinja::context;

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// What is told about an offer.
#[derive(Debug, Clone, Copy)]
pub struct QuoteMail<'a> {
    pub head: &'a QuoteSummary,
    /// Who did it.
    pub who: &'a str,
    /// A sentence about what happened.
    pub what: &'a str,
    /// What somebody wrote.
    pub words: &'a str,
    /// The reader is one of the dealer's.
    pub desk: bool,
}

fn about(kontor: &Kontor, kind: &str, mail: &QuoteMail<'_>, to: &str, l: Language, over: bool) -> Mail {
    let side = if mail.desk { "/desk" } else { "" };
    let head = mail.head;
    let values = context! {
        number => head.id.as_str(),
        version => head.number,
        title => head.title,
        company => head.company_name,
        owner => head.owner_name,
        net => head.net.map(|net| format::money(net, l)),
        until => head.valid_until.map(|day| format::date(day, l)),
        who => mail.who,
        what => mail.what,
        words => mail.words,
        desk => mail.desk,
        over => over,
        link => format!("{}{side}/offers/{}", kontor.settings.base_url, head.id),
    };
    render(kontor, kind, l, to, values)
}

/// To the desk: somebody wants an offer.
#[must_use]
pub fn quote_requested(kontor: &Kontor, mail: &QuoteMail<'_>, to: &str, l: Language) -> Mail {
    about(kontor, "quote_requested", mail, to, l, false)
}

/// To the customer: here it is.
#[must_use]
pub fn quote_sent(kontor: &Kontor, mail: &QuoteMail<'_>, to: &str, l: Language) -> Mail {
    about(kontor, "quote_sent", mail, to, l, false)
}

/// To the other side: accepted, declined, another wish, taken back.
#[must_use]
pub fn quote_answered(kontor: &Kontor, mail: &QuoteMail<'_>, to: &str, l: Language) -> Mail {
    about(kontor, "quote_answered", mail, to, l, false)
}

/// To both sides: it ends soon, or (after its last day) it is over.
#[must_use]
pub fn quote_ending(kontor: &Kontor, mail: &QuoteMail<'_>, to: &str, l: Language, today: Date) -> Mail {
    let over = mail.head.valid_until.is_some_and(|last| last < today);
    about(kontor, "quote_ending", mail, to, l, over)
}

/// Within the dealer: a price below somebody's floor was asked for, or decided.
#[must_use]
pub fn quote_released(kontor: &Kontor, mail: &QuoteMail<'_>, to: &str, l: Language) -> Mail {
    about(kontor, "quote_released", mail, to, l, false)
}
