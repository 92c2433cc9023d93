//! A group comes, changes and goes.

use super::super::{Group, ModelFile};
use super::GroupEdit;
use super::settle::{Typed, settle};
use crate::{Error, Localized, Problem};

pub(super) fn add(mut file: ModelFile, edit: &GroupEdit) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let mut typed = Typed::default();
    typed.words(&edit.name, &Localized::default());
    if before.group(&edit.code).is_some() {
        typed.wrong("code", Problem::Duplicate);
    } else {
        file.model.groups.push(Group {
            code: edit.code.clone(),
            name: edit.name.clone(),
            text: Localized::default(),
            min: edit.min,
            max: edit.max,
            choices: Vec::new(),
        });
    }
    let own = format!("groups[{}].", before.groups.len());
    settle(&before, file, &own, typed)
}

pub(super) fn change(mut file: ModelFile, edit: &GroupEdit) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let g = before.groups.iter().position(|g| g.code == edit.code).ok_or(Error::NotFound)?;
    let mut typed = Typed::default();
    typed.words(&edit.name, &Localized::default());
    let group = &mut file.model.groups[g];
    (group.name, group.min, group.max) = (edit.name.clone(), edit.min, edit.max);
    settle(&before, file, &format!("groups[{g}]."), typed)
}

/// Only an empty one: what is in it would be gone without anybody having looked at who speaks of it.
pub(super) fn remove(mut file: ModelFile, code: &str) -> Result<ModelFile, Error> {
    let before = file.model.clone();
    let g = before.groups.iter().position(|g| g.code == code).ok_or(Error::NotFound)?;
    let mut typed = Typed::default();
    for choice in &file.model.groups.remove(g).choices {
        typed.in_the_way(choice.name.clone());
    }
    settle(&before, file, "-", typed)
}
