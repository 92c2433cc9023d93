//! Answers as people type and read them.

use kontor_domain::forms::{Answer, ElementKind, Mark, Option_, Value};
use kontor_domain::{Decimal, Language, Problem, RoundingStrategy, format};

use crate::text::{fill, use_text};

/// A number in the writing of the page's language, and never guessed: `1.234` is a thousand in German and one and a bit in English.
///
/// # Errors
/// [`Problem::Required`] for nothing, [`Problem::AmbiguousNumber`], [`Problem::NotANumber`].
pub fn typed_number(text: &str, l: Language) -> Result<Decimal, Problem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let text = text.replace('−', "-");
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (point, group) = match l {
        Language::De => (',', '.'),
        Language::En => ('.', ','),
    };
    let (points, groups) = (digits.matches(point).count(), digits.matches(group).count());
    let plain = match (points, groups) {
        (0 | 1, 0) => digits.replace(point, "."),
        // Both: the last one is the point, whoever typed it.
        (1, _) if digits.rfind(point) > digits.rfind(group) => digits.replace(group, "").replace(point, "."),
        (0, 1) if three_behind(digits, group) && !digits.starts_with('0') => {
            return Err(Problem::AmbiguousNumber);
        }
        (0, 1) => digits.replace(group, "."),
        (0, _) => digits.replace(group, ""),
        (_, 1) if digits.rfind(group) > digits.rfind(point) => digits.replace(point, "").replace(group, "."),
        _ => return Err(Problem::NotANumber),
    };
    let one = plain.bytes().any(|b| b.is_ascii_digit());
    if !one || !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(Problem::NotANumber);
    }
    let plain = plain.trim_end_matches('.');
    format!("{sign}{plain}").parse().map_err(|_| Problem::NotANumber)
}

fn three_behind(digits: &str, group: char) -> bool {
    digits.split_once(group).is_some_and(|(_, behind)| behind.len() == 3)
}

/// A number as one types it: without groups, which would be read as a fraction.
#[must_use]
pub fn shown_number(number: Decimal, l: Language) -> String {
    let text = number.normalize().to_string();
    if l == Language::De { text.replace('.', ",") } else { text }
}

/// What stands in a field of this kind.
#[must_use]
pub fn in_field(answer: &Answer, l: Language) -> String {
    match answer {
        Answer::Text(text) | Answer::Machine(text) => text.clone(),
        Answer::Number(number) => shown_number(*number, l),
        Answer::Date(date) => date.to_string(),
        Answer::Choice(codes) => codes.first().cloned().unwrap_or_default(),
        Answer::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::Check { mark, .. } => mark.code().to_owned(),
        Answer::Part { number, .. } => number.clone(),
        Answer::Photos(_) | Answer::Table(_) => String::new(),
    }
}

/// What was typed into a field of this kind; nothing for an empty one.
///
/// # Errors
/// Why it cannot be read.
pub fn from_field(kind: &ElementKind, text: &str, l: Language) -> Result<Option<Answer>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    Ok(match kind {
        ElementKind::Text { .. } => Some(Answer::Text(text.replace("\r\n", "\n"))),
        ElementKind::Number { .. } => Some(Answer::Number(typed_number(text, l)?)),
        ElementKind::Date => Some(Answer::Date(format::parse_date(text).ok_or(Problem::NotADate)?)),
        ElementKind::Choice { .. } => Some(Answer::Choice(vec![text.to_owned()])),
        ElementKind::YesNo => match text {
            "yes" => Some(Answer::YesNo(true)),
            "no" => Some(Answer::YesNo(false)),
            _ => None,
        },
        ElementKind::Check => {
            Mark::parse(text).map(|mark| Answer::Check { mark, comment: String::new(), photos: Vec::new() })
        }
        ElementKind::Machine => Some(Answer::Machine(kontor_domain::machines::serial(text)?)),
        // Chosen among what is found; until then nobody knows which one it is.
        ElementKind::Part => return Err(Problem::UnknownPart),
        ElementKind::Note
        | ElementKind::Photos { .. }
        | ElementKind::Table { .. }
        | ElementKind::Calculated { .. }
        | ElementKind::Signature { .. } => None,
    })
}

/// With its unit, as one reads it: `1.234,5 h`.
#[must_use]
pub fn with_unit(number: Decimal, unit: &str, l: Language) -> String {
    let number = format::decimal(number, l);
    if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
}

fn option_word(options: &[Option_], code: &str, l: Language) -> String {
    let option = options.iter().find(|option| option.code == code);
    option.map_or_else(|| code.to_owned(), |option| option.label.get(l).to_owned())
}

/// An answer in a line, as one reads it.
#[must_use]
pub fn in_words(kind: &ElementKind, answer: &Answer, l: Language) -> String {
    let t = &use_text().forms;
    match (kind, answer) {
        (ElementKind::Number { unit, .. }, Answer::Number(number)) => with_unit(*number, unit, l),
        (_, Answer::Number(number)) => format::decimal(*number, l),
        (_, Answer::Text(text) | Answer::Machine(text)) => text.clone(),
        (_, Answer::Date(date)) => format::date(*date, l),
        (ElementKind::Choice { options, .. }, Answer::Choice(codes)) => {
            codes.iter().map(|code| option_word(options, code, l)).collect::<Vec<_>>().join(", ")
        }
        (_, Answer::Choice(codes)) => codes.join(", "),
        (_, Answer::YesNo(yes)) => if *yes { t.yes } else { t.no }.to_owned(),
        (_, Answer::Check { mark, comment, .. }) if comment.is_empty() => mark.word(l).to_owned(),
        (_, Answer::Check { mark, comment, .. }) => format!("{}: {comment}", mark.word(l)),
        (_, Answer::Photos(photos)) => fill(t.photos_count, &[&photos.len().to_string()]),
        (_, Answer::Table(rows)) => fill(t.rows_count, &[&rows.len().to_string()]),
        (_, Answer::Part { number, name, .. }) => format!("{number} {name}"),
    }
}

/// What is reckoned, in a line; nothing for nothing.
#[must_use]
pub fn reckoned(value: &Value, decimals: u32, unit: &str, l: Language) -> Option<String> {
    match value {
        Value::Nothing => None,
        Value::Truth(yes) => Some(in_words(&ElementKind::YesNo, &Answer::YesNo(*yes), l)),
        Value::Number(number) => Some(with_unit(fixed(*number, decimals), unit, l)),
        Value::Text(text) => Some(text.clone()),
        Value::Date(date) => Some(format::date(*date, l)),
    }
}

/// With so many decimals, no more and no less.
#[must_use]
pub fn fixed(number: Decimal, decimals: u32) -> Decimal {
    let mut number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    number.rescale(decimals);
    number
}

#[cfg(test)]
mod tests {
    use kontor_domain::Date;

    use super::*;

    #[test]
    fn a_number_is_read_in_the_writing_of_the_page_and_never_guessed() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        for (text, l, expected) in [
            ("12,5", Language::De, "12.5"),
            ("12.5", Language::En, "12.5"),
            ("12.5", Language::De, "12.5"),
            ("1,234", Language::De, "1.234"),
            ("0.125", Language::De, "0.125"),
            ("1.234,5", Language::De, "1234.5"),
            ("1,234.5", Language::De, "1234.5"),
            ("1.234.567", Language::De, "1234567"),
            (" -7 ", Language::De, "-7"),
            ("−7,5", Language::De, "-7.5"),
            ("4210", Language::En, "4210"),
        ] {
            assert_eq!(typed_number(text, l), Ok(number(expected)), "{text}");
        }
        for (text, l, problem) in [
            ("", Language::De, Problem::Required),
            ("1.234", Language::De, Problem::AmbiguousNumber),
            ("1,234", Language::En, Problem::AmbiguousNumber),
            (",", Language::De, Problem::NotANumber),
            ("1e9", Language::De, Problem::NotANumber),
            ("viel", Language::De, Problem::NotANumber),
            ("1,2,3", Language::De, Problem::NotANumber),
        ] {
            assert_eq!(typed_number(text, l), Err(problem), "{text}");
        }
        for text in ["0.5", "1234.25", "-3"] {
            for l in [Language::De, Language::En] {
                assert_eq!(typed_number(&shown_number(number(text), l), l), Ok(number(text)));
            }
        }
    }

    #[test]
    fn what_a_field_shows_is_read_back_the_same() {
        let l = Language::De;
        let number = ElementKind::Number { unit: "h".into(), decimals: 1, min: None, max: None };
        for (kind, answer) in [
            (number, Answer::Number(Decimal::new(42105, 1))),
            (ElementKind::Date, Answer::Date(Date::constant(2026, 11, 27))),
            (ElementKind::YesNo, Answer::YesNo(false)),
            (ElementKind::Text { long: true }, Answer::Text("eins\nzwei".into())),
        ] {
            assert_eq!(from_field(&kind, &in_field(&answer, l), l), Ok(Some(answer)));
        }
        assert_eq!(from_field(&ElementKind::Date, " ", l), Ok(None));
        assert_eq!(from_field(&ElementKind::Date, "gestern", l), Err(Problem::NotADate));
    }
}
