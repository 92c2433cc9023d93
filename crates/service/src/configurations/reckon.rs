//! The rules at work for what is kept: which model it is of, whether what was sent makes sense, and what comes of it.

use std::sync::Arc;

use kontor_domain::configurations::{Compiled, GroupPicks, MAX_MACHINES, Model};
use kontor_domain::{Error, Problem};

use super::rows::ConfigurationRow;
use crate::accounts::check::Fields;
use crate::{Kontor, models};

/// The release of the model that a configuration is of, also when it is no longer offered.
pub(super) async fn model_of(kontor: &Kontor, row: &ConfigurationRow) -> Result<Arc<Compiled>, Error> {
    models::release(kontor, &row.model(), row.data.0.kept.model_version).await
}

/// Names everything in what was sent that this model does not have: `picks.GROUP`. What merely does not go together is kept.
pub(super) fn check(model: &Model, picks: &[GroupPicks], machines: Option<u32>, fields: &mut Fields) {
    for sent in picks {
        let at = format!("picks.{}", sent.group);
        let Some(group) = model.group(&sent.group) else {
            fields.wrong(&at, Problem::UnknownOption);
            continue;
        };
        let of = |code: &str| group.choices.iter().find(|c| c.code == code);
        if sent.picks.iter().any(|pick| of(&pick.option).is_none()) {
            fields.wrong(&at, Problem::UnknownOption);
        } else if let Some(most) =
            sent.picks.iter().find_map(|p| of(&p.option).map(|c| c.most).filter(|most| p.amount > *most))
        {
            fields.wrong(&at, Problem::AtMost { max: most });
        } else if group.single() && sent.picks.iter().filter(|p| p.amount > 0).count() > 1 {
            fields.wrong(&at, Problem::AtMost { max: 1 });
        }
    }
    match machines {
        Some(0) => fields.wrong("machines", Problem::NotPositive),
        Some(n) if n > MAX_MACHINES => fields.wrong("machines", Problem::AtMost { max: MAX_MACHINES }),
        _ => {}
    }
}
