//! A few documents on the page of what they belong to, with the way to all of them.

use kontor_domain::documents::DocumentSummary;
use kontor_domain::format;
use leptos::prelude::*;

use super::{base, path_of, type_word};
use crate::text::{use_language, use_text};
use crate::ui::Query;

/// So many stand on another page.
const FEW: usize = 5;

/// `name` and `value` are what all of them have in common, as the list's address says it: `case`, `company`, `machine`.
#[component]
pub fn FewDocuments(
    documents: Vec<DocumentSummary>,
    name: &'static str,
    #[prop(into)] value: String,
    desk: bool,
    may_add: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let here = Query::default().with(name, &value);
    let (all, new) = (here.on(base(desk)), here.on(&format!("{}/new", base(desk))));
    let (none, more) = (documents.is_empty(), documents.len() > FEW);
    let rows = documents.into_iter().take(FEW).map(|head| {
        let about = [head.kind.word(l).to_owned(), format::date(head.dated, l)].join(", ");
        let size = format!("{} {}", type_word(head.latest.media), format::file_size(head.latest.bytes, l));
        view! {
            <li>
                <a href=path_of(&head.id, desk)>
                    <span><b>{head.title}</b><span class="sub-line">{about}</span></span>
                    <small class="nowrap">{size}</small>
                </a>
            </li>
        }
    });
    (!none || may_add).then(|| {
        view! {
            <section class="chapter" id="documents">
                <h2>{t.title}</h2>
                {(!none).then(|| view! { <ul class="links">{rows.collect_view()}</ul> })}
                {none.then(|| view! { <p class="muted">{t.none_title}</p> })}
                <div class="actions">
                    {may_add.then(|| view! { <a class="quiet" href=new>{t.add}</a> })}
                    {more.then(|| view! { <a href=all>{t.all}</a> })}
                </div>
            </section>
        }
    })
}
