use leptos::prelude::*;
use leptos_meta::Title;

/// The main landmark of a page, with its title for tab and history. The focus moves here after navigation.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    #[prop(default = "page")] class: &'static str,
    children: Children,
) -> impl IntoView {
    // Written out here and not by a formatter of the app: that one would clear the title until the page's file is loaded.
    let title = if title.is_empty() { "Kontor".to_owned() } else { format!("{title} | Kontor") };
    view! {
        <Title text=title />
        <main class=class id="main" tabindex="-1">
            {children()}
        </main>
    }
}
