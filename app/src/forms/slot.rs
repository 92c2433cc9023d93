//! One place that is filled in: an element, or a cell of a table. Fields know nothing else of where they stand.

use std::collections::BTreeMap;

use kontor_domain::Problem;
use kontor_domain::forms::{Answer, ElementKind};
use leptos::prelude::*;

use super::filling::Filling;
use super::words::{from_field, in_field};

/// A row of a table on this page: known by a number that stays when rows above it go.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub rows: RwSignal<Vec<u32>>,
    pub id: u32,
}

impl Row {
    pub const fn new(rows: RwSignal<Vec<u32>>, id: u32) -> Self {
        Self { rows, id }
    }

    fn index(self) -> Option<usize> {
        self.rows.try_with_untracked(|rows| rows.iter().position(|row| *row == self.id)).flatten()
    }
}

#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub filling: Filling,
    place: StoredValue<Place>,
    row: Option<Row>,
    /// Of a row of the plain form that is not there yet.
    spare: bool,
}

struct Place {
    code: String,
    column: String,
    kind: ElementKind,
}

impl Slot {
    pub fn of_element(filling: Filling, code: &str, kind: &ElementKind) -> Self {
        Self::new(filling, code, "", kind, None)
    }

    pub fn of_cell(filling: Filling, code: &str, column: &str, kind: &ElementKind, row: Row) -> Self {
        Self::new(filling, code, column, kind, Some(row))
    }

    pub fn of_spare_cell(filling: Filling, code: &str, column: &str, kind: &ElementKind, row: Row) -> Self {
        Self { spare: true, ..Self::new(filling, code, column, kind, Some(row)) }
    }

    fn new(filling: Filling, code: &str, column: &str, kind: &ElementKind, row: Option<Row>) -> Self {
        let place = Place { code: code.to_owned(), column: column.to_owned(), kind: kind.clone() };
        Self { filling, place: StoredValue::new(place), row, spare: false }
    }

    pub fn code(self) -> String {
        self.place.with_value(|place| place.code.clone())
    }

    /// What is filled in; follows it.
    pub fn answer(self) -> Option<Answer> {
        if self.spare {
            return None;
        }
        let index = self.row.map(Row::index);
        self.place.with_value(|place| {
            self.filling.answers.with(|answers| match (answers.get(&place.code), index) {
                (answer, None) => answer.cloned(),
                (Some(Answer::Table(rows)), Some(Some(index))) => {
                    rows.get(index)?.get(&place.column).cloned()
                }
                _ => None,
            })
        })
    }

    pub fn set(self, answer: Option<Answer>) {
        let code = self.code();
        let Some(row) = self.row else {
            self.filling.change(&code, answer);
            return;
        };
        let Some(index) = row.index() else { return };
        let now = self.filling.answers.with_untracked(|answers| answers.get(&code).cloned());
        let mut rows = if let Some(Answer::Table(rows)) = now { rows } else { Vec::new() };
        if rows.len() <= index {
            rows.resize(index + 1, BTreeMap::new());
        }
        let column = self.place.with_value(|place| place.column.clone());
        match answer {
            Some(answer) => rows[index].insert(column, answer),
            None => rows[index].remove(&column),
        };
        self.filling.change(&code, Some(Answer::Table(rows)));
    }

    /// The part of the element, as problems name it: `hours`, `parts[2].amount`.
    pub fn part(self) -> String {
        self.place.with_value(|place| match self.row {
            None => place.code.clone(),
            Some(row) if self.spare => format!("{}[{}].{}", place.code, row.id, place.column),
            Some(row) => format!("{}[{}].{}", place.code, row.index().unwrap_or_default(), place.column),
        })
    }

    /// The name of its field in the plain form.
    pub fn name(self) -> String {
        self.place.with_value(|place| match self.row {
            None => format!("a.{}", place.code),
            Some(row) => format!("a.{}.{}.{}", place.code, row.id, place.column),
        })
    }

    /// The id of its field.
    pub fn id(self) -> String {
        self.place.with_value(|place| match self.row {
            None => format!("f-{}", place.code),
            Some(row) => format!("f-{}-{}-{}", place.code, row.id, place.column),
        })
    }

    /// What stands in its field at first.
    pub fn first_text(self) -> String {
        let raw = self.filling.raw.with_untracked(|raw| raw.get(&self.part()).cloned());
        raw.unwrap_or_else(|| self.shown())
    }

    fn shown(self) -> String {
        untrack(|| self.answer()).map(|answer| in_field(&answer, self.filling.language)).unwrap_or_default()
    }

    /// What is typed in its field, for an input of text: follows what comes from elsewhere, and leaves alone what is being typed.
    pub fn text(self) -> RwSignal<String> {
        let text = RwSignal::new(self.first_text());
        // Also at first: what this device kept may have come back between the field and here.
        Effect::new(move |_| {
            self.filling.fresh.track();
            let unread = self.filling.raw.with_untracked(|raw| raw.contains_key(&self.part()));
            let same = text.try_with_untracked(|typed| self.read(typed)) == Some(untrack(|| self.answer()));
            if unread || !same {
                text.set(self.first_text());
            }
        });
        text
    }

    fn read(self, typed: &str) -> Option<Answer> {
        self.place.with_value(|place| from_field(&place.kind, typed, self.filling.language)).ok().flatten()
    }

    /// Something was typed: kept as an answer where it is one.
    pub fn typed(self, text: &str) {
        let read = self.place.with_value(|place| from_field(&place.kind, text, self.filling.language));
        let unread = if read.is_err() { text } else { "" };
        self.filling.cannot_read(&self.part(), unread);
        self.set(read.ok().flatten());
    }

    /// What stands there was left.
    pub fn touch(self) {
        self.filling.touch(&self.code());
    }

    /// What is wrong here, once it is time to say so.
    pub fn problem(self) -> Memo<Option<Problem>> {
        Memo::new(move |_| {
            if self.spare {
                return None;
            }
            let part = self.part();
            let unread = self.filling.raw.with(|raw| raw.get(&part).cloned());
            let code = self.code();
            if !self.filling.tells(&code) {
                return None;
            }
            if let Some(text) = unread {
                let read =
                    self.place.with_value(|place| from_field(&place.kind, &text, self.filling.language));
                return read.err();
            }
            let index = self.row.map(|row| row.index().unwrap_or_default());
            let about = self.place.with_value(|place| match index {
                None => String::new(),
                Some(index) => format!("rows[{index}].{}", place.column),
            });
            let standing = self.filling.element(&code)?;
            standing.problems.into_iter().find(|(at, _)| *at == about).map(|(_, problem)| problem)
        })
    }
}
