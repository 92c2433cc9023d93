//! The machine without choices.

use rust_decimal::Decimal;

use super::super::{Costs, ModelFile};
use super::CostEdit;
use super::settle::{Typed, settle};
use crate::{Error, Localized, Money, Problem};

pub(super) fn change(
    mut file: ModelFile,
    name: &Localized,
    text: &Localized,
    (net, lead_days): (Decimal, u32),
    cost: CostEdit,
) -> Result<ModelFile, Error> {
    let mut typed = Typed::default();
    typed.words(name, text);
    typed.amounts(net, lead_days);
    match (cost, &mut file.costs) {
        (CostEdit::Kept, _) | (CostEdit::Unknown, None) => {}
        // The costs of the choices say nothing without it.
        (CostEdit::Unknown, Some(_)) => typed.wrong("cost", Problem::Required),
        (CostEdit::Known { net }, Some(costs)) => costs.net = typed.cost(net),
        (CostEdit::Known { net }, none) => {
            *none = Some(Costs { net: typed.cost(net), ..Costs::default() });
        }
    }
    let before = file.model.clone();
    let model = &mut file.model;
    (model.name, model.text, model.net, model.lead_days) =
        (name.clone(), text.clone(), Money::eur(net), lead_days);
    settle(&before, file, "", typed)
}
