//! Options and columns as lines of text: one for each, its parts between `|`. Quicker to write than a form for each of them, and the same
//! without a script. Read by `read_columns`, on the server alone.

use kontor_domain::Language;
use kontor_domain::forms::{Column, ElementKind, Option_};

use crate::forms::words::shown_number;

/// `code | Deutsch | English`, line by line.
pub(super) fn options_shown(options: &[Option_]) -> String {
    let line = |o: &Option_| joined(&[&o.code, &o.label.de, &o.label.en]);
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// `code | kind | Deutsch | English | more`: for a number its unit, decimals, smallest and largest between commas; for a choice
/// `code=Deutsch/English` between commas; for what is reckoned its formula, and behind `;` unit and decimals.
pub(super) fn columns_shown(columns: &[Column]) -> String {
    let line = |column: &Column| {
        let (kind, more) = match &column.kind {
            ElementKind::Number { unit, decimals, min, max } => {
                let number = |n: &Option<kontor_domain::Decimal>| {
                    n.map(|n| shown_number(n, Language::En)).unwrap_or_default()
                };
                let all = format!("{unit}, {decimals}, {}, {}", number(min), number(max));
                ("number", all.trim_end_matches([',', ' ']).to_owned())
            }
            ElementKind::Date => ("date", String::new()),
            ElementKind::Choice { options, .. } => {
                let one = |o: &Option_| format!("{}={}/{}", o.code, o.label.de, o.label.en);
                ("choice", options.iter().map(one).collect::<Vec<_>>().join(", "))
            }
            ElementKind::YesNo => ("yes_no", String::new()),
            ElementKind::Part => ("part", String::new()),
            ElementKind::Calculated { formula, unit, decimals } => {
                ("calculated", format!("{} ; {unit}, {decimals}", formula.text()))
            }
            _ => ("text", String::new()),
        };
        joined(&[&column.code, kind, &column.label.de, &column.label.en, &more])
    };
    columns.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn joined(parts: &[&str]) -> String {
    parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
}
