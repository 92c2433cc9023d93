//! `/desk/offers`: the offers with what is to be done next, what waits for the desk first.

use kontor_domain::accounts::Right;
use kontor_domain::quotes::{ListedQuote, QuoteFilter, Turn};
use kontor_domain::{CompanyId, Date, format};
use leptos::prelude::*;

use super::desk_offers::{DeskOffersShown, desk_offers};
use super::{DESK, QuotePill, desk_path, next_words};
use crate::desk::{row_id, row_keys, use_desk};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded, use_query};

/// The tabs: what stands behind `show=`, in their order.
const SHOWS: [&str; 5] = ["", "customer", "mine", "all", "closed"];

/// Reads the address.
fn filter(query: &Query) -> QuoteFilter {
    let company = query.some("company").map(CompanyId);
    let show = query.get("show");
    let turn = match show {
        "" if company.is_none() => Some(Turn::Desk),
        "customer" => Some(Turn::Customer),
        "closed" => Some(Turn::Nobody),
        _ => None,
    };
    QuoteFilter {
        turn: turn.filter(|_| company.is_none()),
        mine: show == "mine" && company.is_none(),
        company,
        after: query.some("after"),
    }
}

#[component]
pub fn DeskOffersPage() -> impl IntoView {
    let query = use_query();
    row_keys(|_| {});
    let asked = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || asked.get(), desk_offers);
    loaded(data, Side::Desk, move || {
        let query = query.get();
        move |shown| view! { <Whole shown query /> }
    })
}

#[component]
fn Whole(shown: DeskOffersShown, query: Query) -> impl IntoView {
    let (t, desk) = (use_text(), use_desk());
    let DeskOffersShown { page, customer, today } = shown;
    let show = query.get("show").to_owned();
    let here = Query::default().with("company", query.get("company")).with("show", &show);
    let next = page.next.map(|after| here.with("after", &after).on(DESK));
    let previous = query.some("after").map(|_| here.on(DESK));
    let word = |show: &str| match show {
        "" => t.desk_quotes.ours_now,
        "customer" => t.desk_quotes.theirs_now,
        "mine" => t.desk_quotes.mine,
        "all" => t.desk_quotes.all,
        _ => t.desk_quotes.closed,
    };
    let tabs = customer.is_none().then(|| {
        let tabs = SHOWS.map(|to| {
            let href = Query::default().with("show", to).on(DESK);
            view! { <a href=href aria-current=(show == to).then_some("page")>{word(to)}</a> }
        });
        view! { <nav class="tabs" aria-label=t.desk_quotes.whose>{tabs}</nav> }
    });
    let begin = {
        let company = customer.as_ref().map_or("", |(id, _)| id.as_str());
        Query::default().with("company", company).on("/desk/offers/new")
    };
    let title = match &customer {
        Some((_, name)) => fill(t.desk_quotes.of, &[name]),
        None => t.desk_quotes.title.to_owned(),
    };
    let crumbs = customer.map(|(id, name)| {
        let above = vec![
            ("/desk/customers".to_owned(), t.desk.customers.to_owned()),
            (format!("/desk/customers/{id}"), name),
        ];
        view! { <Crumbs above here=t.desk_quotes.title /> }
    });
    let body = if page.items.is_empty() {
        view! {
            <Empty title=t.desk_quotes.none_title text=t.desk_quotes.none_text>
                <a class="quiet" href=Query::default().with("show", "all").on(DESK)>{t.desk_quotes.all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Table rows=page.items today /> }.into_any()
    };
    view! {
        <Page title=title.clone() class="work">
            {crumbs}
            <div class="head">
                <div><h1>{title}</h1></div>
                <span class="row">
                    {desk
                        .may(Right::SeeMargins)
                        .then(|| view! { <a class="quiet" href="/desk/offers/floors">{t.desk_quotes.floors}</a> })}
                    {desk.may(Right::ManageQuotes).then(|| view! { <a class="act" href=begin>{t.desk_quotes.begin}</a> })}
                </span>
            </div>
            {tabs}
            {body}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

#[component]
fn Table(rows: Vec<ListedQuote>, today: Date) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |(i, quote): (usize, ListedQuote)| {
        let head = quote.head;
        let next = quote.next.map(|next| {
            let (tone, words) = next_words(&next, today);
            let class = if tone == "bad" { "state bad" } else { "small" };
            view! { <span class=class>{words}</span> }
        });
        let version = (head.number > 1).then(|| fill(t.desk_quotes.version, &[&head.number.to_string()]));
        view! {
            <tr>
                <td class="c-code nowrap">
                    <a class="no cover" id=row_id(i) href=desk_path(&head.id)>{head.id.to_string()}</a>
                </td>
                <td class="c-what">
                    <b>{head.company_name}</b>
                    <span class="sub-line">{head.title}</span>
                </td>
                <td class="c-state"><QuotePill state=head.state /> {version.map(|v| view! { <span class="sub-line">{v}</span> })}</td>
                <td class="c-date nowrap">
                    {head.valid_until.map(|day| format::date(day, l))}
                </td>
                <td class="c-next">{next}</td>
                <td class="c-owner">{head.owner_name}</td>
                <td class="c-sum">{head.net.map(|net| format::money(net, l))}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders offers">
            <caption class="vh">{t.desk_quotes.title}</caption>
            <thead>
                <tr>
                    <th>{t.desk_quotes.number}</th>
                    <th>{t.desk.customer}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.desk_quotes.last_day}</th>
                    <th>{t.desk_quotes.next}</th>
                    <th>{t.cases.owner}</th>
                    <th class="num">{t.desk_quotes.net}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::quotes::Turn;

    use super::{Query, filter};

    #[test]
    fn what_waits_for_the_desk_comes_first_and_a_customer_shows_everything() {
        assert_eq!(filter(&Query::default()).turn, Some(Turn::Desk));
        assert_eq!(filter(&Query::parse("show=closed")).turn, Some(Turn::Nobody));
        let mine = filter(&Query::parse("show=mine"));
        assert!(mine.mine && mine.turn.is_none());
        let of_one = filter(&Query::parse("company=bauer&show=mine"));
        assert!(!of_one.mine && of_one.turn.is_none() && of_one.company.is_some());
    }
}
