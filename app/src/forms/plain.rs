//! A form that was sent without a script: all of its fields at once, with photos. What can be read is saved, whatever else stands there; what
//! cannot comes back as it was typed.

use std::collections::BTreeMap;

use kontor_domain::accounts::Actor;
use kontor_domain::forms::{Answer, Answers, Column, Element, ElementKind, FormView, Mark, SaveAnswers};
use kontor_domain::{Error, FieldError, FormId, Language, Problem};
use kontor_service::{Kontor, catalog, forms};
use leptos::serde_json;

use super::filling::refused_codes;
use super::photo::with_photo;
use super::words::from_field;
use crate::ui::Query;

/// Why not all of it was done. What could be read is saved.
#[derive(Debug)]
pub struct PlainRefusal {
    pub error: Error,
    /// What could not be read, by the part of the element it stands in.
    pub typed: Query,
}

impl From<Error> for PlainRefusal {
    fn from(error: Error) -> Self {
        Self { error, typed: Query::default() }
    }
}

/// `a.CODE` are the fields (`a.CODE.comment`, `a.CODE.ROW.COLUMN`), `version` and `was` what the page showed, `settle.CODE` what becomes of
/// what another device filled in; `photos` come with the code of their element.
///
/// # Errors
/// As `forms::save_answers`; [`Error::Invalid`] on what cannot be read.
pub async fn save_plain(
    kontor: &Kontor,
    actor: &Actor,
    id: &FormId,
    fields: &Query,
    photos: Vec<(String, Vec<u8>)>,
) -> Result<(), PlainRefusal> {
    let view = forms::form(kontor, actor, id).await?;
    let was: Answers = serde_json::from_str(fields.get("was")).unwrap_or_else(|_| view.answers.clone());
    let mut reading = Reading {
        kontor,
        actor,
        fields,
        was: &was,
        language: actor.language,
        wrong: Vec::new(),
        typed: Query::default(),
    };
    let mut changes = BTreeMap::new();
    for element in view.template.sections.iter().flat_map(|section| &section.elements) {
        if !element.kind.asks() {
            continue;
        }
        let Ok(answer) = reading.element(element).await? else { continue };
        if answer.as_ref() != was.get(&element.code) {
            changes.insert(element.code.clone(), answer);
        }
    }
    for (code, bytes) in photos {
        let kind = kind_of(&view, &code);
        let Some(kind) = kind.filter(|_| !bytes.is_empty()) else { continue };
        match forms::add_form_photo(kontor, actor, id, &bytes).await {
            Ok(photo) => {
                let so_far = changes.get(&code).cloned().unwrap_or_else(|| was.get(&code).cloned());
                changes.insert(code, with_photo(&kind, so_far, photo));
            }
            Err(Error::Invalid { fields }) => {
                let problem = fields.into_iter().next().map_or(Problem::NotAPhoto, |field| field.problem);
                reading.wrong.push(FieldError { field: format!("{code}.photos"), problem });
            }
            Err(error) => return Err(error.into()),
        }
    }
    let settled = settled(&view, fields, &mut changes);
    let (mut wrong, mut typed) = (reading.wrong, reading.typed);
    if !changes.is_empty() || !settled.is_empty() {
        let base = fields.get("version").parse().unwrap_or(view.head.version);
        let command = SaveAnswers { form: id.clone(), base, changes, settled };
        save(kontor, actor, command, fields, &mut wrong, &mut typed).await?;
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(PlainRefusal { error: Error::Invalid { fields: wrong }, typed }),
    }
}

/// What no draft holds comes back as it was typed, and so does everything when nothing is saved.
async fn save(
    kontor: &Kontor,
    actor: &Actor,
    mut command: SaveAnswers,
    sent: &Query,
    wrong: &mut Vec<FieldError>,
    typed: &mut Query,
) -> Result<(), PlainRefusal> {
    let Err(mut error) = forms::save_answers(kontor, actor, &command).await else { return Ok(()) };
    if let Error::Invalid { fields } = &error {
        let before = command.changes.len();
        for code in refused_codes(fields) {
            if command.changes.remove(code).is_some() {
                typed_at(code, sent, typed);
            }
        }
        wrong.extend(fields.iter().filter_map(|found| {
            let field = found.field.strip_prefix("changes.")?.to_owned();
            Some(FieldError { field, problem: found.problem.clone() })
        }));
        // What is wrong with one answer is no reason to lose the others.
        if command.changes.len() < before {
            match forms::save_answers(kontor, actor, &command).await {
                Ok(_) => return Ok(()),
                Err(other) => error = other,
            }
        }
    }
    for code in command.changes.keys() {
        typed_at(code, sent, typed);
    }
    Err(PlainRefusal { error, typed: std::mem::take(typed) })
}

/// Everything that was typed at an element, by the parts that the page knows it by.
fn typed_at(code: &str, sent: &Query, typed: &mut Query) {
    let name = format!("a.{code}");
    for (field, text) in sent.pairs() {
        let Some(rest) = field.strip_prefix(&name) else { continue };
        let part = match rest.strip_prefix('.').map(|rest| rest.split_once('.')) {
            None if rest.is_empty() => code.to_owned(),
            Some(None) => format!("{code}{rest}"),
            Some(Some((row, column))) => format!("{code}[{row}].{column}"),
            None => continue,
        };
        typed.set(&part, text);
    }
}

fn kind_of(view: &FormView, code: &str) -> Option<ElementKind> {
    let mut elements = view.template.sections.iter().flat_map(|section| &section.elements);
    elements.find(|element| element.code == code).map(|element| element.kind.clone())
}

/// The button that sent the form may be one about what was set aside.
fn settled(view: &FormView, fields: &Query, changes: &mut BTreeMap<String, Option<Answer>>) -> Vec<String> {
    let mut settled = Vec::new();
    for aside in &view.asides {
        match fields.get(&format!("settle.{}", aside.code)) {
            "take" => {
                changes.insert(aside.code.clone(), aside.answer.clone());
            }
            "leave" => {}
            _ => continue,
        }
        settled.push(aside.code.clone());
    }
    settled.dedup();
    settled
}

/// What an element's fields say; nothing for an empty one.
type Given = Result<Option<Answer>, Unread>;

/// They cannot be read, which is noted.
struct Unread;

struct Reading<'a> {
    kontor: &'a Kontor,
    actor: &'a Actor,
    fields: &'a Query,
    /// What the page showed.
    was: &'a Answers,
    language: Language,
    wrong: Vec<FieldError>,
    typed: Query,
}

impl Reading<'_> {
    /// The answer to an element.
    async fn element(&mut self, element: &Element) -> Result<Given, Error> {
        let name = format!("a.{}", element.code);
        let was = self.was.get(&element.code);
        Ok(match &element.kind {
            ElementKind::Choice { options, many: true } => {
                let chosen = self.fields.all(&name);
                let codes: Vec<String> =
                    options.iter().map(|o| o.code.clone()).filter(|c| chosen.contains(c)).collect();
                Ok((!codes.is_empty()).then_some(Answer::Choice(codes)))
            }
            ElementKind::Check => Ok(self.check(&name, was)),
            // Photos come beside the fields; what is there stays.
            ElementKind::Photos { .. } => Ok(was.cloned()),
            ElementKind::Table { columns } => self.table(&element.code, columns, was).await?,
            ElementKind::Part => self.part(&element.code, self.fields.get(&name), was).await?,
            kind => self.line(&element.code, kind, self.fields.get(&name)),
        })
    }

    fn check(&self, name: &str, was: Option<&Answer>) -> Option<Answer> {
        let comment = self.fields.get(&format!("{name}.comment")).replace("\r\n", "\n");
        let photos = match was {
            Some(Answer::Check { photos, .. }) => photos.clone(),
            _ => Vec::new(),
        };
        let nothing = comment.trim().is_empty() && photos.is_empty();
        let mark = Mark::parse(self.fields.get(name)).or((!nothing).then_some(Mark::NotAcceptable))?;
        Some(Answer::Check { mark, comment, photos })
    }

    fn line(&mut self, part: &str, kind: &ElementKind, text: &str) -> Given {
        match from_field(kind, text, self.language) {
            Ok(answer) => Ok(answer),
            Err(problem) => Err(self.unread(part, text, problem)),
        }
    }

    fn unread(&mut self, part: &str, text: &str, problem: Problem) -> Unread {
        self.typed.set(part, text);
        self.wrong.push(FieldError { field: part.to_owned(), problem });
        Unread
    }

    /// The part with this number, as the search understands it.
    async fn part(&mut self, part: &str, text: &str, was: Option<&Answer>) -> Result<Given, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Ok(None));
        }
        if matches!(was, Some(Answer::Part { number, .. }) if number == text) {
            return Ok(Ok(was.cloned()));
        }
        let mut hits = catalog::suggest(self.kontor, self.actor, text).await?;
        let plain = |number: &str| {
            let letters = number.chars().filter(|c| c.is_alphanumeric());
            letters.collect::<String>().to_uppercase()
        };
        let exact = hits.iter().position(|hit| plain(&hit.number) == plain(text));
        Ok(match (exact, hits.len()) {
            (Some(at), _) => Ok(Some(answer(hits.swap_remove(at), self.language))),
            (None, 1) => Ok(Some(answer(hits.swap_remove(0), self.language))),
            (None, 0) => Err(self.unread(part, text, Problem::UnknownPart)),
            _ => Err(self.unread(part, text, Problem::AmbiguousPart)),
        })
    }

    /// Rows in the order of their numbers; one with nothing in it is none.
    async fn table(&mut self, code: &str, columns: &[Column], was: Option<&Answer>) -> Result<Given, Error> {
        let before: &[Answers] = if let Some(Answer::Table(rows)) = was { rows } else { &[] };
        let prefix = format!("a.{code}.");
        let mut numbers: Vec<usize> = self
            .fields
            .pairs()
            .filter_map(|(name, _)| name.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut rows = Vec::new();
        for number in numbers {
            let mut row = Answers::new();
            for column in columns {
                let text = self.fields.get(&format!("{prefix}{number}.{}", column.code)).to_owned();
                let part = format!("{code}[{}].{}", rows.len(), column.code);
                let was = before.get(number).and_then(|row| row.get(&column.code));
                let read = match &column.kind {
                    ElementKind::Calculated { .. } => Ok(None),
                    ElementKind::Part => self.part(&part, &text, was).await?,
                    kind => self.line(&part, kind, &text),
                };
                if let Ok(Some(answer)) = read {
                    row.insert(column.code.clone(), answer);
                }
            }
            let about = format!("{code}[{}].", rows.len());
            if !row.is_empty() || self.wrong.iter().any(|wrong| wrong.field.starts_with(&about)) {
                rows.push(row);
            }
        }
        // A cell that cannot be read is empty for now, and comes back as it was typed.
        Ok(Ok((!rows.is_empty()).then_some(Answer::Table(rows))))
    }
}

fn answer(hit: kontor_domain::catalog::PartHit, l: Language) -> Answer {
    Answer::Part { part: hit.key, name: hit.name.get(l).to_owned(), number: hit.number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_at_an_element_is_found_by_its_parts() {
        let sent = Query::parse(
            "a.oil=not_acceptable&a.oil.comment=Leck&a.oil_amount=3&a.parts.2.count=x&a.parts.3.count=",
        );
        let typed = |code: &str| {
            let mut typed = Query::default();
            typed_at(code, &sent, &mut typed);
            typed
        };
        let oil = Query::default().with("oil", "not_acceptable").with("oil.comment", "Leck");
        assert_eq!(typed("oil"), oil);
        assert_eq!(typed("parts"), Query::default().with("parts[2].count", "x"));
        assert_eq!(typed("story"), Query::default());
    }
}
