//! The list of documents: a customer's own, or any for the desk.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{DocumentFilter, DocumentKind, DocumentSummary};
use kontor_domain::page::Page;
use kontor_domain::{DocumentId, Error};
use kontor_search::ArchiveQuery;

use super::rows::{self, COLUMNS, DocumentRow, Reader};
use super::text;
use crate::fault::{Fault as _, internal};
use crate::newest::{Newest, PAGE};
use crate::{Kontor, cases};

/// The index answers so many at a time: some of them may not be seen.
const ASKED: usize = 2 * PAGE;
/// After so many times a page is as it is, and the next one goes on from there.
const TIMES: usize = 8;

/// Newest first, paged by key. A page of a customer may be shorter where those of confidential cases of others stand between. Asked for
/// words, each document says where in its text they stand; what came in a moment ago may not be found yet.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn documents(
    kontor: &Kontor,
    actor: &Actor,
    filter: &DocumentFilter,
) -> Result<Page<DocumentSummary>, Error> {
    let reader = rows::reader(kontor, actor).await?;
    if reader.company.is_some() && filter.company.is_some() && filter.company != reader.company {
        return Err(Error::NotFound);
    }
    if filter.text.trim().is_empty() {
        listed(kontor, actor, &reader, filter).await
    } else {
        found(kontor, actor, &reader, filter).await
    }
}

async fn listed(
    kontor: &Kontor,
    actor: &Actor,
    reader: &Reader,
    filter: &DocumentFilter,
) -> Result<Page<DocumentSummary>, Error> {
    // One index leads, the one of which there are the fewest rows; what else is asked for is looked at in `data`, which no index knows.
    let machine = machine(filter);
    let kind = filter.kind.map(DocumentKind::code);
    let asked = filter.company.as_ref().filter(|_| reader.company.is_none());
    let by_case = filter.case.is_some();
    let by_machine = !by_case && machine.is_some();
    let by_company = !by_case && !by_machine;
    let by_kind = by_company && reader.company.is_none() && asked.is_none();
    let list = Newest::after(filter.after.as_deref())
        .only("case = $case", "case", filter.case.as_ref())
        .only("machine = $machine", "machine", machine.filter(|_| by_machine))
        .only("data.head.machine = $machine", "machine", machine.filter(|_| !by_machine))
        .only("reader = $reader", "reader", reader.company.as_ref().filter(|_| by_company))
        .only("data.head.company = $reader", "reader", reader.company.as_ref().filter(|_| !by_company))
        .only("company = $company", "company", asked.filter(|_| by_company))
        .only("data.head.company = $company", "company", asked.filter(|_| !by_company))
        .only("kind = $kind", "kind", kind.filter(|_| by_kind))
        .only("data.head.kind = $kind", "kind", kind.filter(|_| !by_kind))
        .only("data.head.unit IN ['', $unit]", "unit", reader.unit.as_ref())
        .only("data.head.latest.dated >= $from", "from", filter.from)
        .only("data.head.latest.dated <= $to", "to", filter.to);
    let page = list.of(kontor, "document", COLUMNS, |row: &DocumentRow| row.seq.clone()).await?;
    let items = seen(kontor, actor, reader, page.items).await?;
    Ok(Page { items: items.iter().map(DocumentRow::summary).collect(), next: page.next })
}

/// The index answers ids, the store what they are of: what may be seen, and whether it still is what was asked for, is looked at there.
async fn found(
    kontor: &Kontor,
    actor: &Actor,
    reader: &Reader,
    filter: &DocumentFilter,
) -> Result<Page<DocumentSummary>, Error> {
    let mut asked = question(reader, filter);
    let (mut items, mut more) = (Vec::with_capacity(PAGE), true);
    for _ in 0..TIMES {
        let (index, query) = (kontor.archive.index.clone(), asked.clone());
        let ids = tokio::task::spawn_blocking(move || index.search(&query))
            .await
            .map_err(|e| internal(&e))?
            .fault()?;
        more = ids.len() == ASKED;
        if let Some(last) = ids.last() {
            asked.after = Some(last.clone());
        }
        let ids = ids.into_iter().map(DocumentId).collect();
        let mut rows = rows::by_ids(kontor, &ids).await?;
        rows.sort_unstable_by(|a, b| b.seq.cmp(&a.seq));
        rows.retain(|row| reader.sees(row) && is_asked_for(row, filter));
        for row in seen(kontor, actor, reader, rows).await? {
            if items.len() == PAGE {
                // There is another one.
                let next = items.last().map(|last: &DocumentSummary| last.id.to_string());
                return Ok(Page { items, next });
            }
            let snippet = text::parts(kontor, &row, &filter.text).await?;
            items.push(DocumentSummary { snippet, ..row.summary() });
        }
        if !more {
            break;
        }
    }
    Ok(Page { items, next: asked.after.filter(|_| more) })
}

fn question(reader: &Reader, filter: &DocumentFilter) -> ArchiveQuery {
    ArchiveQuery {
        text: filter.text.clone(),
        reader: reader.company.as_ref().map(ToString::to_string),
        company: filter.company.as_ref().map(ToString::to_string),
        case: filter.case.as_ref().map(ToString::to_string),
        machine: machine(filter).map(str::to_owned),
        kind: filter.kind.map(|kind| kind.code().to_owned()),
        from: filter.from.map(text::day),
        to: filter.to.map(text::day),
        after: filter.after.clone(),
        limit: ASKED,
    }
}

/// The index may be behind the store.
fn is_asked_for(row: &DocumentRow, filter: &DocumentFilter) -> bool {
    let head = row.summary();
    filter.company.as_ref().is_none_or(|company| head.company.as_ref() == Some(company))
        && filter.case.as_ref().is_none_or(|case| head.case.as_ref() == Some(case))
        && machine(filter).is_none_or(|machine| head.machine == machine)
        && filter.kind.is_none_or(|kind| head.kind == kind)
        && filter.from.is_none_or(|from| from <= head.dated)
        && filter.to.is_none_or(|to| head.dated <= to)
}

fn machine(filter: &DocumentFilter) -> Option<&str> {
    Some(filter.machine.trim()).filter(|machine| !machine.is_empty())
}

/// Those of a page that the reader may see: of their company, and of no confidential case of others.
async fn seen(
    kontor: &Kontor,
    actor: &Actor,
    reader: &Reader,
    mut rows: Vec<DocumentRow>,
) -> Result<Vec<DocumentRow>, Error> {
    if let Some(company) = &reader.company {
        let codes = rows.iter().filter_map(|row| row.data.0.head.case.clone());
        let open = cases::rows::letting_in(kontor, actor, codes).await?;
        rows.retain(|row| {
            row.reader == company.as_str() && (row.case.is_empty() || open.contains(&row.case))
        });
    }
    Ok(rows)
}
