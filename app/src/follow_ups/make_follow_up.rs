//! Makes a follow-up.

use kontor_domain::IdempotencyKey;
use leptos::prelude::*;

use crate::wire::Refusal;

/// On the case, or without one on the company; `owner` may be empty.
#[server(prefix = "/fn", endpoint = "follow_ups/make_follow_up")]
pub async fn make_follow_up(
    key: IdempotencyKey,
    #[server(default)] case: String,
    #[server(default)] company: String,
    due: String,
    note: String,
    #[server(default)] owner: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::case::CaseCode;
    use kontor_domain::follow_ups::MakeFollowUp;
    use kontor_domain::{CompanyId, Error, PersonId, Problem, format};
    let (kontor, actor) = request::begin()?;
    let typed = [("due", &*due), ("note", &*note)];
    let read = || -> Result<_, Error> {
        let due = format::parse_date(due.trim()).ok_or_else(|| Error::invalid("due", Problem::NotADate))?;
        let case = match case.as_str() {
            "" => None,
            code => Some(CaseCode::parse(code).ok_or(Error::NotFound)?),
        };
        let company = Some(CompanyId::new(&company)).filter(|id| !id.as_str().is_empty());
        let owner = Some(PersonId::new(&owner)).filter(|id| !id.as_str().is_empty());
        Ok(MakeFollowUp { key, case, company, due, note: note.clone(), owner })
    };
    let command = read().answer_form("follow_up", &typed)?;
    kontor_service::follow_ups::make_follow_up(&kontor, &actor, &command)
        .await
        .answer_form("follow_up", &typed)?;
    request::go_back(&[("done", "follow_up")]);
    Ok(())
}
