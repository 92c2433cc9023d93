//! What a document looks like and what is known of it.

use kontor_domain::documents::{Document, DocumentSummary, DocumentVersion, Media};
use kontor_domain::format;
use leptos::prelude::*;

use super::{file_of, type_word};
use crate::text::{use_language, use_text};
use crate::ui::Copy;

/// A picture, where the server has one; where it has none the tile behind it stays. An empty `alt` shows nothing in its place, with or
/// without a script.
#[component]
pub(super) fn Preview(head: DocumentSummary, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let (id, latest) = (head.id, head.latest);
    let pictured = matches!(latest.media, Media::Pdf | Media::Jpeg | Media::Png | Media::Webp);
    let picture = pictured.then(|| {
        let src = format!("/documents/{id}/preview/{}", latest.number);
        view! { <img src=src alt="" width="240" height="320" /> }
    });
    let tile = view! {
        <span class="doc-tile" aria-hidden="true">{type_word(latest.media)}</span>
        {picture}
    };
    if latest.media.inline() {
        let href = file_of(&id, latest.number, desk);
        view! {
            <a class="doc-preview no-print" href=href target="_blank" rel="noopener" aria-label=t.open>
                {tile}
            </a>
        }
        .into_any()
    } else {
        view! { <div class="doc-preview no-print">{tile}</div> }.into_any()
    }
}

#[component]
pub(super) fn Facts(document: Document, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let Document { head, .. } = document;
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let case = head.case.clone().map(|code| {
        let href = format!("{}/cases/{code}", if desk { "/desk" } else { "" });
        fact(t.case, view! { <a href=href class="code">{code.to_string()}</a> }.into_any())
    });
    let machine = (!head.machine.is_empty()).then(|| {
        let no = head.machine.clone();
        fact(t.machine, view! { <span class="no">{no.clone()}</span> " " <Copy text=no /> }.into_any())
    });
    let customer = desk.then(|| {
        let name = match head.company.clone() {
            Some(id) => {
                let href = format!("/desk/customers/{id}");
                view! { <a href=href>{head.company_name.clone()}</a> }.into_any()
            }
            None => t.own.into_any(),
        };
        fact(t.customer, name)
    });
    let unit = (!head.unit.is_empty()).then(|| fact(t.unit, head.unit.clone().into_any()));
    let latest = head.latest;
    view! {
        <dl class="facts">
            {fact(t.kind, head.kind.word(l).into_any())} {fact(t.date, format::date(head.dated, l).into_any())} {customer}
            {machine} {case} {unit}
            {fact(t.file, view! { <span class="doc-name">{latest.file.clone()}</span> }.into_any())}
            {fact(t.size, format::file_size(latest.bytes, l).into_any())}
        </dl>
    }
}

/// Open and save, for one version.
#[component]
pub(super) fn Ways(
    id: kontor_domain::DocumentId,
    version: DocumentVersion,
    desk: bool,
    /// The first thing that people come for.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let t = &use_text().documents;
    let href = file_of(&id, version.number, desk);
    let save = format!("{href}?save");
    let number = version.number;
    let about = move || (!first).then(|| view! { <span class="vh">" " {number}</span> });
    let open = version.media.inline().then(|| {
        let class = if first { "act" } else { "quiet" };
        view! { <a class=class href=href target="_blank" rel="noopener">{t.open} {about()}</a> }
    });
    let class = if first && open.is_none() { "act" } else { "quiet" };
    view! { {open} <a class=class href=save rel="external">{t.save} {about()}</a> }
}
