//! `/documents/:id` and `/desk/documents/:id`: one document.

use kontor_domain::documents::{Document, DocumentVersion, Media, Receipt};
use kontor_domain::{DocumentId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::document::{DocumentFound, document};
use super::keeping::Keeping;
use super::list_page::Marks;
use super::sharing::Sharing;
use super::versions::Versions;
use super::{base, file_path};
use crate::text::{Documents, fill, use_language, use_text};
use crate::ui::{Crumbs, Page, Query, Side, loaded, use_query};

/// The customer's side.
#[component]
pub fn DocumentPage() -> impl IntoView {
    view! { <AnyDocument desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskDocumentPage() -> impl IntoView {
    view! { <AnyDocument desk=true /> }
}

#[component]
fn AnyDocument(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| DocumentId(params.with(|p| p.get("id").unwrap_or_default())));
    // What was just done is seen.
    let done = Memo::new(move |_| query.with(|q| q.get("done").to_owned()));
    let data = Resource::new_blocking(move || (id.get(), done.get()), |(id, _)| document(id));
    loaded(data, Side::of(desk), move || {
        let done = done.get();
        move |found| view! { <Whole found desk done /> }
    })
}

fn done_words(done: &str, t: &'static Documents) -> Option<&'static str> {
    match done {
        "ended" => Some(t.done_ended),
        "held" => Some(t.done_held),
        "released" => Some(t.done_released),
        "going" => Some(t.done_going),
        _ => None,
    }
}

#[component]
fn Whole(found: DocumentFound, desk: bool, done: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let DocumentFound { view, key, today, link } = found;
    let head = view.head.clone();
    let latest = head.latest.clone();
    let open = file_path(&head.id, latest.number);
    let save = format!("{open}?save=1");
    let shown = latest.media.inline();
    let done = done_words(&done, t);
    let keeping = view.may_keep.then(|| view! { <Keeping view=view.clone() today /> });
    let sharing = view.may_change.then(|| view! { <Sharing view=view.clone() page_key=key.clone() link /> });
    let receipts = desk.then(|| view! { <Receipts receipts=view.receipts.clone() /> });
    view! {
        <Page title=head.title.clone() class=if desk { "work" } else { "page" }>
            <Crumbs above=vec![(base(desk).to_owned(), t.title.to_owned())] here=head.title.clone() />
            {done.map(|words| view! { <div class="note good no-print" role="status">{words}</div> })}
            <div class="head">
                <div>
                    <h1>{head.title.clone()}</h1>
                    <p class="muted">{head.kind.word(l)} ", " {format::date(head.dated, l)} <Marks head=head.clone() /></p>
                </div>
                <span class="row no-print">
                    {shown
                        .then(|| view! { <a class="act" href=open.clone() target="_blank" rel="noopener external">{t.open}</a> })}
                    <a class=if shown { "quiet" } else { "act" } href=save download rel="external">{t.save}</a>
                </span>
            </div>
            <div class="split">
                <div>
                    <Sheet id=head.id.clone() latest=latest.clone() title=head.title.clone() open />
                    <Versions view=view.clone() page_key=key />
                </div>
                <aside>
                    <Facts view desk />
                    {sharing} {receipts} {keeping}
                </aside>
            </div>
        </Page>
    }
}

/// How its first page looks; for a file without pages what it is.
#[component]
fn Sheet(id: DocumentId, latest: DocumentVersion, title: String, open: String) -> impl IntoView {
    let t = &use_text().documents;
    let kind = ending(latest.media);
    if !previewed(latest.media) {
        return view! { <p class="sheet none" aria-hidden="true"><span>{kind}</span></p> }.into_any();
    }
    let picture = format!("/documents/{id}/preview/{}", latest.number);
    let alt = fill(t.first_page, &[&title]);
    view! {
        <a class="sheet" href=open target="_blank" rel="noopener external">
            // Where there is no picture, the words stand in its place.
            <img src=picture alt=alt loading="lazy" />
        </a>
    }
    .into_any()
}

/// Of which kinds there are pictures.
const fn previewed(media: Media) -> bool {
    matches!(media, Media::Pdf | Media::Jpeg | Media::Png | Media::Webp)
}

/// What people call it: `PDF`.
pub fn ending(media: Media) -> String {
    media.extensions().first().copied().unwrap_or_default().to_uppercase()
}

#[component]
fn Facts(view: Document, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let head = view.head;
    let side = if desk { "/desk" } else { "" };
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let company = desk.then(|| {
        let value = match &head.company {
            Some(id) => {
                view! { <a href=format!("/desk/customers/{id}")>{head.company_name.clone()}</a> }.into_any()
            }
            None => t.own.into_any(),
        };
        fact(t.customer, value)
    });
    let machine = (!head.machine.is_empty()).then(|| {
        let others = Query::default().with("machine", &head.machine).on(base(desk));
        fact(t.machine, view! { <a class="no" href=others>{head.machine.clone()}</a> }.into_any())
    });
    let case = head.case.as_ref().map(|code| {
        let href = format!("{side}/cases/{code}");
        fact(t.case, view! { <a class="code" href=href>{code.to_string()}</a> }.into_any())
    });
    let until = desk.then(|| fact(t.until, format::date(head.until, l).into_any()));
    let kind = ending(head.latest.media);
    view! {
        <section class="chapter" id="facts">
            <h2>{t.facts}</h2>
            <dl class="facts">
                {company} {machine} {case}
                {fact(t.file, view! { <span class="no">{head.latest.file.clone()}</span> }.into_any())}
                {fact(t.size, format!("{kind}, {}", format::file_size(head.latest.bytes, l)).into_any())}
                {until}
                {fact(t.hash, view! { <span class="no hash">{head.latest.hash.clone()}</span> }.into_any())}
            </dl>
        </section>
    }
}

/// Who has opened which version, and when first.
#[component]
fn Receipts(receipts: Vec<Receipt>) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let body = if receipts.is_empty() {
        view! { <p class="muted">{t.not_opened}</p> }.into_any()
    } else {
        let rows = receipts.into_iter().map(|one| {
            let words = fill(t.opened, &[&one.number.to_string(), &format::moment(one.at, l)]);
            view! { <li>{one.who} <span class="sub-line">{words}</span></li> }
        });
        view! { <ul class="sentences">{rows.collect_view()}</ul> }.into_any()
    };
    view! { <section class="chapter" id="receipts"><h2>{t.receipts}</h2> {body}</section> }
}
