//! A form as it stands: what is shown, what is wanted, what is wrong, what is reckoned. The same in the browser and on the server.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::RoundingStrategy;

use super::expression::Known;
use super::{Answer, Answers, Column, Element, ElementKind, Expression, FormTemplate, Need, Prefill, Value};
use crate::{Date, Decimal, Problem};

/// All sections and elements that are shown, in the order of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub sections: Vec<SectionStanding>,
    /// Elements that are wanted and right, of those that are wanted.
    pub done: usize,
    pub wanted: usize,
    /// Nothing is missing and nothing is wrong: people can be asked to sign.
    pub complete: bool,
}

/// A section that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionStanding {
    pub code: String,
    pub elements: Vec<ElementStanding>,
}

/// An element that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementStanding {
    pub code: String,
    /// It has to be answered.
    pub needed: bool,
    pub answer: Option<Answer>,
    /// What is reckoned here, rounded as the template wants it.
    pub reckoned: Option<Decimal>,
    /// What is wrong with the answer, by the part of the element it is about: `""` for the whole, `comment`, `photos`, `rows[2].hours`.
    /// [`Problem::Required`] for what is missing.
    pub problems: Vec<(String, Problem)>,
    /// What the template says when its own check does not hold.
    pub refused: Option<crate::Localized>,
}

/// Where a form stands with these answers on this day.
#[must_use]
pub fn standing(template: &FormTemplate, answers: &Answers, today: Date) -> Standing {
    let mut shown = Shown::default();
    let mut sections = Vec::with_capacity(template.sections.len());
    for section in &template.sections {
        if !shown.holds(section.show.as_ref(), today) {
            continue;
        }
        let mut elements = Vec::with_capacity(section.elements.len());
        for element in &section.elements {
            if shown.holds(element.show.as_ref(), today) {
                shown.take(element, answers, today);
                elements.push(element);
            }
        }
        sections.push((section, elements));
    }
    // What is needed and checked may name everything that is shown, also what stands further down.
    let (mut done, mut wanted, mut complete) = (0, 0, true);
    let sections = sections
        .into_iter()
        .map(|(section, elements)| {
            let elements = elements.into_iter().map(|element| {
                let found = shown.stands(element, today);
                let right = found.problems.is_empty() && found.refused.is_none();
                complete &= right;
                if found.needed {
                    wanted += 1;
                    done += usize::from(right);
                }
                found
            });
            SectionStanding { code: section.code.clone(), elements: elements.collect() }
        })
        .collect();
    Standing { sections, done, wanted, complete }
}

/// What was read off the meter of the machine: what stands where its hours are filled in beforehand, and the highest where that is so more
/// than once.
#[must_use]
pub fn operating_hours(template: &FormTemplate, answers: &Answers, day: Date) -> Option<Decimal> {
    let read = |found: ElementStanding| match (template.element(&found.code)?.prefill, found.answer) {
        (Some(Prefill::OperatingHours), Some(Answer::Number(hours))) => Some(hours),
        _ => None,
    };
    let sections = standing(template, answers, day).sections;
    sections.into_iter().flat_map(|section| section.elements).filter_map(read).max()
}

/// The answers of what is shown, with what was reckoned.
#[derive(Default)]
struct Shown<'a>(BTreeMap<&'a str, Cow<'a, Answer>>);

impl Known for Shown<'_> {
    fn answer(&self, name: &str) -> Option<&Answer> {
        self.0.get(name).map(|answer| &**answer)
    }
}

impl<'a> Shown<'a> {
    fn holds(&self, condition: Option<&Expression>, today: Date) -> bool {
        condition.is_none_or(|condition| condition.value_in(self, Some(today)).holds())
    }

    fn take(&mut self, element: &'a Element, answers: &'a Answers, today: Date) {
        let answer = match (&element.kind, answers.get(&element.code)) {
            (ElementKind::Note | ElementKind::Signature { .. }, _) => None,
            (ElementKind::Calculated { formula, decimals, .. }, _) => {
                let value = formula.value_in(self, Some(today));
                rounded(value, *decimals).map(|number| Cow::Owned(Answer::Number(number)))
            }
            (ElementKind::Table { columns }, Some(Answer::Table(rows)))
                if columns.iter().any(|c| matches!(c.kind, ElementKind::Calculated { .. })) =>
            {
                Some(Cow::Owned(Answer::Table(reckoned_rows(columns, rows, today))))
            }
            (_, answer) => answer.map(Cow::Borrowed),
        };
        if let Some(answer) = answer {
            self.0.insert(&element.code, answer);
        }
    }

    fn stands(&self, element: &Element, today: Date) -> ElementStanding {
        let answer = self.answer(&element.code);
        let reckons = matches!(element.kind, ElementKind::Calculated { .. });
        let asks = element.kind.asks();
        let needed = asks
            && match &element.need {
                Need::No => false,
                Need::Always => true,
                Need::When(when) => self.holds(Some(when), today),
            };
        let filled = answer.filter(|answer| answer.is_filled());
        let problems = match filled {
            None if needed => vec![(String::new(), Problem::Required)],
            Some(answer) if asks => answer.fits(&element.kind),
            _ => Vec::new(),
        };
        // A check that cannot be decided yet, since something else is missing, refuses nothing.
        let refused = element.check.as_ref().filter(|_| filled.is_some()).and_then(|(check, words)| {
            let value = check.value_in(self, Some(today));
            (value != Value::Nothing && !value.holds()).then(|| words.clone())
        });
        let reckoned = match answer {
            Some(Answer::Number(number)) if reckons => Some(*number),
            _ => None,
        };
        ElementStanding {
            code: element.code.clone(),
            needed,
            answer: answer.filter(|_| asks).cloned(),
            reckoned,
            problems,
            refused,
        }
    }
}

/// Half away from zero, as people do it on paper.
fn rounded(value: Value, decimals: u32) -> Option<Decimal> {
    let Value::Number(number) = value else { return None };
    let mut number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    number.rescale(decimals);
    Some(number)
}

fn reckoned_rows(columns: &[Column], rows: &[Answers], today: Date) -> Vec<Answers> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        for column in columns {
            if let ElementKind::Calculated { formula, decimals, .. } = &column.kind {
                match rounded(formula.value_on(row, today), *decimals) {
                    Some(number) => row.insert(column.code.clone(), Answer::Number(number)),
                    None => row.remove(&column.code),
                };
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests;
