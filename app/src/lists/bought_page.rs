//! `/bought`: every part the company has ordered, with its last price and today's.

use kontor_domain::lists::{BoughtFilter, BoughtView};
use kontor_domain::{format, page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::bought::bought;
use crate::accounts::{IntoCart, Visitor};
use crate::catalog::{AddForm, Adding};
use crate::pricing::AskLink;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Fields, Page, Pager, PartCells, Query, Side, loaded_for, quantity_words, use_query};

const PATH: &str = "/bought";

fn filter(query: &Query) -> BoughtFilter {
    BoughtFilter { q: query.get("q").to_owned(), after: query.some("after") }
}

#[component]
pub fn BoughtPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || asked.get(), bought);
    loaded_for(data, Side::Shop, move || {
        let query = query.get();
        move |page, visitor| view! { <Whole page visitor query /> }
    })
}

#[component]
fn Whole(page: page::Page<BoughtView>, visitor: Visitor, query: Query) -> impl IntoView {
    let t = use_text();
    let q = query.get("q").trim().to_owned();
    let address = Query::default().with("q", &q);
    let next = page.next.map(|after| address.with("after", &after).on(PATH));
    let first = query.some("after").map(|_| address.on(PATH));
    let navigate = use_navigate();
    let find = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(PATH), NavigateOptions::default());
        }
    };
    view! {
        <Page title=t.lists.bought>
            <div class="head">
                <div>
                    <h1>{t.lists.bought}</h1>
                    <p class="muted">{t.lists.bought_text}</p>
                </div>
                <form class="row" action=PATH role="search" aria-label=t.lists.bought on:submit=find>
                    <input
                        class="control"
                        type="search"
                        name="q"
                        value=q.clone()
                        aria-label=t.lists.bought_search
                        placeholder=t.lists.bought_search
                        autocomplete="off"
                        maxlength="200"
                        size="20"
                    />
                    <button class="quiet">{t.catalog.search}</button>
                </form>
            </div>
            {if page.items.is_empty() && q.is_empty() {
                view! {
                    <Empty title=t.lists.bought_none_title text=t.lists.bought_none_text>
                        <a class="act" href="/search">{t.carts.find_part}</a>
                    </Empty>
                }
                    .into_any()
            } else if page.items.is_empty() {
                let catalogue = Query::default().with("q", &q).on("/search");
                view! {
                    <Empty title=t.lists.bought_not_found text=fill(t.lists.bought_not_found_text, &[&q])>
                        <a class="act" href=catalogue>{t.catalog.search_label}</a>
                        <a class="quiet" href=PATH>{t.orders.show_all}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! { <Table items=page.items visitor /> }.into_any()
            }}
            {(next.is_some() || first.is_some()).then(|| view! { <Pager previous=first next /> })}
        </Page>
    }
}

#[component]
fn Table(items: Vec<BoughtView>, visitor: Visitor) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data hits">
            <caption class="vh">{t.lists.bought}</caption>
            <thead>
                <tr>
                    <th><span class="vh">{t.house.picture}</span></th>
                    <th>{t.carts.part}</th>
                    <th>{t.catalog.available}</th>
                    <th class="num">{t.catalog.your_price}</th>
                    <th>{t.catalog.order}</th>
                </tr>
            </thead>
            <tbody>
                {items
                    .into_iter()
                    .map(|item| view! { <Row item orders=visitor.orders into=visitor.into_cart() /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Row(item: BoughtView, orders: bool, into: IntoCart) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let last = fill(
        t.lists.last_quantity,
        &[&quantity_words(item.quantity, item.unit, l), &format::date(item.at.date(), l)],
    );
    let times = match item.times {
        1 => t.lists.times_one.to_owned(),
        n => fill(t.lists.times, &[&n.to_string()]),
    };
    let order = format!("/orders/{}", item.order);
    let then = fill(t.lists.price_then, &[&format::money(item.net, l)]);
    let Some(now) = item.now else {
        return view! {
            <tr class="off">
                <td class="c-pic"></td>
                <td class="c-what">
                    <b class="no">{item.number}</b>
                    <span class="sub-line">{t.lists.vanished}</span>
                    <span class="sub-line"><a href=order>{last}</a> ", " {times}</span>
                </td>
                <td class="c-avail"></td>
                <td class="c-price">{then}</td>
                <td class="c-buy"></td>
            </tr>
        }
        .into_any();
    };
    let sold = now.code.orderable() && now.price.is_some();
    let buy = if sold && orders {
        let adding = Adding::new(now.key.clone(), now.number.clone(), now.unit, now.minimum, now.step, into);
        view! { <AddForm adding quantity=item.quantity.max(now.minimum) /> }.into_any()
    } else if now.code.priced() && now.price.is_none() && orders {
        view! { <AskLink part=now.key.clone() /> }.into_any()
    } else if let Some((key, number)) = now.successor.clone() {
        view! { <a class="quiet" href=format!("/parts/{key}")>{fill(t.lists.see_successor, &[&number])}</a> }
            .into_any()
    } else {
        ().into_any()
    };
    let changed = now.price.as_ref().is_none_or(|p| p.net != item.net);
    view! {
        <tr>
            <PartCells
                part=now.key.clone()
                number=now.number.clone()
                name=now.name.get(l).to_owned()
                picture=now.picture.clone()
                code=now.code
                availability=now.availability.clone()
            >
                <span class="sub-line"><a href=order>{last}</a> ", " {times}</span>
            </PartCells>
            <td class="c-price">
                {now.price.as_ref().map(|p| view! { <b>{format::money(p.net, l)}</b> })}
                {changed.then(|| view! { <span class="sub-line">{then}</span> })}
            </td>
            <td class="c-buy">{buy}</td>
        </tr>
    }
    .into_any()
}
