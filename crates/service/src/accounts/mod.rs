//! Companies, people, sessions, links and keys: who is who, and how they prove it.
//!
//! Secrets (session cookies, links, keys) are 256 random bits; the store keeps their SHA-256 only. Passwords are kept as
//! Argon2id hashes.

mod administration;
mod change_password;
mod check;
mod companies;
mod company;
mod invite;
mod key_actor;
mod keys;
mod make_key;
mod make_person;
mod my_account;
mod open_link;
mod password;
mod put_company;
mod refuse_company;
mod release_company;
mod request_company;
mod request_reset;
mod resume;
mod revoke_key;
pub mod rows;
mod rules;
mod save_address;
mod save_rules;
mod save_terms;
mod session;
mod set_password;
mod sign_in;
mod sign_out;
mod sweep;
mod token;

pub use administration::{people, put_password, put_roles};
pub use change_password::change_password;
pub use companies::companies;
pub use company::company;
pub use invite::invite;
pub use key_actor::key_actor;
pub use keys::keys;
pub use make_key::make_key;
pub use make_person::make_person;
pub use my_account::my_account;
pub use open_link::open_link;
pub use put_company::put_company;
pub use refuse_company::refuse_company;
pub use release_company::release_company;
pub use request_company::request_company;
pub use request_reset::request_reset;
pub use resume::resume;
pub use revoke_key::revoke_key;
pub use rules::company_rules;
pub(crate) use rules::{approvers, rules_of};
pub use save_address::save_address;
pub use save_rules::save_rules;
pub use save_terms::save_terms;
pub use session::SignedIn;
pub use set_password::set_password;
pub use sign_in::sign_in;
pub use sign_out::{sign_out, sign_out_everywhere};
pub use sweep::{Swept, sweep};
