//! `/desk/metals`: what metals cost, day by day.

use kontor_domain::pricing::{MAX_AGE, Metal, Notation, counting};
use kontor_domain::{Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::set_notation::{Noted, notations, set_notation};
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Empty, Field, Fields, Page, Sending, Side, Toasts, TryAgain, kept, loaded, use_query,
};

#[component]
pub fn DeskMetalsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| notations());
    let again = Callback::new(move |()| data.refetch());
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done") == "1");
        move |noted| view! { <Whole noted done again /> }
    })
}

#[component]
fn Whole(noted: Noted, done: bool, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let text = fill(t.pricing.metals_text, &[&MAX_AGE.to_string()]);
    let body = if noted.notations.is_empty() {
        view! {
            <Empty title=t.pricing.metals_none text=t.pricing.metals_none_text>
                <a class="quiet" href="/desk/parts">{t.desk.parts}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Table noted=noted.clone() /> }.into_any()
    };
    view! {
        <Page title=t.pricing.metals class="work">
            <div class="head"><div><h1>{t.pricing.metals}</h1> <p class="muted">{text}</p></div></div>
            {done.then(|| view! { <div class="note good" role="status">{t.pricing.noted}</div> })}
            <div class="split">
                <div>{body}</div>
                <aside>
                    <section class="chapter"><h2>{t.pricing.note_new}</h2><NotationForm today=noted.today.to_string() again /></section>
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Table(noted: Noted) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let counts: Vec<Notation> =
        Metal::ALL.into_iter().filter_map(|m| counting(&noted.notations, m, noted.today)).collect();
    let row = move |n: Notation| {
        let on = counts.contains(&n);
        view! {
            <tr class:on=on>
                <td data-label=t.pricing.metal>{n.metal.word(l)}</td>
                <td data-label=t.pricing.day>{format::date(n.day, l)}</td>
                <td class="num" data-label=t.pricing.rate_short><b>{format::money(Money::eur(n.rate), l)}</b></td>
                <td>{on.then(|| view! { <span class="state good">{t.pricing.counts_today}</span> })}</td>
            </tr>
        }
    };
    view! {
        <table class="data">
            <caption class="vh">{t.pricing.metals}</caption>
            <thead>
                <tr>
                    <th>{t.pricing.metal}</th>
                    <th>{t.pricing.day}</th>
                    <th class="num">{t.pricing.rate}</th>
                    <th>{t.orders.state}</th>
                </tr>
            </thead>
            <tbody>{noted.notations.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn NotationForm(today: String, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/pricing/set_notation");
    let typed = kept(form);
    let toasts = Toasts::of();
    let chosen = Metal::parse(typed.get("metal")).unwrap_or(Metal::Copper);
    let day = typed.some("day").unwrap_or(today);
    let options = Metal::ALL
        .into_iter()
        .map(|m| view! { <option value=m.code() selected=m == chosen>{m.word(l)}</option> })
        .collect_view();
    let element = NodeRef::new();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(f) = Fields::of(&ev) {
            form.start(set_notation(f.get("metal"), f.get("day"), f.get("rate")), move |()| {
                toasts.say(t.pricing.noted.to_owned());
                again.run(());
            });
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Alert form />
            <div class="field">
                <label for="metal">{t.pricing.metal}</label>
                <select id="metal" name="metal">{options}</select>
            </div>
            <Field form name="day" label=t.pricing.day kind="date" value=day />
            <Field form name="rate" label=t.pricing.rate value=typed.get("rate") inputmode="decimal" maxlength=14 />
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.pricing.note_do}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}
