//! What a recurring order would order today, and what speaks against doing it unasked.

use kontor_domain::accounts::Company;
use kontor_domain::carts::CartLineView;
use kontor_domain::pricing::Totals;
use kontor_domain::recurring::{Why, objection};
use kontor_domain::{Error, Money};

use super::rows::RecurringData;
use crate::Kontor;
use crate::carts::priced;
use crate::carts::rows::{CartLineRow, loose};
use crate::pricing::Terms;

/// The lines with today's prices and dates where the goods go, in their order.
pub(super) struct Today {
    pub lines: Vec<CartLineView>,
    pub totals: Totals,
    /// Why it cannot be ordered unasked; empty when it can.
    pub why: Vec<Why>,
}

impl Today {
    pub async fn of(kontor: &Kontor, company: &Company, data: &RecurringData) -> Result<Self, Error> {
        let address = company.addresses.iter().find(|a| a.id == data.delivery);
        let destination = address.map(|a| (a.country.as_str(), a.state.as_str()));
        let terms = Terms::of_company(company.clone());
        let view = priced(kontor, rows(kontor, company, data), &terms, destination).await?.view;
        let why = data
            .lines
            .iter()
            .zip(&view.lines)
            .filter_map(|(accepted, now)| objection(accepted, now, data.tolerance))
            .collect();
        Ok(Self { lines: view.lines, totals: view.totals, why })
    }

    pub fn net(&self) -> Money {
        self.totals.net
    }
}

/// The lines as they are ordered.
pub(super) fn rows(kontor: &Kontor, company: &Company, data: &RecurringData) -> Vec<CartLineRow> {
    data.lines
        .iter()
        .map(|line| loose(kontor, company.id.as_str(), &line.part, line.quantity, &data.person_name))
        .collect()
}
