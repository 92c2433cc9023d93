//! `/desk/parts`: parts as the desk sees them, with stock by warehouse; the facts of one part beside the list.

use kontor_domain::catalog::{PartHit, PartView, SearchQuery};
use kontor_domain::stock::WarehouseStock;
use kontor_domain::{PartKey, Quantity, Unit, format};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::part::part;
use super::search::{Found, search};
use crate::desk::{DeskProblem, row_id, row_keys, when_key};
use crate::stock::stock_levels;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Availability, Empty, Fields, Page, Pager, PartNo, Query, availability_words, quantity_words, use_query,
};
use crate::wire::Refusal;

const PATH: &str = "/desk/parts";

fn asked(query: &Query) -> SearchQuery {
    SearchQuery {
        q: query.get("q").trim().to_owned(),
        available: query.get("available") == "true",
        // Pages count from one where people see them.
        page: query.get("page").parse::<u32>().unwrap_or(1).saturating_sub(1).min(SearchQuery::MAX_PAGE),
        ..SearchQuery::default()
    }
}

/// The address of a page of hits.
fn address(asked: &SearchQuery, page: u32) -> String {
    let page = if page == 0 { String::new() } else { (page + 1).to_string() };
    Query::default()
        .with("q", &asked.q)
        .with("available", if asked.available { "true" } else { "" })
        .with("page", &page)
        .on(PATH)
}

#[component]
pub fn DeskPartsPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let navigate = use_navigate();
    let asked = Memo::new(move |_| query.with(asked));
    let opened = Memo::new(move |_| query.with(|q| q.some("open")).map(PartKey));
    let found = Resource::new_blocking(move || asked.get(), search);
    // Two resources: after the first await inside of one, the second server function would not know whose request it is.
    let facts = Resource::new_blocking(
        move || opened.get(),
        |key| async move {
            match key {
                Some(key) => Some(part(key, String::new()).await),
                None => None,
            }
        },
    );
    let levels = Resource::new_blocking(
        move || opened.get(),
        |key| async move {
            match key {
                Some(key) => stock_levels(key).await,
                None => Ok(Vec::new()),
            }
        },
    );
    row_keys(|_| {});
    when_key({
        let navigate = navigate.clone();
        move |ev| {
            if ev.key() == "Escape" && opened.get_untracked().is_some() {
                let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&query.with_untracked(|q| q.with("open", "")).on(PATH), options);
            }
        }
    });
    let find = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(PATH), NavigateOptions::default());
        }
    };
    view! {
        <Page title=t.desk.parts class="work">
            <div class="head">
                <div><h1>{t.desk.parts}</h1></div>
                <form class="row" action=PATH role="search" on:submit=find>
                    <input
                        class="control"
                        type="search"
                        name="q"
                        prop:value=move || asked.with(|a| a.q.clone())
                        value=asked.with_untracked(|a| a.q.clone())
                        aria-label=t.catalog.search_label
                        placeholder=t.catalog.search_hint
                        autocomplete="off"
                        spellcheck="false"
                        maxlength="200"
                    />
                    <label class="check">
                        <input
                            type="checkbox"
                            name="available"
                            value="true"
                            checked=asked.with_untracked(|a| a.available)
                        />
                        <span>{t.desk.only_available}</span>
                    </label>
                    <button class="quiet">{t.desk.search}</button>
                </form>
            </div>
            <div class="panes" data-open=move || opened.get().map(|_| "")>
                <section>
                    <Transition>
                        {move || {
                            let asked = asked.get();
                            Suspend::new(async move {
                                match found.await {
                                    Ok(found) => view! { <List found asked query opened /> }.into_any(),
                                    Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                                }
                            })
                        }}
                    </Transition>
                </section>
                <Transition>
                    {move || Suspend::new(async move {
                        let levels = levels.await;
                        match facts.await.map(|part| part.and_then(|part| Ok((part, levels?)))) {
                            None => ().into_any(),
                            Some(Ok((part, levels))) => view! { <Facts part levels query /> }.into_any(),
                            Some(Err(Refusal(error))) => view! { <Gone error query /> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

#[component]
fn List(
    found: Found,
    asked: SearchQuery,
    query: Memo<Query>,
    opened: Memo<Option<PartKey>>,
) -> impl IntoView {
    let t = use_text();
    let answer = found.answer;
    if answer.hits.is_empty() {
        return view! {
            <Empty title=t.catalog.none text=t.desk.no_parts_text>
                <a class="quiet" href=PATH>{t.catalog.all_parts}</a>
            </Empty>
        }
        .into_any();
    }
    let first = u64::from(asked.page) * SearchQuery::HITS as u64 + 1;
    let last = first + answer.hits.len() as u64 - 1;
    let more = last < answer.total && asked.page < SearchQuery::MAX_PAGE;
    let next = more.then(|| address(&asked, asked.page + 1));
    let previous = asked.page.checked_sub(1).map(|page| address(&asked, page));
    let words = fill(t.catalog.shown, &[&first.to_string(), &last.to_string(), &answer.total.to_string()]);
    view! {
        {answer.corrected.then(|| view! { <div class="note soon">{t.catalog.corrected}</div> })}
        <table class="data orders">
            <caption class="vh">{t.desk.parts}</caption>
            <thead>
                <tr>
                    <th>{t.orders.number}</th>
                    <th>{t.orders.part}</th>
                    <th>{t.desk.stock}</th>
                    <th>{t.orders.delivery}</th>
                    <th class="num">{t.desk.list_price}</th>
                </tr>
            </thead>
            <tbody>
                {answer
                    .hits
                    .into_iter()
                    .enumerate()
                    .map(|(i, hit)| view! { <Row i hit query opened /> })
                    .collect_view()}
            </tbody>
        </table>
        <Pager text=words previous next />
    }
    .into_any()
}

#[component]
fn Row(i: usize, hit: PartHit, query: Memo<Query>, opened: Memo<Option<PartKey>>) -> impl IntoView {
    let l = use_language();
    let (tone, words) = availability_words(hit.code, &hit.availability, l);
    let key = hit.key.clone();
    let mine = Memo::new(move |_| opened.with(|o| o.as_ref() == Some(&key)));
    let key = hit.key.clone();
    let href = move || query.with(|q| q.with("open", key.as_str())).on(PATH);
    view! {
        <tr class:on=move || mine.get()>
            <td class="c-code"><span class="no">{hit.number}</span></td>
            <td class="c-what">
                <a
                    class="name cover"
                    id=row_id(i)
                    href=href
                    data-noscroll=""
                    aria-current=move || mine.get().then_some("true")
                >
                    {hit.name.get(l).to_owned()}
                </a>
                <span class="sub-line">{hit.facts}</span>
            </td>
            <td class="c-state"><span class=format!("state {tone}")>{words}</span></td>
            <td class="c-date">{hit.availability.date.map(|d| format::day(d, l))}</td>
            <td class="c-sum">{hit.price.map(|p| format::money(p.net, l))}</td>
        </tr>
    }
}

/// The opened part does not exist, or not any more.
#[component]
fn Gone(error: kontor_domain::Error, query: Memo<Query>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let back = query.with_untracked(|q| q.with("open", "")).on(PATH);
    view! {
        <aside class="detail">
            <a class="back" href=back>{t.desk.to_list}</a>
            <div class="note bad" role="alert">{error.text(l)}</div>
        </aside>
    }
}

#[component]
fn Facts(part: PartView, levels: Vec<WarehouseStock>, query: Memo<Query>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let back = query.with_untracked(|q| q.with("open", "")).on(PATH);
    let price = part.price.clone();
    let category = part.categories.iter().map(|(_, name)| name.get(l)).collect::<Vec<_>>().join(" / ");
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| facts.push((name.to_owned(), value));
    add(t.desk.group, category);
    for a in &part.attributes {
        let unit = if a.unit.is_empty() { String::new() } else { format!("\u{a0}{}", a.unit) };
        add(a.name.get(l), format!("{}{unit}", a.value));
    }
    if let Some(weight) = part.weight_kg {
        add(t.catalog.weight, format!("{}\u{a0}kg", format::decimal(weight.normalize(), l)));
    }
    for (name, quantity) in [
        (t.catalog.packaging, part.packaging),
        (t.catalog.minimum, part.minimum),
        (t.catalog.step, part.step),
    ] {
        if quantity > Quantity::ONE {
            add(name, quantity_words(quantity, part.unit, l));
        }
    }
    for reference in &part.cross_references {
        let source = if reference.source.is_empty() { t.catalog.cross } else { &reference.source };
        add(source, reference.number.clone());
    }
    let open = |key: &PartKey| query.with_untracked(|q| q.with("open", key.as_str())).on(PATH);
    let replaces = part
        .replaces
        .iter()
        .map(|(key, number)| view! { <a class="no" href=open(key)>{number.clone()}</a> " " })
        .collect_view();
    view! {
        <aside class="detail" aria-label=t.desk.preview>
            <a class="back" href=back>{t.desk.to_list}</a>
            <h2>{part.name.get(l).to_owned()}</h2>
            <p><PartNo number=part.number.clone() label=t.catalog.copy_number /></p>
            <p><Availability code=part.code availability=part.availability.clone() /></p>
            {part
                .successor
                .clone()
                .map(|(key, number)| {
                    view! { <p><a href=open(&key)>{fill(t.catalog.to_successor, &[&number])}</a></p> }
                })}
            <Stock levels unit=part.unit />
            {price
                .map(|price| {
                    let tiers = price
                        .tiers
                        .iter()
                        .map(|tier| {
                            let from = fill(t.catalog.from, &[&format::quantity(tier.from, l)]);
                            view! { <div><dt>{from}</dt><dd>{format::money(tier.net, l)}</dd></div> }
                        })
                        .collect_view();
                    view! {
                        <dl class="facts">
                            <div><dt>{t.desk.list_price}</dt><dd><b>{format::money(price.net, l)}</b></dd></div>
                            {tiers}
                        </dl>
                    }
                })}
            <dl class="facts">
                {facts
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect_view()}
                {(!part.replaces.is_empty())
                    .then(|| view! { <div><dt>{t.catalog.replaces}</dt><dd>{replaces}</dd></div> })}
            </dl>
            <div class="actions">
                <a class="quiet" href=format!("/parts/{}?desk=1", part.key)>{t.desk.in_shop}</a>
            </div>
        </aside>
    }
}

/// What is on the shelf of each branch, what of it is promised, and what is on its way.
#[component]
fn Stock(levels: Vec<WarehouseStock>, unit: Unit) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = |name: &'static str, quantity: Quantity, show: bool| {
        show.then(|| view! { <div><dt>{name}</dt><dd>{quantity_words(quantity, unit, l)}</dd></div> })
    };
    let place = |stock: WarehouseStock| {
        let (free, level) = (stock.level.free(), stock.level);
        let incoming = level
            .incoming
            .iter()
            .map(|i| {
                let words = fill(
                    t.desk.incoming_on,
                    &[&quantity_words(i.quantity, unit, l), &format::date(i.date, l)],
                );
                view! { <div><dt>{t.desk.incoming}</dt><dd>{words}</dd></div> }
            })
            .collect_view();
        view! {
            <h3>{stock.name}</h3>
            <dl class="facts">
                {row(t.desk.on_hand, level.on_hand, true)}
                {row(t.desk.reserved, level.reserved, level.reserved > Quantity::ZERO)}
                {row(t.catalog.free, free, true)}
                {row(t.desk.backordered, level.backordered, level.backordered > Quantity::ZERO)} {incoming}
            </dl>
        }
    };
    view! { <section>{levels.into_iter().map(place).collect_view()}</section> }
}
