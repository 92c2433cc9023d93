//! Two devices fill in one form: what each of them sends meets what is there, element by element.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Aside, SaveAnswers};

/// So many former answers of an element are remembered, to know what arrives late from what is new.
const FORMER: usize = 4;

/// The answers of a form with what it takes to let two devices meet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filled {
    pub fields: BTreeMap<String, Field>,
    /// What was set aside and nobody has looked at, oldest first.
    #[serde(default)]
    pub asides: Vec<Held>,
}

/// What stands at one element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Nothing when it was taken away.
    pub answer: Option<Answer>,
    /// The form's version since which it stands.
    pub since: i64,
    pub who: String,
    pub at: DateTime,
    /// What stood here before, with the version since which it did; oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<(i64, Option<Answer>)>,
}

/// Something that was set aside, and the form's version since which it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub since: i64,
    pub aside: Aside,
}

impl Filled {
    /// What is known beforehand, in the first version of a form.
    #[must_use]
    pub fn beginning(answers: Answers, who: &str, at: DateTime) -> Self {
        let field =
            |answer| Field { answer: Some(answer), since: 1, who: who.to_owned(), at, former: Vec::new() };
        let fields = answers.into_iter().map(|(code, answer)| (code, field(answer))).collect();
        Self { fields, asides: Vec::new() }
    }

    #[must_use]
    pub fn answers(&self) -> Answers {
        self.fields.iter().filter_map(|(code, field)| Some((code.clone(), field.answer.clone()?))).collect()
    }

    #[must_use]
    pub fn asides(&self) -> Vec<Aside> {
        self.asides.iter().map(|held| held.aside.clone()).collect()
    }
}

/// What stands after a device's answers have arrived at a form of this version, which then counts one more; nothing when they change
/// nothing. What was written since the device last looked is set aside beside what it sends. What it sends a second time is known by
/// having stood, or lain aside, since then.
#[must_use]
pub fn merged(filled: &Filled, version: i64, sent: &SaveAnswers, who: &str, at: DateTime) -> Option<Filled> {
    let (mut out, next) = (filled.clone(), version + 1);
    // What lies there only since the device last looked was not looked at.
    out.asides.retain(|held| held.since > sent.base || !sent.settled.contains(&held.aside.code));
    for (code, answer) in &sent.changes {
        match out.fields.get_mut(code) {
            None if answer.is_none() => {}
            None => {
                let field = Field {
                    answer: answer.clone(),
                    since: next,
                    who: who.to_owned(),
                    at,
                    former: Vec::new(),
                };
                out.fields.insert(code.clone(), field);
            }
            Some(field) if field.answer == *answer => {}
            Some(field) => {
                if field.since > sent.base {
                    let stood = field.former.iter().any(|(since, was)| *since > sent.base && was == answer);
                    let lies = filled
                        .asides
                        .iter()
                        .any(|held| held.aside.code == *code && held.aside.answer == *answer);
                    if stood || lies {
                        continue;
                    }
                    let aside = Aside {
                        code: code.clone(),
                        answer: field.answer.clone(),
                        who: field.who.clone(),
                        at: field.at,
                    };
                    out.asides.push(Held { since: next, aside });
                }
                field.former.push((field.since, field.answer.take()));
                let over = field.former.len().saturating_sub(FORMER);
                field.former.drain(..over);
                field.answer.clone_from(answer);
                (field.since, field.at) = (next, at);
                who.clone_into(&mut field.who);
            }
        }
    }
    (out != *filled).then_some(out)
}

#[cfg(test)]
mod tests;
