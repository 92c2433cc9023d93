//! Two versions of a configuration, or two configurations of one model, beside each other.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{Comparison, Side, SideView, differences};
use kontor_domain::{Error, Problem};

use super::rows;
use crate::Kontor;

/// # Errors
/// [`Error::NotFound`] when one of them, or its version, is not the actor's to see; [`Error::Invalid`] on `right` when it is of
/// another model.
pub async fn compare(kontor: &Kontor, actor: &Actor, left: &Side, right: &Side) -> Result<Comparison, Error> {
    let (model, left) = side(kontor, actor, left).await?;
    let (other, right) = side(kontor, actor, right).await?;
    if model != other {
        return Err(Error::invalid("right", Problem::AnotherModel));
    }
    let differences = differences(&left.version.kept, &right.version.kept);
    Ok(Comparison { left, right, differences })
}

async fn side(kontor: &Kontor, actor: &Actor, side: &Side) -> Result<(String, SideView), Error> {
    let (row, _) = rows::entered(kontor, actor, &side.configuration).await?;
    let number = side.version.unwrap_or_else(|| row.number());
    let version = rows::version_view(kontor, &side.configuration, number).await?;
    let view = SideView { configuration: row.id(), name: row.name.clone(), case: row.code()?, version };
    Ok((row.model, view))
}
