//! One line of the cart: quantity, reference and note, and what to do when it cannot be ordered as it stands.

use std::future::Future;

use kontor_domain::carts::CartLineView;
use kontor_domain::catalog::PartNumber;
use kontor_domain::{PartKey, Problem, Quantity, format};
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::SubmitEvent;

use super::cart_page::Shown;
use super::remove_line::{put_back, remove_line};
use super::set_line::set_line;
use super::sums::{DepositLine, SurchargeLine};
use super::take_successor::take_successor;
use crate::pricing::{AskLink, asks_price};
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Fields, PartCells, Sending, Stepper, Toasts, TryAgain, field_error, focus, pause, quantity_words,
    shown,
};
use crate::wire::Refusal;

/// So long after the last key or click the new quantity is sent.
const WAIT: u32 = 350;

/// What the line is about.
#[component]
fn Cells(line: CartLineView, children: Children) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    view! {
        <PartCells
            part=line.part
            number=line.number
            name=line.name.get(l).to_owned()
            picture=line.picture
            code=line.code
            availability=line.availability
            by=fill(t.carts.added_by, &[&line.added_by])
        >
            {children()}
        </PartCells>
    }
}

/// Own reference and note.
fn words(line: &CartLineView) -> String {
    let words = [line.reference.as_str(), line.note.as_str()].into_iter().filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

/// As it is, for who may only look at the cart.
#[component]
pub fn FixedLine(line: CartLineView) -> impl IntoView {
    let l = use_language();
    let words = words(&line);
    let surcharge = line.price.as_ref().and_then(|p| p.surcharge);
    view! {
        <tr>
            <Cells line=line.clone()>
                <SurchargeLine surcharge quantity=line.quantity />
                <span class="sub-line">{words}</span>
            </Cells>
            <td class="c-qty">{quantity_words(line.quantity, line.unit, l)}</td>
            <td class="c-price">{line.price.as_ref().map(|p| format::money(p.net, l))}</td>
            <td class="c-sum">{line.amount.map(|a| format::money(a, l))}</td>
        </tr>
    }
}

#[component]
pub fn Line(line: CartLineView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let cart = expect_context::<Shown>();
    let form = Sending::about("/fn/carts/set_line", line.part.as_str());
    let turn = StoredValue::new(0_u32);
    let element = NodeRef::<Form>::new();
    let part = line.part.clone();
    let (reference, note) = (line.reference.clone(), line.note.clone());
    let send = {
        let (part, reference, note) = (part.clone(), reference.clone(), note.clone());
        move |quantity: String| {
            let work =
                set_line(cart.id(), part.clone(), quantity, String::new(), reference.clone(), note.clone());
            form.start(work, move |()| cart.ask_again());
        }
    };
    let changed = Callback::new({
        let send = send.clone();
        move |quantity: String| {
            let (mine, send) = (turn.get_value() + 1, send.clone());
            turn.set_value(mine);
            spawn_local(async move {
                pause(WAIT).await;
                // The answer to the change before this one is still on its way.
                while form.busy.try_get_untracked() == Some(true) {
                    pause(WAIT).await;
                }
                if turn.try_get_value() == Some(mine) {
                    send(quantity);
                }
            });
        }
    });
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            send(fields.get("quantity"));
        }
    };
    let wrong = field_error(form, "quantity");
    let other = move || wrong.get().or_else(|| form.error.get().map(|e| e.text(l)));
    let has_problem = line.problem.is_some();
    let inner = line.clone();
    let quantity = shown(line.quantity, l);
    let price = line.price.as_ref().map(|p| format::money(p.net, l));
    let deposit = line.deposit();
    let surcharge = line.price.as_ref().and_then(|p| p.surcharge);
    let more = line.price.as_ref().and_then(|p| p.tiers.first()).map(|tier| {
        fill(t.catalog.from_price, &[&format::quantity(tier.from, l), &format::money(tier.net, l)])
    });
    view! {
        <tr id=format!("line-{part}")>
            <Cells line=line.clone()>
                <SurchargeLine surcharge quantity=line.quantity />
                <Details line=inner.clone() />
                <Remove line=inner />
            </Cells>
            <td class="c-qty">
                <form method="post" action=form.url on:submit=submit node_ref=element>
                    <span class="vh"><button tabindex="-1" aria-hidden="true">{t.carts.change}</button></span>
                    <input type="hidden" name="cart" value=cart.id().to_string() />
                    <input type="hidden" name="part" value=part.to_string() />
                    <input type="hidden" name="reference" value=reference />
                    <input type="hidden" name="note" value=note />
                    <Stepper
                        value=Signal::stored(quantity)
                        label=fill(t.house.quantity_of, &[&line.number])
                        minimum=line.minimum
                        step=line.step
                        language=l
                        changed
                        invalid=Signal::derive(move || has_problem || wrong.with(Option::is_some))
                    />
                </form>
                {move || other().map(|text| view! { <p class="error" role="alert">{text}</p> })}
                <TryAgain form element />
            </td>
            <td class="c-price">{price} <span class="sub-line">{more}</span></td>
            <td class="c-sum">{line.amount.map(|a| format::money(a, l))} <DepositLine deposit /></td>
        </tr>
        {line.problem.clone().map(|problem| view! { <Repair problem line /> })}
    }
}

/// Own reference and note, folded away until wanted.
#[component]
fn Details(line: CartLineView) -> impl IntoView {
    // Its own sending: what went wrong here stands here, and not at the quantity.
    let form = Sending::to("/fn/carts/set_line");
    let element = NodeRef::<Form>::new();
    let (l, t) = (use_language(), use_text());
    let cart = expect_context::<Shown>();
    let (part, quantity) = (line.part.clone(), shown(line.quantity, l));
    let id = format!("ref-{part}");
    let words = words(&line);
    let submit = {
        let (part, quantity) = (part.clone(), quantity.clone());
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let (reference, note) = (fields.get("reference"), fields.get("note"));
            let work = set_line(cart.id(), part.clone(), quantity.clone(), String::new(), reference, note);
            form.start(work, move |()| cart.ask_again());
        }
    };
    view! {
        <details class="more-about">
            <summary class="small">{if words.is_empty() { t.carts.add_note.to_owned() } else { words }}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element>
                <input type="hidden" name="cart" value=cart.id().to_string() />
                <input type="hidden" name="part" value=part.to_string() />
                <input type="hidden" name="quantity" value=quantity />
                <Alert form />
                <div class="field">
                    <label for=id.clone()>{t.carts.reference}</label>
                    <p class="hint">{t.carts.reference_hint}</p>
                    <input id=id name="reference" value=line.reference maxlength="1000" autocomplete="off" />
                </div>
                <div class="field">
                    <label for=format!("note-{part}")>{t.carts.note}</label>
                    <input id=format!("note-{part}") name="note" value=line.note maxlength="1000" autocomplete="off" />
                </div>
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                    <TryAgain form element />
                </div>
            </form>
        </details>
    }
}

/// Takes the line out; the message that follows offers to put it back.
#[component]
fn Remove(line: CartLineView) -> impl IntoView {
    let t = use_text();
    let l = use_language();
    let cart = expect_context::<Shown>();
    let toasts = Toasts::of();
    let form = Sending::to("/fn/carts/remove_line");
    let part = line.part.clone();
    let number = line.number.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let line = line.clone();
        form.start(remove_line(cart.id(), line.part.clone()), move |()| {
            cart.ask_again();
            focus("main");
            let text = fill(t.carts.removed, &[&line.number]);
            let undo = Callback::new(move |()| {
                let back = put_back(
                    cart.id(),
                    line.part.clone(),
                    shown(line.quantity, l),
                    line.reference.clone(),
                    line.note.clone(),
                );
                spawn_local(async move {
                    match back.await {
                        Ok(()) => cart.ask_again(),
                        Err(Refusal(error)) => toasts.say(error.text(l)),
                    }
                });
            });
            toasts.say_with_button(text, t.carts.undo, undo);
        });
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="cart" value=cart.id().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <button class="plain small" aria-label=fill(t.carts.remove_of, &[&number])>{t.carts.remove}</button>
        </form>
        {move || form.error.get().map(|e| view! { <p class="error" role="alert">{e.text(l)}</p> })}
    }
}

/// Why the line cannot be ordered, and the one tap that puts it right.
#[component]
fn Repair(problem: Problem, line: CartLineView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let part = line.part.clone();
    let take = |quantity: Quantity, words: &'static str| {
        let words = fill(words, &[&quantity_words(quantity, line.unit, l)]);
        (shown(quantity, l), words)
    };
    let fix = match &problem {
        Problem::NotAStep { next, .. } => Some(take(*next, t.carts.take)),
        Problem::BelowMinimum { minimum } => Some(take(*minimum, t.carts.take)),
        Problem::SoldOut { left } if *left > Quantity::ZERO => Some(take(*left, t.carts.take_left)),
        _ => None,
    };
    let successor = match &problem {
        Problem::Obsolete { successor: Some(number) } => PartNumber::parse(number).ok(),
        _ => None,
    };
    let ask = asks_price(&problem).then(|| view! { <AskLink part=part.clone() /> });
    let (reference, note) = (line.reference.clone(), line.note.clone());
    view! {
        <tr class="sub">
            <td colspan="6">
                <div class="evidence bad" role="status">
                    <b>{problem.text(l)}</b>
                    <div class="row">
                        {fix
                            .map(|(quantity, words)| {
                                view! { <TakeQuantity part=part.clone() quantity reference note words /> }
                            })}
                        {successor
                            .map(|number| {
                                view! { <TakeSuccessor part=part.clone() number quantity=line.quantity /> }
                            })}
                        {ask}
                    </div>
                </div>
            </td>
        </tr>
    }
}

#[component]
fn TakeQuantity(
    part: PartKey,
    quantity: String,
    reference: String,
    note: String,
    words: String,
) -> impl IntoView {
    let l = use_language();
    let cart = expect_context::<Shown>();
    let work = {
        let (part, quantity, reference, note) =
            (part.clone(), quantity.clone(), reference.clone(), note.clone());
        move || {
            set_line(
                cart.id(),
                part.clone(),
                quantity.clone(),
                String::new(),
                reference.clone(),
                note.clone(),
            )
        }
    };
    let form = Sending::to("/fn/carts/set_line");
    view! {
        <form method="post" action=form.url on:submit=on_submit(form, work)>
            <input type="hidden" name="cart" value=cart.id().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <input type="hidden" name="quantity" value=quantity />
            <input type="hidden" name="reference" value=reference />
            <input type="hidden" name="note" value=note />
            <button class="quiet">{words}</button>
        </form>
        {move || form.error.get().map(|e| view! { <p class="error" role="alert">{e.text(l)}</p> })}
    }
}

#[component]
fn TakeSuccessor(part: PartKey, number: PartNumber, quantity: Quantity) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let cart = expect_context::<Shown>();
    let (successor, quantity) = (number.key(), shown(quantity, l));
    let form = Sending::about("/fn/carts/take_successor", part.as_str());
    let work = {
        let (part, successor, quantity) = (part.clone(), successor.clone(), quantity.clone());
        move || take_successor(cart.id(), part.clone(), successor.clone(), quantity.clone())
    };
    view! {
        <form method="post" action=form.url on:submit=on_submit(form, work)>
            <input type="hidden" name="cart" value=cart.id().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <input type="hidden" name="successor" value=successor.to_string() />
            <input type="hidden" name="quantity" value=quantity />
            <button class="quiet">{fill(t.carts.take_successor, &[number.as_str()])}</button>
        </form>
        {move || form.error.get().map(|e| view! { <p class="error" role="alert">{e.text(l)}</p> })}
    }
}

/// Sends a form that has nothing to read, and asks for the cart again.
fn on_submit<F>(form: Sending, work: impl Fn() -> F + 'static) -> impl Fn(SubmitEvent) + 'static
where
    F: Future<Output = Result<(), Refusal>> + 'static,
{
    let cart = expect_context::<Shown>();
    move |ev| {
        ev.prevent_default();
        form.start(work(), move |()| cart.ask_again());
    }
}
