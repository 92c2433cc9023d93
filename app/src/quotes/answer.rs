//! The answers that are no yes: a change or a counter-offer, and declining.

use kontor_domain::QuoteId;
use kontor_domain::quotes::{MAX_WORDS, Position};
use leptos::html::Form;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::accept::Hidden;
use super::counter_quote::{CounterForm, LineForm, counter_quote, line_name};
use super::decline_quote::decline_quote;
use super::picks::Picking;
use super::positions::number_of;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Cell, FieldError, Fields, Sending, TryAgain, field_error, kept};

/// What is answered: the offer, and the version that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub quote: QuoteId,
    pub number: u32,
}

/// Several lines of text, that may be needed.
#[component]
pub fn WordsField(
    form: Sending,
    name: &'static str,
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(into)] value: String,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let t = use_text();
    let error = field_error(form, name);
    let described = move || {
        let hint = hint.map(|_| format!("{id}-h"));
        let wrong = error.with(Option::is_some).then(|| format!("{id}-e"));
        (hint.is_some() || wrong.is_some())
            .then(|| hint.into_iter().chain(wrong).collect::<Vec<_>>().join(" "))
    };
    view! {
        <div class="field full">
            <label for=id>{label} {optional.then(|| view! { <span>" " {t.house.optional}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-h")>{hint}</p> })}
            <textarea
                id=id
                name=name
                rows="3"
                maxlength=MAX_WORDS.to_string()
                required=!optional
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            >
                {value}
            </textarea>
            <FieldError form name id=format!("{id}-e") />
        </div>
    }
}

/// A sum, words, and words to single positions.
#[component]
pub fn Counter(
    seen: Seen,
    picking: Picking,
    form: Sending,
    /// Of what is offered with what is chosen.
    hint: Signal<String>,
    /// After it was sent.
    done: Callback<&'static str>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let typed = kept(form);
    let error = field_error(form, "net");
    let positions: Vec<(Position, String)> = picking.offer.with_value(|offer| {
        let named = |p: &Position| (p.clone(), number_of(offer, p.id));
        offer.positions.iter().filter(|p| !p.item.is_heading()).map(named).collect()
    });
    let ids: Vec<u32> = positions.iter().map(|(position, _)| position.id).collect();
    let spoken = ids.iter().any(|id| !typed.get(&line_name(*id)).is_empty());
    let lines = positions
        .into_iter()
        .enumerate()
        .map(|(i, (position, number))| {
            let name = format!("{number} {}", position.name.get(l));
            view! {
                <div class="field full">
                    <p class="small" aria-hidden="true">{name.clone()}</p>
                    <input type="hidden" name=format!("form[lines][{i}][position]") value=position.id.to_string() />
                    <Cell
                        form
                        error=line_name(position.id)
                        name=format!("form[lines][{i}][words]")
                        value=typed.get(&line_name(position.id))
                        label=name
                        class=""
                    />
                </div>
            }
        })
        .collect_view();
    let element = NodeRef::<Form>::new();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        form.start(counter_quote(read(&fields, &ids)), move |()| {
            // What is said stands in the story now; a field in which somebody typed keeps its text when it is only drawn again.
            if let Some(sent) = element.get_untracked() {
                sent.reset();
            }
            done.run("countered");
        });
    };
    let opened = form.error.with_untracked(Option::is_some);
    view! {
        <details class="more-about no-print" id="counter" open=opened>
            <summary>{t.quotes.counter_title}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                <Alert form />
                <p>{t.quotes.counter_text}</p>
                <Hidden seen picking />
                <div class="field short-sum">
                    <label for="net">{t.quotes.counter_net} <span>" " {t.house.optional}</span></label>
                    <p class="hint" id="net-h">{hint}</p>
                    <input
                        id="net"
                        name="form[net]"
                        value=typed.get("net").to_owned()
                        inputmode="decimal"
                        autocomplete="off"
                        maxlength="20"
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby="net-h net-e"
                    />
                    <FieldError form name="net" id="net-e".to_owned() />
                </div>
                <WordsField
                    form
                    name="form[words]"
                    id="counter-words"
                    label=t.quotes.counter_words
                    value=typed.get("words")
                    optional=true
                />
                <details class="more-about" open=spoken>
                    <summary>{t.quotes.counter_lines}</summary>
                    <div class="stack">{lines}</div>
                </details>
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>
                        {t.quotes.counter_do}
                    </button>
                    <TryAgain form element />
                </div>
            </form>
        </details>
    }
}

fn read(fields: &Fields, positions: &[u32]) -> CounterForm {
    let get = |name: &str| fields.get(&format!("form[{name}]"));
    let line = |(i, position): (usize, &u32)| LineForm {
        position: *position,
        words: fields.get(&format!("form[lines][{i}][words]")),
    };
    CounterForm {
        quote: get("quote"),
        number: get("number").parse().unwrap_or_default(),
        take: get("take"),
        net: get("net"),
        words: get("words"),
        lines: positions.iter().enumerate().map(line).collect(),
    }
}

#[component]
pub fn Decline(seen: Seen, form: Sending, done: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let typed = kept(form);
    let element = NodeRef::new();
    let about = seen.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let work = decline_quote(about.quote.clone(), about.number, fields.get("reason"));
        form.start(work, move |()| done.run("declined"));
    };
    let opened = form.error.with_untracked(Option::is_some);
    view! {
        <details class="more-about no-print" id="decline" open=opened>
            <summary>{t.quotes.decline_title}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                <Alert form />
                <p>{t.quotes.decline_text}</p>
                <input type="hidden" name="quote" value=seen.quote.to_string() />
                <input type="hidden" name="number" value=seen.number.to_string() />
                <WordsField form name="reason" id="reason" label=t.quotes.reason value=typed.get("reason") />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>
                        {t.quotes.decline_do}
                    </button>
                    <TryAgain form element />
                </div>
            </form>
        </details>
    }
}
