//! A choice comes, changes and goes.

use super::super::{Choice, Model, ModelFile};
use super::CostEdit;
use super::settle::{Typed, settle};
use crate::{Error, Localized, Problem};

pub(super) fn add(
    mut file: ModelFile,
    group: &str,
    choice: &Choice,
    cost: CostEdit,
) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let g = before.groups.iter().position(|g| g.code == group).ok_or(Error::NotFound)?;
    let mut typed = told(&mut file, choice, cost);
    let choices = &mut file.model.groups[g].choices;
    let own = format!("groups[{g}].choices[{}].", choices.len());
    if before.choice(&choice.code).is_some() {
        typed.wrong("code", Problem::Duplicate);
    } else {
        choices.push(choice.clone());
    }
    settle(&before, file, &own, typed)
}

pub(super) fn change(mut file: ModelFile, choice: &Choice, cost: CostEdit) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let (g, c) = place(&before, &choice.code).ok_or(Error::NotFound)?;
    let typed = told(&mut file, choice, cost);
    file.model.groups[g].choices[c] = choice.clone();
    settle(&before, file, &format!("groups[{g}].choices[{c}]."), typed)
}

/// What it costs stays known: the release that is offered still has it.
pub(super) fn remove(mut file: ModelFile, code: &str) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let (g, c) = place(&before, code).ok_or(Error::NotFound)?;
    file.model.groups[g].choices.remove(c);
    let mut typed = Typed::default();
    for example in file.examples.iter().filter(|example| example.choices.0.contains_key(code)) {
        let name = &example.name;
        typed.in_the_way(Localized::new(format!("Beispiel „{name}“"), format!("example “{name}”")));
    }
    settle(&before, file, "-", typed)
}

fn place(model: &Model, code: &str) -> Option<(usize, usize)> {
    model
        .groups
        .iter()
        .enumerate()
        .find_map(|(g, group)| group.choices.iter().position(|c| c.code == code).map(|c| (g, c)))
}

/// Looks at what is said of a choice, and keeps what it costs.
fn told(file: &mut ModelFile, choice: &Choice, cost: CostEdit) -> Typed {
    let mut typed = Typed::default();
    typed.words(&choice.name, &choice.text);
    typed.long("number", &choice.number);
    typed.long("picture", &choice.picture);
    typed.amounts(choice.net.amount, choice.lead_days);
    match (cost, &mut file.costs) {
        (CostEdit::Kept, _) | (CostEdit::Unknown, None) => {}
        (CostEdit::Unknown, Some(costs)) => {
            costs.choices.remove(&choice.code);
        }
        (CostEdit::Known { net }, Some(costs)) => {
            costs.choices.insert(choice.code.clone(), typed.cost(net));
        }
        // Without that of the machine a margin would come out far too well.
        (CostEdit::Known { .. }, None) => {
            let missing = Localized::new(
                "Der Einkaufspreis der Maschine fehlt noch.",
                "What the machine itself costs is missing.",
            );
            typed.wrong("cost", Problem::StandsInTheWay { what: vec![missing] });
        }
    }
    typed
}
