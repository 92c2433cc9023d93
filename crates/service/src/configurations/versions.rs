//! The versions of a configuration, newest first.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::VersionList;
use kontor_domain::{ConfigurationId, Error};

use super::rows;
use crate::Kontor;

/// Each with what it changed. They are readable whatever became of the model.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn versions(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<VersionList, Error> {
    let (row, editable) = rows::entered(kontor, actor, configuration).await?;
    let all = rows::all_versions(kontor, configuration).await?;
    let before = std::iter::once(None).chain(all.iter().map(Some));
    let mut versions: Vec<_> = all.iter().zip(before).map(|(row, before)| row.view(kontor, before)).collect();
    versions.reverse();
    Ok(VersionList { head: row.summary(kontor)?, versions, editable })
}
