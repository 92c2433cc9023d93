//! What every format checks of a value, and where the errors of a row are collected.

use kontor_domain::catalog::{Category, ImportRowError, PartNumber};
use kontor_domain::{CategoryId, Localized, Problem};

/// Longest name of a part or a category.
pub const MAX_NAME_CHARS: usize = 200;
pub(crate) const MAX_TEXT_CHARS: usize = 20_000;
pub(crate) const MAX_WORD_CHARS: usize = 100;
/// Entries in a list of one row: attributes, pictures, cross references, tiers, warehouses.
pub(crate) const MAX_LIST: usize = 200;
pub(crate) const MAX_DEPTH: usize = 8;

/// Longest value that is repeated in an error.
const SHOWN_CHARS: usize = 80;

/// Collects what is wrong with one row.
pub(crate) struct Errors {
    line: u64,
    list: Vec<ImportRowError>,
}

impl Errors {
    pub(crate) const fn new(line: u64) -> Self {
        Self { line, list: Vec::new() }
    }

    pub(crate) fn add(&mut self, field: &str, value: &str, problem: Problem) {
        self.add_at(self.line, field, value, problem);
    }

    pub(crate) fn add_at(&mut self, line: u64, field: &str, value: &str, problem: Problem) {
        self.list.push(error(line, field, value, problem));
    }

    /// The value, or its error is noted.
    pub(crate) fn keep<T>(&mut self, field: &str, value: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(field, value, problem)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn into_list(self) -> Vec<ImportRowError> {
        self.list
    }
}

pub(crate) fn error(line: u64, field: &str, value: &str, problem: Problem) -> ImportRowError {
    ImportRowError { line, field: shown(field), value: shown(value), problem }
}

fn shown(text: &str) -> String {
    let mut shown: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN_CHARS + 1).collect();
    if shown.chars().count() > SHOWN_CHARS {
        shown.pop();
        shown.pop();
        shown.push('…');
    }
    shown
}

/// A line of text: trimmed, blanks collapsed.
pub(crate) fn line(text: &str, max: usize) -> Result<String, Problem> {
    readable(text)?;
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    bounded(line, max)
}

/// A text with paragraphs.
pub(crate) fn paragraphs(text: &str, max: usize) -> Result<String, Problem> {
    readable(text)?;
    bounded(text.trim().replace("\r\n", "\n"), max)
}

/// Control characters and the replacement character are what is left of letters read with the wrong encoding.
fn readable(text: &str) -> Result<(), Problem> {
    let broken =
        |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == char::REPLACEMENT_CHARACTER;
    if text.chars().any(broken) { Err(Problem::BadEncoding) } else { Ok(()) }
}

fn bounded(text: String, max: usize) -> Result<String, Problem> {
    // Bytes first: counting characters is needed only for the long ones.
    if text.len() > max && text.chars().count() > max {
        Err(Problem::TooLong { max: u32::try_from(max).unwrap_or(u32::MAX) })
    } else {
        Ok(text)
    }
}

/// A part number; unreadable letters are told as such.
pub(crate) fn part_number(text: &str) -> Result<PartNumber, Problem> {
    let number = PartNumber::parse(text)?;
    readable(text)?;
    Ok(number)
}

/// The id of a category from its names, root first: the slugs of the German names (English where German is missing).
pub(crate) fn category_id(path: &[Localized]) -> Result<CategoryId, Problem> {
    let mut id = String::new();
    for name in path {
        let slug = Category::slug(if name.de.is_empty() { &name.en } else { &name.de });
        if slug.is_empty() {
            return Err(Problem::BadSyntax);
        }
        if !id.is_empty() {
            id.push('/');
        }
        id.push_str(&slug);
    }
    Ok(CategoryId(id))
}

/// A picture's path below `/media/`: relative, without a scheme, without a way out.
pub(crate) fn picture(text: &str) -> Result<String, Problem> {
    let path = line(text.trim(), MAX_NAME_CHARS)?;
    let safe = !path.is_empty()
        && !path.contains(['\\', ':', '?', '#'])
        && path.split('/').all(|segment| !segment.is_empty() && !matches!(segment, "." | ".."));
    if safe { Ok(path) } else { Err(Problem::BadSyntax) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_cannot_leave_its_folder() {
        assert_eq!(picture(" kind/filter.svg "), Ok("kind/filter.svg".into()));
        for bad in ["../x", "/etc/passwd", "a/../../b", "http://x/y", "a//b", "a\\..\\b", "", "a/./b"] {
            assert_eq!(picture(bad), Err(Problem::BadSyntax), "{bad}");
        }
    }

    #[test]
    fn a_long_value_is_shortened_in_the_error() {
        let e = error(1, "x", &"ä".repeat(500), Problem::Required);
        assert_eq!(e.value.chars().count(), 80);
        assert!(e.value.ends_with('…'));
    }
}
