//! Who has opened a document: once per reader and version.

use kontor_domain::documents::Receipt;
use kontor_domain::format;
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};

#[component]
pub(super) fn Readers(receipts: Vec<Receipt>) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let body = if receipts.is_empty() {
        view! { <p class="muted">{t.no_receipts}</p> }.into_any()
    } else {
        let rows = receipts.into_iter().rev().map(|one| {
            let version = fill(t.version, &[&one.number.to_string()]);
            view! {
                <li>
                    <b>{one.who}</b>
                    <span class="sub-line">{version} ", " {format::moment(one.at, l)}</span>
                </li>
            }
        });
        view! { <ul class="sentences">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="chapter" id="receipts">
            <h2>{t.receipts}</h2>
            {body}
        </section>
    }
}
