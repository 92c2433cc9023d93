//! Lines in people's own words: `10 x HY-4711.20-F`, `HY-4711.20-F 10 Stk`, `4711-20, 5`.

use kontor_domain::Unit;
use kontor_domain::carts::quick::SkippedLine;

use super::{Cell, GridRow, List, ListRow};
use crate::number::{self, Ambiguous};

/// Longest quantity; more digits are a number.
const MAX_QUANTITY_CHARS: usize = 8;

pub(super) fn list(lines: Vec<GridRow>) -> List {
    let mut list = List::default();
    for (at, line) in lines.into_iter().enumerate() {
        let cell = line.cells.into_iter().next().unwrap_or_default();
        // "Bitte bestellen:" says what follows and is no row.
        if at == 0 && cell.problem.is_none() && line.problem.is_none() && !has_digit(&cell.text) {
            list.skipped.push(SkippedLine { line: line.line, text: cell.text });
            continue;
        }
        list.rows
            .push(ListRow { problem: line.problem.or(cell.problem.clone()), ..row(line.line, &cell.text) });
    }
    list
}

/// Reads one line.
pub(super) fn row(line: u32, text: &str) -> ListRow {
    let text = text.trim_start_matches(['•', '·']).trim();
    let text = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).unwrap_or(text).trim();
    let text = unquoted(text);
    let certain = |number: &str, quantity: &str| ListRow {
        line,
        number: trimmed(number),
        quantity: without_unit(quantity),
        ..ListRow::default()
    };
    if let Some((quantity, number)) = times_before(text) {
        return certain(number, quantity);
    }
    if let Some((number, quantity)) = times_behind(text) {
        return certain(number, quantity);
    }
    if let Some((number, quantity)) = with_unit(text) {
        return certain(number, quantity);
    }
    if let Some((number, quantity)) = by_comma(text) {
        return certain(number, quantity);
    }
    // A single blank may belong to the number; the catalogue decides.
    let mut readings = Vec::new();
    if let Some((rest, last)) = text.rsplit_once(' ')
        && is_quantity(last)
        && has_digit(rest)
    {
        readings.push((trimmed(rest), last.to_owned()));
    }
    // `HY-6020.16-L 2 m`: metres, or the end of the number.
    if let Some((rest, unit)) = text.rsplit_once(' ')
        && is_unit(unit)
        && let Some((number, count)) = rest.rsplit_once(' ')
        && is_quantity(count)
        && has_digit(number)
    {
        readings.push((trimmed(number), count.to_owned()));
    }
    if let Some((first, rest)) = text.split_once(' ')
        && is_quantity(first)
        && has_digit(rest)
    {
        readings.push((trimmed(rest), first.to_owned()));
    }
    readings.extend(without_fraction(text).map(|number| (number, String::new())));
    ListRow { line, number: trimmed(text), readings, ..ListRow::default() }
}

/// For own numbers: what stands before and behind the last blank.
pub(super) fn in_two(line: GridRow) -> GridRow {
    let cell = line.cells.into_iter().next().unwrap_or_default();
    let cells = match cell.text.split_once('=').or_else(|| cell.text.split_once(' ')) {
        Some((own, part)) => vec![
            Cell { text: trimmed(own), problem: cell.problem },
            Cell { text: trimmed(part), problem: None },
        ],
        None => vec![cell],
    };
    GridRow { cells, ..line }
}

/// `4711.0`, as programs write whole numbers: perhaps `4711`.
pub(super) fn without_fraction(text: &str) -> Option<String> {
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0"))?;
    (!whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())).then(|| whole.to_owned())
}

/// Does this look like how much, not like a number?
pub(super) fn is_quantity(text: &str) -> bool {
    let text = without_unit(text);
    let begins = text.bytes().next().is_some_and(|b| b.is_ascii_digit());
    begins
        && text.len() <= MAX_QUANTITY_CHARS
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        && number::quantity(&text, Ambiguous::Fraction).is_ok()
}

pub(super) fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// `10 Stk.` is ten.
pub(super) fn without_unit(text: &str) -> String {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ' || c == '²');
    let unit = text[digits.len()..].trim().trim_end_matches('.');
    if !digits.is_empty() && !unit.is_empty() && is_unit(unit) { digits.to_owned() } else { text.to_owned() }
}

fn is_unit(word: &str) -> bool {
    Unit::parse(word).is_some()
        || matches!(word.to_lowercase().as_str(), "pcs" | "piece" | "pieces" | "x" | "mal")
}

/// `10 x NUMBER`, `10x NUMBER`, `10 Stk NUMBER`.
fn times_before(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once(' ')?;
    let rest = rest.trim_start();
    if let Some(count) = first.strip_suffix(['x', 'X', '×', '*'])
        && is_quantity(count)
    {
        return Some((count, rest));
    }
    if !is_quantity(first) || !first.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (word, number) = rest.split_once(' ')?;
    let times =
        matches!(word, "x" | "X" | "×" | "*") || (word.len() > 1 && is_unit(word.trim_end_matches('.')));
    (times && has_digit(number)).then_some((first, number))
}

/// `NUMBER x 10`, `NUMBER x10`.
fn times_behind(text: &str) -> Option<(&str, &str)> {
    let (rest, last) = text.rsplit_once(' ')?;
    if let Some(count) = last.strip_prefix(['x', 'X', '×', '*'])
        && is_quantity(count)
        && has_digit(rest)
    {
        return Some((rest, count));
    }
    let (number, sign) = rest.rsplit_once(' ')?;
    (matches!(sign, "x" | "X" | "×" | "*" | "à") && is_quantity(last) && has_digit(number))
        .then_some((number, last))
}

/// `NUMBER 10 Stk`.
fn with_unit(text: &str) -> Option<(&str, &str)> {
    let (rest, unit) = text.rsplit_once(' ')?;
    // One letter may be the end of a number: `DIN 912 8 M`.
    if unit.trim_end_matches('.').len() < 2 || !is_unit(unit.trim_end_matches('.')) {
        return None;
    }
    let (number, count) = rest.rsplit_once(' ')?;
    (is_quantity(count) && has_digit(number)).then_some((number, count))
}

/// `NUMBER, 5` and `NUMBER,5`; a comma inside of `1,5` behind a blank belongs to the quantity.
fn by_comma(text: &str) -> Option<(&str, &str)> {
    if let Some((rest, last)) = text.rsplit_once(' ')
        && last.contains(',')
        && is_quantity(last)
        && has_digit(rest)
    {
        return Some((rest, last));
    }
    let (number, count) = text.rsplit_once(',')?;
    if is_quantity(count.trim()) && !count.contains('.') && has_digit(number) {
        return Some((number, count));
    }
    let (count, number) = text.split_once(',')?;
    (is_quantity(count.trim()) && has_digit(number) && !number.contains(',')).then_some((number, count))
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).filter(|t| !t.contains('"')).unwrap_or(text)
}

fn trimmed(text: &str) -> String {
    text.trim().trim_end_matches([',', ';', ':', '=']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let row = row(1, text);
        assert!(row.readings.is_empty(), "{row:?}");
        (row.number, row.quantity)
    }

    #[test]
    fn people_say_how_many_in_their_own_way() {
        let want = ("HY-4711.20-F".to_owned(), "10".to_owned());
        for text in [
            "10 x HY-4711.20-F",
            "10x HY-4711.20-F",
            "10 Stk. HY-4711.20-F",
            "HY-4711.20-F x 10",
            "HY-4711.20-F x10",
            "HY-4711.20-F 10 Stk",
            "HY-4711.20-F, 10",
            "HY-4711.20-F,10",
            "10, HY-4711.20-F",
            "- 10 × HY-4711.20-F",
            "\"10 x HY-4711.20-F\"",
        ] {
            assert_eq!(read(text), want, "{text}");
        }
        assert_eq!(read("HY-6020.16-L 1,5"), ("HY-6020.16-L".into(), "1,5".into()));

        assert_eq!(read("HY-4711.20-F"), ("HY-4711.20-F".into(), String::new()));
    }

    #[test]
    fn a_single_blank_is_left_to_the_catalogue() {
        let row = row(1, "ISO 7089 16");
        assert_eq!((row.number.as_str(), row.quantity.as_str()), ("ISO 7089 16", ""));
        assert_eq!(row.readings, [("ISO 7089".to_owned(), "16".to_owned())]);
        let row = super::row(1, "3 HY 4711");
        assert_eq!(row.readings, [("3 HY".into(), "4711".into()), ("HY 4711".to_owned(), "3".to_owned())]);
        let row = super::row(1, "HY-6020.16-L 2 m");
        assert_eq!(row.readings, [("HY-6020.16-L".to_owned(), "2".to_owned())]);
    }
}
