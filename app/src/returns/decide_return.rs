//! The desk decides about a return.

use kontor_domain::ReturnId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What becomes of a line; `verdict` is `accept` or `refuse`, the fee as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VerdictFields {
    pub position: u32,
    pub verdict: String,
    pub fee: String,
    pub reason: String,
}

#[server(prefix = "/fn", endpoint = "returns/decide_return")]
pub async fn decide_return(
    id: ReturnId,
    version: i64,
    #[server(default)] lines: Vec<VerdictFields>,
    #[server(default)] words: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::typed_money;
    use kontor_domain::returns::{self, VerdictLine};
    use kontor_domain::{Error, FieldError};
    let (kontor, actor) = request::begin()?;
    let mut names = vec![("words".to_owned(), words.clone())];
    for line in &lines {
        for (name, value) in [("verdict", &line.verdict), ("fee", &line.fee), ("reason", &line.reason)] {
            names.push((format!("{name}.{}", line.position), value.clone()));
        }
    }
    let typed: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let (mut read, mut fields) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !line.verdict.is_empty()) {
        let fee = match line.fee.trim() {
            "" => Ok(None),
            text => typed_money(text).map(Some),
        };
        match fee {
            Ok(fee) => read.push(VerdictLine {
                position: line.position,
                accepted: line.verdict == "accept",
                fee,
                reason: line.reason.clone(),
            }),
            Err(problem) => fields.push(FieldError { field: format!("fee.{}", line.position), problem }),
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields }).answer_keeping(&typed);
    }
    let command = returns::DecideReturn { id, version, lines: read, words: words.clone() };
    kontor_service::returns::decide_return(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/desk/returns/{}?done=decide", command.id));
    Ok(())
}
