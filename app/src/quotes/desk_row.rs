//! One position of the draft: its fields, what is left of it, and the buttons that move it or take it out.

use kontor_domain::quotes::{Choice, Item, Position};
use kontor_domain::{Error, format};
use leptos::prelude::*;

use super::desk_editing::Editing;
use crate::text::{fill, use_language, use_text};

#[component]
pub(super) fn Row(editing: Editing, id: u32) -> impl IntoView {
    let at = editing.with_base(|offer| offer.positions.iter().position(|p| p.id == id));
    let found = editing.with_base(|offer| offer.position(id).cloned());
    let (Some(at), Some(position)) = (at, found) else { return ().into_any() };
    let (l, t) = (use_language(), use_text());
    let heading = position.item.is_heading();
    let name = position.name.get(l).to_owned();
    let gone = Memo::new(move |_| editing.out.with(|out| out.contains(&id)));
    let number = move || {
        let (order, out) = (editing.order.get(), editing.out.get());
        let counts = |id: &&u32| {
            !out.contains(*id)
                && editing.with_base(|offer| offer.position(**id).is_some_and(|p| !p.item.is_heading()))
        };
        let before = order.iter().take_while(|other| **other != id).filter(counts).count();
        (!heading).then(|| (before + 1).to_string())
    };
    let amount = move || {
        let amount = editing.draft.with(|draft| draft.offer.position(id).map(Position::amount));
        amount.filter(|_| !heading).map(|amount| format::money(amount, l))
    };
    let fields = if heading {
        ().into_any()
    } else {
        view! { <Numbers editing at position=position.clone() /> }.into_any()
    };
    let text_id = format!("text-{id}");
    view! {
        <li class="offer-row" class:heading=heading class:out=move || gone.get()>
            <input type="hidden" name=format!("form[positions][{at}][id]") value=id.to_string() />
            <div class="offer-top">
                <b class="offer-pos">{number}</b>
                <Name editing at position=position.clone() />
                <b class="offer-amount">{amount}</b>
                <Moves editing id name=name.clone() gone />
            </div>
            <div class="offer-body">
                {fields}
                <div class="field offer-text">
                    <label for=text_id.clone()>{t.desk_quotes.text} <span class="vh">" " {name}</span></label>
                    <textarea id=text_id name=format!("form[positions][{at}][text]") rows="1" maxlength="4000">
                        {editing.start(&format!("text.{id}"))}
                    </textarea>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// Headings and free positions are called as one likes.
#[component]
fn Name(editing: Editing, at: usize, position: Position) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let id = position.id;
    match position.item {
        Item::Heading | Item::Free { .. } => {
            let label = if position.item.is_heading() { t.desk_quotes.heading } else { t.desk_quotes.name };
            view! { <Small editing at id field="name" label about=String::new() class="offer-name" mode="text" /> }
                .into_any()
        }
        Item::Part { part, number } => view! {
            <span class="offer-name">
                <b>{position.name.get(l).to_owned()}</b>
                <a class="sub-line no" href=format!("/parts/{part}") rel="external">{number}</a>
            </span>
        }
        .into_any(),
        Item::Machine { configuration, version } => view! {
            <span class="offer-name">
                <b>{position.name.get(l).to_owned()}</b>
                <a class="sub-line" href=format!("/desk/configurations/{configuration}")>
                    {fill(t.desk_quotes.machine_version, &[&version.to_string()])}
                </a>
            </span>
        }
        .into_any(),
    }
}

/// Up, down, out: at once when awake, with a saving otherwise.
#[component]
fn Moves(editing: Editing, id: u32, name: String, gone: Memo<bool>) -> impl IntoView {
    let t = use_text();
    let button = move |what: &'static str, sign: &'static str, words: &'static str| {
        let label = fill(words, &[&name]);
        view! {
            <button
                class="quiet"
                id=format!("{what}-{id}")
                name="form[head][step]"
                value=format!("{what}.{id}")
                aria-label=label.clone()
                title=label
                hidden=move || gone.get()
                on:click=move |ev| {
                    ev.prevent_default();
                    if what == "out" { editing.put_out(id, true) } else { editing.step(what, id) }
                }
            >
                {sign}
            </button>
        }
    };
    view! {
        <span class="offer-moves no-print">
            {button("up", "↑", t.desk_quotes.up)} {button("down", "↓", t.desk_quotes.down)}
            {button("out", "×", t.desk_quotes.out)}
            {move || {
                gone.get()
                    .then(|| {
                        view! {
                            <button type="button" class="plain" on:click=move |_| editing.put_out(id, false)>
                                {t.desk_quotes.back_in}
                            </button>
                        }
                    })
            }}
        </span>
    }
}

/// Quantity, price, kind and time; for who may see it, what it costs us and what is left.
#[component]
fn Numbers(editing: Editing, at: usize, position: Position) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (id, about) = (position.id, position.name.get(l).to_owned());
    let list =
        (!position.list.is_zero()).then(|| fill(t.desk_quotes.list, &[&format::money(position.list, l)]));
    let quantity = fill(t.desk_quotes.quantity_in, &[position.unit.word(l)]);
    let small = move |field: &'static str, label: String, mode: &'static str, hint: Option<String>| {
        let about = about.clone();
        view! { <Small editing at id field label about mode hint /> }
    };
    let left = move || {
        let left = editing.reckoned.with(|r| r.each.get(&id).copied());
        let known = editing.draft.with(|draft| draft.costs.positions.contains_key(&id));
        match left.filter(|_| known) {
            Some(left) => {
                let percent = left.percent().map(|p| format::percent(p, l)).unwrap_or_default();
                let tone = if left.contribution().amount.is_sign_negative() { "bad" } else { "" };
                (tone, format::money(left.contribution(), l), percent)
            }
            None => ("soon", t.desk_quotes.unknown_short.to_owned(), String::new()),
        }
    };
    let costs = editing.sees.then(|| {
        view! {
            {small("purchase", t.desk_quotes.purchase.to_owned(), "decimal", None)}
            {small("inbound", t.desk_quotes.inbound.to_owned(), "decimal", None)}
            {small("bonus", t.desk_quotes.bonus.to_owned(), "decimal", None)}
            <div class="field offer-left">
                <span class="small muted">{t.desk_quotes.left}</span>
                <output class=move || format!("state {}", left().0)>{move || left().1} " " {move || left().2}</output>
            </div>
        }
    });
    view! {
        <div class="offer-fields">
            {small("quantity", quantity, "decimal", None)}
            {small("net", t.desk_quotes.unit_net.to_owned(), "decimal", list)}
            {small("discount", t.desk_quotes.discount.to_owned(), "decimal", None)}
            {small("lead_days", t.desk_quotes.lead_days.to_owned(), "numeric", None)}
            <Kind editing at position />
            {costs}
        </div>
    }
}

/// Firm, option, or in place of another position.
#[component]
fn Kind(editing: Editing, at: usize, position: Position) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let id = position.id;
    let (key, element) = (format!("choice.{id}"), format!("choice-{id}"));
    let chosen = editing.start(&key);
    let option = |value: String, word: String| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{word}</option> }
    };
    let others = editing.with_base(|offer| {
        let others = offer.positions.iter().filter(|p| {
            p.id != id && !p.item.is_heading() && (p.choice == Choice::Firm || p.id.to_string() == chosen)
        });
        let others = others.map(|p| (p.id.to_string(), fill(t.desk_quotes.instead_of, &[p.name.get(l)])));
        others.collect::<Vec<_>>()
    });
    let wrong = wrong(editing, key);
    view! {
        <div class="field offer-kind">
            <label for=element.clone()>{t.desk_quotes.kind} <span class="vh">" " {position.name.get(l).to_owned()}</span></label>
            <select
                id=element
                name=format!("form[positions][{at}][choice]")
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            >
                {option("firm".into(), t.desk_quotes.firm.into())}
                {option("option".into(), t.desk_quotes.option.into())}
                {others.into_iter().map(|(value, word)| option(value, word)).collect_view()}
            </select>
            {move || wrong.get().map(|text| view! { <p class="error">{text}</p> })}
        </div>
    }
}

/// What is wrong with a field of the draft.
fn wrong(editing: Editing, key: String) -> Signal<Option<String>> {
    let l = use_language();
    Signal::derive(move || {
        editing.form.error.with(|e| e.as_ref().and_then(|e: &Error| Some(e.field(&key)?.text(l))))
    })
}

/// A field with a short label above it.
#[component]
fn Small(
    editing: Editing,
    at: usize,
    id: u32,
    field: &'static str,
    #[prop(into)] label: String,
    /// Which position it is about, for screen readers.
    about: String,
    #[prop(default = "field")] class: &'static str,
    /// The keyboard of a phone.
    mode: &'static str,
    #[prop(optional_no_strip)] hint: Option<String>,
) -> impl IntoView {
    let (key, element) = (format!("{field}.{id}"), format!("{field}-{id}"));
    let value = editing.start(&key);
    let wrong = wrong(editing, key);
    let class = if class == "field" { "field".to_owned() } else { format!("field {class}") };
    let about = (!about.is_empty()).then(|| view! { <span class="vh">" " {about}</span> });
    let described = format!("{element}-e");
    view! {
        <div class=class>
            <label for=element.clone()>{label} {about}</label>
            <input
                id=element
                name=format!("form[positions][{at}][{field}]")
                value=value
                inputmode=mode
                autocomplete="off"
                maxlength="200"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=described.clone()
            />
            {hint.map(|hint| view! { <span class="small muted">{hint}</span> })}
            {move || wrong.get().map(|text| view! { <p class="error" id=described.clone()>{text}</p> })}
        </div>
    }
}
