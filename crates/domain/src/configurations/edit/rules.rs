//! A rule comes, gets other words, and goes.

use super::super::{Condition, Demand, Model, ModelFile, Rule};
use super::settle::{Typed, settle};
use crate::{Error, Localized};

/// The longest code.
const LONGEST: usize = 40;

pub(super) fn add(
    mut file: ModelFile,
    when: &Condition,
    then: &Demand,
    words: &Localized,
) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let mut typed = Typed::default();
    typed.text(words);
    let rule = Rule {
        code: made_code(&before, when, then),
        when: when.clone(),
        then: then.clone(),
        words: words.clone(),
    };
    file.model.rules.push(rule);
    settle(&before, file, &format!("rules[{}].", before.rules.len()), typed)
}

pub(super) fn change(mut file: ModelFile, code: &str, words: &Localized) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let mut typed = Typed::default();
    typed.text(words);
    let rule = file.model.rules.iter_mut().find(|rule| rule.code == code).ok_or(Error::NotFound)?;
    rule.words = words.clone();
    settle(&before, file, "-", typed)
}

pub(super) fn remove(mut file: ModelFile, code: &str) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    file.model.rules.retain(|rule| rule.code != code);
    if file.model.rules.len() == before.rules.len() {
        return Err(Error::NotFound);
    }
    settle(&before, file, "-", Typed::default())
}

/// Of what the rule is about: `klima-kabine`, `klima-kabine-2`. People never need it, the file does.
fn made_code(model: &Model, when: &Condition, then: &Demand) -> String {
    let first = |codes: &[String]| codes.first().cloned().unwrap_or_default();
    let chosen = |condition: &Condition| match condition {
        Condition::Chosen { choice, .. } => choice.clone(),
        _ => String::new(),
    };
    let about = match then {
        Demand::Requires { what } => chosen(what),
        Demand::Excludes { choices } | Demand::AtMost { choices, .. } => first(choices),
        Demand::Adds { choice, .. } | Demand::Suggests { choice } => choice.clone(),
    };
    let parts = [chosen(when), about];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let base = if parts.is_empty() { "r".to_owned() } else { parts.join("-") };
    (1..=model.rules.len() + 1)
        .map(|n| {
            let tail = if n == 1 { String::new() } else { format!("-{n}") };
            let head: String = base.chars().take(LONGEST - tail.len()).collect();
            format!("{head}{tail}")
        })
        .find(|code| model.rules.iter().all(|rule| rule.code != *code))
        .unwrap_or(base)
}
