//! `/documents/:id` and `/desk/documents/:id`: one document, its versions, and who gets it.

use kontor_domain::DocumentId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::base;
use super::document::{DocumentFound, document};
use super::entries::Entries;
use super::facts::{Facts, Preview, Ways};
use super::keep::Keeping;
use super::readers::Readers;
use super::share::Shares;
use super::table::Marks;
use super::versions::{NewVersion, Versions};
use crate::text::{use_language, use_text};
use crate::ui::{Crumbs, Page, Side, loaded, use_query};

/// The customer's.
#[component]
pub fn DocumentPage() -> impl IntoView {
    view! { <AnyDocument desk=false /> }
}

/// The desk's, with how it is kept.
#[component]
pub fn DeskDocumentPage() -> impl IntoView {
    view! { <AnyDocument desk=true /> }
}

#[component]
fn AnyDocument(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| DocumentId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), document);
    loaded(data, Side::of(desk), move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found done desk /> }
    })
}

#[component]
fn Whole(found: DocumentFound, done: String, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let DocumentFound { document, entries, key, link, today } = found;
    let head = document.head.clone();
    let done = match done.as_str() {
        "ended" => Some(t.link_ended),
        "held" => Some(t.hold_done),
        "released" => Some(t.release_done),
        _ => None,
    };
    let only_save = (!head.latest.media.inline()).then(|| view! { <p class="small muted">{t.only_save}</p> });
    let change = document.may_change.then(|| {
        view! {
            <Shares document=document.clone() key_=key.clone() link />
            <NewVersion document=document.clone() key_=key.clone() desk />
        }
    });
    let keeping = desk.then(|| view! { <Keeping document=document.clone() today /> });
    let receipts = document.receipts.clone();
    let kept = desk.then(|| {
        view! {
            <Readers receipts />
            <section class="chapter" id="chain">
                <h2>{t.chain}</h2>
                <p class="muted">{t.chain_text}</p>
                <Entries entries />
            </section>
        }
    });
    view! {
        <Page title=head.title.clone() class=if desk { "work" } else { "page" }>
            <Crumbs above=vec![(base(desk).into(), t.title.into())] here=head.title.clone() />
            {done.map(|words| view! { <div class="note good" role="status">{words}</div> })}
            <div class="head">
                <div>
                    <h1 class="doc-title">{head.title.clone()}</h1>
                    <p class="row">
                        <span class="muted">{head.kind.word(l)}</span> <Marks head=head.clone() desk />
                    </p>
                </div>
                <div class="row no-print">
                    <Ways id=head.id.clone() version=head.latest.clone() desk first=true />
                </div>
            </div>
            {only_save}
            <div class="split">
                <div>
                    <section class="doc-sheet">
                        <h2 class="vh">{t.facts}</h2>
                        <Preview head desk />
                        <Facts document=document.clone() desk />
                    </section>
                    <Versions document desk />
                    {kept}
                </div>
                <aside>{keeping} {change}</aside>
            </div>
        </Page>
    }
}
