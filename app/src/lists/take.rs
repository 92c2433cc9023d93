//! Choosing lines, and putting them into the cart in one go: the same for a list and for an order that is repeated.
//!
//! The form stands beside the table, since a table's rows have forms of their own; rows belong to it by `form="take"`.

use kontor_domain::carts::CartLineView;
use kontor_domain::lists::{choosable, sensible};
use kontor_domain::{CartId, IdempotencyKey, PartKey};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::accounts::use_visitor;
use crate::carts::{TakeLine, fill_cart, filled_cart, row_field};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Fields, Query, Sending, kept, shown};

/// Id of the form.
const ID: &str = "take";

/// The choice, shared by its rows and its button.
#[derive(Clone)]
pub struct Taking {
    form: Sending,
    key: IdempotencyKey,
    /// The cart that was current when the page was drawn.
    cart: CartId,
    /// What was ticked before the form was refused, when it was sent without WebAssembly.
    kept: Query,
}

impl Taking {
    #[must_use]
    pub fn new(key: IdempotencyKey, cart: CartId) -> Self {
        let form = Sending::to("/fn/carts/fill_cart");
        Self { form, key, cart, kept: kept(form) }
    }
}

/// Tick and quantity of the row at `index`. Ticked are the rows that are as one expects them; a row that cannot be ordered has
/// neither.
#[component]
pub fn TakeRow(
    taking: Taking,
    index: usize,
    line: CartLineView,
    #[prop(optional)] unsure: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if !choosable(&line) {
        return ().into_any();
    }
    let field = row_field(&line.part);
    let before = taking.kept.some("kept").map(|_| taking.kept.get(&field).to_owned());
    let ticked = match &before {
        Some(quantity) => !quantity.is_empty(),
        None => line.problem.is_none() && !unsure,
    };
    let quantity = before.filter(|q| !q.is_empty()).unwrap_or_else(|| shown(sensible(&line), l));
    let form = taking.form;
    let wrong = Signal::derive(move || form.error.with(|e| e.as_ref()?.field(&field).map(|p| p.text(l))));
    let error_id = format!("take-{}-e", line.part);
    let name = |what: &str| format!("lines[{index}][{what}]");
    view! {
        <span class="row take">
            <label class="check">
                <input type="checkbox" form=ID name=name("take") value="1" checked=ticked />
                <span class="vh">{fill(t.lists.tick, &[&line.number])}</span>
            </label>
            <input type="hidden" form=ID name=name("part") value=line.part.to_string() />
            <input
                class="amount"
                form=ID
                name=name("quantity")
                value=quantity
                inputmode="decimal"
                autocomplete="off"
                aria-label=fill(t.house.quantity_of, &[&line.number])
                aria-describedby=error_id.clone()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            />
            <span class="muted">{line.unit.word(l)}</span>
        </span>
        {move || wrong.get().map(|text| view! { <p class="error" role="alert" id=error_id.clone()>{text}</p> })}
    }
    .into_any()
}

/// The form itself with its button. `rows` are the parts of the rows in their order.
#[component]
pub fn TakeForm(taking: Taking, rows: Vec<PartKey>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let visitor = use_visitor();
    let navigate = use_navigate();
    let Taking { form, key, cart, .. } = taking;
    let (once, into) = (key.clone(), cart.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let lines: Vec<TakeLine> = rows
            .iter()
            .enumerate()
            .map(|(i, part)| TakeLine {
                part: part.to_string(),
                quantity: fields.get(&format!("lines[{i}][quantity]")),
                take: fields.get(&format!("lines[{i}][take]")),
            })
            .filter(|line| !line.take.is_empty())
            .collect();
        let (navigate, once, into) = (navigate.clone(), once.clone(), into.clone());
        form.start(fill_cart(once.clone(), into.clone(), lines), move |filled| {
            visitor.ask_again();
            navigate(&filled_cart(&into, &once, filled), NavigateOptions::default());
        });
    };
    // What is wrong with one row stands there.
    let other = move || form.error.get().map(|e| e.text(l));
    view! {
        <form class="stack" id=ID method="post" action=form.url on:submit=submit>
            <input type="hidden" name="key" value=key.to_string() />
            <input type="hidden" name="cart" value=cart.to_string() />
            {move || {
                other()
                    .map(|text| {
                        view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {text}</div> }
                    })
            }}
            <button class="act wide" aria-busy=move || form.busy.get().then_some("true")>{t.lists.into_cart}</button>
            <p class="small muted">{t.lists.into_cart_text}</p>
        </form>
    }
}
