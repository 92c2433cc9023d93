//! An address of the own company, new or changed.

use kontor_domain::accounts::{Actor, Address, Company, Right};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::check::Fields;
use super::rows;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// More addresses than a company has sites; the record stays small.
const AT_MOST: usize = 100;
/// How often the company is read again when colleagues change it at the same moment.
const ATTEMPTS: usize = 5;

/// Replaces the address with this id, or adds a new one when the id is empty. Orders keep the address they were placed with.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`]; [`Error::Invalid`] with every wrong field, `id` =
/// [`Problem::UnknownAddress`].
pub async fn save_address(kontor: &Kontor, actor: &Actor, address: Address) -> Result<Company, Error> {
    let company_id = actor.require_company(Right::ManageCompany)?;
    let mut address = check(&address)?;
    let known = !address.id.is_empty();
    if !known {
        address.id = kontor.new_id();
    }
    for _ in 0..ATTEMPTS {
        let row = rows::company_row(kontor, company_id).await?;
        let mut data = row.data.0;
        let addresses = &mut data.company.addresses;
        match addresses.iter().position(|a| a.id == address.id) {
            Some(at) => addresses[at] = address.clone(),
            None if known => return Err(Error::invalid("id", Problem::UnknownAddress)),
            None if addresses.len() >= AT_MOST => return Err(Error::invalid("name", Problem::TooMuch)),
            None => addresses.push(address.clone()),
        }
        let mut change = Change::new(kontor, actor);
        rows::update_company(&mut change, data.clone(), row.version);
        let subject = Subject::new("company", company_id.as_str()).of(company_id);
        change.event(&subject, Happened::AddressSaved { name: address.name.clone() });
        match change.commit().await {
            Ok(_) => return Ok(data.company),
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

fn check(address: &Address) -> Result<Address, Error> {
    let mut fields = Fields::default();
    let country = fields.country("country", &address.country);
    let checked = Address {
        id: fields.optional("id", &address.id, 60),
        name: fields.line("name", &address.name, 100),
        extra: fields.optional("extra", &address.extra, 100),
        street: fields.line("street", &address.street, 100),
        postcode: fields.line("postcode", &address.postcode, 12),
        city: fields.line("city", &address.city, 60),
        state: fields.state("state", &address.state, &country),
        country,
    };
    fields.done()?;
    Ok(checked)
}
