//! The templates there are.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::forms::{TemplateState, TemplateSummary};
use kontor_store::Variables;

use super::template_rows::{COLUMNS, TemplateRow, state_code};
use crate::Kontor;
use crate::fault::Fault as _;

/// More templates than any house keeps.
const MOST: usize = 500;

/// Customers read what they can begin a form with; the dealer's people all, also what is not released yet or retired. Oldest first.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn templates(kontor: &Kontor, actor: &Actor) -> Result<Vec<TemplateSummary>, Error> {
    let mut vars = Variables::new();
    let sql = if actor.company().is_some() {
        actor.require(Right::SeeOwnOrders)?;
        vars.insert("state", state_code(TemplateState::Released));
        format!("SELECT {COLUMNS} FROM form_template WHERE state = $state ORDER BY seq LIMIT {MOST}")
    } else {
        actor.require(Right::SeeOrders)?;
        format!("SELECT {COLUMNS} FROM form_template ORDER BY seq LIMIT {MOST}")
    };
    let rows: Vec<TemplateRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let summaries = rows.iter().map(TemplateRow::summary);
    Ok(match actor.company() {
        // What the house works on is its own business.
        Some(_) => {
            let own = summaries.filter(|summary| summary.for_customers);
            own.map(|summary| TemplateSummary { draft: false, ..summary }).collect()
        }
        None => summaries.collect(),
    })
}
