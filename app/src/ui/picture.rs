use leptos::prelude::*;

/// The small picture of a list; its place is kept when there is none. The name beside it says what it shows.
#[component]
pub fn Picture(path: Option<String>) -> impl IntoView {
    view! {
        <span class="pic">
            {path
                .map(|path| {
                    view! { <img src=format!("/media/{path}") alt="" loading="lazy" width="52" height="52" /> }
                })}
        </span>
    }
}
