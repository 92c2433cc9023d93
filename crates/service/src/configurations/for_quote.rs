//! A configuration as the positions of an offer.

use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::configurations::{ConfigurationState, KeptLine};
use kontor_domain::{CompanyId, ConfigurationId, Error, Localized, ModelId, Problem};

use super::rows;
use crate::Kontor;

/// A complete configuration, as an offer takes it up. Figures are list prices by the server's own reckoning at the latest change;
/// what they cost the dealer is looked up by `model`, `model_version` and each position's `option` in `model_cost`.
#[derive(Debug, Clone)]
pub struct ForQuote {
    pub configuration: ConfigurationId,
    /// The offer belongs to the same case.
    pub case: CaseCode,
    pub company: CompanyId,
    pub name: String,
    /// Of the configuration: what the offer was made from.
    pub version: u32,
    pub model: ModelId,
    pub model_version: u32,
    pub model_name: Localized,
    /// How many such machines.
    pub machines: u32,
    /// Working days from the order to the delivery.
    pub lead_days: u32,
    /// The machine without options first (`option` is empty), then options in the order of the model.
    pub positions: Vec<KeptLine>,
}

/// Any that the actor may see, in any version; of the latest when `version` is absent. It may be incomplete or archived when it is
/// asked for by version, since an offer keeps what it was made from.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Conflict`] with [`Problem::ConfigurationArchived`] or
/// [`Problem::ConfigurationIncomplete`] for the latest version of one that cannot be offered.
pub async fn for_quote(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    version: Option<u32>,
) -> Result<ForQuote, Error> {
    let (row, _) = rows::entered(kontor, actor, configuration).await?;
    let (number, kept) = match version {
        Some(number) => (number, rows::version(kontor, configuration, number).await?.data.0.kept),
        None => match row.state() {
            ConfigurationState::Archived => return Err(Error::conflict(Problem::ConfigurationArchived)),
            ConfigurationState::Draft => return Err(Error::conflict(Problem::ConfigurationIncomplete)),
            ConfigurationState::Complete => (row.number(), row.data.0.kept.clone()),
        },
    };
    Ok(ForQuote {
        configuration: row.id(),
        case: row.code()?,
        company: row.company(),
        name: row.name.clone(),
        version: number,
        model: ModelId(row.model.clone()),
        model_version: kept.model_version,
        model_name: kept.model_name,
        machines: kept.machines,
        lead_days: kept.lead_days,
        positions: kept.lines,
    })
}
