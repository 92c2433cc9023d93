//! The versions of a configuration, two of them compared, and what else there is to compare with.

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::{Comparison, VersionList};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionsShown {
    pub list: VersionList,
    /// Absent until two are chosen.
    pub compared: Option<Comparison>,
    /// Name and case code of others of the same model and company.
    pub others: Vec<(ConfigurationId, String)>,
}

/// `left` and `right` are numbers of versions; `other` is a configuration whose latest version stands right instead.
#[server(name = AskVersions, prefix = "/fn", endpoint = "configurations/versions")]
pub async fn versions(
    id: ConfigurationId,
    #[server(default)] left: Option<u32>,
    #[server(default)] right: Option<u32>,
    #[server(default)] other: String,
) -> Result<VersionsShown, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::configurations::{ConfigurationFilter, Side};
    use kontor_service::configurations;
    let (kontor, actor) = request::begin()?;
    let list = configurations::versions(&kontor, &actor, &id).await.answer()?;
    let mine = |version| Side { configuration: id.clone(), version };
    let sides = match (left, right, other.as_str()) {
        (left, _, other) if !other.is_empty() => {
            Some((mine(left), Side { configuration: ConfigurationId::new(other), version: None }))
        }
        (Some(left), Some(right), _) => Some((mine(Some(left)), mine(Some(right)))),
        _ => None,
    };
    let compared = match sides {
        Some((left, right)) => Some(configurations::compare(&kontor, &actor, &left, &right).await.answer()?),
        None => None,
    };
    let filter =
        ConfigurationFilter { company: Some(list.head.company.clone()), ..ConfigurationFilter::default() };
    let all = configurations::configurations(&kontor, &actor, &filter).await.answer()?;
    let others = all.items.into_iter().filter(|c| c.model == list.head.model && c.id != id);
    let others = others.map(|c| (c.id, format!("{} {}", c.case, c.name))).collect();
    Ok(VersionsShown { list, compared, others })
}
