//! The parcel of a return is here.

use kontor_domain::{ReturnId, WarehouseId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What of a line arrived, as typed; empty or `0` is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceivedFields {
    pub position: u32,
    pub quantity: String,
    pub condition: String,
}

#[server(prefix = "/fn", endpoint = "returns/receive_return")]
pub async fn receive_return(
    id: ReturnId,
    version: i64,
    warehouse: WarehouseId,
    #[server(default)] lines: Vec<ReceivedFields>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::returns::{self, Condition, ReceivedLine};
    use kontor_domain::{Error, FieldError, Quantity};
    let (kontor, actor) = request::begin()?;
    let names: Vec<(String, String)> = lines
        .iter()
        .flat_map(|l| {
            [
                (format!("quantity.{}", l.position), l.quantity.clone()),
                (format!("condition.{}", l.position), l.condition.clone()),
            ]
        })
        .collect();
    let typed: Vec<(&str, &str)> = names.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let (mut read, mut fields) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !matches!(line.quantity.trim(), "" | "0")) {
        let condition = Condition::parse(&line.condition).unwrap_or_default();
        match Quantity::parse(&line.quantity) {
            Ok(quantity) => read.push(ReceivedLine { position: line.position, quantity, condition }),
            Err(problem) => fields.push(FieldError { field: format!("quantity.{}", line.position), problem }),
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields }).answer_keeping(&typed);
    }
    let command = returns::ReceiveReturn { id, version, warehouse, lines: read };
    kontor_service::returns::receive_return(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/desk/returns/{}?done=receive", command.id));
    Ok(())
}
