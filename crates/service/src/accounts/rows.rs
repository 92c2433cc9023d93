//! The tables `company`, `person` and `sign_in`, and how the others refer to them.

use std::fmt::Write as _;

use kontor_domain::accounts::{Actor, Channel, Company, CompanyState, Person, Role, Who};
use kontor_domain::{CompanyId, Error, Language, PersonId};
use kontor_store::{RecordId, SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Kontor;
use crate::change::{Change, Outcome, Subject};
use crate::fault::Fault as _;

/// `data` of a company record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CompanyData {
    #[serde(flatten)]
    pub company: Company,
    /// Given with the request for an account.
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub message: String,
}

/// A company as it is read for changing it.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub struct CompanyRow {
    pub version: i64,
    pub data: SerdeWrapper<CompanyData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewCompanyRow {
    name: String,
    state: String,
    sort: String,
    version: i64,
    data: SerdeWrapper<CompanyData>,
}

/// A person with everything that decides whether and as whom they may act.
#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct Known {
    pub id: String,
    pub company: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub roles: Vec<String>,
    pub language: String,
    pub active: bool,
    pub blocked: bool,
    pub house: Option<House>,
}

/// What of the company decides whether its people may act.
#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct House {
    pub name: String,
    pub state: String,
}

/// The columns of [`Known`], read from a person. The dealer's people have no company; a key must not be empty, so `-`
/// stands for the company that does not exist.
pub(super) const KNOWN: &str = "record::id(id) AS id, company, name, email, password, roles, language, active, blocked, \
    (SELECT name, state FROM ONLY type::record('company', $parent.company || '-')) AS house";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewPersonRow {
    company: String,
    name: String,
    email: String,
    password: String,
    roles: Vec<String>,
    language: String,
    active: bool,
    blocked: bool,
    version: i64,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct SignInRow {
    person: String,
}

impl Known {
    /// Has set a password and belongs to the dealer or to a company that is active.
    pub(super) fn may_sign_in(&self) -> bool {
        self.active && !self.blocked && !self.password.is_empty() && self.at_home()
    }

    /// Was invited and has not set a password yet.
    pub(super) fn may_join(&self) -> bool {
        !self.active && !self.blocked && self.password.is_empty() && self.at_home()
    }

    fn at_home(&self) -> bool {
        self.company.is_empty() || self.house.as_ref().is_some_and(|h| h.state == CompanyState::Active.code())
    }

    pub(super) fn language(&self) -> Language {
        Language::from_tag(&self.language).unwrap_or_default()
    }

    pub(super) fn person_id(&self) -> PersonId {
        PersonId(self.id.clone())
    }

    /// The actor this person is once signed in.
    pub(super) fn actor(&self, language: Language) -> Actor {
        let (person, name, roles) = (self.person_id(), self.name.clone(), roles(&self.roles));
        if self.company.is_empty() {
            return Actor { who: Who::Dealer { person, name, roles }, channel: Channel::Desk, language };
        }
        let company_name = self.house.as_ref().map(|h| h.name.clone()).unwrap_or_default();
        let company = CompanyId(self.company.clone());
        Actor {
            who: Who::Customer { person, name, company, company_name, roles },
            channel: Channel::Portal,
            language,
        }
    }

    pub(super) fn person(&self) -> Person {
        Person {
            id: self.person_id(),
            name: self.name.clone(),
            email: self.email.clone(),
            company: (!self.company.is_empty()).then(|| CompanyId(self.company.clone())),
            roles: roles(&self.roles),
            language: self.language(),
            active: self.active,
            blocked: self.blocked,
        }
    }

    /// What events about this person are about. Without the company: who signs in when is nothing for its history.
    pub(super) fn subject(&self) -> Subject {
        Subject::new("person", &self.id)
    }
}

fn roles(codes: &[String]) -> Vec<Role> {
    codes.iter().filter_map(|code| Role::parse(code)).collect()
}

/// The key under which a secret is kept: SHA-256 as lower-case hexadecimal. Also tells two long texts apart.
pub(crate) fn fingerprint(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Is this the form of a secret of ours (256 bits in base64url)? Anything else need not be looked up.
pub(crate) fn is_secret(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

pub(super) fn person_id(key: &str) -> RecordId {
    rid("person", key)
}

pub(super) fn company_id(company: &CompanyId) -> RecordId {
    rid("company", company.to_string())
}

/// A company by its id.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unavailable`].
pub async fn company(kontor: &Kontor, id: &CompanyId) -> Result<Company, Error> {
    Ok(company_row(kontor, id).await?.data.0.company)
}

/// A company with its version, for changing it.
///
/// # Errors
/// As [`company`].
pub async fn company_row(kontor: &Kontor, id: &CompanyId) -> Result<CompanyRow, Error> {
    let mut vars = Variables::new();
    vars.insert("id", company_id(id));
    kontor
        .store
        .rows("SELECT version, data FROM $id", vars)
        .await
        .fault()?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)
}

/// The e-mail address of a person and the language mails to them are written in; nothing when the person is unknown.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn email(kontor: &Kontor, person: &PersonId) -> Result<Option<(String, Language)>, Error> {
    Ok(by_id(kontor, person).await?.map(|p| (p.email.clone(), p.language())))
}

pub(super) async fn by_id(kontor: &Kontor, person: &PersonId) -> Result<Option<Known>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", person_id(person.as_str()));
    Ok(kontor.store.rows(&format!("SELECT {KNOWN} FROM $id"), vars).await.fault()?.into_iter().next())
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Owner {
    who: Option<Known>,
}

/// The person who signs in with this address (already checked and lower-cased).
pub(super) async fn by_email(kontor: &Kontor, email: &str) -> Result<Option<Known>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("sign_in", email));
    let rows: Vec<Owner> = kontor
        .store
        .rows(
            &format!(
                "SELECT (SELECT {KNOWN} FROM ONLY type::record('person', $parent.person || '-')) AS who FROM $id"
            ),
            vars,
        )
        .await
        .fault()?;
    Ok(rows.into_iter().next().and_then(|r| r.who))
}

/// Who signs in with this address, if anybody does.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn who_signs_in(kontor: &Kontor, email: &str) -> Result<Option<Person>, Error> {
    Ok(by_email(kontor, email).await?.filter(Known::may_sign_in).map(|known| known.person()))
}

/// The people of a company by name; of the dealer for nothing.
pub(crate) async fn people(kontor: &Kontor, company: Option<&CompanyId>) -> Result<Vec<Person>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.map(ToString::to_string).unwrap_or_default());
    let rows: Vec<Known> = kontor
        .store
        .rows(
            "SELECT record::id(id) AS id, company, name, email, password, roles, language, active, blocked, NONE AS house \
             FROM person WHERE company = $company ORDER BY name LIMIT 500",
            vars,
        )
        .await
        .fault()?;
    Ok(rows.iter().map(Known::person).collect())
}

/// Creates a person and the address they sign in with. The commit fails with [`StoreError::Exists`] when somebody has the
/// address already.
pub(super) fn create_person(change: &mut Change<'_>, person: &Person, password: String) {
    if let Some(company) = &person.company {
        change.touches_company(company);
    }
    change.tx.create(rid("sign_in", person.email.clone()), SignInRow { person: person.id.to_string() });
    change.tx.create(
        person_id(person.id.as_str()),
        NewPersonRow {
            company: person.company.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: person.name.clone(),
            email: person.email.clone(),
            password,
            roles: person.roles.iter().map(|r| r.code().to_owned()).collect(),
            language: person.language.tag().to_owned(),
            active: person.active,
            blocked: person.blocked,
            version: 1,
        },
    );
}

fn new_row(data: CompanyData) -> NewCompanyRow {
    NewCompanyRow {
        name: data.company.name.clone(),
        state: data.company.state.code().to_owned(),
        sort: sort(&data.company),
        version: 1,
        data: SerdeWrapper(data),
    }
}

pub(super) fn create_company(change: &mut Change<'_>, data: CompanyData) {
    let id = company_id(&data.company.id);
    change.touches_company(&data.company.id);
    change.tx.create(id, new_row(data));
}

/// Writes a company whether it is there or not; its version goes on counting.
pub(super) fn put_company(change: &mut Change<'_>, data: CompanyData) {
    change.touches_company(&data.company.id);
    let row = new_row(data);
    let tx = &mut change.tx;
    let id = tx.bind(company_id(&row.data.0.company.id));
    let (name, state, sort, data) =
        (tx.bind(row.name), tx.bind(row.state), tx.bind(row.sort), tx.bind(row.data));
    tx.push(format!(
        "UPSERT {id} SET name = {name}, state = {state}, sort = {sort}, data = {data}, version = (version ?? 0) + 1 RETURN NONE"
    ));
}

/// Writes a company if nobody wrote it since `version` (guard `version`).
pub(crate) fn update_company(change: &mut Change<'_>, data: CompanyData, version: i64) {
    change.touches_company(&data.company.id);
    let row = new_row(data);
    let id = company_id(&row.data.0.company.id);
    let tx = &mut change.tx;
    let (name, state, sort) = (tx.bind(row.name), tx.bind(row.state), tx.bind(row.sort));
    let (data, version) = (tx.bind(row.data), tx.bind(version));
    tx.guarded(
        id,
        &format!("name = {name}, state = {state}, sort = {sort}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
}

/// What lists of companies are sorted and paged by: the name as a German telephone list sorts it, then the id.
fn sort(company: &Company) -> String {
    let mut key = String::with_capacity(company.name.len() + 30);
    for c in company.name.to_lowercase().chars() {
        match c {
            'ä' => key.push('a'),
            'ö' => key.push('o'),
            'ü' => key.push('u'),
            'ß' => key.push_str("ss"),
            c => key.push(c),
        }
    }
    key.push('|');
    key.push_str(company.id.as_str());
    key
}

/// A guard that threw means that somebody else changed it meanwhile.
pub(crate) fn or_changed(result: Result<Outcome, StoreError>) -> Result<Outcome, Error> {
    match result {
        Err(StoreError::Guard(_)) => Err(Error::conflict(kontor_domain::Problem::ChangedMeanwhile)),
        other => other.fault(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_kept_as_its_sha_256() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn companies_sort_as_in_a_telephone_list() {
        let key =
            |name: &str| sort(&Company { name: name.into(), id: CompanyId::new("1"), ..Company::default() });
        assert!(key("Ärmel GmbH") < key("Bagger AG") && key("bagger") < key("Zorn"));
    }
}
