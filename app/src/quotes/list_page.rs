//! `/offers`: what the company has asked for and was offered.

use kontor_domain::Date;
use kontor_domain::format;
use kontor_domain::quotes::{ListedQuote, QuoteFilter, QuoteSummary, Turn};
use leptos::prelude::*;

use super::quotes::{QuotesShown, quotes};
use super::{AskOffer, BASE, QuotePill, last_day, path_of, state_on};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Pager, Query, Side, loaded_for, use_query};

#[component]
pub fn OffersPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| QuoteFilter {
            turn: Turn::parse(q.get("turn")),
            after: q.some("after"),
            ..QuoteFilter::default()
        })
    });
    let data = Resource::new_blocking(move || asked.get(), quotes);
    loaded_for(data, Side::Shop, move || {
        let asked = asked.get();
        move |shown, visitor| view! { <Whole shown asked orders=visitor.orders /> }
    })
}

/// As the customer reads it.
const fn turn_word(turn: Option<Turn>, t: &'static crate::text::Quotes) -> &'static str {
    match turn {
        None => t.all,
        Some(Turn::Customer) => t.turn_customer,
        Some(Turn::Desk) => t.turn_desk,
        Some(Turn::Nobody) => t.turn_nobody,
    }
}

#[component]
fn Whole(shown: QuotesShown, asked: QuoteFilter, orders: bool) -> impl IntoView {
    let t = &use_text().quotes;
    let QuotesShown { rows, today } = shown;
    let address = |turn: Option<Turn>| Query::default().with("turn", turn.map_or("", Turn::code));
    let tab = |turn: Option<Turn>| {
        let here = (asked.turn == turn).then_some("page");
        view! { <a href=address(turn).on(BASE) aria-current=here>{turn_word(turn, t)}</a> }
    };
    let tabs = [None, Some(Turn::Customer), Some(Turn::Desk), Some(Turn::Nobody)]
        .map(tab)
        .into_iter()
        .collect_view();
    let next = rows.next.map(|after| address(asked.turn).with("after", &after).on(BASE));
    let previous = asked.after.is_some().then(|| address(asked.turn).on(BASE));
    let body = if !rows.items.is_empty() {
        view! { <Table rows=rows.items today /> }.into_any()
    } else if asked.turn.is_some() || asked.after.is_some() {
        view! { <p class="muted">{t.none_here}</p> }.into_any()
    } else {
        let ask = orders.then(|| view! { <AskOffer path="/offers/new" class="act" /> });
        view! { <Empty title=t.none_title text=t.none_text>{ask}</Empty> }.into_any()
    };
    view! {
        <Page title=t.title>
            <div class="head">
                <div>
                    <h1>{t.title}</h1>
                    <p class="muted">{t.text}</p>
                </div>
                {orders.then(|| view! { <AskOffer path="/offers/new" class="act no-print" /> })}
            </div>
            <nav class="tabs" aria-label=t.whose>{tabs}</nav>
            {body}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

#[component]
fn Table(rows: Vec<ListedQuote>, today: Date) -> impl IntoView {
    let t = &use_text().quotes;
    let row = move |listed: ListedQuote| view! { <Row head=listed.head today /> };
    view! {
        <table class="data orders">
            <caption class="vh">{t.title}</caption>
            <thead>
                <tr>
                    <th>{t.number}</th>
                    <th>{t.about}</th>
                    <th>{t.state}</th>
                    <th>{t.until}</th>
                    <th class="num">{t.sum}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(head: QuoteSummary, today: Date) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let state = state_on(head.state, head.valid_until, today);
    let version = (head.number > 0).then(|| fill(t.version, &[&head.number.to_string()]));
    let about = [version.unwrap_or_default(), head.owner_name.clone()];
    let changed = fill(t.changed, &[&format::moment(head.changed_at, l)]);
    let about = about.into_iter().filter(|words| !words.is_empty()).chain([changed]);
    view! {
        <tr>
            <td class="c-code"><span class="code">{head.id.to_string()}</span></td>
            <td class="c-what">
                <a class="name cover" href=path_of(&head.id)>{head.title}</a>
                <span class="sub-line">{about.collect::<Vec<_>>().join(", ")}</span>
            </td>
            <td class="c-state"><QuotePill state /></td>
            <td class="c-date">{head.valid_until.map(|day| last_day(state, day, today))}</td>
            <td class="c-sum">{head.net.map(|net| format::money(net, l))}</td>
        </tr>
    }
}
