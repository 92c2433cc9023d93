//! `/desk/orders`: what waits, by state; with a preview beside it where there is room. Everything stands in the address.

use kontor_domain::OrderId;
use kontor_domain::accounts::{Channel, Right};
use kontor_domain::orders::{ChoiceState, OrderFilter, OrderState, OrderSummary};
use kontor_domain::{format, page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk_confirm::ConfirmAsPromised;
use super::desk_order_view::{DeskOrder, desk_order_view};
use super::order_page::OrderTimeline;
use super::orders::orders;
use crate::desk::{DeskCount, DeskCounts, DeskProblem, row_id, row_keys, use_desk, when_key};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, FindForm, OrderPill, Page, Pager, Query, Toasts, quantity_words, use_query};
use crate::wire::Refusal;

const PATH: &str = "/desk/orders";
/// Narrower windows have no room for list and preview side by side (see `.panes` in `style/components/desk.css`).
const SIDE_BY_SIDE: f64 = 1_200.0;

/// Reads the address; without a state, what waits for the desk first.
fn filter(query: &Query) -> OrderFilter {
    let choice = ChoiceState::parse(query.get("choice"));
    let state = match query.get("state") {
        "" => Some(OrderState::Placed),
        code => OrderState::parse(code),
    };
    let case = query.some("case");
    let channel = Channel::parse(query.get("channel")).filter(|_| case.is_none());
    let state = state.filter(|_| case.is_none() && choice.is_none());
    OrderFilter { state, case, company: None, choice, channel, after: query.some("after") }
}

#[component]
pub fn DeskQueuePage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let desk = use_desk();
    let navigate = use_navigate();
    let asked = Memo::new(move |_| query.with(filter));
    let opened = Memo::new(move |_| query.with(|q| q.some("open")).map(OrderId));
    let list = Resource::new_blocking(move || asked.get(), orders);
    let preview = Resource::new_blocking(
        move || opened.get(),
        |id| async move {
            match id {
                Some(id) => Some(desk_order_view(id).await),
                None => None,
            }
        },
    );
    let go = {
        let navigate = navigate.clone();
        move |path: &str, replace: bool| {
            navigate(path, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
        }
    };
    let show = {
        let go = go.clone();
        Callback::new(move |id: Option<OrderId>| {
            let id = id.as_ref().map_or("", OrderId::as_str);
            go(&query.with_untracked(|q| q.with("open", id)).on(PATH), true);
        })
    };
    let wide = || window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w >= SIDE_BY_SIDE);
    // The rows shown, for the keys.
    let rows = StoredValue::new(Vec::<OrderId>::new());
    let keys = row_keys(move |i| {
        if wide() {
            show.run(rows.with_value(|rows| rows.get(i).cloned()));
        }
    });
    when_key(move |ev| match ev.key().as_str() {
        "b" => {
            if let Some(button) = document().get_element_by_id("confirm-as-promised") {
                use leptos::wasm_bindgen::JsCast as _;
                button.unchecked_into::<leptos::web_sys::HtmlElement>().click();
            }
        }
        "Escape" if opened.get_untracked().is_some() => show.run(None),
        _ => {}
    });
    let done = Callback::new(move |()| {
        // Confirmed, it is no longer among those to confirm.
        if asked.with_untracked(|a| a.state == Some(OrderState::Placed)) {
            keys.row_left();
        }
        list.refetch();
        preview.refetch();
        desk.count_again();
    });
    view! {
        <Page title=t.desk.orders class="work">
            <div class="head">
                <div>
                    <h1>{t.desk.orders}</h1>
                    <a class="plain" href="/desk/promises">{t.promise.kept_title}</a>
                </div>
                <p class="row keys">
                    <kbd>"J"</kbd><kbd>"K"</kbd><span class="small muted">{t.desk.keys_rows}</span>
                    <kbd>{t.desk.enter}</kbd><span class="small muted">{t.desk.keys_open}</span>
                    <kbd>"?"</kbd><span class="small muted">{t.desk.all_keys}</span>
                </p>
                <FindForm
                    path=PATH
                    name="case"
                    value=query.with_untracked(|q| q.get("case").to_owned())
                    label=t.desk.case_code
                    hint=t.orders.case_hint
                    button=t.orders.open_case
                />
            </div>
            <Tabs asked />
            <Ways asked />
            <div class="panes" data-open=move || opened.get().map(|_| "")>
                <section>
                    <Transition>
                        {move || {
                            let asked = asked.get();
                            Suspend::new(async move {
                                match list.await {
                                    Ok(page) => {
                                        rows.set_value(page.items.iter().map(|o| o.id.clone()).collect());
                                        view! { <List page asked opened wide show /> }.into_any()
                                    }
                                    Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                                }
                            })
                        }}
                    </Transition>
                </section>
                <Transition>
                    {move || Suspend::new(async move {
                        match preview.await {
                            None | Some(Err(_)) => ().into_any(),
                            Some(Ok(found)) => view! { <Preview found query done /> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

/// The states as work: to confirm, to pack, to ship, done.
#[component]
fn Tabs(asked: Memo<OrderFilter>) -> impl IntoView {
    let (desk, t) = (use_desk(), use_text());
    let none: fn(&DeskCounts) -> DeskCount = |_| DeskCount::default();
    let tabs: [Tab; 11] = [
        (("state", "placed"), t.desk.to_confirm, |c| c.placed),
        (("state", "on_hold"), t.credit.tab, |c| c.held),
        (("state", "confirmed"), t.desk.to_pack, |c| c.confirmed),
        (("state", "picked"), t.desk.to_ship, |c| c.picked),
        (("choice", "expedite"), t.promise.tab_wishes, |c| c.wishes),
        (("choice", "asked"), t.promise.tab_asked, none),
        (("choice", "chosen"), t.promise.tab_chosen, none),
        (("state", "partly_shipped"), t.desk.partly_shipped, none),
        (("state", "shipped"), t.desk.shipped, none),
        (("state", "cancelled"), t.desk.cancelled, none),
        (("state", "all"), t.orders.all, none),
    ];
    let tab = move |((name, code), word, pick): Tab| {
        let href = move || address((name, code), asked.with(|a| a.channel)).on(PATH);
        let here = move || asked.with(|a| a.case.is_none() && tab_of(a) == (name, code)).then_some("page");
        view! {
            <a href=href aria-current=here>
                {word}
                <Transition>
                    {move || Suspend::new(async move {
                        pick(&desk.counts().await).words().map(|n| view! { " " <small>{n}</small> })
                    })}
                </Transition>
            </a>
        }
    };
    view! { <nav class="tabs" aria-label=t.orders.states>{tabs.into_iter().map(tab).collect_view()}</nav> }
}

/// The queue of a tab, and of a channel.
fn address((name, code): (&str, &str), channel: Option<Channel>) -> Query {
    Query::default().with(name, code).with("channel", channel.map_or("", Channel::code))
}

/// Which way the orders came.
#[component]
fn Ways(asked: Memo<OrderFilter>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let way = move |channel: Option<Channel>| {
        let href = move || address(asked.with(tab_of), channel).on(PATH);
        let here = move || asked.with(|a| a.case.is_none() && a.channel == channel).then_some("page");
        let word = channel.map_or(t.acting.all_channels, |c| c.word(l));
        view! { <a href=href aria-current=here>{word}</a> }
    };
    let ways = std::iter::once(None).chain(Channel::OF_ORDERS.map(Some));
    view! { <nav class="chips" aria-label=t.acting.channels>{ways.map(way).collect_view()}</nav> }
}

/// What it asks in the address, its word, how much waits there.
type Tab = ((&'static str, &'static str), &'static str, fn(&DeskCounts) -> DeskCount);

/// The tab that a filter belongs to.
fn tab_of(asked: &OrderFilter) -> (&'static str, &'static str) {
    match asked.choice {
        Some(choice) => ("choice", choice.code()),
        None => ("state", asked.state.map_or("all", OrderState::code)),
    }
}

#[component]
fn List(
    page: page::Page<OrderSummary>,
    asked: OrderFilter,
    opened: Memo<Option<OrderId>>,
    wide: fn() -> bool,
    show: Callback<Option<OrderId>>,
) -> impl IntoView {
    let t = use_text();
    let address = address(tab_of(&asked), asked.channel);
    if page.items.is_empty() {
        let (title, text) = match (&asked.case, asked.state) {
            (Some(_), _) => (t.desk.no_case, t.desk.no_case_text),
            _ if asked.choice.is_some() => (t.promise.none_desk, t.promise.none_desk_text),
            (None, Some(OrderState::Placed)) => (t.desk.none_placed, t.desk.none_placed_text),
            _ => (t.orders.none_state, t.desk.none_text),
        };
        return view! {
            <Empty title text>
                {(asked.state == Some(OrderState::Placed))
                    .then(|| view! { <a class="act" href="/desk/orders?state=confirmed">{t.desk.show_confirmed}</a> })}
                <a class="quiet" href="/desk/orders?state=all">{t.orders.show_all}</a>
            </Empty>
        }
        .into_any();
    }
    let next = page.next.map(|after| address.with("after", &after).on(PATH));
    let first = asked.after.is_some().then(|| address.on(PATH));
    view! {
        <table class="data queue">
            <caption class="vh">{t.desk.orders}</caption>
            <thead>
                <tr>
                    <th>{t.orders.case}</th>
                    <th>{t.desk.customer}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.orders.promise}</th>
                    <th class="num">{t.orders.net}</th>
                </tr>
            </thead>
            <tbody>
                {page
                    .items
                    .into_iter()
                    .enumerate()
                    .map(|(i, order)| view! { <Row i order opened wide show /> })
                    .collect_view()}
            </tbody>
        </table>
        {(next.is_some() || first.is_some()).then(|| view! { <Pager previous=first next /> })}
    }
    .into_any()
}

/// A click shows the preview where there is room for it, a second one (or Enter) opens the order.
#[component]
fn Row(
    i: usize,
    order: OrderSummary,
    opened: Memo<Option<OrderId>>,
    wide: fn() -> bool,
    show: Callback<Option<OrderId>>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let lines = match order.lines {
        1 => t.orders.lines_one.to_owned(),
        n => fill(t.orders.lines, &[&n.to_string()]),
    };
    let mut about = format!("{lines}, {}, {}", order.channel.word(l), format::moment(order.placed_at, l));
    if !order.po_number.is_empty() {
        about = format!("{about}, {}", order.po_number);
    }
    let open = order.state != OrderState::Cancelled && order.state != OrderState::Shipped;
    let choice = order.choice.map(|choice| match choice {
        ChoiceState::Asked => ("soon", t.promise.tab_asked),
        ChoiceState::Expedite => ("soon", t.promise.tab_wishes),
        ChoiceState::Chosen => ("good", t.promise.tab_chosen),
    });
    let promise = match (open, order.late) {
        (false, _) => None,
        (true, true) => Some(("soon", t.desk.later)),
        (true, false) => Some(("good", t.desk.holds)),
    };
    let id = order.id.clone();
    let mine = Memo::new(move |_| opened.with(|o| o.as_ref() == Some(&id)));
    let id = order.id.clone();
    let click = move |ev: leptos::ev::MouseEvent| {
        let plain = !(ev.ctrl_key() || ev.meta_key() || ev.shift_key() || ev.alt_key()) && ev.button() == 0;
        // The keyboard's Enter is a click with no count.
        if plain && ev.detail() == 1 && wide() && !mine.get_untracked() {
            ev.prevent_default();
            show.run(Some(id.clone()));
        }
    };
    view! {
        <tr class:on=move || mine.get() class:off=order.state == OrderState::Cancelled>
            <td class="c-code">
                <a
                    class="code cover"
                    id=row_id(i)
                    href=format!("{PATH}/{}", order.id)
                    aria-current=move || mine.get().then_some("true")
                    on:click=click
                >
                    {order.case.to_string()}
                </a>
            </td>
            <td class="c-who">{order.company_name} <span class="sub-line">{about}</span></td>
            <td class="c-state"><OrderPill state=order.state late=order.late /></td>
            <td class="c-promise">
                {choice
                    .or(promise)
                    .map(|(tone, word)| view! { <span class=format!("state {tone}")>{word}</span> " " })}
                {order.date.filter(|_| open).map(|d| view! { <span class="when">{format::day(d, l)}</span> })}
            </td>
            <td class="c-sum">{format::money(order.net, l)}</td>
        </tr>
    }
}

/// The case at a glance, and the one step that is asked most.
#[component]
fn Preview(found: DeskOrder, query: Memo<Query>, done: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let desk = use_desk();
    let toasts = Toasts::of();
    let order = found.order.clone();
    let back = query.with_untracked(|q| q.with("open", "")).on(PATH);
    let case = order.case.to_string();
    let confirmed = Callback::new({
        let case = case.clone();
        move |()| {
            toasts.say(fill(t.desk.confirmed_toast, &[&case]));
            done.run(());
        }
    });
    let shown = 5;
    let wanted = || order.lines.iter().filter(|line| !line.gone());
    let more = wanted().count().saturating_sub(shown);
    let confirm = order.state == OrderState::Placed && desk.may(Right::ConfirmOrders);
    let lines = wanted()
        .take(shown)
        .map(|line| {
            let (tone, hint) = super::desk_order::shelf(line, &found, l);
            view! {
                <div>
                    <dt>{quantity_words(line.quantity, line.unit, l)}</dt>
                    <dd>
                        {line.name.get(l).to_owned()}
                        <span class="small">
                            <br />
                            <span class="no">{line.number.clone()}</span> " "
                            " "
                            <span class=format!("state {tone}")>{hint}</span>
                            " "
                            <span class="when">{format::day(line.date(), l)}</span>
                        </span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let mut by = format!("{}, {}", order.placed_by, order.channel.word(l));
    if !order.entered_by.is_empty() {
        by = format!("{by}, {}", fill(t.acting.entered_by, &[&order.entered_by]));
    }
    if !order.po_number.is_empty() {
        by = format!("{by}, {}", order.po_number);
    }
    let wish = order.requested.map(|d| fill(t.orders.wish, &[&format::date(d, l)]));
    view! {
        <aside class="detail" aria-label=t.desk.preview>
            <a class="back" href=back>{t.desk.to_list}</a>
            <div class="row ends">
                <h2><span class="code">{case}</span> " " {order.company_name.clone()}</h2>
                <span class="muted">{format::money(order.totals.net, l)}</span>
            </div>
            <p class="row ends"><OrderPill state=order.state /> <span class="small muted">{by}</span></p>
            {wish.map(|text| view! { <p class="small">{text}</p> })}
            {(!order.note.is_empty()).then(|| view! { <div class="note">{order.note.clone()}</div> })}
            <dl class="facts">{lines}</dl>
            {(more > 0).then(|| view! { <p class="small muted">{fill(t.desk.more_lines, &[&more.to_string()])}</p> })}
            {confirm.then(|| view! { <ConfirmAsPromised found=found.clone() done=confirmed again=done /> })}
            <div class="actions">
                <a class="quiet" href=format!("{PATH}/{}", order.id)>
                    {if confirm { t.desk.open_to_change } else { t.desk.open }}
                </a>
            </div>
            <OrderTimeline timeline=order.timeline />
        </aside>
    }
}
