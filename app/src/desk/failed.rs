//! What stands where something of the desk could not be shown, with the ways on that exist here.

use kontor_domain::Error;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::text::{use_language, use_text};
use crate::ui::{Empty, Failed, Page, Query};

/// The page for an error of its main resource.
#[component]
pub fn DeskFailed(error: Error) -> impl IntoView {
    let t = use_text();
    let title = match error {
        Error::NotFound => t.house.not_found_title,
        Error::Forbidden => t.house.forbidden_title,
        other => return view! { <Failed error=other /> }.into_any(),
    };
    view! {
        <Page title=title class="work">
            <h1 class="vh">{title}</h1>
            <DeskProblem error />
        </Page>
    }
    .into_any()
}

/// The same within a page whose head stands already.
#[component]
pub fn DeskProblem(error: Error) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (title, text) = match &error {
        Error::NotFound => (t.house.not_found_title, t.desk.missing_text.to_owned()),
        Error::Forbidden => (t.house.forbidden_title, t.desk.forbidden_text.to_owned()),
        Error::Unauthenticated => (t.house.sign_in_first, error.text(l)),
        _ => (t.house.fault_title, error.text(l)),
    };
    let way = match error {
        Error::NotFound | Error::Forbidden => {
            view! { <a class="quiet" href="/desk/find">{t.desk.search}</a> }.into_any()
        }
        Error::Unauthenticated => {
            let sign_in = Query::default().with("next", &here()).on("/sign-in");
            view! { <a class="act" href=sign_in>{t.house.sign_in}</a> }.into_any()
        }
        _ => view! { <a class="act" href=here() rel="external">{t.house.again}</a> }.into_any(),
    };
    view! {
        <Empty title text>
            {way} <a class="quiet" href="/desk/orders">{t.desk.to_orders}</a>
        </Empty>
    }
}

/// The address of the page shown now.
fn here() -> String {
    let location = use_location();
    location.search.with_untracked(|search| Query::parse(search)).on(&location.pathname.get_untracked())
}
