//! What a recurring order would order today, and what speaks against doing it unasked.

use kontor_domain::accounts::Company;
use kontor_domain::carts::CartLineView;
use kontor_domain::pricing::Totals;
use kontor_domain::recurring::{Why, objection, within};
use kontor_domain::{Error, Money};

use super::rows::RecurringData;
use crate::Kontor;
use crate::carts::priced;
use crate::carts::rows::{CartLineRow, loose};
use crate::delivery::{Way, handed_over};
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
        // A branch where nobody can collect any more is told below.
        let branch = match address {
            Some(address) => handed_over(kontor, address, &data.service).await.ok(),
            None => None,
        };
        let address = branch.as_ref().or(address);
        let destination = address.map(|a| (a.country.as_str(), a.state.as_str()));
        let terms = Terms::of_company(company.clone());
        let cart = priced(kontor, rows(kontor, company, data), &terms, destination).await?;
        let to = address.cloned().unwrap_or_default();
        let way = Way::of(kontor, &terms, &cart, &to, &data.service).await;
        let view = cart.view;
        let mut why: Vec<Why> = data
            .lines
            .iter()
            .zip(&view.lines)
            .filter_map(|(accepted, now)| objection(accepted, now, data.tolerance))
            .collect();
        let totals = match way {
            Ok(way) => {
                let now = way.net().unwrap_or(Money::ZERO);
                if !within(data.freight, now, data.tolerance) {
                    why.push(Why::Freight { accepted: data.freight, now });
                }
                way.onto(view.totals)
            }
            // Where it goes, or by what, is for somebody to say.
            Err(Error::Invalid { fields }) => {
                why.extend(fields.into_iter().map(|f| Why::Refused { field: f.field, problem: f.problem }));
                view.totals
            }
            Err(other) => return Err(other),
        };
        Ok(Self { lines: view.lines, totals, why })
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
