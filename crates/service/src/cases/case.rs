//! One case as its page shows it.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseView, Colleague};
use kontor_domain::events::TimelineEntry;
use kontor_domain::page::Page;
use kontor_store::Variables;

use super::enter;
use super::enter::Entered;
use super::rows::{ARCHIVED, company_names, may_take_part};
use super::{stations, write};
use crate::change::desk_case;
use crate::fault::Fault as _;
use crate::timeline::{COLUMNS, EventRow, entries};
use crate::{Kontor, accounts, follow_ups};

/// Steps of a page of the history.
const PAGE: usize = 40;

/// `after` is where the next page of the history starts.
///
/// # Errors
/// As [`enter`].
pub async fn case(
    kontor: &Kontor,
    actor: &Actor,
    code: &CaseCode,
    after: Option<&str>,
) -> Result<CaseView, Error> {
    let entered = enter(kontor, actor, code).await?;
    let steps = steps(kontor, &entered, after).await?;
    let stations = stations::stations(kontor, actor, &entered).await?;
    let (messages, notes) = (write::messages(kontor, &entered).await?, write::notes(kontor, &entered).await?);
    let follow_ups = if entered.desk { follow_ups::of_case(kontor, code).await? } else { Vec::new() };
    let names = company_names(kontor, std::iter::once(entered.row.company.clone())).await?;
    let row = &entered.row;
    let may_manage = entered.may_manage();
    let colleagues = if entered.may_edit {
        let house = accounts::rows::people(kontor, actor.company()).await?;
        house
            .into_iter()
            .filter(may_take_part)
            .map(|person| Colleague { person: person.id, name: person.name })
            .collect()
    } else {
        Vec::new()
    };
    Ok(CaseView {
        code: code.clone(),
        title: row.title.clone(),
        company: entered.company.clone(),
        company_name: names.into_values().next().unwrap_or_default(),
        archived: row.shelf == ARCHIVED,
        confidential: row.confidential,
        owner: row.owner(),
        people: row.data.0.people.clone(),
        colleagues,
        desk: entered.desk,
        may_edit: entered.may_edit,
        may_manage,
        may_hide: may_hide(actor, &entered),
        stations,
        messages,
        notes,
        follow_ups,
        steps,
        version: row.version,
    })
}

/// Its maker and the company's administration may; nobody in their place.
pub(super) fn may_hide(actor: &Actor, entered: &Entered) -> bool {
    let made = entered.row.data.0.maker.as_ref().is_some_and(|maker| actor.person() == Some(maker));
    let own = !entered.desk && actor.person().is_some() && actor.acting().is_none();
    own && (made || actor.has(Right::ManageCompany))
}

/// Newest first. The desk also reads what stands beside the history that customers read.
async fn steps(
    kontor: &Kontor,
    entered: &Entered,
    after: Option<&str>,
) -> Result<Page<TimelineEntry>, Error> {
    let mut vars = Variables::new();
    let code = entered.code.to_string();
    vars.insert("desk", desk_case(&code));
    vars.insert("case", code);
    // Sorts behind every ULID.
    vars.insert("after", after.unwrap_or("~").to_owned());
    let rows = PAGE + 1;
    let select = |case: &str| {
        format!(
            "SELECT {COLUMNS} FROM event WHERE case = ${case} AND seq < $after ORDER BY seq DESC LIMIT {rows};"
        )
    };
    let sql = if entered.desk { select("case") + &select("desk") } else { select("case") };
    let mut found = kontor.store.query(&sql, vars).await.fault()?;
    let mut rows: Vec<EventRow> = found.take(0).fault()?;
    if entered.desk {
        rows.extend(found.take::<EventRow>(1).fault()?);
        rows.sort_by(|a, b| b.seq.cmp(&a.seq));
        rows.truncate(PAGE + 1);
    }
    let page = Page::from_rows(rows, PAGE, |row| row.seq.clone());
    Ok(Page { items: entries(kontor, page.items), next: page.next })
}
