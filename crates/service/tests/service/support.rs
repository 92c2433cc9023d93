//! A house without goods: a real store in a folder, a clock that is held, and helpers to fill it with people.

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use kontor_domain::accounts::{
    Actor, Address, Channel, Company, CompanyState, NewPerson, Right, Role, SetPassword, SignIn, Who,
};
use kontor_domain::mail::MailView;
use kontor_domain::{CompanyId, Error, IdempotencyKey, Language, PersonId};
use kontor_search::SearchIndex;
use kontor_service::accounts::SignedIn;
use kontor_service::{Clock, Ids, Kontor, Settings, accounts, mail};
use kontor_store::{Store, SurrealValue, Variables};

use crate::shop::NOW;
pub use crate::shop::{block, system};

/// The password of everybody made here.
pub const PASSWORD: &str = "bagger fahren 24";

pub struct World {
    pub kontor: Arc<Kontor>,
    pub folder: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::at(tempfile::tempdir().unwrap(), 7, change).await
    }

    async fn at(folder: tempfile::TempDir, seed: u64, change: impl FnOnce(&mut Settings)) -> Self {
        // What the rooms log stands below a test that fails.
        let _ = tracing_subscriber::fmt()
            .with_test_writer()
            .with_env_filter("off,kontor_service=warn")
            .try_init();
        let mut settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
        change(&mut settings);
        let store = Store::open(&crate::shop::on_disk(folder.path())).await.unwrap();
        let index = SearchIndex::open(&folder.path().join("index"), 15_000_000).unwrap();
        let kontor = Box::pin(Kontor::start(store, index, Clock::held(NOW), Ids::seeded(seed), settings))
            .await
            .unwrap();
        Self { kontor, folder }
    }

    /// What a power cut leaves: a copy of the folder as it is at this moment, opened by a new program.
    pub async fn after_a_crash(&self) -> Self {
        self.after_a_crash_with(|_| {}).await
    }

    /// As [`World::after_a_crash`], with another configuration.
    pub async fn after_a_crash_with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        let old = self.kontor.settings.clone();
        let new = Self::at(folder, self.kontor.ids.number(), |s| {
            *s = Settings { data: s.data.clone(), ..old };
            change(s);
        })
        .await;
        new.later(self.kontor.clock.now().duration_since(new.kontor.clock.now()));
        new
    }

    pub fn later(&self, by: SignedDuration) {
        self.kontor.clock.advance(by);
    }

    pub async fn company(&self, id: &str) -> CompanyId {
        self.put_company(id, CompanyState::Active).await
    }

    pub async fn put_company(&self, id: &str, state: CompanyState) -> CompanyId {
        let company = Company {
            id: CompanyId::new(id),
            name: format!("{id} GmbH"),
            number: format!("10-{id}"),
            country: "DE".into(),
            addresses: vec![Address { id: "hof".into(), ..address("Am Hof 1") }],
            state,
            ..Company::default()
        };
        accounts::put_company(&self.kontor, &system(), &company).await.unwrap();
        company.id
    }

    /// A person with [`PASSWORD`].
    pub async fn person(&self, company: Option<&CompanyId>, email: &str, roles: &[Role]) -> PersonId {
        let new = NewPerson {
            name: email.split('@').next().unwrap_or_default().to_owned(),
            email: email.to_owned(),
            company: company.cloned(),
            roles: roles.to_vec(),
            language: Language::De,
            password: PASSWORD.to_owned(),
        };
        accounts::make_person(&self.kontor, &system(), new).await.unwrap()
    }

    pub async fn try_sign_in(&self, email: &str, password: &str) -> Result<SignedIn, Error> {
        accounts::sign_in(&self.kontor, &sign_in(email, password)).await
    }

    pub async fn sign_in(&self, email: &str) -> SignedIn {
        self.try_sign_in(email, PASSWORD).await.unwrap()
    }

    pub async fn resume(&self, secret: &str) -> Option<Actor> {
        accounts::resume(&self.kontor, secret, Language::De).await.unwrap()
    }

    /// Newest first.
    pub async fn mails(&self) -> Vec<MailView> {
        mail::mails(&self.kontor, &system(), None).await.unwrap().items
    }

    /// The token of the newest link mailed to this address.
    pub async fn token_for(&self, email: &str) -> String {
        let mail = self.mails().await.into_iter().find(|m| m.to == email && m.text.contains("/link/"));
        token(&mail.unwrap_or_else(|| panic!("no link for {email}")).text)
    }

    /// Single values of a query without parameters.
    pub async fn ask<T: SurrealValue>(&self, sql: &str) -> Vec<T> {
        self.kontor.store.rows(sql, Variables::new()).await.unwrap()
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.ask::<i64>(&format!("RETURN count(SELECT VALUE id FROM {table})")).await[0]
    }
}

pub fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn { email: email.into(), password: password.into(), address: "192.0.2.1".into() }
}

pub fn set_password(token: &str) -> SetPassword {
    SetPassword { token: token.into(), password: "neues passwort 7".into() }
}

/// The token in the link of a mail.
pub fn token(text: &str) -> String {
    let (_, rest) = text.split_once("/link/").expect("a mail with a link");
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}

/// A program with a key of the dealer, or of this company.
pub fn program(company: Option<&str>, rights: &[Right]) -> Actor {
    let who = Who::Key {
        id: "program".into(),
        name: "ERP".into(),
        company: company.map(CompanyId::new),
        rights: rights.to_vec(),
    };
    Actor { who, channel: Channel::Api, language: Language::De }
}

pub fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::new(text)
}

pub fn address(street: &str) -> Address {
    Address {
        id: String::new(),
        name: "Bauhof".into(),
        extra: String::new(),
        street: street.into(),
        postcode: "87435".into(),
        city: "Kempten".into(),
        country: "DE".into(),
        state: "BY".into(),
    }
}

/// One of the dealer's people, without being in the store.
pub fn desk(role: Role) -> Actor {
    let who = Who::Dealer { person: PersonId::new("desk"), name: "Ines Desk".into(), roles: vec![role] };
    Actor { who, channel: Channel::Desk, language: Language::De }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
