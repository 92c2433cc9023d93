//! Who is signed in, and everything around it.

mod account;
mod account_page;
mod change_password;
mod choose;
mod company_parts;
mod forgot_page;
mod invite;
mod link_page;
mod open_link;
mod request_account_page;
mod request_company;
mod request_reset;
mod save_address;
mod set_password;
mod sign_in;
mod sign_in_page;
mod sign_out;
mod visitor;

pub use account::{FormKey, MyAccount};
pub use account_page::AccountPage;
pub use change_password::ChangePassword;
pub use choose::{SetLanguage, SetTheme};
pub use forgot_page::ForgotPage;
pub use invite::Invite;
pub use link_page::LinkPage;
pub use open_link::OpenLink;
pub use request_account_page::RequestAccountPage;
pub use request_company::RequestCompany;
pub use request_reset::RequestReset;
pub use save_address::SaveAddress;
pub use set_password::SetPassword;
pub use sign_in::SignIn;
pub use sign_in_page::{SignInPage, SignedOutPage};
pub use sign_out::{SignOut, SignOutEverywhere};
pub use visitor::{Dealer, Visitor, VisitorResource, provide_visitor, use_visitor};
