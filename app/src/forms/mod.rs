//! Forms: filled in on a phone beside a machine, saved as one goes and without a network too; a plain form first. What a form asks and when
//! it is complete is reckoned by the domain, in the browser as on the server.

#![expect(
    clippy::large_types_passed_by_value,
    reason = "`Filling` is a handle of signals, copied like each of them"
)]

mod answered;
mod begin_form;
mod begin_start;
mod discard_form;
mod element;
mod few;
mod fields;
mod filling;
mod form;
mod forms;
mod kept;
mod list_page;
mod new_page;
mod page;
mod photo;
#[cfg(feature = "ssr")]
mod plain;
mod save_answers;
mod sheet;
mod slot;
mod template_links;
pub mod templates;
mod words;
mod worker;

use kontor_domain::FormId;
use kontor_domain::forms::FormState;
use leptos::prelude::*;

pub use begin_form::BeginFormFn;
pub use begin_start::BeginStartFn;
pub use discard_form::DiscardFormFn;
pub use few::FewForms;
pub use form::FormFn;
pub use forms::FormsFn;
#[cfg(feature = "ssr")]
pub use forms::begun_with;
pub use list_page::{DeskFormsPage, FormsPage};
pub use new_page::{DeskNewFormPage, NewFormPage};
pub use page::{DeskFormPage, FormPage};
#[cfg(feature = "ssr")]
pub use plain::{PlainRefusal, save_plain};
pub use save_answers::SaveAnswersFn;

use crate::text::use_language;

/// What the page knows the plain form by.
pub const PLAIN: &str = "/forms/save";

/// What whoever fills in a form needs.
#[cfg(feature = "ssr")]
#[must_use]
pub fn filled_by(actor: &kontor_domain::accounts::Actor) -> kontor_domain::accounts::Right {
    use kontor_domain::accounts::Right;
    if actor.company().is_some() { Right::Order } else { Right::ManageCustomers }
}

/// Where one is begun.
#[must_use]
const fn new_path(desk: bool) -> &'static str {
    if desk { "/desk/forms/new" } else { "/forms/new" }
}

/// Where the forms of this side are.
#[must_use]
pub const fn base(desk: bool) -> &'static str {
    if desk { "/desk/forms" } else { "/forms" }
}

/// The page of a form.
#[must_use]
pub fn path_of(id: &FormId, desk: bool) -> String {
    format!("{}/{id}", base(desk))
}

#[must_use]
const fn tone(state: FormState) -> &'static str {
    match state {
        FormState::Draft => "",
        FormState::Waiting => "soon",
        FormState::Signed => "good",
        FormState::Declined | FormState::Expired => "bad",
    }
}

/// Where a form stands.
#[component]
fn Pill(state: FormState) -> impl IntoView {
    let l = use_language();
    view! { <span class=format!("state {}", tone(state))>{state.word(l)}</span> }
}
