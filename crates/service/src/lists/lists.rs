//! Every list a customer may use.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::lists::{ListKind, ListSummary, Lists, MAX_LISTS};
use kontor_store::Variables;

use super::rows::{COLUMNS, ListRow, owner, shelf};
use crate::Kontor;
use crate::fault::Fault as _;

/// By name. Shelves are small ([`MAX_LISTS`]) and read whole, by one equality each (index `order_list_by_shelf`).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`] and for the dealer's people.
pub async fn lists(kontor: &Kontor, actor: &Actor) -> Result<Lists, Error> {
    let company = actor.require_company(Right::Order)?.as_str();
    let shelves = [
        shelf(ListKind::Personal, company, &owner(actor)),
        shelf(ListKind::Company, company, ""),
        shelf(ListKind::Dealer, company, ""),
        shelf(ListKind::Dealer, "", ""),
    ];
    let mut vars = Variables::new();
    let mut sql = String::new();
    for (i, shelf) in shelves.into_iter().enumerate() {
        use std::fmt::Write as _;
        vars.insert(format!("shelf{i}"), shelf);
        let _ = writeln!(
            sql,
            "SELECT {COLUMNS} FROM order_list WHERE shelf = $shelf{i} ORDER BY seq LIMIT {MAX_LISTS};"
        );
    }
    let mut rows = kontor.store.query(&sql, vars).await.fault()?;
    let mut all = Lists::default();
    for i in 0..4 {
        for row in rows.take::<ListRow>(i).fault()? {
            let list = row.summary(kontor, actor).await?;
            match (list.archived, list.kind) {
                // A list of a company the person has left.
                (_, ListKind::Personal) if row.company != company => {}
                // What the dealer put away is gone.
                (true, ListKind::Dealer) => {}
                (true, _) if list.editable => all.archived.push(list),
                (true, _) => {}
                (false, ListKind::Personal) => all.mine.push(list),
                (false, ListKind::Company) => all.company.push(list),
                (false, ListKind::Dealer) => all.dealer.push(list),
            }
        }
    }
    for shelf in [&mut all.mine, &mut all.company, &mut all.dealer, &mut all.archived] {
        shelf.sort_by_cached_key(|l: &ListSummary| (l.name.to_lowercase(), l.id.clone()));
    }
    Ok(all)
}
