//! The desk says how far a company is trusted.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Sums as typed; an empty limit is none, an empty sum is nothing.
#[server(prefix = "/fn", endpoint = "accounts/save_credit")]
pub async fn save_credit(
    company: CompanyId,
    version: i64,
    #[server(default)] limit: String,
    #[server(default)] elsewhere: String,
    #[server(default)] as_of: String,
    #[server(default)] blocked: String,
) -> Result<(), Refusal> {
    use super::save_rules::money;
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::SaveCredit;
    use kontor_domain::{Error, FieldError, Money, Problem, format};
    let (kontor, actor) = request::begin()?;
    let typed = [("limit", &*limit), ("elsewhere", &*elsewhere), ("as_of", &*as_of), ("blocked", &*blocked)];
    let mut fields = Vec::new();
    let limit_of = money(&limit, || "limit".into(), &mut fields);
    let open = money(&elsewhere, || "elsewhere".into(), &mut fields).unwrap_or(Money::ZERO);
    let day = match as_of.trim() {
        "" => None,
        text => {
            let day = format::parse_date(text);
            if day.is_none() {
                fields.push(FieldError { field: "as_of".into(), problem: Problem::NotADate });
            }
            day
        }
    };
    let checked = if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) };
    checked.answer_keeping(&typed)?;
    let command = SaveCredit {
        company,
        version,
        limit: limit_of,
        elsewhere: open,
        as_of: day,
        blocked: blocked.clone(),
    };
    kontor_service::accounts::save_credit(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go_back(&[("done", "credit")]);
    Ok(())
}
