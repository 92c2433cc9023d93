//! Price lists and discounts of a customer, and how they are delivered.

use kontor_domain::CompanyId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A line of the form; without a percentage it is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DiscountLine {
    pub group: String,
    /// As typed: `12,5`.
    pub percent: String,
}

/// How it is delivered, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliveryTyped {
    /// `complete` or `partial`.
    pub completeness: String,
    /// Code of the service; empty for the cheapest.
    pub service: String,
    pub free_from: String,
}

#[server(prefix = "/fn", endpoint = "accounts/save_terms")]
pub async fn save_terms(
    company: CompanyId,
    version: i64,
    #[server(default)] price_list: String,
    #[server(default)] group_list: String,
    #[server(default)] discounts: Vec<DiscountLine>,
    #[server(default)] delivery: DeliveryTyped,
) -> Result<(), Refusal> {
    use super::save_rules::money;
    use crate::request::{self, Answer as _};
    use kontor_domain::accounts::Terms;
    use kontor_domain::delivery::{Completeness, DeliveryTerms};
    use kontor_domain::{Error, PriceListId};
    let (kontor, actor) = request::begin()?;
    let list = |name: String| Some(PriceListId::new(name.trim())).filter(|l| !l.as_str().is_empty());
    let discounts = read(&discounts).answer()?;
    let mut fields = Vec::new();
    let free_from = money(&delivery.free_from, || "free_from".into(), &mut fields);
    let checked = if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) };
    checked.answer()?;
    let completeness = Completeness::parse(&delivery.completeness).unwrap_or_default();
    let delivery = DeliveryTerms { completeness, service: delivery.service, free_from };
    let terms =
        Terms { delivery, price_list: list(price_list), group_list: list(group_list), discounts, version };
    kontor_service::accounts::save_terms(&kontor, &actor, &company, &terms).await.answer()?;
    request::go_back(&[("done", "terms")]);
    Ok(())
}

/// Errors are named as the operation names them: `discounts.GROUP`.
#[cfg(feature = "ssr")]
fn read(
    lines: &[DiscountLine],
) -> Result<std::collections::BTreeMap<String, kontor_domain::Decimal>, kontor_domain::Error> {
    use kontor_domain::{Decimal, Error, FieldError, Problem};
    let (mut discounts, mut fields) = (std::collections::BTreeMap::new(), Vec::new());
    for line in lines.iter().filter(|l| !l.percent.trim().is_empty()) {
        let group = line.group.trim();
        let mut wrong = |problem| fields.push(FieldError { field: format!("discounts.{group}"), problem });
        match line.percent.trim().trim_end_matches('%').trim_end().replace(',', ".").parse::<Decimal>() {
            Ok(_) if group.is_empty() => wrong(Problem::Required),
            Ok(_) if discounts.contains_key(group) => wrong(Problem::Duplicate),
            Ok(percent) => {
                discounts.insert(group.to_owned(), percent.normalize());
            }
            Err(_) => wrong(Problem::NotANumber),
        }
    }
    if fields.is_empty() { Ok(discounts) } else { Err(Error::Invalid { fields }) }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::{Decimal, Problem};

    use super::{DiscountLine, read};

    fn line(group: &str, percent: &str) -> DiscountLine {
        DiscountLine { group: group.into(), percent: percent.into() }
    }

    #[test]
    fn a_line_without_a_percentage_is_taken_out() {
        let found = read(&[line("HYD", "12,5 %"), line("MOT", ""), line("", "")]).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [("HYD".to_owned(), Decimal::new(125, 1))]);
    }

    #[test]
    fn a_group_occurs_once_and_has_a_name() {
        assert_eq!(
            read(&[line("A", "1"), line("A", "2")]).unwrap_err().field("discounts.A"),
            Some(&Problem::Duplicate)
        );
        assert_eq!(read(&[line("", "2")]).unwrap_err().field("discounts."), Some(&Problem::Required));
    }
}
