//! `/orders`: the company's orders, by state, newest first.

use kontor_domain::orders::{ChoiceState, OrderFilter, OrderState};
use leptos::prelude::*;

use super::OrderTable;
use super::orders::orders;
use crate::text::{use_language, use_text};
use crate::ui::{Empty, FindForm, Page, Pager, Query, Side, loaded_for, use_query};

/// Reads the address.
#[must_use]
pub fn filter(query: &Query) -> OrderFilter {
    OrderFilter {
        choice: ChoiceState::parse(query.get("choice")),
        state: OrderState::parse(query.get("state")),
        case: query.some("case"),
        after: query.some("after"),
        company: None,
        channel: None,
    }
}

#[component]
pub fn OrdersPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(move || query.with(filter), orders);
    loaded_for(data, Side::Shop, move || {
        let asked = query.with(filter);
        move |page, visitor| view! { <List page asked repeat=visitor.orders /> }
    })
}

#[component]
fn List(
    page: kontor_domain::page::Page<kontor_domain::orders::OrderSummary>,
    asked: OrderFilter,
    repeat: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (chosen, by_code, choice) = (asked.state, asked.case.is_some(), asked.choice);
    let tab = move |state: Option<OrderState>, word: &'static str| {
        let href = Query::default().with("state", state.map_or("", OrderState::code)).on("/orders");
        let here = (chosen == state && !by_code && choice.is_none()).then_some("page");
        view! { <a href=href aria-current=here>{word}</a> }
    };
    let next = page.next.map(|after| {
        Query::default()
            .with("state", asked.state.map_or("", OrderState::code))
            .with("choice", choice.map_or("", ChoiceState::code))
            .with("after", &after)
            .on("/orders")
    });
    let all = chosen.is_none() && !by_code && choice.is_none();
    let yours = Query::default().with("choice", ChoiceState::Asked.code()).on("/orders");
    let yours_here = (choice == Some(ChoiceState::Asked) && !by_code).then_some("page");
    view! {
        <Page title=t.orders.title>
            <div class="head">
                <div>
                    <h1>{t.orders.title}</h1>
                    <a class="plain" href="/promises">{t.promise.kept_link}</a>
                </div>
                <FindForm
                    path="/orders"
                    name="case"
                    value=asked.case.unwrap_or_default()
                    label=t.orders.open_case
                    hint=t.orders.case_hint
                    button=t.orders.open_case
                />
            </div>
            <nav class="tabs" aria-label=t.orders.states>
                {tab(None, t.orders.all)}
                <a href=yours aria-current=yours_here>{t.promise.yours}</a>
                {OrderState::ALL.into_iter().map(|s| tab(Some(s), s.word(l))).collect_view()}
            </nav>
            {if page.items.is_empty() && all {
                view! {
                    <Empty title=t.orders.none_title text=t.orders.none_text>
                        <a class="act" href="/search">{t.carts.find_part}</a>
                    </Empty>
                }
                    .into_any()
            } else if page.items.is_empty() && choice.is_some() {
                view! {
                    <Empty title=t.promise.yours_none text=t.promise.yours_none_text>
                        <a class="quiet" href="/orders">{t.orders.show_all}</a>
                    </Empty>
                }
                    .into_any()
            } else if page.items.is_empty() {
                view! {
                    <Empty title=t.orders.none_state text=t.orders.none_text>
                        <a class="quiet" href="/orders">{t.orders.show_all}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! { <OrderTable orders=page.items repeat /> <Pager next /> }.into_any()
            }}
        </Page>
    }
}
