//! Changes a case itself.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `step` is `title`, `archive`, `restore`, `hide`, `open`, `put`, `remove` or `owner`.
#[server(prefix = "/fn", endpoint = "cases/change_case")]
pub async fn change_case(
    case: String,
    version: i64,
    step: String,
    #[server(default)] title: String,
    #[server(default)] person: String,
    #[server(default)] right: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::case::CaseCode;
    use kontor_domain::cases::{CaseRight, CaseStep, ChangeCase};
    use kontor_domain::{Error, PersonId, Problem};
    let (kontor, actor) = request::begin()?;
    let read = || {
        let case = CaseCode::parse(&case).ok_or(Error::NotFound)?;
        let person = PersonId::new(&person);
        let step = match step.as_str() {
            "title" => CaseStep::Title { title: title.clone() },
            "archive" | "restore" => CaseStep::Archive { on: step == "archive" },
            "hide" | "open" => CaseStep::Confidential { on: step == "hide" },
            "put" => CaseStep::Put { person, right: CaseRight::parse(&right).unwrap_or_default() },
            "remove" => CaseStep::Remove { person },
            "owner" => CaseStep::Owner { person },
            _ => return Err(Error::invalid("step", Problem::BadSyntax)),
        };
        Ok(ChangeCase { case, version, step })
    };
    let command = read().answer_about("case")?;
    kontor_service::cases::change_case(&kontor, &actor, &command).await.answer_about("case")?;
    request::go_back(&[("done", "case")]);
    Ok(())
}
