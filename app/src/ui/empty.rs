use leptos::prelude::*;

/// Nothing here yet, and what to do about it: the children are the ways on.
#[component]
pub fn Empty(#[prop(into)] title: String, #[prop(into)] text: String, children: Children) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="actions">{children()}</div>
        </div>
    }
}
