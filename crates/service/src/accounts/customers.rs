//! Finding customers by any part of what one knows of them: a list in memory, made when somebody first searches and kept in
//! step by what is written. See `docs/decisions/0015-customers-are-searched-in-memory.md`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use kontor_domain::accounts::CompanyState;
use kontor_domain::{CompanyId, Error};
use kontor_store::{SerdeWrapper, SurrealValue, Variables};

use super::rows::{CompanyData, company_id};
use crate::Kontor;
use crate::fault::Fault as _;

/// After so long everything is read anew: another process on the same store may have written.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// Companies read at a time.
const BATCH: usize = 1_000;

/// What customers are searched by.
#[derive(Default)]
pub(crate) struct Customers(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// When everything was read; nothing before the first search.
    read_at: Option<Timestamp>,
    /// By id.
    known: HashMap<String, Customer>,
    /// By what lists of companies are sorted by.
    order: BTreeMap<String, String>,
    /// Written since they were read.
    stale: HashSet<CompanyId>,
}

struct Customer {
    sort: String,
    state: String,
    text: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CompanyRow {
    id: String,
    sort: String,
    state: String,
    data: SerdeWrapper<CompanyData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct PersonRow {
    company: String,
    name: String,
    email: String,
}

impl Customers {
    /// These were written: the next search reads them again, by their keys.
    pub(crate) fn touch(&self, companies: Vec<CompanyId>) {
        if !companies.is_empty() {
            self.lock().stale.extend(companies);
        }
    }

    /// The ids of those in whose text every word of `q` occurs, in the order of the list, from behind `after` on; at most
    /// `limit`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(super) async fn find(
        &self,
        kontor: &Kontor,
        q: &str,
        state: Option<CompanyState>,
        after: &str,
        limit: usize,
    ) -> Result<Vec<CompanyId>, Error> {
        self.bring_up_to_date(kontor).await?;
        let words: Vec<String> = q.split_whitespace().map(folded).filter(|w| !w.is_empty()).collect();
        let inner = self.lock();
        let behind = (std::ops::Bound::Excluded(after.to_owned()), std::ops::Bound::Unbounded);
        Ok(inner
            .order
            .range(behind)
            .filter(|(_, id)| {
                inner.known.get(*id).is_some_and(|c| {
                    state.is_none_or(|state| c.state == state.code())
                        && words.iter().all(|word| c.text.contains(word.as_str()))
                })
            })
            .take(limit)
            .map(|(_, id)| CompanyId(id.clone()))
            .collect())
    }

    async fn bring_up_to_date(&self, kontor: &Kontor) -> Result<(), Error> {
        let now = kontor.clock.now();
        let (whole, stale) = {
            let mut inner = self.lock();
            let old = inner.read_at.is_none_or(|at| now.duration_since(at) > FRESH);
            // Taken before reading: what is written while we read is read once more.
            (old, std::mem::take(&mut inner.stale))
        };
        if whole {
            let customers = match all(kontor).await {
                Ok(customers) => customers,
                Err(error) => {
                    self.touch(stale.into_iter().collect());
                    return Err(error);
                }
            };
            let mut inner = self.lock();
            inner.order = customers.iter().map(|(id, c)| (c.sort.clone(), id.clone())).collect();
            inner.known = customers;
            inner.read_at = Some(now);
        } else if !stale.is_empty() {
            let fresh = match some(kontor, &stale).await {
                Ok(fresh) => fresh,
                Err(error) => {
                    self.touch(stale.into_iter().collect());
                    return Err(error);
                }
            };
            let mut inner = self.lock();
            for id in &stale {
                if let Some(before) = inner.known.remove(id.as_str()) {
                    inner.order.remove(&before.sort);
                }
            }
            for (id, customer) in fresh {
                inner.order.insert(customer.sort.clone(), id.clone());
                inner.known.insert(id, customer);
            }
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every company with its people, by ranges of the list's key.
async fn all(kontor: &Kontor) -> Result<HashMap<String, Customer>, Error> {
    let mut customers = HashMap::new();
    let mut after = String::new();
    loop {
        let mut vars = Variables::new();
        vars.insert("after", after.clone());
        let sql = format!(
            "SELECT record::id(id) AS id, sort, state, data FROM company WHERE sort > $after ORDER BY sort LIMIT {BATCH}"
        );
        let rows: Vec<CompanyRow> = kontor.store.rows(&sql, vars).await.fault()?;
        let full = rows.len() == BATCH;
        if let Some(last) = rows.last() {
            after.clone_from(&last.sort);
        }
        customers.extend(rows.into_iter().map(customer));
        if !full {
            break;
        }
    }
    // The dealer's people have no company.
    let people: Vec<PersonRow> = kontor
        .store
        .rows("SELECT company, name, email FROM person WHERE company > ''", Variables::new())
        .await
        .fault()?;
    add_people(&mut customers, people);
    Ok(customers)
}

async fn some(kontor: &Kontor, ids: &HashSet<CompanyId>) -> Result<HashMap<String, Customer>, Error> {
    let mut vars = Variables::new();
    vars.insert("ids", crate::catalog::rows::records(ids.iter().map(company_id)));
    let rows: Vec<CompanyRow> =
        kontor.store.rows("SELECT record::id(id) AS id, sort, state, data FROM $ids", vars).await.fault()?;
    let mut customers: HashMap<String, Customer> = rows.into_iter().map(customer).collect();
    for id in ids {
        let mut vars = Variables::new();
        vars.insert("company", id.to_string());
        let sql = "SELECT company, name, email FROM person WHERE company = $company LIMIT 500";
        let people: Vec<PersonRow> = kontor.store.rows(sql, vars).await.fault()?;
        add_people(&mut customers, people);
    }
    Ok(customers)
}

fn customer(row: CompanyRow) -> (String, Customer) {
    let data = row.data.0;
    let company = data.company;
    let mut words = format!("{}\n{}\n{}\n{}", company.name, company.number, company.vat_id, data.phone);
    for a in &company.addresses {
        let _ = write!(words, "\n{}\n{}\n{} {}", a.name, a.street, a.postcode, a.city);
    }
    (row.id, Customer { sort: row.sort, state: row.state, text: folded(&words) })
}

fn add_people(customers: &mut HashMap<String, Customer>, people: Vec<PersonRow>) {
    for person in people {
        if let Some(customer) = customers.get_mut(&person.company) {
            customer.text.push('\n');
            customer.text.push_str(&folded(&person.name));
            customer.text.push('\n');
            customer.text.push_str(&folded(&person.email));
        }
    }
}

/// Lower case, umlauts as their vowels however they are written: `Müller`, `Mueller` and `muller` are the same.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match c {
            'ä' | 'à' | 'á' | 'â' => out.push('a'),
            'ö' | 'ó' | 'ô' => out.push('o'),
            'ü' | 'ú' | 'û' => out.push('u'),
            'é' | 'è' | 'ê' => out.push('e'),
            'ß' => out.push_str("ss"),
            'e' if out.ends_with(['a', 'o', 'u']) => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn umlauts_are_found_however_they_are_written() {
        for written in ["Müller", "Mueller", "MULLER"] {
            assert_eq!(folded(written), "muller", "{written}");
        }
        assert_eq!(folded("Grün & Söhne Straßenbau"), "grun & sohne strassenbau");
        // What stands there is found by everything typed on the way to it.
        let name = folded("Bauer Tiefbau");
        assert!(
            ["b", "ba", "bau", "baue", "bauer", "bauer t"].iter().all(|typed| name.contains(&folded(typed)))
        );
    }
}
