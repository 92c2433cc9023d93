use leptos::prelude::*;

use super::{Crumbs, Page};

/// A page of the desk with one form on it: what the form does, and to what.
#[component]
pub fn OneForm(above: Vec<(String, String)>, title: String, about: String, form: AnyView) -> impl IntoView {
    view! {
        <Page title=title.clone() class="work">
            <Crumbs above here=title.clone() />
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="muted">{about}</p>
                </div>
            </div>
            {form}
        </Page>
    }
}
