//! The templates that every house begins with.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::forms::FormTemplate;
use kontor_store::{StoreError, Variables};

use super::template_rows::{create, subject};
use crate::Kontor;
use crate::change::Change;
use crate::fault::{Fault as _, internal};

const FIRST: [&str; 7] = [
    include_str!("../../templates/forms/repair-order.json"),
    include_str!("../../templates/forms/handover.json"),
    include_str!("../../templates/forms/service-report.json"),
    include_str!("../../templates/forms/complaint.json"),
    include_str!("../../templates/forms/rental-out.json"),
    include_str!("../../templates/forms/rental-in.json"),
    include_str!("../../templates/forms/sepa-mandate.json"),
];

/// Puts them in, released, where there is no template yet, and answers how many; nothing is done to a house that keeps its own.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`].
pub async fn put_first_templates(kontor: &Kontor, actor: &Actor) -> Result<usize, Error> {
    actor.require(Right::Administer)?;
    let sql = "SELECT VALUE seq FROM form_template ORDER BY seq LIMIT 1";
    let any: Vec<String> = kontor.store.rows(sql, Variables::new()).await.fault()?;
    if !any.is_empty() {
        return Ok(0);
    }
    let mut change = Change::new(kontor, actor);
    for text in FIRST {
        let template: FormTemplate = serde_json::from_str(text).map_err(|e| internal(&e))?;
        let happened = Happened::TemplateReleased { name: template.name.clone(), version: template.version };
        change.event(&subject(&template.id), happened);
        create(kontor, &mut change, template, true);
    }
    match change.commit().await {
        Ok(_) => Ok(FIRST.len()),
        // Another process on the same store was quicker.
        Err(StoreError::Exists(_)) => Ok(0),
        Err(other) => Err(other).fault(),
    }
}
