//! Which lists and discounts hold for an actor.

use std::collections::BTreeMap;

use kontor_domain::accounts::{Actor, Company};
use kontor_domain::delivery::DeliveryTerms;
use kontor_domain::{Decimal, Error, PriceListId};

use super::BASE_LIST;
use crate::{Kontor, accounts};

/// What the price engine needs to know of a customer. Nobody and the dealer's people see list prices.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    pub customer_list: Option<PriceListId>,
    pub group_list: Option<PriceListId>,
    pub discounts: BTreeMap<String, Decimal>,
    /// The company itself, for its addresses and VAT.
    pub company: Option<Company>,
}

impl Terms {
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn of(kontor: &Kontor, actor: &Actor) -> Result<Self, Error> {
        match actor.company() {
            Some(id) => Ok(Self::of_company(accounts::rows::company(kontor, id).await?)),
            None => Ok(Self::default()),
        }
    }

    #[must_use]
    pub fn of_company(company: Company) -> Self {
        Self {
            customer_list: company.price_list.clone(),
            group_list: company.group_list.clone(),
            discounts: company.discounts.clone(),
            company: Some(company),
        }
    }

    /// The keys of the lists that apply.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        [
            Some(BASE_LIST),
            self.group_list.as_ref().map(PriceListId::as_str),
            self.customer_list.as_ref().map(PriceListId::as_str),
        ]
        .into_iter()
        .flatten()
    }

    /// Percent off the list price of a part in this discount group.
    #[must_use]
    pub fn discount<'a>(&self, group: &'a str) -> Option<(&'a str, Decimal)> {
        self.discounts.get(group).map(|percent| (group, *percent))
    }

    /// How the customer is delivered unless an order says otherwise.
    #[must_use]
    pub fn delivery(&self) -> DeliveryTerms {
        self.company.as_ref().map(|c| c.delivery.clone()).unwrap_or_default()
    }

    /// The federal state of the usual delivery address; empty when unknown.
    #[must_use]
    pub fn state(&self) -> &str {
        self.company.as_ref().and_then(|c| c.addresses.first()).map_or("", |a| a.state.as_str())
    }
}
