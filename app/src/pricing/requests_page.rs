//! `/price-requests` and `/desk/price-requests`: who asked what a part costs.

use kontor_domain::page;
use kontor_domain::pricing::{PriceRequest, RequestFilter, RequestState};
use leptos::prelude::*;

use super::price_requests::price_requests;
use super::request_lines::RequestTable;
use crate::desk::{row_keys, use_desk};
use crate::text::{use_language, use_text};
use crate::ui::{Empty, Page, Query, Side, loaded, use_query};

const DESK: &str = "/desk/price-requests";

/// What the company asked.
#[component]
pub fn PriceRequestsPage() -> impl IntoView {
    let query = use_query();
    let asked = move || query.with(|q| RequestFilter { state: None, after: q.some("after") });
    let data = Resource::new_blocking(asked, price_requests);
    loaded(data, Side::Shop, move || move |page| view! { <Own page /> })
}

#[component]
fn Own(page: page::Page<PriceRequest>) -> impl IntoView {
    let t = use_text();
    let body = if page.items.is_empty() {
        view! {
            <Empty title=t.pricing.none_title text=t.pricing.none_text>
                <a class="act" href="/">{t.house.catalogue}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <RequestTable page address=Query::default() /> }.into_any()
    };
    view! {
        <Page title=t.pricing.requests>
            <div class="head">
                <div><h1>{t.pricing.requests}</h1> <p class="muted">{t.pricing.requests_text}</p></div>
            </div>
            {body}
        </Page>
    }
}

/// Reads the address; without a state, what waits for an answer.
fn filter(query: &Query) -> RequestFilter {
    let state = match query.get("state") {
        "" => Some(RequestState::Open),
        state => RequestState::parse(state),
    };
    RequestFilter { state, after: query.some("after") }
}

/// The desk's queue.
#[component]
pub fn DeskPriceRequestsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(move || query.with(filter), price_requests);
    row_keys(|_| {});
    loaded(data, Side::Desk, move || {
        let asked = query.with(filter);
        move |page| view! { <Queue page chosen=asked.state /> }
    })
}

#[component]
fn Queue(page: page::Page<PriceRequest>, chosen: Option<RequestState>) -> impl IntoView {
    let (l, t, desk) = (use_language(), use_text(), use_desk());
    let address =
        |state: Option<RequestState>| Query::default().with("state", state.map_or("all", RequestState::code));
    let tab = |state: Option<RequestState>| {
        let here = (chosen == state).then_some("page");
        let waiting = (state == Some(RequestState::Open)).then(|| {
            view! {
                <Transition>
                    {move || Suspend::new(async move {
                        desk.counts().await.price_requests.words().map(|n| view! { " " <small>{n}</small> })
                    })}
                </Transition>
            }
        });
        let word = state.map_or(t.orders.all, |state| state.word(l));
        view! { <a href=address(state).on(DESK) aria-current=here>{word} {waiting}</a> }
    };
    let tabs = RequestState::ALL.map(Some).into_iter().chain([None]).map(tab).collect_view();
    let body = if page.items.is_empty() {
        view! {
            <Empty title=t.pricing.desk_none text=t.pricing.desk_none_text>
                <a class="quiet" href=address(None).on(DESK)>{t.orders.show_all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <RequestTable page address=address(chosen) desk=true /> }.into_any()
    };
    view! {
        <Page title=t.pricing.requests class="work">
            <div class="head">
                <div><h1>{t.pricing.requests}</h1></div>
                <a class="quiet" href="/desk/prices">{t.pricing.why_title}</a>
            </div>
            <nav class="tabs" aria-label=t.orders.states>{tabs}</nav>
            {body}
        </Page>
    }
}
