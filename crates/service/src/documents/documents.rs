//! The list of documents: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::documents::{DocumentFilter, DocumentKind, DocumentSummary};
use kontor_domain::page::Page;

use super::rows::{self, COLUMNS, DocumentRow};
use crate::newest::Newest;
use crate::{Kontor, cases};

/// So many words of a search count.
const WORDS: [(&str, &str); 4] = [
    ("string::contains(data.words, $w0)", "w0"),
    ("string::contains(data.words, $w1)", "w1"),
    ("string::contains(data.words, $w2)", "w2"),
    ("string::contains(data.words, $w3)", "w3"),
];

/// Newest first, paged by key. A page of a customer may be shorter where those of confidential cases of others stand between.
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
    // One index leads, the one of which there are the fewest rows; what else is asked for is looked at in `data`, which no index knows.
    let machine = Some(filter.machine.trim()).filter(|machine| !machine.is_empty());
    let kind = filter.kind.map(DocumentKind::code);
    let asked = filter.company.as_ref().filter(|_| reader.company.is_none());
    let by_case = filter.case.is_some();
    let by_machine = !by_case && machine.is_some();
    let by_company = !by_case && !by_machine;
    let by_kind = by_company && reader.company.is_none() && asked.is_none();
    let mut list = Newest::after(filter.after.as_deref())
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
    let text = filter.text.to_lowercase();
    for (word, (condition, name)) in text.split_whitespace().zip(WORDS) {
        list = list.only(condition, name, Some(word));
    }
    let page = list.of(kontor, "document", COLUMNS, |row: &DocumentRow| row.seq.clone()).await?;
    let mut items: Vec<DocumentSummary> = Vec::with_capacity(page.items.len());
    if let Some(company) = &reader.company {
        let codes = page.items.iter().filter_map(|row| row.data.0.head.case.clone());
        let open = cases::rows::letting_in(kontor, actor, codes).await?;
        let seen = page.items.iter().filter(|row| row.reader == company.as_str());
        let seen = seen.filter(|row| row.case.is_empty() || open.contains(&row.case));
        items.extend(seen.map(DocumentRow::summary));
    } else {
        items.extend(page.items.iter().map(DocumentRow::summary));
    }
    Ok(Page { items, next: page.next })
}
