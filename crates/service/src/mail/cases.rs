//! Mails about cases and follow-ups.

use kontor_domain::case::CaseCode;
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::{Language, format};
use minijinja::context;

use super::Mail;
use super::templates::render;
use crate::Kontor;

/// What is told about a case.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub code: &'a CaseCode,
    pub title: &'a str,
    /// Who wrote or did it.
    pub who: &'a str,
    pub text: &'a str,
    /// The reader is one of the dealer's.
    pub desk: bool,
}

fn about(kontor: &Kontor, template: &str, words: &Words<'_>, to: &str, language: Language) -> Mail {
    let side = if words.desk { "/desk" } else { "" };
    let values = context! {
        code => words.code.as_str(),
        title => words.title,
        who => words.who,
        text => words.text,
        link => format!("{}{side}/cases/{}", kontor.settings.base_url, words.code),
    };
    render(kontor, template, language, to, values)
}

/// To the other side: what was written.
#[must_use]
pub fn case_message(kontor: &Kontor, words: &Words<'_>, to: &str, language: Language) -> Mail {
    about(kontor, "case_message", words, to, language)
}

/// To who takes part from now on.
#[must_use]
pub fn case_joined(kontor: &Kontor, words: &Words<'_>, to: &str, language: Language) -> Mail {
    about(kontor, "case_joined", words, to, language)
}

/// To the owner of a follow-up, in the morning of its day.
#[must_use]
pub fn follow_up_due(kontor: &Kontor, follow_up: &FollowUp, to: &str, language: Language) -> Mail {
    let base = &kontor.settings.base_url;
    let values = context! {
        company => follow_up.company_name,
        code => follow_up.case.as_ref().map(CaseCode::as_str),
        due => format::date(follow_up.due, language),
        note => follow_up.note,
        link => match &follow_up.case {
            Some(code) => format!("{base}/desk/cases/{code}"),
            None => format!("{base}/desk/follow-ups"),
        },
    };
    render(kontor, "follow_up_due", language, to, values)
}
