//! Writes own numbers of a company: pasted, from a file, or from its ERP.

use std::collections::HashSet;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::own::{MAX_OWN_NUMBERS, MAX_SET, OwnNumbersSet, SetOwnNumber};
use kontor_domain::catalog::{PartData, PartNumber};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, FieldError, PartKey, Problem};
use kontor_store::{SurrealValue, Variables};

use super::own_rows::{NewOwnNumberRow, id};
use super::resolve::resolve;
use super::rows::parts;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Count {
    count: i64,
}

/// Sets the numbers, all or none, up to [`MAX_SET`] at a time; sent again it changes nothing. A number that means another
/// part so far means the new one afterwards.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`]; [`Error::Invalid`] naming every wrong entry: `numbers[3].number`,
/// `numbers[3].part`.
pub async fn set_own_numbers(
    kontor: &Kontor,
    actor: &Actor,
    numbers: &[SetOwnNumber],
) -> Result<OwnNumbersSet, Error> {
    let company = actor.require_company(Right::ManageCompany)?;
    if numbers.len() > MAX_SET {
        let max = u32::try_from(MAX_SET).unwrap_or(u32::MAX);
        return Err(Error::invalid("numbers", Problem::TooManyRows { max }));
    }
    let meant = parts_of(kontor, numbers).await?;
    let mut fields = Vec::new();
    let mut seen = HashSet::new();
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for (i, (entry, meant)) in numbers.iter().zip(meant).enumerate() {
        let mut wrong = |field: &str, problem| {
            fields.push(FieldError { field: format!("numbers[{i}].{field}"), problem })
        };
        let number = PartNumber::parse(&entry.number);
        let sort = PartNumber::normalized(&entry.number);
        match &number {
            Err(problem) => wrong("number", problem.clone()),
            Ok(_) if !seen.insert(sort.clone()) => wrong("number", Problem::Duplicate),
            Ok(_) => {}
        }
        match (meant, number) {
            (Err(problem), _) => wrong("part", problem),
            (Ok(Some(part)), Ok(number)) => rows.push(NewOwnNumberRow {
                id: id(company, &entry.number),
                company: company.to_string(),
                sort,
                number: number.to_string(),
                part: part.to_string(),
            }),
            (Ok(None), Ok(_)) => gone.push(id(company, &entry.number)),
            (Ok(_), Err(_)) => {}
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    if count(kontor, company).await? + rows.len() > MAX_OWN_NUMBERS + gone.len() {
        return Err(Error::invalid("numbers", Problem::TooMuch));
    }
    let set = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let done = OwnNumbersSet { set: set(rows.len()), removed: set(gone.len()) };
    if rows.is_empty() && gone.is_empty() {
        return Ok(done);
    }
    let mut change = Change::new(kontor, actor);
    change.tx.insert_or_update("own_number", rows, "number = $input.number, part = $input.part");
    if !gone.is_empty() {
        let gone = change.tx.bind(gone);
        change.tx.push(format!("DELETE {gone} RETURN NONE"));
    }
    let subject = Subject::new("company", company.as_str()).of(company);
    change.event(&subject, Happened::OwnNumbersChanged { set: done.set, removed: done.removed });
    change.commit().await.fault()?;
    Ok(done)
}

/// The part of each entry; nothing where it is to be taken out.
async fn parts_of(
    kontor: &Kontor,
    numbers: &[SetOwnNumber],
) -> Result<Vec<Result<Option<PartKey>, Problem>>, Error> {
    // Own numbers are not looked up: one of them must not lead to a part by way of another.
    let asked: Vec<&str> = numbers.iter().map(|n| n.part.as_str()).collect();
    let meanings = resolve(kontor, None, &asked).await?;
    let keys: Vec<PartKey> = meanings.iter().flat_map(|m| m.keys().cloned()).collect();
    let there: HashSet<PartKey> = parts(kontor, &keys).await?.iter().map(PartData::key).collect();
    Ok(numbers
        .iter()
        .zip(meanings)
        .map(|(entry, meaning)| {
            if entry.part.trim().is_empty() {
                return Ok(None);
            }
            match meaning.decide(|key| there.contains(key)).as_slice() {
                [] => Err(Problem::UnknownPart),
                [(part, _)] => Ok(Some(part.clone())),
                _ => Err(Problem::AmbiguousPart),
            }
        })
        .collect())
}

async fn count(kontor: &Kontor, company: &CompanyId) -> Result<usize, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    let rows: Vec<Count> = kontor
        .store
        .rows("SELECT count() FROM own_number WHERE company = $company GROUP ALL", vars)
        .await
        .fault()?;
    Ok(rows.first().map_or(0, |c| usize::try_from(c.count).unwrap_or(usize::MAX)))
}
