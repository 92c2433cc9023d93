//! What can be asked of accounts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{CompanyState, Right, Role};
use crate::delivery::DeliveryTerms;
use crate::{CompanyId, IdempotencyKey, Language, PriceListId};

/// Sign in with e-mail address and password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// Network address of the client, for the rate limit. Filled in by the server, never read from the wire.
    #[serde(skip)]
    pub address: String,
}

/// Set a password with the token of an invitation or a reset.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPassword {
    pub token: String,
    pub password: String,
}

/// Change the own password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePassword {
    pub old: String,
    pub new: String,
}

/// Invite a person: of a customer's company, or (without a company) of the dealer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    pub key: IdempotencyKey,
    #[serde(default)]
    pub company: Option<CompanyId>,
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub language: Language,
}

/// Ask for a business account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RequestCompany {
    pub key: IdempotencyKey,
    /// Name of the company.
    pub company: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// German federal state, ISO 3166-2 without `DE-`; empty abroad or when not given.
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub vat_id: String,
    /// Name of the person who asks.
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub message: String,
    #[serde(default)]
    pub language: Language,
    /// Network address of the client, for the rate limit. Filled in by the server, never read from the wire.
    #[serde(skip)]
    pub address: String,
}

/// Grant a business account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCompany {
    /// The dealer's own number for the customer.
    pub number: String,
    #[serde(default)]
    pub group_list: Option<PriceListId>,
}

/// Which companies to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CompanyFilter {
    #[serde(default)]
    pub state: Option<CompanyState>,
    /// Parts of the name, the number, a person's name or mail address, a place; all of them must occur. Empty: everybody.
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub after: Option<String>,
}

/// The terms of a company: prices and delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    #[serde(default)]
    pub price_list: Option<PriceListId>,
    #[serde(default)]
    pub group_list: Option<PriceListId>,
    /// Percent off the list price by discount group.
    #[serde(default)]
    pub discounts: BTreeMap<String, Decimal>,
    #[serde(default)]
    pub delivery: DeliveryTerms,
    /// The version of the company that was edited; an old one is refused.
    pub version: i64,
}

/// A person who can sign in at once, made on the command line or for the demo.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub company: Option<CompanyId>,
    pub roles: Vec<Role>,
    #[serde(default)]
    pub language: Language,
    pub password: String,
}

/// Make a key for a program: of a company, or (without one) of the dealer's own systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeKey {
    /// Sent twice, one key is made.
    pub key: IdempotencyKey,
    pub name: String,
    #[serde(default)]
    pub company: Option<CompanyId>,
    pub rights: Vec<Right>,
}

/// Prints a command without its secrets: it may land in a log.
macro_rules! quiet {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    )*};
}
quiet! {
    SignIn { email, address }
    SetPassword {}
    ChangePassword {}
    NewPerson { name, email, company, roles }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_command_shows_no_password() {
        let command =
            SignIn { email: "a@b.example".into(), password: "bagger fahren".into(), address: String::new() };
        let text = format!("{command:?}");
        assert!(text.contains("a@b.example") && !text.contains("bagger"));
        let change = ChangePassword { old: "bagger".into(), new: "bagger".into() };
        assert!(!format!("{change:?}").contains("bagger"));
    }
}
