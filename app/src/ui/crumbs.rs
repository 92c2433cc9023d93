use leptos::prelude::*;

use crate::text::use_text;

/// Where the page stands: links to what is above it, and its own name.
#[component]
pub fn Crumbs(above: Vec<(String, String)>, #[prop(into)] here: String) -> impl IntoView {
    let t = use_text();
    view! {
        <nav class="crumbs" aria-label=t.house.crumbs>
            <ol>
                {above
                    .into_iter()
                    .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
