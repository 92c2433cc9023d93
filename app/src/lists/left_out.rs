//! What of an order cannot be ordered again like a part.

use kontor_domain::lists::LeftOut;
use leptos::prelude::*;

use crate::text::{use_language, use_text};

/// A note that names it; a configured machine leads to its configuration. Nothing where everything was a part.
#[component]
pub fn LeftOutNote(left_out: Vec<LeftOut>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    (!left_out.is_empty()).then(|| {
        let rows = left_out
            .into_iter()
            .map(|line| {
                let name = line.name.get(l).to_owned();
                let name = match line.configuration {
                    Some(made) => {
                        view! { <a href=format!("/configurations/{}", made.id)>{name}</a> }.into_any()
                    }
                    None => name.into_any(),
                };
                view! { <li>{name}</li> }
            })
            .collect_view();
        view! {
            <div class="note">
                <b>{t.lists.left_out}</b>
                <ul>{rows}</ul>
                <p>{t.lists.left_out_text}</p>
            </div>
        }
    })
}
