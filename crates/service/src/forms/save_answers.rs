//! A device sends what was filled in since it last saw the form.

use kontor_domain::accounts::Actor;
use kontor_domain::forms::{Answer, Filled, FormTemplate, MAX_ANSWERS, SaveAnswers, SavedAnswers, merged};
use kontor_domain::photos::Photo;
use kontor_domain::{Error, FieldError, Problem};
use kontor_store::StoreError;

use super::ATTEMPTS;
use super::rows::{FormData, fillable, template_of, write};
use crate::Kontor;
use crate::change::Change;
use crate::fault::{Fault as _, internal};

/// Two devices meet element by element: see [`merged`]. What is only not right yet is kept; it is told by the form's standing. Without
/// an event: a draft is written every few seconds.
///
/// # Errors
/// [`Error::NotFound`], also for another company's; [`Error::Forbidden`] for who only reads; [`Error::Conflict`] with
/// [`Problem::FormNotOpen`]; [`Error::Invalid`] with `base`, with `changes.CODE` for what no draft may hold, or with `changes` when all of
/// it is more than a form holds.
pub async fn save_answers(
    kontor: &Kontor,
    actor: &Actor,
    command: &SaveAnswers,
) -> Result<SavedAnswers, Error> {
    for _ in 0..ATTEMPTS {
        let row = fillable(kontor, actor, &command.form).await?;
        if !(1..=row.version).contains(&command.base) {
            return Err(Error::invalid("base", Problem::NotACode));
        }
        let data = &row.data.0;
        check(command, &template_of(kontor, &row).await?, &data.photos)?;
        let now = kontor.clock.local();
        let Some(filled) = merged(&data.filled, row.version, command, actor.name(), now) else {
            return Ok(saved(row.version, &data.filled));
        };
        if weight(&filled)? > MAX_ANSWERS {
            return Err(Error::invalid("changes", Problem::FormTooLarge));
        }
        let saved = saved(row.version + 1, &filled);
        let mut change = Change::new(kontor, actor);
        write(&mut change, &row, FormData { filled, changed: now, ..data.clone() });
        match change.commit().await {
            Ok(_) => return Ok(saved),
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

fn saved(version: i64, filled: &Filled) -> SavedAnswers {
    SavedAnswers { version, answers: filled.answers(), asides: filled.asides() }
}

fn weight(filled: &Filled) -> Result<usize, Error> {
    let json = |value: Result<Vec<u8>, serde_json::Error>| value.map(|v| v.len()).map_err(|e| internal(&e));
    let all = json(serde_json::to_vec(&filled.answers()))? + json(serde_json::to_vec(&filled.asides()))?;
    Ok(all)
}

fn check(command: &SaveAnswers, template: &FormTemplate, photos: &[Photo]) -> Result<(), Error> {
    let mut fields = Vec::new();
    for (code, answer) in &command.changes {
        let place = |part: &str| match part {
            "" => format!("changes.{code}"),
            part => format!("changes.{code}.{part}"),
        };
        let Some(element) = template.element(code).filter(|element| element.kind.asks()) else {
            fields
                .push(FieldError { field: place(""), problem: Problem::UnknownName { name: code.clone() } });
            continue;
        };
        let Some(answer) = answer else { continue };
        let misfits = answer.misfits(&element.kind).into_iter();
        fields.extend(misfits.map(|(part, problem)| FieldError { field: place(&part), problem }));
        if !answer.photos().iter().all(|photo| photos.contains(photo)) {
            let part = if matches!(answer, Answer::Check { .. }) { "photos" } else { "" };
            fields.push(FieldError { field: place(part), problem: Problem::UnknownPhoto });
        }
    }
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}
