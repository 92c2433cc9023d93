//! `/cores` and `/desk/cores`: which old parts are still out against a deposit.

use kontor_domain::returns::{CoreFilter, CoreLedger, CoreView};
use kontor_domain::{CompanyId, format};
use leptos::prelude::*;

use super::core_ledger::core_ledger;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Pager, Query, Side, loaded, quantity_words, use_query};

fn filter(query: &Query) -> CoreFilter {
    CoreFilter {
        all: query.get("all") == "1",
        company: query.some("company").map(CompanyId),
        after: query.some("after"),
    }
}

#[component]
pub fn CoresPage() -> impl IntoView {
    view! { <Cores desk=false /> }
}

#[component]
pub fn DeskCoresPage() -> impl IntoView {
    view! { <Cores desk=true /> }
}

#[component]
fn Cores(desk: bool) -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(move || query.with(filter), core_ledger);
    loaded(data, Side::of(desk), move || {
        let asked = query.with(filter);
        move |ledger| view! { <Whole ledger asked desk /> }
    })
}

#[component]
fn Whole(ledger: CoreLedger, asked: CoreFilter, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = if desk { "/desk/cores" } else { "/cores" };
    let address = Query::default().with("company", asked.company.as_ref().map_or("", |c| c.as_str()));
    let base = address.clone();
    let tab = move |all: bool, word: &'static str| {
        let href = base.with("all", if all { "1" } else { "" }).on(path);
        view! { <a href=href aria-current=(asked.all == all).then_some("page")>{word}</a> }
    };
    // On one of several pages the sum is not the whole debt.
    let whole = ledger.next.is_none() && asked.after.is_none();
    let next = ledger
        .next
        .map(|after| address.with("all", if asked.all { "1" } else { "" }).with("after", &after).on(path));
    let sum = if whole { t.returns.cores_sum } else { t.returns.cores_sum_page };
    let open = fill(sum, &[&format::money(ledger.open, l)]);
    let empty = ledger.cores.is_empty();
    let rows = ledger.cores.into_iter().map(|core| view! { <Row core desk /> }).collect_view();
    view! {
        <Page title=t.returns.cores class=if desk { "work" } else { "page" }>
            <div class="head">
                <div><h1>{t.returns.cores}</h1> <p class="muted">{t.returns.cores_text}</p></div>
                <a class="quiet" href=if desk { "/desk/returns" } else { "/returns" }>{t.returns.title}</a>
            </div>
            <nav class="tabs" aria-label=t.orders.states>{tab(false, t.returns.cores_open)} {tab(true, t.orders.all)}</nav>
            {if empty {
                view! {
                    <Empty title=t.returns.cores_none text=t.returns.cores_text>
                        <a class="quiet" href=if desk { "/desk/orders" } else { "/orders" }>{t.orders.title}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! {
                    <table class="data lines">
                        <caption class="vh">{t.returns.cores}</caption>
                        <thead>
                            <tr>
                                <th>{t.orders.part}</th>
                                <th>{t.returns.core_until}</th>
                                <th class="num">{t.returns.core_charged}</th>
                                <th class="num">{t.returns.core_back}</th>
                                <th class="num">{t.returns.core_open}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <p class="row ends"><span></span><b>{open}</b></p>
                    <Pager next />
                }
                    .into_any()
            }}
        </Page>
    }
}

#[component]
fn Row(core: CoreView, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let words = |q| quantity_words(q, core.unit, l);
    let open = core.open();
    let home = if desk { "/desk/orders" } else { "/orders" };
    let order = format!("{home}/{}", core.order);
    let some = open > kontor_domain::Quantity::ZERO;
    let back = (some && !core.over && !desk).then(|| {
        Query::default()
            .with(&format!("q.{}", core.position), &crate::ui::shown(open, l))
            .with(&format!("r.{}", core.position), "core")
            .on(&format!("/orders/{}/return", core.order))
    });
    let moving = core.returned > kontor_domain::Quantity::ZERO;
    let (tone, word) = match (some, core.over) {
        (false, _) if moving => ("soon", t.returns.core_moving),
        (false, _) => ("good", t.returns.core_done),
        (true, true) => ("bad", t.returns.core_over),
        (true, false) => ("soon", t.returns.core_waits),
    };
    view! {
        <tr>
            <td class="c-what">
                <b>{core.name.get(l).to_owned()}</b>
                <span class="sub-line">
                    <span class="no">{core.number.clone()}</span>
                    ", "
                    <a class="code" href=order>{core.case.to_string()}</a>
                    {desk.then(|| format!(" {}", core.company_name))}
                </span>
            </td>
            <td class="c-avail">
                <span class=format!("state {tone}")>{word}</span>
                " "
                <span class="when">{format::date(core.until, l)}</span>
                {back.map(|href| view! { <span class="sub-line"><a href=href>{t.returns.core_send}</a></span> })}
            </td>
            <td class="c-qty num">
                {words(core.charged)} <span class="sub-line">{fill(t.returns.core_each, &[&format::money(core.deposit, l)])}</span>
            </td>
            <td class="c-price">
                {words(core.credited)}
                {moving
                    .then(|| view! { <span class="sub-line">{fill(t.returns.core_under_way, &[&words(core.returned)])}</span> })}
            </td>
            <td class="c-sum">{words(open)} <span class="sub-line">{format::money(core.open_deposit(), l)}</span></td>
        </tr>
    }
}
