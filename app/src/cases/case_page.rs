//! `/cases/:code` and `/desk/cases/:code`: everything that belongs together, as it stands now.

use kontor_domain::cases::{CaseView, Station};
use kontor_domain::format;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::case::{CaseFound, case};
use super::live::{Live, listen};
use super::manage::{People, Title};
use super::talk::{Talk, Unanswered};
use crate::documents::FewDocuments;
use crate::follow_ups::CaseFollowUps;
use crate::forms::FewForms;
use crate::orders::OrderTimeline;
use crate::quotes::BeginOffer;
use crate::text::{fill, use_language, use_text};
use crate::ui::{CaseNo, Crumbs, Page, Pager, Query, Side, loaded, use_query};

/// The customer's side.
#[component]
pub fn CasePage() -> impl IntoView {
    view! { <AnyCase desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskCasePage() -> impl IntoView {
    view! { <AnyCase desk=true /> }
}

#[component]
fn AnyCase(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let code = Memo::new(move |_| params.with(|p| p.get("code").unwrap_or_default()));
    let live = listen(code.into());
    Unanswered::provide();
    let after = Memo::new(move |_| query.with(|q| q.some("after")));
    let data = Resource::new_blocking(
        move || (code.get(), after.get(), live.touched.get()),
        |(code, after, _)| case(code, after),
    );
    let again = Callback::new(move |()| data.refetch());
    loaded(data, Side::of(desk), move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found done desk live again /> }
    })
}

#[component]
fn Whole(found: CaseFound, done: String, desk: bool, live: Live, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let CaseFound { view, documents, forms, may_begin, key, qr, today, me } = found;
    let code = view.code.to_string();
    let name = fill(t.cases.one, &[&code]);
    let title = if view.title.is_empty() { name.clone() } else { view.title.clone() };
    let side = if desk { "/desk" } else { "" };
    let done = match done.as_str() {
        "message" => Some(t.cases.sent),
        "note" => Some(t.cases.noted),
        "case" | "follow_up" => Some(t.cases.saved),
        _ => None,
    };
    let customer = view.desk.then(|| {
        let page = format!("/desk/customers/{}", view.company);
        view! { <a href=page>{view.company_name.clone()}</a> }
    });
    let path = format!("{side}/cases/{code}");
    let next = view.steps.next.clone().map(|after| Query::default().with("after", &after).on(&path));
    let mut steps = view.steps.items.clone();
    steps.reverse();
    let follow_ups = view.desk.then(|| {
        view! { <CaseFollowUps view=view.clone() page_key=key.clone() today me /> }
    });
    let notes = view.desk.then(|| {
        let (words, code) = (view.notes.clone(), code.clone());
        view! { <Talk words code page_key=key.clone() may_write=view.may_edit notes=true again /> }
    });
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            <Crumbs above=vec![(format!("{side}/cases"), t.cases.cases.into())] here=code.clone() />
            {done.map(|words| view! { <div class="note good" role="status">{words}</div> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="row"><CaseNo code=code.clone() /> <Marks view=view.clone() /> {customer}</p>
                </div>
                <Presence live />
                {view.desk.then(|| view! { <BeginOffer name="case" value=code.clone() /> })}
            </div>
            <div class="split">
                <div>
                    <Stations stations=view.stations.clone() />
                    <FewDocuments documents name="case" value=code.clone() desk may_add=view.may_edit />
                    <FewForms forms name="case" value=code.clone() desk may_begin=may_begin && view.may_edit />
                    <Talk words=view.messages.clone() code=code.clone() page_key=key may_write=view.may_edit again />
                    <section class="chapter" id="history">
                        <h2>{t.cases.history}</h2>
                        <OrderTimeline timeline=steps />
                        <Pager next />
                    </section>
                </div>
                <aside>
                    {follow_ups} {notes}
                    <People view=view.clone() />
                    <Title view />
                    <Scan qr name />
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Marks(view: CaseView) -> impl IntoView {
    let t = use_text();
    view! {
        {view.confidential.then(|| view! { <span class="state soon">{t.cases.confidential}</span> })}
        {view.archived.then(|| view! { <span class="state">{t.cases.archived}</span> })}
    }
}

/// Who else looks at it now; nothing without a connection.
#[component]
fn Presence(live: Live) -> impl IntoView {
    let t = use_text();
    let words = move || live.others.with(|names| names.join(", "));
    view! {
        <p class="presence" role="status">
            {move || {
                let names = words();
                (!names.is_empty()).then(|| fill(t.cases.also_here, &[&names]))
            }}
        </p>
    }
}

#[component]
fn Stations(stations: Vec<Station>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if stations.is_empty() {
        return ().into_any();
    }
    let rows = stations.into_iter().map(|station| {
        view! {
            <li>
                <a class="station" href=station.link rel="external">
                    <span class="small muted">{station.kind.word(l)} ", " {format::moment(station.at, l)}</span>
                    <b>{station.title}</b>
                    <span class=format!("state {}", station.tone)>{station.state.get(l).to_owned()}</span>
                </a>
            </li>
        }
    });
    view! {
        <section class="chapter" id="stations">
            <h2>{t.cases.stations}</h2>
            <ol class="stations">{rows.collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// The code that a telephone's camera reads.
#[component]
fn Scan(qr: (String, u32), name: String) -> impl IntoView {
    let t = use_text();
    let (path, side) = qr;
    // The quiet zone belongs to it.
    let (view_box, all) = (format!("-4 -4 {0} {0}", side + 8), (side + 8).to_string());
    view! {
        <section class="chapter">
            <h2>{t.cases.scan}</h2>
            <svg class="qr" viewBox=view_box role="img" aria-label=name>
                <rect x="-4" y="-4" width=all.clone() height=all fill="#fff" />
                <path d=path fill="#000" />
            </svg>
            <p class="hint">{t.cases.scan_text}</p>
        </section>
    }
}
