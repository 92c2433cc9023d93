//! `/orders/:id/change`: what may still be changed about an order that was just placed, what it would come to, and changing it.
//!
//! As with a return, what was typed stands in the address: the preview is a page like any other, and what is changed is what the
//! preview shows.

use kontor_domain::orders::{ChangeStart, OrderLine, OrderView};
use kontor_domain::{OrderId, Quantity, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::change_order::change_order;
use super::order_lines::LineNumber;
use super::start_change::{AddFields, ChangeFields, LineFields, start_change};
use crate::carts::Sums;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Agree, Alert, Crumbs, Page, Sending, Side, loaded, look_at, quantity_words, use_query};

#[component]
pub fn ChangeOrderPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let typed = Memo::new(move |_| query.with(ChangeFields::of));
    let data =
        Resource::new_blocking(move || (id.get(), typed.get()), |(order, typed)| start_change(order, typed));
    // Of the page, since what stands in the old preview still listens while the new one is drawn.
    let stale = RwSignal::new(false);
    loaded(data, Side::Shop, move || {
        let typed = typed.get();
        move |start| view! { <Whole start typed stale /> }
    })
}

#[component]
fn Whole(start: ChangeStart, typed: ChangeFields, stale: RwSignal<bool>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let address = format!("/orders/{}", start.order.id);
    let case = start.order.case.to_string();
    let path = format!("{address}/change");
    let look = look_at(path.clone(), stale);
    let until = start.order.change_until.map(|at| fill(t.change.until, &[&format::moment(at, l)]));
    let rows = start
        .order
        .lines
        .iter()
        .filter(|line| line.open() > Quantity::ZERO)
        .map(|line| view! { <Row line=line.clone() start=start.clone() typed=typed.clone() /> })
        .collect_view();
    // One more than is filled in.
    let more = typed.add.iter().cloned().chain([AddFields::default()]).enumerate();
    let more = more.map(|(at, row)| view! { <Forgotten at row start=start.clone() /> }).collect_view();
    let po_number = typed.po_number.clone().unwrap_or_else(|| start.order.po_number.clone());
    let note = typed.note.clone().unwrap_or_else(|| start.order.note.clone());
    let above = vec![("/orders".into(), t.orders.title.into()), (address, case.clone())];
    view! {
        <Page title=fill(t.change.page_title, &[&case])>
            <Crumbs above here=t.change.change.to_owned() />
            <div class="head">
                <div>
                    <h1>{fill(t.change.page_title, &[""])} <span class="code">{case}</span></h1>
                    <p class="muted">{until} " " {t.change.text}</p>
                </div>
            </div>
            <div class="split">
                <form class="stack" action=path on:submit=look on:input=move |_| stale.set(true) novalidate>
                    <table class="data lines">
                        <caption class="vh">{t.orders.positions}</caption>
                        <thead>
                            <tr><th>{t.orders.part}</th><th>{t.carts.quantity}</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <h2>{t.change.forgotten}</h2>
                    <p class="small muted">{t.change.forgotten_text}</p>
                    {more}
                    <div class="field">
                        <label for="po">{t.orders.po_number} " " <span>{t.house.optional}</span></label>
                        <input id="po" name="po" value=po_number maxlength="60" autocomplete="off" />
                        <Wrong start=start.clone() field="po_number" />
                    </div>
                    <div class="field full">
                        <label for="note">{t.orders.note} " " <span>{t.house.optional}</span></label>
                        <textarea id="note" name="note" rows="3" maxlength="1000">{note}</textarea>
                        <Wrong start=start.clone() field="note" />
                    </div>
                    <div class="actions"><button class="quiet">{t.returns.preview}</button></div>
                </form>
                <aside>
                    <section class="chapter" id="preview" tabindex="-1">
                        <h2>{t.change.preview}</h2>
                        <Wrong start=start.clone() field="" />
                        <Preview start typed stale />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// What is wrong with a field of the draft.
#[component]
fn Wrong(start: ChangeStart, #[prop(into)] field: String) -> impl IntoView {
    let l = use_language();
    let found = start.wrong.into_iter().find(|f| f.field == field);
    let id = format!("{field}-e");
    found.map(|f| view! { <p class="error" id=id>{f.problem.text(l)}</p> })
}

#[component]
fn Row(line: OrderLine, start: ChangeStart, typed: ChangeFields) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let said = typed.lines.into_iter().find(|f| f.position == at).map(|f| f.quantity);
    let value = said.unwrap_or_else(|| format::quantity(line.quantity, l));
    let field = format!("quantity.{at}");
    let bad = start.wrong.iter().any(|f| f.field == field);
    view! {
        <tr>
            <td class="c-what">
                <b>{line.name.get(l).to_owned()}</b>
                <LineNumber number=line.number.clone() class="sub-line no" />
                <span class="sub-line">
                    {quantity_words(line.quantity, line.unit, l)} ", " {format::money(line.net, l)} ", "
                    {format::day(line.promised, l)}
                </span>
            </td>
            <td class="c-qty" data-label=t.carts.quantity>
                <input
                    class="amount"
                    name=format!("q.{at}")
                    value=value
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=fill(t.house.quantity_of, &[line.called(l)])
                    aria-invalid=bad.then_some("true")
                    aria-describedby=bad.then(|| format!("{field}-e"))
                />
                <Wrong start field />
            </td>
        </tr>
    }
}

/// A row for a part that was forgotten.
#[component]
fn Forgotten(at: usize, row: AddFields, start: ChangeStart) -> impl IntoView {
    let t = use_text();
    let field = format!("add.{at}");
    let bad = start.wrong.iter().any(|f| f.field == field);
    view! {
        <div class="row">
            <div class="field">
                <input
                    name=format!("n.{at}")
                    value=row.number
                    autocomplete="off"
                    placeholder=t.change.number
                    aria-label=t.change.number
                    aria-invalid=bad.then_some("true")
                    aria-describedby=bad.then(|| format!("{field}-e"))
                />
            </div>
            <input
                class="amount"
                name=format!("m.{at}")
                value=row.quantity
                inputmode="decimal"
                autocomplete="off"
                placeholder="1"
                aria-label=t.carts.quantity
            />
        </div>
        <Wrong start field />
    }
}

/// What the order would be, and the form that makes it so.
#[component]
fn Preview(start: ChangeStart, typed: ChangeFields, stale: RwSignal<bool>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/orders/change_order");
    let ChangeStart { key, order, after, wrong } = start;
    let Some(after) = after else {
        let text = if wrong.is_empty() { t.change.none } else { t.returns.preview_wrong };
        return view! { <p>{text}</p> }.into_any();
    };
    let rows = changed(&order, &after)
        .map(|(line, was)| {
            let now = if line.gone() {
                t.change.gone.to_owned()
            } else {
                let (quantity, amount) = (quantity_words(line.quantity, line.unit, l), format::money(line.amount, l));
                fill(t.change.now, &[&quantity, &amount, &format::day(line.promised, l)])
            };
            let before = was.map(|w| fill(t.change.before, &[&quantity_words(w.quantity, w.unit, l)]));
            view! {
                <div>
                    <dt class="no">{line.called(l).to_owned()}</dt>
                    <dd>{now} {before.map(|text| view! { <span class="small muted"> <br /> {text}</span> })}</dd>
                </div>
            }
        })
        .collect_view();
    let seen = after.totals.net.amount.normalize().to_string();
    let difference = (after.totals.gross != order.totals.gross)
        .then(|| fill(t.change.was, &[&format::money(order.totals.gross, l)]));
    let (id, version) = (order.id.clone(), order.version);
    let navigate = use_navigate();
    let submit = {
        let (key, id, seen, typed) = (key.clone(), id.clone(), seen.clone(), typed.clone());
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let (navigate, to) = (navigate.clone(), format!("/orders/{id}?done=change"));
            let work = change_order(key.clone(), id.clone(), version, typed.clone(), seen.clone());
            form.start(work, move |()| navigate(&to, NavigateOptions::default()));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <dl class="facts">{rows}</dl>
            <Sums totals=after.totals.clone() />
            {difference.map(|text| view! { <p class="small muted">{text}</p> })}
            <input type="hidden" name="key" value=key.to_string() />
            <input type="hidden" name="order" value=order.id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="seen" value=seen />
            <Hidden typed />
            <Agree form stale label=t.change.save />
        </form>
    }
    .into_any()
}

/// Lines that are other ones afterwards, each with what it was.
fn changed<'a>(
    before: &'a OrderView,
    after: &'a OrderView,
) -> impl Iterator<Item = (&'a OrderLine, Option<&'a OrderLine>)> {
    let was = |line: &OrderLine| before.lines.iter().find(|l| l.position == line.position);
    after.lines.iter().map(move |line| (line, was(line))).filter(|(line, was)| Some(*line) != *was)
}

/// What was typed, for the form that changes the order without JavaScript.
#[component]
fn Hidden(typed: ChangeFields) -> impl IntoView {
    let line = |(i, LineFields { position, quantity }): (usize, LineFields)| {
        view! {
            <input type="hidden" name=format!("typed[lines][{i}][position]") value=position.to_string() />
            <input type="hidden" name=format!("typed[lines][{i}][quantity]") value=quantity />
        }
    };
    let add = |(i, AddFields { number, quantity }): (usize, AddFields)| {
        view! {
            <input type="hidden" name=format!("typed[add][{i}][number]") value=number />
            <input type="hidden" name=format!("typed[add][{i}][quantity]") value=quantity />
        }
    };
    view! {
        {typed.lines.into_iter().enumerate().map(line).collect_view()}
        {typed.add.into_iter().enumerate().map(add).collect_view()}
        {typed.po_number.map(|text| view! { <input type="hidden" name="typed[po_number]" value=text /> })}
        {typed.note.map(|text| view! { <input type="hidden" name="typed[note]" value=text /> })}
    }
}
