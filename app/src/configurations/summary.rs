//! What it comes to: price, date, completeness, and whether it is saved. Beside the options, and at the lower edge of a phone.

use kontor_domain::configurations::KeptLine;
use kontor_domain::{Language, Quantity, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::choosing::{Choosing, Saving};
use super::group::Hidden;
use super::page::Merged;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

#[component]
pub fn Summary() -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    let kept = Memo::new(move |_| choosing.standing.with(|s| s.kept.clone()));
    let rows = move || kept.with(|k| k.lines.iter().map(|line| row(line, l)).collect::<Vec<_>>());
    let lines = move || {
        let row = |(name, amount)| view! { <div><dt>{name}</dt><dd>{amount}</dd></div> };
        rows().into_iter().map(row).collect_view()
    };
    let each = move || {
        kept.with(|k| (k.machines != 1).then(|| fill(t.configurations.each, &[&format::money(k.net, l)])))
    };
    view! {
        <section class="chapter" id="summary">
            <h2>{t.configurations.overview}</h2>
            <dl class="sums parts-of">
                {lines}
                <div class="total">
                    <dt>{t.configurations.sum}</dt>
                    <dd>{move || kept.with(|k| format::money(k.total(), l))}</dd>
                </div>
            </dl>
            <p class="small muted">{each} " " {t.configurations.list_price}</p>
            <p class="row ends">
                <span>{t.configurations.delivery}</span>
                <b class="when">{move || fill(t.configurations.about, &[&format::day(choosing.date(), l)])}</b>
            </p>
            <Next />
            {choosing.editable.then(|| view! { <Machines /> })}
            <Saved />
            <Merged />
        </section>
    }
}

/// What it is and what it costs.
fn row(line: &KeptLine, l: Language) -> (String, String) {
    let many = (line.quantity != Quantity::ONE).then(|| format!("{} × ", format::quantity(line.quantity, l)));
    let name = format!("{}{}", many.unwrap_or_default(), line.name.get(l));
    let amount = line.amount();
    let amount = if amount.is_zero() { String::new() } else { format::money(amount, l) };
    (name, amount)
}

/// Whether anything is missing, and the way to it.
#[component]
fn Next() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let next = Memo::new(move |_| {
        choosing.standing.with(|s| s.next().map(|(code, name)| (code.to_owned(), name.to_owned())))
    });
    let complete = Memo::new(move |_| choosing.standing.with(|s| s.kept.complete));
    move || match (next.get(), complete.get()) {
        (Some((code, name)), _) => {
            let words = fill(t.configurations.next_missing, &[&name]);
            view! { <a class="quiet no-print" href=format!("#g-{code}") rel="external">{words}</a> }
                .into_any()
        }
        (None, true) => view! { <p class="state good">{t.configurations.complete}</p> }.into_any(),
        (None, false) => {
            view! { <a class="state bad" href="#clash" rel="external">{t.configurations.clash}</a> }
                .into_any()
        }
    }
}

/// How many such machines.
#[component]
fn Machines() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let form = Sending::about("/fn/configurations/change_configuration", "machines");
    let take = format!(r#"<button class="quiet">{}</button>"#, t.configurations.take);
    let value = move || choosing.machines.get().to_string();
    view! {
        <form class="row no-print" id="g-machines" method="post" action=form.url on:submit=|ev: SubmitEvent| ev.prevent_default()>
            <Hidden choosing />
            <label for="machines">{t.configurations.machines}</label>
            <input
                class="amount"
                id="machines"
                name="machines"
                type="number"
                min="1"
                max="999"
                value=leptos::reactive::graph::untrack(value)
                prop:value=value
                inputmode="numeric"
                autocomplete="off"
                on:change=move |ev| {
                    if let Ok(machines @ 1..=999) = event_target_value(&ev).trim().parse::<u32>() {
                        choosing.set_machines(machines);
                    }
                }
            />
            <noscript inner_html=take />
        </form>
        <Alert form />
    }
}

/// Whether what is chosen is at the server.
#[component]
pub fn Saved() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let words = move || match choosing.saving.get() {
        Saving::Saved => ("good", t.configurations.saved),
        Saving::Busy => ("", t.configurations.saving),
        Saving::Unreachable => ("bad", t.configurations.unsaved),
    };
    choosing.editable.then(|| {
        view! {
            <p class="small no-print" role="status">
                <span class=move || format!("state {}", words().0)>{move || words().1}</span>
            </p>
        }
    })
}

/// At the lower edge of a phone: what it costs, when it comes, what is missing next.
#[component]
pub fn Bar() -> impl IntoView {
    let l = use_language();
    let choosing = Choosing::of();
    view! {
        <div class="config-bar no-print">
            <span>
                <b>{move || choosing.standing.with(|s| format::money(s.kept.total(), l))}</b>
                " "
                <span class="small">{move || format::day(choosing.date(), l)}</span>
                <Short />
            </span>
            <Next />
        </div>
    }
}

/// Only what is not as it should be: on a phone there is no room for more.
#[component]
fn Short() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    move || {
        (choosing.saving.get() == Saving::Unreachable)
            .then(|| view! { <span class="small state bad">{t.configurations.unsaved_short}</span> })
    }
}
