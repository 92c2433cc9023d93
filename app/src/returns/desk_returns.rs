//! `/desk/returns`: what comes back, by state.

use kontor_domain::page;
use kontor_domain::returns::{ReturnFilter, ReturnState, ReturnSummary};
use leptos::prelude::*;

use super::list_returns::returns;
use super::table::ReturnTable;
use crate::desk::{row_keys, use_desk};
use crate::text::use_text;
use crate::ui::{Empty, FindForm, Page, Pager, Query, Side, loaded, use_query};

const PATH: &str = "/desk/returns";

/// Reads the address; without a state, what has arrived and waits for a decision.
fn filter(query: &Query) -> ReturnFilter {
    let code = query.some("code");
    let state = match query.get("state") {
        "" => Some(ReturnState::Received),
        state => ReturnState::parse(state),
    };
    ReturnFilter { state: state.filter(|_| code.is_none()), code, after: query.some("after") }
}

#[component]
pub fn DeskReturnsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(move || query.with(filter), returns);
    row_keys(|_| {});
    loaded(data, Side::Desk, move || {
        let asked = query.with(filter);
        move |page| view! { <Whole page asked /> }
    })
}

#[component]
fn Whole(page: page::Page<ReturnSummary>, asked: ReturnFilter) -> impl IntoView {
    let (t, desk) = (use_text(), use_desk());
    let (chosen, by_code) = (asked.state, asked.code.is_some());
    let tab = move |state: Option<ReturnState>, word: &'static str| {
        let href = Query::default().with("state", state.map_or("all", ReturnState::code)).on(PATH);
        let here = (chosen == state && !by_code).then_some("page");
        let waiting = (state == Some(ReturnState::Received)).then(|| {
            view! {
                <Transition>
                    {move || Suspend::new(async move {
                        desk.counts().await.returns.words().map(|n| view! { " " <small>{n}</small> })
                    })}
                </Transition>
            }
        });
        view! { <a href=href aria-current=here>{word} {waiting}</a> }
    };
    let state = asked.state.map_or("all", ReturnState::code);
    let next = page.next.map(|after| Query::default().with("state", state).with("after", &after).on(PATH));
    view! {
        <Page title=t.returns.title class="work">
            <div class="head">
                <div><h1>{t.returns.title}</h1></div>
                <a class="quiet" href="/desk/cores">{t.returns.cores}</a>
                <FindForm
                    path=PATH
                    name="code"
                    value=asked.code.unwrap_or_default()
                    label=t.returns.number
                    hint=t.returns.number_hint
                    button=t.returns.open
                    size=24
                />
            </div>
            <nav class="tabs" aria-label=t.orders.states>
                {tab(Some(ReturnState::Requested), t.returns.to_receive)}
                {tab(Some(ReturnState::Received), t.returns.to_decide)}
                {tab(Some(ReturnState::Credited), t.returns.credited)}
                {tab(Some(ReturnState::Refused), t.returns.refused)}
                {tab(Some(ReturnState::Withdrawn), t.returns.withdrawn)}
                {tab(None, t.orders.all)}
            </nav>
            {if page.items.is_empty() {
                let text = if by_code { t.returns.none_code } else { t.returns.desk_none_text };
                view! {
                    <Empty title=t.returns.desk_none text>
                        <a class="quiet" href="/desk/returns?state=requested">{t.returns.to_receive}</a>
                        <a class="quiet" href="/desk/returns?state=all">{t.orders.show_all}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! { <ReturnTable returns=page.items desk=true /> <Pager next /> }.into_any()
            }}
        </Page>
    }
}
