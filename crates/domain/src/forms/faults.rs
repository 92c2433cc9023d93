//! What stands in the way of a template's release.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::{RESERVED, Use};
use super::{
    Column, Element, ElementKind, Expression, FormTemplate, MAX_FORM_PHOTOS, MAX_TEXT, Mark, Need, Option_,
    Prefill, TemplateFault,
};
use crate::{Localized, Problem, format};

pub const MAX_SECTIONS: usize = 40;
pub const MAX_ELEMENTS: usize = 200;
/// Of a table.
pub const MAX_COLUMNS: usize = 20;
/// Of a choice.
pub const MAX_OPTIONS: usize = 50;
pub const MAX_SIGNATURES: usize = 10;
/// Digits behind the point.
pub const MAX_DECIMALS: u32 = 6;
/// Longest code of a section, element, option or column, and longest unit, in characters.
pub(super) const MAX_CODE: usize = 40;
const MAX_UNIT: u32 = 20;

/// May sections, elements, options and columns be called so?
#[must_use]
pub fn is_code(code: &str) -> bool {
    code.len() <= MAX_CODE
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !RESERVED.contains(&code)
}

impl FormTemplate {
    /// The elements of all sections, in their order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.sections.iter().flat_map(|section| &section.elements)
    }

    #[must_use]
    pub fn element(&self, code: &str) -> Option<&Element> {
        self.elements().find(|element| element.code == code)
    }

    /// What has to be put right before it can be released; nothing when it can.
    #[must_use]
    pub fn faults(&self) -> Vec<TemplateFault> {
        let mut look =
            Look { all: self.elements().map(|e| (e.code.as_str(), &e.kind)).collect(), ..Look::default() };
        look.head(self);
        for section in &self.sections {
            look.code(&section.code);
            look.label(&section.code, &section.title);
            look.expression(&section.code, section.show.as_ref(), true);
            for element in &section.elements {
                look.element(element);
            }
        }
        look.faults
    }
}

/// What is wrong with a kind by itself, without what its formulas name.
pub(super) fn kind_problems(kind: &ElementKind) -> Vec<Problem> {
    let mut out = Vec::new();
    match kind {
        ElementKind::Number { unit, decimals, min, max } => {
            out.extend(unit_problem(unit));
            out.extend(decimals_problem(*decimals));
            if min.zip(*max).is_some_and(|(min, max)| min > max) {
                out.push(Problem::MinAboveMax);
            }
        }
        ElementKind::Calculated { unit, decimals, .. } => {
            out.extend(unit_problem(unit));
            out.extend(decimals_problem(*decimals));
        }
        ElementKind::Choice { options, .. } => out.extend(options_problems(options)),
        ElementKind::Photos { most: 0 } => out.push(Problem::NotPositive),
        ElementKind::Photos { most } if *most as usize > MAX_FORM_PHOTOS => {
            out.push(at_most(MAX_FORM_PHOTOS))
        }
        ElementKind::Table { columns } => out.extend(columns_problems(columns)),
        _ => {}
    }
    out
}

fn unit_problem(unit: &str) -> Option<Problem> {
    (unit.chars().count() > MAX_UNIT as usize).then_some(Problem::TooLong { max: MAX_UNIT })
}

fn decimals_problem(decimals: u32) -> Option<Problem> {
    (decimals > MAX_DECIMALS).then_some(Problem::AtMost { max: MAX_DECIMALS })
}

fn options_problems(options: &[Option_]) -> Vec<Problem> {
    let mut out = Vec::new();
    if options.is_empty() {
        out.push(Problem::OptionsMissing);
    }
    if options.len() > MAX_OPTIONS {
        out.push(at_most(MAX_OPTIONS));
    }
    let named = options.iter().map(|option| (option.code.as_str(), &option.label));
    out.extend(named_problems(named));
    out
}

fn columns_problems(columns: &[Column]) -> Vec<Problem> {
    let mut out = Vec::new();
    if columns.is_empty() {
        out.push(Problem::ColumnsMissing);
    }
    if columns.len() > MAX_COLUMNS {
        out.push(at_most(MAX_COLUMNS));
    }
    out.extend(named_problems(columns.iter().map(|column| (column.code.as_str(), &column.label))));
    for column in columns {
        match column.kind {
            ElementKind::Text { .. }
            | ElementKind::Number { .. }
            | ElementKind::Date
            | ElementKind::Choice { many: false, .. }
            | ElementKind::YesNo
            | ElementKind::Part
            | ElementKind::Calculated { .. } => out.extend(kind_problems(&column.kind)),
            _ => out.push(Problem::NotUsable { name: column.code.clone() }),
        }
    }
    out
}

fn named_problems<'a>(named: impl Iterator<Item = (&'a str, &'a Localized)>) -> Vec<Problem> {
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    for (code, label) in named {
        if !is_code(code) {
            out.push(Problem::NotACode);
        } else if !seen.insert(code) {
            out.push(Problem::Duplicate);
        }
        out.extend(label_problem(label));
    }
    out.dedup();
    out
}

/// German is what the dealer writes first, English may follow.
pub(super) fn label_problem(label: &Localized) -> Option<Problem> {
    if label.de.trim().is_empty() {
        return Some(Problem::LabelMissing);
    }
    too_long(label)
}

fn too_long(text: &Localized) -> Option<Problem> {
    let long = |text: &str| text.chars().count() > MAX_TEXT as usize;
    (long(&text.de) || long(&text.en)).then_some(Problem::TooLong { max: MAX_TEXT })
}

pub(super) fn at_most(max: usize) -> Problem {
    Problem::AtMost { max: u32::try_from(max).unwrap_or(u32::MAX) }
}

#[derive(Default)]
struct Look<'a> {
    all: BTreeMap<&'a str, &'a ElementKind>,
    /// What stands before the place that is looked at.
    before: BTreeMap<&'a str, &'a ElementKind>,
    codes: BTreeSet<&'a str>,
    faults: Vec<TemplateFault>,
}

impl<'a> Look<'a> {
    fn wrong(&mut self, at: &str, problem: Problem) {
        self.faults.push(TemplateFault { at: at.to_owned(), problem });
    }

    fn head(&mut self, template: &FormTemplate) {
        if let Some(problem) = label_problem(&template.name).or_else(|| too_long(&template.about)) {
            self.wrong("", problem);
        }
        let signatures =
            template.elements().filter(|e| matches!(e.kind, ElementKind::Signature { .. })).count();
        if signatures == 0 {
            self.wrong("", Problem::NoSignatureField);
        }
        let limits = [
            (template.sections.len(), MAX_SECTIONS),
            (template.elements().count(), MAX_ELEMENTS),
            (signatures, MAX_SIGNATURES),
        ];
        for (count, max) in limits {
            if count > max {
                self.wrong("", at_most(max));
            }
        }
    }

    fn code(&mut self, code: &'a str) {
        if !is_code(code) {
            self.wrong(code, Problem::NotACode);
        } else if !self.codes.insert(code) {
            self.wrong(code, Problem::Duplicate);
        }
    }

    fn label(&mut self, at: &str, label: &Localized) {
        if let Some(problem) = label_problem(label) {
            self.wrong(at, problem);
        }
    }

    fn element(&mut self, element: &'a Element) {
        let at = element.code.as_str();
        self.code(at);
        self.label(at, &element.label);
        self.expression(at, element.show.as_ref(), true);
        if let Need::When(when) = &element.need {
            self.expression(at, Some(when), false);
        }
        if let Some((check, words)) = &element.check {
            self.expression(at, Some(check), false);
            self.label(at, words);
        }
        let long = too_long(&element.hint);
        for problem in long.into_iter().chain(kind_problems(&element.kind)) {
            self.wrong(at, problem);
        }
        if let Some(prefill) = element.prefill
            && !prefill.suits(&element.kind)
        {
            self.wrong(at, Problem::PrefillMisfit);
        }
        match &element.kind {
            ElementKind::Calculated { formula, .. } => self.expression(at, Some(formula), true),
            ElementKind::Table { columns } => self.columns(at, columns),
            _ => {}
        }
        self.before.insert(at, &element.kind);
    }

    /// Columns are reckoned from those before them.
    fn columns(&mut self, at: &str, columns: &[Column]) {
        let mut before = BTreeMap::new();
        for column in columns {
            if let ElementKind::Calculated { formula, .. } = &column.kind {
                for problem in problems(formula, &before) {
                    self.wrong(at, problem);
                }
            }
            before.insert(column.code.as_str(), &column.kind);
        }
    }

    /// What decides whether something is shown, or is reckoned, stands before it: so there are no circles.
    fn expression(&mut self, at: &str, expression: Option<&Expression>, only_before: bool) {
        let Some(expression) = expression else { return };
        let found = problems(expression, if only_before { &self.before } else { &self.all });
        self.faults.extend(found.into_iter().map(|problem| TemplateFault { at: at.to_owned(), problem }));
    }
}

fn problems(expression: &Expression, known: &BTreeMap<&str, &ElementKind>) -> Vec<Problem> {
    let mut out = Vec::new();
    for (name, how) in expression.uses() {
        let unknown = |name: &str| Some(Problem::UnknownName { name: name.to_owned() });
        let problem = match known.get(name) {
            None => unknown(name),
            Some(kind) => match missing(kind, how) {
                None => None,
                Some("") => Some(Problem::NotUsable { name: name.to_owned() }),
                Some(other) => unknown(other),
            },
        };
        out.extend(problem.filter(|p| !out.contains(p)));
    }
    out
}

/// What an element of this kind has not for this use: an option or a column of this name, or, empty, the use itself.
fn missing<'a>(kind: &ElementKind, how: Use<'a>) -> Option<&'a str> {
    use ElementKind as K;
    let when = |fits: bool| if fits { None } else { Some("") };
    let option = |options: &[Option_], code: &'a str| options.iter().all(|o| o.code != code).then_some(code);
    match (how, kind) {
        (Use::Is(code), K::Choice { options, many: false }) | (Use::Has(code), K::Choice { options, .. }) => {
            option(options, code)
        }
        (Use::Is(code), K::Check) => Mark::parse(code).is_none().then_some(code),
        (Use::Is(text), K::Date) => when(format::parse_date(text).is_some()),
        (Use::Is(_), kind) => when(matches!(kind, K::Text { .. } | K::Part | K::Machine)),
        (Use::Sum(column), K::Table { columns }) => match columns.iter().find(|c| c.code == column) {
            None => Some(column),
            Some(column) => when(matches!(column.kind, K::Number { .. } | K::Calculated { .. })),
        },
        (Use::Count, kind) => when(matches!(kind, K::Table { .. } | K::Photos { .. })),
        (Use::Filled, kind) => when(!matches!(kind, K::Note | K::Signature { .. })),
        (Use::Number, kind) => when(matches!(kind, K::Number { .. } | K::Calculated { .. } | K::Date)),
        (Use::Value, kind) => when(!matches!(
            kind,
            K::Note | K::Signature { .. } | K::Photos { .. } | K::Table { .. } | K::Choice { many: true, .. }
        )),
        (Use::Has(_) | Use::Sum(_), _) => Some(""),
    }
}

impl Prefill {
    /// Can it stand in an element of this kind?
    #[must_use]
    pub const fn suits(self, kind: &ElementKind) -> bool {
        match self {
            Self::Today => matches!(kind, ElementKind::Date),
            Self::OperatingHours => matches!(kind, ElementKind::Number { .. }),
            Self::Machine => matches!(kind, ElementKind::Machine | ElementKind::Text { .. }),
            _ => matches!(kind, ElementKind::Text { .. }),
        }
    }
}

#[cfg(test)]
mod tests;
