//! The list of forms: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::forms::{FormFilter, FormState, FormSummary};
use kontor_domain::page::Page;

use super::rows::{COLUMNS, FormRow};
use crate::documents::reader;
use crate::newest::Newest;
use crate::{Kontor, cases};

/// What was changed last first; what changes while somebody turns pages stands on the first one from then on. A page of a customer may be
/// shorter where those of confidential cases of others stand between.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn forms(kontor: &Kontor, actor: &Actor, filter: &FormFilter) -> Result<Page<FormSummary>, Error> {
    let reader = reader(kontor, actor).await?;
    if reader.company.is_some() && filter.company.is_some() && filter.company != reader.company {
        return Err(Error::NotFound);
    }
    // One index leads, the one of which there are the fewest rows; what else is asked for is looked at in each row.
    let machine = Some(filter.machine.trim()).filter(|machine| !machine.is_empty());
    let machine =
        machine.map(|text| kontor_domain::machines::serial(text).unwrap_or_else(|_| text.to_owned()));
    let own = reader.company.as_ref();
    let asked = filter.company.as_ref().filter(|_| own.is_none());
    let by_case = filter.case.is_some();
    let by_machine = !by_case && machine.is_some();
    let by_company = !by_case && !by_machine;
    let by_state = by_company && own.is_none() && asked.is_none();
    let state = filter.state.map(FormState::code);
    let page = Newest::after(filter.after.as_deref())
        .moved()
        .only("case = $case", "case", filter.case.as_ref())
        .only("machine = $machine", "machine", machine.as_ref().filter(|_| by_machine))
        .only("data.machine = $machine", "machine", machine.as_ref().filter(|_| !by_machine))
        .only("reader = $reader", "reader", own.filter(|_| by_company))
        .only("(reader = $reader) = true", "reader", own.filter(|_| !by_company))
        .only("company = $company", "company", asked.filter(|_| by_company))
        .only("data.company = $company", "company", asked.filter(|_| !by_company))
        .only("state = $state", "state", state.filter(|_| by_state))
        .only("(state = $state) = true", "state", state.filter(|_| !by_state))
        .only("data.unit IN ['', $unit]", "unit", reader.unit.as_ref())
        .of(kontor, "form", COLUMNS, |row: &FormRow| row.moved.clone())
        .await?;
    let mut rows = page.items;
    if own.is_some() {
        let codes = rows.iter().filter_map(|row| row.data.0.case.clone());
        let open = cases::rows::letting_in(kontor, actor, codes).await?;
        rows.retain(|row| row.case.is_empty() || open.contains(&row.case));
    }
    let items = rows.iter().map(FormRow::summary).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}
