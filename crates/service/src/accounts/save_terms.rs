//! Price lists and discounts of a company, and how it is delivered.

use kontor_domain::accounts::{Actor, CompanyView, Right, Terms};
use kontor_domain::delivery::{DeliveryTerms, Tariffs};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Decimal, Error, Problem};

use super::check::Fields;
use super::release_company::list;
use super::rows;
use crate::Kontor;
use crate::change::{Change, Subject};

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`]; [`Error::Invalid`] with `price_list`,
/// `group_list`, `discounts.GROUP`, `service` or `free_from`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old version.
pub async fn save_terms(
    kontor: &Kontor,
    actor: &Actor,
    id: &CompanyId,
    terms: &Terms,
) -> Result<CompanyView, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut fields = Fields::default();
    let price_list = list(&mut fields, "price_list", terms.price_list.as_ref());
    let group_list = list(&mut fields, "group_list", terms.group_list.as_ref());
    if terms.discounts.len() > 200 {
        fields.wrong("discounts", Problem::TooMuch);
    }
    for (group, percent) in &terms.discounts {
        let field = format!("discounts.{group}");
        if group.trim().is_empty() || group.chars().count() > 40 {
            fields.wrong(&field, Problem::NotACode);
        }
        if percent.is_sign_negative() || percent.scale() > 3 {
            fields.wrong(&field, Problem::NotANumber);
        } else if *percent > Decimal::ONE_HUNDRED {
            fields.wrong(&field, Problem::TooMuch);
        }
    }
    let delivery = delivery(&mut fields, &terms.delivery, &kontor.tariffs().await?.tariffs);
    fields.done()?;
    let mut data = rows::company_row(kontor, id).await?.data.0;
    data.company.price_list = price_list;
    data.company.group_list = group_list;
    data.company.discounts = terms.discounts.clone();
    data.company.delivery = delivery;
    let mut change = Change::new(kontor, actor);
    rows::update_company(&mut change, data, terms.version);
    change.event(&Subject::new("company", id.as_str()).of(id), Happened::CompanyChanged);
    rows::or_changed(change.commit().await)?;
    super::company(kontor, actor, id).await
}

/// A service that is no longer there would be none.
fn delivery(fields: &mut Fields, terms: &DeliveryTerms, tariffs: &Tariffs) -> DeliveryTerms {
    let service = terms.service.trim();
    if !service.is_empty() && !tariffs.services.iter().any(|s| s.id == service) {
        fields.wrong("service", Problem::ServiceGone);
    }
    if terms
        .free_from
        .is_some_and(|from| from.amount.is_sign_negative() || from.amount.normalize().scale() > 2)
    {
        fields.wrong("free_from", Problem::NotANumber);
    }
    DeliveryTerms { service: service.to_owned(), ..terms.clone() }
}
