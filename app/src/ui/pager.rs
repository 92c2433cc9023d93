use leptos::prelude::*;

use crate::text::use_text;

/// The way to the next page, with what is shown so far beside it.
#[component]
pub fn Pager(
    #[prop(optional, into)] text: String,
    #[prop(optional_no_strip)] previous: Option<String>,
    next: Option<String>,
) -> impl IntoView {
    let t = use_text();
    view! {
        <nav class="more" aria-label=t.house.pages>
            <span class="muted">{text}</span>
            {previous.map(|href| view! { <a class="quiet" rel="prev" href=href>{t.house.previous}</a> })}
            {next.map(|href| view! { <a class="quiet" rel="next" href=href>{t.house.next}</a> })}
        </nav>
    }
}
