//! Keeps what customers find at a branch.

use kontor_domain::WarehouseId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BranchTyped {
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub hours: String,
    /// Something when the box is ticked.
    pub pickup: String,
    pub ready_hours: String,
    /// `17:00`.
    pub closes: String,
    pub transfer_days: String,
}

#[server(prefix = "/fn", endpoint = "delivery/save_branch")]
pub async fn save_branch(
    warehouse: WarehouseId,
    #[server(default)] branch: BranchTyped,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::stock::SaveBranch;
    let (kontor, actor) = request::begin()?;
    let about = warehouse.to_string();
    let branch = branch.read().answer_about(&about)?;
    let command = SaveBranch { warehouse, branch };
    kontor_service::stock::save_branch(&kontor, &actor, &command).await.answer_about(&about)?;
    request::go_back(&[("done", "saved")]);
    Ok(())
}

#[cfg(feature = "ssr")]
impl BranchTyped {
    /// Nothing when nothing is typed: then no customers come.
    fn read(&self) -> Result<Option<kontor_domain::stock::Branch>, kontor_domain::Error> {
        use kontor_domain::stock::Branch;
        use kontor_domain::{Error, FieldError, Problem};
        let texts = [&self.street, &self.postcode, &self.city, &self.hours, &self.pickup];
        if texts.into_iter().all(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        let small = |text: &str| match text.trim() {
            "" => Some(0),
            text => text.parse::<i8>().ok(),
        };
        let ready_hours = small(&self.ready_hours);
        if ready_hours.is_none() {
            wrong("ready_hours", Problem::NotANumber);
        }
        let transfer_days = small(&self.transfer_days);
        if transfer_days.is_none() {
            wrong("transfer_days", Problem::NotANumber);
        }
        let closes = self.closes.trim().parse();
        if closes.is_err() {
            wrong("closes", Problem::BadSyntax);
        }
        match (ready_hours, transfer_days, closes) {
            (Some(ready_hours), Some(transfer_days), Ok(closes)) => Ok(Some(Branch {
                street: self.street.trim().to_owned(),
                postcode: self.postcode.trim().to_owned(),
                city: self.city.trim().to_owned(),
                hours: self.hours.trim().to_owned(),
                pickup: !self.pickup.is_empty(),
                ready_hours,
                closes,
                transfer_days: i64::from(transfer_days),
            })),
            _ => Err(Error::Invalid { fields }),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::Problem;

    use super::BranchTyped;

    #[test]
    fn an_empty_form_is_no_branch_and_everything_wrong_is_told_at_once() {
        assert_eq!(BranchTyped::default().read().unwrap(), None);
        let typed = BranchTyped {
            city: " Kempten ".into(),
            ready_hours: "zwei".into(),
            closes: "abends".into(),
            ..BranchTyped::default()
        };
        let wrong = typed.read().unwrap_err();
        assert_eq!(wrong.field("ready_hours"), Some(&Problem::NotANumber));
        assert_eq!(wrong.field("closes"), Some(&Problem::BadSyntax));
        let good = BranchTyped { ready_hours: "2".into(), closes: "17:00".into(), ..typed };
        let branch = good.read().unwrap().unwrap();
        assert_eq!((branch.city.as_str(), branch.ready_hours, branch.transfer_days), ("Kempten", 2, 0));
    }
}
