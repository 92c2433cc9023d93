//! The configurations of a case, for its page.

use jiff::civil::DateTime;
use kontor_domain::Error;
use kontor_domain::case::CaseCode;
use kontor_domain::configurations::ConfigurationSummary;
use kontor_store::Variables;

use super::rows::{COLUMNS, ConfigurationRow};
use crate::Kontor;
use crate::cases::rows::began;
use crate::fault::Fault as _;

/// More than anybody begins in one case.
const MOST: usize = 20;

/// Each with when it was begun, in that order (index `configuration_by_case`). Whoever asks has entered the case.
pub(crate) async fn of_case(
    kontor: &Kontor,
    code: &CaseCode,
) -> Result<Vec<(ConfigurationSummary, DateTime)>, Error> {
    let mut vars = Variables::new();
    vars.insert("case", code.to_string());
    let sql = format!("SELECT {COLUMNS} FROM configuration WHERE case = $case ORDER BY seq LIMIT {MOST}");
    let found: Vec<ConfigurationRow> = kontor.store.rows(&sql, vars).await.fault()?;
    found.iter().map(|row| Ok((row.summary(kontor)?, began(kontor, &row.seq)))).collect()
}
