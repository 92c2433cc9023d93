//! Reads options and columns out of lines of text, as [`super::columns`] writes them.

use kontor_domain::forms::{Column, ElementKind, Expression, Option_};
use kontor_domain::{Language, Localized, Problem};

use crate::forms::words::typed_number;

/// # Errors
/// [`Problem::Required`] where a line has no name.
pub(super) fn options_read(text: &str) -> Result<Vec<Option_>, Problem> {
    let option = |line: &str| {
        let [code, de, en, ..] = parts(line);
        if de.is_empty() {
            return Err(Problem::Required);
        }
        Ok(Option_ { code, label: Localized::new(de, en) })
    };
    lines(text).map(option).collect()
}

/// # Errors
/// What is wrong with the first line that cannot be read.
pub(super) fn columns_read(text: &str) -> Result<Vec<Column>, Problem> {
    lines(text).map(column).collect()
}

fn column(line: &str) -> Result<Column, Problem> {
    let [code, kind, de, en, more] = parts(line);
    let kind = match kind.as_str() {
        "text" => ElementKind::Text { long: false },
        "number" => {
            let of: Vec<&str> = more.split(',').map(str::trim).collect();
            let get = |at: usize| of.get(at).copied().unwrap_or_default();
            let number = |at: usize| match get(at) {
                "" => Ok(None),
                text => typed_number(text, Language::En).map(Some),
            };
            ElementKind::Number {
                unit: get(0).to_owned(),
                decimals: count(get(1))?,
                min: number(2)?,
                max: number(3)?,
            }
        }
        "date" => ElementKind::Date,
        "choice" => {
            let option = |text: &str| {
                let (code, label) = text.split_once('=').ok_or(Problem::Required)?;
                let (de, en) = label.split_once('/').unwrap_or((label, ""));
                Ok(Option_ { code: code.trim().to_owned(), label: Localized::new(de.trim(), en.trim()) })
            };
            let options = more.split(',').map(str::trim).filter(|text| !text.is_empty()).map(option);
            ElementKind::Choice { options: options.collect::<Result<_, _>>()?, many: false }
        }
        "yes_no" => ElementKind::YesNo,
        "part" => ElementKind::Part,
        "calculated" => {
            let (formula, about) = more.rsplit_once(';').unwrap_or((&more, ""));
            let (unit, decimals) = about.split_once(',').unwrap_or((about, ""));
            let formula = Expression::parse(formula.trim()).map_err(|fault| Problem::NotAnExpression {
                at: u32::try_from(fault.at).unwrap_or(u32::MAX),
            })?;
            ElementKind::Calculated {
                formula,
                unit: unit.trim().to_owned(),
                decimals: count(decimals.trim())?,
            }
        }
        _ => return Err(Problem::NotACode),
    };
    Ok(Column { code, label: Localized::new(de, en), kind })
}

fn count(text: &str) -> Result<u32, Problem> {
    if text.is_empty() { Ok(0) } else { text.parse().map_err(|_| Problem::NotANumber) }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Missing parts are empty; what stands behind the last `|` stays whole.
fn parts(line: &str) -> [String; 5] {
    let mut parts = line.splitn(5, '|').map(|part| part.trim().to_owned());
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::templates::columns::{columns_shown, options_shown};

    #[test]
    fn options_and_columns_are_read_back_as_they_were_written() {
        let options = "diesel | Diesel | Diesel\nstrom | Strom";
        let read = options_read(options).expect("options");
        assert_eq!((read[0].label.en.as_str(), read[1].label.en.as_str()), ("Diesel", ""));
        assert_eq!(options_shown(&read), options);
        let columns = "what | text | Was | What\n\
                       hours | number | Stunden | Hours | h, 2, 0, 24\n\
                       side | choice | Seite | Side | l=links/left, r=rechts/right\n\
                       day | date | Tag | Day\n\
                       part | part | Teil | Part\n\
                       done | yes_no | Erledigt | Done\n\
                       amount | calculated | Betrag | Amount | hours * 2 ; EUR, 2";
        let read = columns_read(columns).expect("columns");
        assert_eq!(read.len(), 7);
        assert_eq!(columns_shown(&read), columns);
        assert_eq!(columns_read(&columns_shown(&read)), Ok(read));
    }

    #[test]
    fn a_line_that_cannot_be_read_says_why() {
        assert_eq!(options_read("nur_code"), Err(Problem::Required));
        assert_eq!(columns_read("a | bild | Bild"), Err(Problem::NotACode));
        assert_eq!(columns_read("a | number | Zahl | Number | h, zwei"), Err(Problem::NotANumber));
        assert!(matches!(
            columns_read("a | calculated | Summe | Sum | hours *"),
            Err(Problem::NotAnExpression { .. })
        ));
    }
}
