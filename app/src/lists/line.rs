//! One line of a list: what it costs and when it comes now, and, for who may, how it is changed.

use kontor_domain::ListId;
use kontor_domain::carts::CartLineView;
use kontor_domain::lists::sensible;
use kontor_domain::{PartKey, Problem, Quantity, format, lists};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::SubmitEvent;

use super::list_page::Here;
use super::replace_line::replace_line;
use super::set_line::set_line;
use super::take::{TakeRow, Taking};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Fields, PartCells, Sending, Toasts, field_error, focus, quantity_words, shown};
use crate::wire::Refusal;

#[component]
pub fn Line(line: CartLineView, index: usize, taking: Option<Taking>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let editable = here.editable;
    let part = line.part.clone();
    let price = line.price.as_ref().map(|p| format::money(p.net, l));
    let quantity = quantity_words(line.quantity, line.unit, l);
    let inner = line.clone();
    let known = line.problem != Some(Problem::UnknownPart);
    let name = if known { line.name.get(l).to_owned() } else { t.lists.vanished.to_owned() };
    let note = (!editable && !line.note.is_empty()).then(|| line.note.clone());
    let quantity_cell = match taking {
        Some(taking) => view! { <TakeRow taking index line=line.clone() /> }.into_any(),
        None => view! { <span>{quantity}</span> }.into_any(),
    };
    view! {
        <tr id=format!("line-{part}")>
            <PartCells
                part=part.clone()
                number=line.number.clone()
                name
                picture=line.picture.clone()
                code=line.code
                availability=line.availability.clone()
            >
                {note.map(|note| view! { <span class="sub-line">{note}</span> })}
                {editable.then(|| view! { <Edit line=inner.clone() list=here.list() /> <Remove line=inner /> })}
            </PartCells>
            <td class="c-qty">{quantity_cell}</td>
            <td class="c-price">{price}</td>
            <td class="c-sum">{line.amount.map(|a| format::money(a, l))}</td>
        </tr>
        {line.problem.clone().map(|problem| view! { <Repair problem line editable /> })}
    }
}

/// Quantity and note as they stand in the list, folded away until wanted.
#[component]
fn Edit(line: CartLineView, list: ListId) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let form = Sending::about("/fn/lists/set_line", line.part.as_str());
    let wrong = field_error(form, "quantity");
    let other = move || wrong.get().or_else(|| form.error.get().map(|e| e.text(l)));
    let (part, to) = (line.part.clone(), list.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let (quantity, note) = (fields.get("quantity"), fields.get("note"));
        let work = set_line(to.clone(), part.clone(), quantity, note, String::new(), String::new());
        form.start(work, move |()| here.again());
    };
    let words = if line.note.is_empty() {
        quantity_words(line.quantity, line.unit, l)
    } else {
        format!("{}, {}", quantity_words(line.quantity, line.unit, l), line.note)
    };
    let id = |what: &str| format!("{what}-{}", line.part);
    view! {
        <details class="more-about" open=form.error.with_untracked(Option::is_some)>
            <summary class="small">{words} <span class="vh">" " {t.lists.edit_line}</span></summary>
            <form class="stack" method="post" action=form.url on:submit=submit>
                <input type="hidden" name="list" value=list.to_string() />
                <input type="hidden" name="part" value=line.part.to_string() />
                <div class="field">
                    <label for=id("q")>{t.house.quantity}</label>
                    <input
                        id=id("q")
                        name="quantity"
                        value=shown(line.quantity, l)
                        inputmode="decimal"
                        autocomplete="off"
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    />
                </div>
                <div class="field">
                    <label for=id("n")>{t.lists.note} <span>" " {t.house.optional}</span></label>
                    <input id=id("n") name="note" value=line.note.clone() maxlength="200" autocomplete="off" />
                </div>
                {move || other().map(|text| view! { <p class="error" role="alert">{text}</p> })}
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                </div>
            </form>
        </details>
    }
}

/// Takes the line off; what follows offers to put it back.
#[component]
fn Remove(line: CartLineView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let toasts = Toasts::of();
    let form = Sending::about("/fn/lists/set_line", line.part.as_str());
    let (part, number, note) = (line.part.clone(), line.number.clone(), line.note.clone());
    let was = shown(line.quantity, l);
    let hidden = [
        ("list", here.list().to_string()),
        ("part", part.to_string()),
        ("quantity", "0".to_owned()),
        ("number", number.clone()),
        ("was", was.clone()),
        ("note", note.clone()),
    ];
    let label = fill(t.lists.remove_of, &[&number]);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (part, number, note, was) = (part.clone(), number.clone(), note.clone(), was.clone());
        let list = here.list();
        let off =
            set_line(list.clone(), part.clone(), "0".into(), String::new(), String::new(), String::new());
        form.start(off, move |()| {
            here.again();
            focus("main");
            let undo = Callback::new(move |()| {
                let back = set_line(
                    list.clone(),
                    part.clone(),
                    was.clone(),
                    note.clone(),
                    String::new(),
                    String::new(),
                );
                spawn_local(async move {
                    match back.await {
                        Ok(()) => here.again(),
                        Err(Refusal(error)) => toasts.say(error.text(l)),
                    }
                });
            });
            toasts.say_with_button(fill(t.lists.removed, &[&number]), t.carts.undo, undo);
        });
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect_view()}
            <button class="plain small" aria-label=label>{t.lists.remove}</button>
        </form>
    }
}

/// Why the line cannot be ordered as it stands, and the one tap that puts it right.
#[component]
fn Repair(problem: Problem, line: CartLineView, editable: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let right = sensible(&line);
    let set = (editable && right != line.quantity && right > Quantity::ZERO).then(|| {
        view! { <SetTo part=line.part.clone() quantity=right note=line.note.clone() unit=line.unit /> }
    });
    let successor = match (&problem, lists::successor(&line)) {
        (Problem::Obsolete { successor: Some(number) }, Some(key)) => Some((key, number.clone())),
        _ => None,
    };
    let replace = successor.map(|(key, number)| {
        if editable {
            view! { <Replace part=line.part.clone() number /> }.into_any()
        } else {
            view! { <a class="quiet" href=format!("/parts/{key}")>{fill(t.lists.see_successor, &[&number])}</a> }
                .into_any()
        }
    });
    view! {
        <tr class="sub">
            <td colspan="6">
                <div class="evidence bad" role="status">
                    <b>{problem.text(l)}</b>
                    <div class="row">{set} {replace}</div>
                </div>
            </td>
        </tr>
    }
}

#[component]
fn SetTo(part: PartKey, quantity: Quantity, note: String, unit: kontor_domain::Unit) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let form = Sending::about("/fn/lists/set_line", part.as_str());
    let text = shown(quantity, l);
    let (to, key, words, kept) = (here.list(), part.clone(), text.clone(), note.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let work =
            set_line(to.clone(), key.clone(), words.clone(), kept.clone(), String::new(), String::new());
        form.start(work, move |()| here.again());
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="list" value=here.list().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <input type="hidden" name="quantity" value=text />
            <input type="hidden" name="note" value=note />
            <button class="quiet">{fill(t.lists.set_to, &[&quantity_words(quantity, unit, l)])}</button>
        </form>
    }
}

#[component]
fn Replace(part: PartKey, number: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let form = Sending::about("/fn/lists/replace_line", part.as_str());
    let (to, key) = (here.list(), part.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(replace_line(to.clone(), key.clone()), move |()| here.again());
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="list" value=here.list().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <button class="quiet">{fill(t.lists.replace, &[&number])}</button>
        </form>
        {move || form.error.get().map(|e| view! { <p class="error" role="alert">{e.text(l)}</p> })}
    }
}
