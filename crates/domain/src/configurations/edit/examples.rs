//! An example comes, changes and goes.

use super::super::{Example, MAX_AMOUNT, MAX_EXAMPLES, Model, ModelFile};
use super::settle::{MOST_NET, Typed, settle};
use crate::{Error, Problem};

pub(super) fn add(mut file: ModelFile, example: &Example) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let mut typed = told(&before, example);
    if file.examples.iter().any(|other| other.name == example.name) {
        typed.wrong("name", Problem::Duplicate);
    }
    if file.examples.len() >= MAX_EXAMPLES {
        typed.wrong("name", Problem::AtMost { max: u32::try_from(MAX_EXAMPLES).unwrap_or(u32::MAX) });
    }
    file.examples.push(example.clone());
    settle(&before, file, "-", typed)
}

pub(super) fn change(mut file: ModelFile, at: usize, example: &Example) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let mut typed = told(&before, example);
    if file.examples.iter().enumerate().any(|(i, other)| i != at && other.name == example.name) {
        typed.wrong("name", Problem::Duplicate);
    }
    *file.examples.get_mut(at).ok_or(Error::NotFound)? = example.clone();
    settle(&before, file, "-", typed)
}

pub(super) fn remove(mut file: ModelFile, at: usize) -> Result<ModelFile, Error> {
    if at >= file.examples.len() {
        return Err(Error::NotFound);
    }
    file.examples.remove(at);
    Ok(file)
}

fn told(model: &Model, example: &Example) -> Typed {
    let mut typed = Typed::default();
    if example.name.is_empty() {
        typed.wrong("name", Problem::Required);
    }
    typed.long("name", &example.name);
    if example.choices.0.keys().any(|code| model.choice(code).is_none()) {
        typed.wrong("choices", Problem::UnknownOption);
    }
    if example.choices.0.values().any(|amount| *amount > MAX_AMOUNT) {
        typed.wrong("choices", Problem::AtMost { max: MAX_AMOUNT });
    }
    if example.net.is_some_and(|net| net.abs() > MOST_NET) {
        typed.wrong("net", Problem::TooMuch);
    }
    typed
}
