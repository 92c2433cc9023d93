use kontor_domain::Error;
use leptos::prelude::*;

use crate::text::use_text;
use crate::ui::{Empty, Failed, Page};

/// The page for an error of its main resource, with the ways on that exist at the desk.
#[component]
pub fn DeskFailed(error: Error) -> impl IntoView {
    let t = use_text();
    if !matches!(error, Error::NotFound | Error::Forbidden) {
        return view! { <Failed error /> }.into_any();
    }
    let (title, text) = match error {
        Error::Forbidden => (t.house.forbidden_title, t.desk.forbidden_text),
        _ => (t.house.not_found_title, t.desk.missing_text),
    };
    view! {
        <Page title=title class="work">
            <h1>{title}</h1>
            <Empty title="" text=text>
                <a class="act" href="/desk/orders">{t.desk.to_orders}</a>
                <a class="quiet" href="/desk/find">{t.desk.search}</a>
            </Empty>
        </Page>
    }
    .into_any()
}
