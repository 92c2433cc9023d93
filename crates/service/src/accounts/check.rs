//! Checking what people type: every field is looked at, and all that is wrong is answered at once.

use kontor_domain::accounts::{check_password, email, vat_id};
use kontor_domain::{Error, FieldError, IdempotencyKey, Problem};

/// The German federal states, ISO 3166-2 without `DE-`.
const STATES: [&str; 16] =
    ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"];

/// Collects the wrong fields of one command.
#[derive(Default)]
pub(crate) struct Fields(Vec<FieldError>);

impl Fields {
    pub(crate) fn wrong(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError { field: field.to_owned(), problem });
    }

    /// One line that must not be empty.
    pub(crate) fn line(&mut self, field: &str, text: &str, max: u32) -> String {
        let line = self.optional(field, text, max);
        if line.is_empty() && !self.0.iter().any(|f| f.field == field) {
            self.wrong(field, Problem::Required);
        }
        line
    }

    /// One line that may be empty. Runs of white space and control characters become one blank, so that no line break
    /// ever reaches a mail header or a label.
    pub(crate) fn optional(&mut self, field: &str, text: &str, max: u32) -> String {
        let line = text
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        self.limit(field, line, max)
    }

    /// Several lines that may be empty.
    pub(crate) fn text(&mut self, field: &str, text: &str, max: u32) -> String {
        let text = text.replace("\r\n", "\n");
        let kept: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
        self.limit(field, kept, max)
    }

    fn limit(&mut self, field: &str, text: String, max: u32) -> String {
        if text.chars().count() > max as usize {
            self.wrong(field, Problem::TooLong { max });
        }
        text
    }

    pub(crate) fn email(&mut self, field: &str, text: &str) -> String {
        email(text).unwrap_or_else(|problem| {
            self.wrong(field, problem);
            String::new()
        })
    }

    /// Empty, or a VAT ID of the right form.
    pub(super) fn vat_id(&mut self, field: &str, text: &str) -> String {
        if text.trim().is_empty() {
            return String::new();
        }
        vat_id(text).unwrap_or_else(|problem| {
            self.wrong(field, problem);
            String::new()
        })
    }

    /// ISO 3166-1 alpha-2.
    pub(super) fn country(&mut self, field: &str, text: &str) -> String {
        let code = text.trim().to_ascii_uppercase();
        if code.is_empty() {
            self.wrong(field, Problem::Required);
        } else if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            self.wrong(field, Problem::NotACode);
        }
        code
    }

    /// A German federal state, or nothing.
    pub(super) fn state(&mut self, field: &str, text: &str, country: &str) -> String {
        let code = text.trim().to_ascii_uppercase();
        if code.is_empty() || country != "DE" {
            return String::new();
        }
        if !STATES.contains(&code.as_str()) {
            self.wrong(field, Problem::NotACode);
        }
        code
    }

    pub(super) fn password(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.wrong(field, Problem::Required);
        } else if let Err(problem) = check_password(text) {
            self.wrong(field, problem);
        }
    }

    pub(crate) fn key(&mut self, key: &IdempotencyKey) {
        if let Err(problem) = key.check() {
            self.wrong("key", problem);
        }
    }

    pub(crate) fn done(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid { fields: self.0 }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_wrong_fields_are_named_at_once() {
        let mut fields = Fields::default();
        fields.line("name", " \n ", 10);
        fields.line("city", "Ulm an der Donau", 10);
        fields.country("country", "Germany");
        fields.state("state", "XX", "DE");
        let Err(Error::Invalid { fields }) = fields.done() else { panic!("nothing was wrong") };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["name", "city", "country", "state"]);
    }

    #[test]
    fn line_breaks_in_a_line_become_blanks() {
        let mut fields = Fields::default();
        assert_eq!(fields.line("name", " Erika\r\nBcc: x@y.example\t", 100), "Erika Bcc: x@y.example");
        assert_eq!(fields.text("message", " a\r\nb\u{7} ", 100), "a\nb");
    }
}
