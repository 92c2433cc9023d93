//! `/orders/:id/repeat`: an order once more, with what changed since; what is chosen goes into the cart.

use kontor_domain::lists::{Changed, RepeatLine, RepeatView};
use kontor_domain::{CartId, IdempotencyKey, OrderId, PartKey, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::left_out::LeftOutNote;
use super::repeat::{RepeatShown, repeat};
use super::take::{TakeForm, TakeRow, Taking};
use crate::accounts::use_visitor;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Failed, LineHead, Page, PartCells, quantity_words};
use crate::wire::Refusal;

#[component]
pub fn RepeatPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), repeat);
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match (data.await, visitor.read().await) {
                    (Ok(RepeatShown { repeat, key }), visitor) => {
                        view! { <Whole repeat key cart=visitor.cart.id /> }.into_any()
                    }
                    (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Whole(repeat: RepeatView, key: IdempotencyKey, cart: CartId) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let case = repeat.case.to_string();
    let order = format!("/orders/{}", repeat.order);
    let above = vec![("/orders".into(), t.orders.title.into()), (order, case.clone())];
    let text = fill(t.lists.repeat_text, &[&format::date(repeat.placed_at.date(), l)]);
    let changed = repeat.lines.iter().filter(|line| !line.changes.is_empty()).count();
    let (tone, said) = match changed {
        0 => ("note good", t.lists.unchanged.to_owned()),
        1 => ("note soon", t.lists.changed_one.to_owned()),
        n => ("note soon", fill(t.lists.changed_n, &[&n.to_string()])),
    };
    // Nothing is said about parts where there are none.
    let any = !repeat.lines.is_empty();
    let taking = Taking::new(key, cart);
    let rows: Vec<PartKey> = repeat.lines.iter().map(|line| line.now.part.clone()).collect();
    let row = taking.clone();
    view! {
        <Page title=fill(t.lists.repeat_title, &[&case])>
            <Crumbs above here=t.lists.repeat />
            <div class="head">
                <div>
                    <h1>{fill(t.lists.repeat_title, &[""])} " " <span class="code">{case}</span></h1>
                    <p class="muted">{text}</p>
                </div>
            </div>
            <div class="split">
                <div class="stack">
                    {any.then(|| view! { <div class=tone role="status">{said}</div> })}
                    <LeftOutNote left_out=repeat.left_out />
                    <table class="data lines">
                        <caption class="vh">{t.orders.positions}</caption>
                        <LineHead price=t.lists.then amount=t.lists.now />
                        <tbody>
                            {repeat
                                .lines
                                .into_iter()
                                .enumerate()
                                .map(|(index, line)| view! { <Row line index taking=row.clone() /> })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
                <aside class="stack"><TakeForm taking rows /></aside>
            </div>
        </Page>
    }
}

/// What changed, in words.
fn words(change: &Changed, number: &str) -> String {
    let (l, t) = (use_language(), use_text());
    match change {
        Changed::Price { then, now } => {
            let text = if change.worse() { t.lists.price_up } else { t.lists.price_down };
            fill(text, &[&format::money(*now, l), &format::money(*then, l)])
        }
        Changed::Replaced { by } => fill(t.lists.replaced, &[number, by]),
        Changed::Problem { problem } => problem.text(l),
    }
}

/// A row under a line that says what is different since; nothing when nothing is.
#[component]
pub fn Evidence(changes: Vec<Changed>, number: String) -> impl IntoView {
    let replaced = changes.iter().any(|c| matches!(c, Changed::Replaced { .. }));
    let tone = match changes.as_slice() {
        all if all.iter().any(Changed::blocks) => "evidence bad",
        all if all.iter().any(Changed::worse) || replaced => "evidence soon",
        _ => "evidence good",
    };
    (!changes.is_empty()).then(|| {
        let words = changes.iter().map(|change| words(change, &number));
        let lines = words.map(|text| view! { <span class="sub-line">{text}</span> }).collect_view();
        view! { <tr class="sub"><td colspan="6"><div class=tone>{lines}</div></td></tr> }
    })
}

#[component]
fn Row(line: RepeatLine, index: usize, taking: Taking) -> impl IntoView {
    let l = use_language();
    let now = line.now.clone();
    let replaced = line.changes.iter().any(|c| matches!(c, Changed::Replaced { .. }));
    let known = now.problem != Some(kontor_domain::Problem::UnknownPart);
    let name = now.name.get(l).to_owned();
    view! {
        <tr id=format!("line-{}", line.position)>
            <PartCells
                part=now.part.clone()
                number=now.number.clone()
                name=if known { name } else { String::new() }
                picture=now.picture.clone()
                code=now.code
                availability=now.availability.clone()
            >
                <span class="sub-line">{quantity_words(line.quantity, now.unit, l)}</span>
            </PartCells>
            <td class="c-qty"><TakeRow taking index line=now.clone() unsure=replaced /></td>
            <td class="c-price">{format::money(line.net, l)}</td>
            <td class="c-sum">{now.price.as_ref().map(|p| format::money(p.net, l))}</td>
        </tr>
        <Evidence changes=line.changes number=line.number />
    }
}
