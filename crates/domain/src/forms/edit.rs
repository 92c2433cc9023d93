//! One change of a template. What its expressions name is looked at before a release and not here: a template may be halfway.

use super::faults::{at_most, is_code, kind_problems, label_problem};
use super::{Element, FormTemplate, MAX_ELEMENTS, MAX_SECTIONS, Section, TemplateEdit};
use crate::{Error, FieldError, Problem};

/// The template after the change.
///
/// # Errors
/// [`Error::Invalid`] with every wrong field: `name`, `section`, `was`, `code`, `label`, `kind` or `template`.
pub fn edited(template: &FormTemplate, edit: &TemplateEdit) -> Result<FormTemplate, Error> {
    let mut out = template.clone();
    match edit {
        TemplateEdit::Head { name, about, for_customers, needs_machine, order, seals } => {
            if let Some(problem) = label_problem(name) {
                return Err(Error::invalid("name", problem));
            }
            out.name.clone_from(name);
            out.about.clone_from(about);
            (out.for_customers, out.needs_machine) = (*for_customers, *needs_machine);
            (out.order, out.seals) = (*order, *seals);
        }
        TemplateEdit::Section { was, section } => put_section(&mut out, was.as_deref(), section)?,
        TemplateEdit::Element { section, was, element } => {
            put_element(&mut out, section, was.as_deref(), element)?;
        }
        TemplateEdit::Move { code, up } => shift(&mut out, code, *up)?,
        TemplateEdit::Remove { code } => {
            let before = (out.sections.len(), out.elements().count());
            out.sections.retain(|section| section.code != *code);
            for section in &mut out.sections {
                section.elements.retain(|element| element.code != *code);
            }
            if before == (out.sections.len(), out.elements().count()) {
                return Err(unknown("code", code));
            }
        }
        TemplateEdit::Whole { template: whole } => {
            out = FormTemplate { id: template.id.clone(), version: template.version, ..(**whole).clone() };
            whole_problems(&out)?;
        }
    }
    Ok(out)
}

fn unknown(field: &str, name: &str) -> Error {
    Error::invalid(field, Problem::UnknownName { name: name.to_owned() })
}

fn put_section(out: &mut FormTemplate, was: Option<&str>, section: &Section) -> Result<(), Error> {
    let mut fields = Vec::new();
    check_code(out, was, &section.code, &mut fields);
    wrong("label", label_problem(&section.title), &mut fields);
    if was.is_none() && out.sections.len() >= MAX_SECTIONS {
        wrong("section", Some(at_most(MAX_SECTIONS)), &mut fields);
    }
    refuse(fields)?;
    let found = match was {
        None => {
            out.sections.push(Section { elements: Vec::new(), ..section.clone() });
            return Ok(());
        }
        Some(was) => out.sections.iter_mut().find(|s| s.code == was).ok_or_else(|| unknown("was", was))?,
    };
    let elements = std::mem::take(&mut found.elements);
    *found = Section { elements, ..section.clone() };
    Ok(())
}

fn put_element(
    out: &mut FormTemplate,
    section: &str,
    was: Option<&str>,
    element: &Element,
) -> Result<(), Error> {
    let mut fields = Vec::new();
    check_code(out, was, &element.code, &mut fields);
    wrong("label", label_problem(&element.label), &mut fields);
    wrong("kind", kind_problems(&element.kind), &mut fields);
    if was.is_none() && out.elements().count() >= MAX_ELEMENTS {
        wrong("section", Some(at_most(MAX_ELEMENTS)), &mut fields);
    }
    refuse(fields)?;
    let to =
        out.sections.iter().position(|s| s.code == section).ok_or_else(|| unknown("section", section))?;
    let place = match was {
        None => None,
        Some(was) => {
            let (s, e) = place_of(out, was).ok_or_else(|| unknown("was", was))?;
            out.sections[s].elements.remove(e);
            (s == to).then_some(e)
        }
    };
    let elements = &mut out.sections[to].elements;
    elements.insert(place.unwrap_or(elements.len()), element.clone());
    Ok(())
}

fn place_of(template: &FormTemplate, code: &str) -> Option<(usize, usize)> {
    template
        .sections
        .iter()
        .enumerate()
        .find_map(|(s, section)| Some((s, section.elements.iter().position(|e| e.code == code)?)))
}

/// What is first or last already stays where it is.
fn shift(out: &mut FormTemplate, code: &str, up: bool) -> Result<(), Error> {
    if let Some(at) = out.sections.iter().position(|section| section.code == code) {
        if let Some(to) = neighbour(at, out.sections.len(), up) {
            out.sections.swap(at, to);
        }
        return Ok(());
    }
    let (section, at) = place_of(out, code).ok_or_else(|| unknown("code", code))?;
    let elements = &mut out.sections[section].elements;
    if let Some(to) = neighbour(at, elements.len(), up) {
        elements.swap(at, to);
    }
    Ok(())
}

fn neighbour(at: usize, count: usize, up: bool) -> Option<usize> {
    if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < count) }
}

/// Its codes have to be good and their own: everything is changed by them.
fn whole_problems(whole: &FormTemplate) -> Result<(), Error> {
    let hard = |problem: &Problem| {
        matches!(
            problem,
            Problem::NotACode | Problem::Duplicate | Problem::AtMost { .. } | Problem::TooLong { .. }
        )
    };
    let faults = whole.faults().into_iter().filter(|fault| hard(&fault.problem));
    let field = |at: &str| if at.is_empty() { "template".to_owned() } else { format!("template.{at}") };
    refuse(faults.map(|f| FieldError { field: field(&f.at), problem: f.problem }).collect())
}

fn check_code(template: &FormTemplate, was: Option<&str>, code: &str, fields: &mut Vec<FieldError>) {
    let codes = template.sections.iter().map(|s| &s.code).chain(template.elements().map(|e| &e.code));
    let problem = match () {
        () if !is_code(code) => Some(Problem::NotACode),
        () if was != Some(code) && codes.into_iter().any(|c| c == code) => Some(Problem::Duplicate),
        () => None,
    };
    wrong("code", problem, fields);
}

fn wrong(field: &str, problems: impl IntoIterator<Item = Problem>, fields: &mut Vec<FieldError>) {
    fields.extend(problems.into_iter().map(|problem| FieldError { field: field.to_owned(), problem }));
}

fn refuse(fields: Vec<FieldError>) -> Result<(), Error> {
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

#[cfg(test)]
mod tests;
