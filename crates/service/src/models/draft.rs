//! What is to become a release, looked at before it is kept: every fault at once, and whether its rules can hold together.

use kontor_domain::configurations::{
    Compiled, Contradiction, MAX_EXAMPLES, MAX_MODEL_BYTES, ModelEdit, ModelFile, edited,
};
use kontor_domain::{Decimal, Error, FieldError, Problem};

use crate::fault::internal;

/// Reads a file. Proving that the rules do not contradict each other takes a while for a large model, so it is done beside the
/// threads that answer others.
///
/// # Errors
/// [`Error::Invalid`] on `file` for what is no model at all, else on every wrong place; with [`Problem::Contradiction`] on `model.rules`.
pub(super) async fn read(text: String) -> Result<ModelFile, Error> {
    beside(move || looked_at(parse(&text)?)).await
}

/// Changes one thing of a model, and looks at it as if it had come in so.
///
/// # Errors
/// Those of [`edited`], and [`Error::Invalid`] with [`Problem::Contradiction`] on `model.rules`, or on `edit` when it has become larger than
/// a file may be.
pub(super) async fn edit(file: ModelFile, edit: ModelEdit) -> Result<ModelFile, Error> {
    beside(move || {
        let file = edited(file, &edit)?;
        if serde_json::to_string(&file).map_err(|e| internal(&e))?.len() > MAX_MODEL_BYTES {
            return Err(Error::invalid("edit", Problem::TooMuch));
        }
        looked_at(file)
    })
    .await
}

async fn beside(
    work: impl FnOnce() -> Result<ModelFile, Error> + Send + 'static,
) -> Result<ModelFile, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|e| internal(&e))?
}

fn parse(text: &str) -> Result<ModelFile, Error> {
    if text.len() > MAX_MODEL_BYTES {
        return Err(Error::invalid("file", Problem::TooMuch));
    }
    if text.trim().is_empty() {
        return Err(Error::invalid("file", Problem::Required));
    }
    serde_json::from_str(text).map_err(|e| Error::invalid("file", Problem::NotAModel { why: e.to_string() }))
}

fn looked_at(file: ModelFile) -> Result<ModelFile, Error> {
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    let id = file.model.id.as_str();
    if id.is_empty()
        || id.len() > 40
        || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        wrong("model.id", Problem::NotACode);
    }
    if file.examples.len() > MAX_EXAMPLES {
        wrong("examples", Problem::AtMost { max: u32::try_from(MAX_EXAMPLES).unwrap_or(u32::MAX) });
    }
    if let Some(costs) = &file.costs
        && (costs.net < Decimal::ZERO || costs.choices.values().any(|c| *c < Decimal::ZERO))
    {
        wrong("costs", Problem::NotPositive);
    }
    match Compiled::new(file.model.clone()) {
        Err(faults) => {
            for fault in faults {
                wrong(&format!("model.{}", fault.path), Problem::ModelFault { wrong: fault.wrong });
            }
            Err(Error::Invalid { fields })
        }
        Ok(_) if !fields.is_empty() => Err(Error::Invalid { fields }),
        Ok(engine) => match engine.satisfiable() {
            Ok(()) => Ok(file),
            Err(Contradiction { rules }) => {
                let rules = rules.iter().map(|code| file.model.rule_named(code)).collect();
                Err(Error::invalid("model.rules", Problem::Contradiction { rules }))
            }
        },
    }
}
