//! Confirming: as promised with one click, or line by line with another date and its reason.

use kontor_domain::orders::{OrderLine, OrderState};
use kontor_domain::{Date, Error, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::confirm_order::{ConfirmLine, confirm_order};
use super::desk_alert::DeskAlert;
use super::desk_order_view::DeskOrder;
use super::order_lines::LineNumber;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Fields, Query, Sending, kept, quantity_words};

/// What `<input type="date">` reads and sends.
fn iso(date: Date) -> String {
    date.to_string()
}

/// All open lines with date and reason. `done` hears that it was confirmed, `again` loads the order anew.
#[component]
pub fn DeskConfirm(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let order = found.order;
    let first = order.state == OrderState::Placed;
    let l = use_language();
    let grace = order.change_until.map(|until| fill(t.change.desk, &[&format::moment(until, l)]));
    let form = Sending::to("/fn/orders/confirm_order");
    let typed = kept(form);
    let lines: Vec<OrderLine> =
        order.lines.iter().filter(|l| l.open() > kontor_domain::Quantity::ZERO).cloned().collect();
    let (id, version) = (order.id.clone(), order.version);
    let befores: Vec<(u32, String)> = lines.iter().map(|l| (l.position, iso(l.date()))).collect();
    let submit = {
        let id = id.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let lines = befores
                .iter()
                .enumerate()
                .map(|(i, (position, before))| ConfirmLine {
                    position: *position,
                    before: before.clone(),
                    date: fields.get(&format!("lines[{i}][date]")),
                    reason: fields.get(&format!("lines[{i}][reason]")),
                })
                .collect();
            form.start(confirm_order(id.clone(), version, lines), move |()| done.run(()));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <DeskAlert form order=order.id.clone() again />
            {grace.map(|text| view! { <p class="muted">{text}</p> })}
            <input type="hidden" name="order" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <table class="data lines">
                <caption class="vh">{t.desk.confirm_lines}</caption>
                <thead>
                    <tr>
                        <th>{t.orders.part}</th>
                        <th>{t.desk.promised}</th>
                        <th>{t.desk.new_date}</th>
                        <th>{t.desk.reason}</th>
                    </tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .enumerate()
                        .map(|(i, line)| view! { <Row i line today=found.today form typed=typed.clone() /> })
                        .collect_view()}
                </tbody>
            </table>
            <p class="hint">{t.desk.confirm_hint}</p>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>
                    {if first { t.desk.confirm } else { t.desk.confirm_again }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Row(i: usize, line: OrderLine, today: Date, form: Sending, typed: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let wrong = move |name: &str| {
        let name = format!("{name}.{at}");
        Signal::derive(move || {
            form.error.with(|e| e.as_ref().and_then(|e: &Error| Some(e.field(&name)?.text(l))))
        })
    };
    let (date_wrong, reason_wrong) = (wrong("date"), wrong("reason"));
    let before = iso(line.date());
    let date = typed.some(&format!("date.{at}")).unwrap_or_else(|| before.clone());
    let changed = RwSignal::new(date != before);
    let same = before.clone();
    let name = move |field: &str| format!("lines[{i}][{field}]");
    let id = move |field: &str| format!("{field}-{at}");
    let label = |text: &'static str| fill(text, &[line.called(l)]);
    view! {
        <tr>
            <td class="c-what">
                {line.name.get(l).to_owned()}
                <span class="sub-line">
                    <LineNumber number=line.number.clone() then=", " />
                    {quantity_words(line.open(), line.unit, l)}
                </span>
                <input type="hidden" name=name("position") value=at.to_string() />
                <input type="hidden" name=name("before") value=before />
            </td>
            <td class="c-avail nowrap">{format::day(line.date(), l)}</td>
            <td data-label=t.desk.new_date>
                <input
                    class="control"
                    type="date"
                    id=id("date")
                    name=name("date")
                    value=date
                    min=iso(today)
                    aria-label=label(t.desk.date_for)
                    aria-invalid=move || date_wrong.with(Option::is_some).then_some("true")
                    aria-describedby=id("date-e")
                    on:input=move |ev| changed.set(event_target_value(&ev) != same)
                />
                {move || date_wrong.get().map(|text| view! { <p class="error" id=id("date-e")>{text}</p> })}
            </td>
            <td data-label=t.desk.reason>
                <div class="field">
                    <input
                        id=id("reason")
                        name=name("reason")
                        value=typed.get(&format!("reason.{at}")).to_owned()
                        maxlength="300"
                        autocomplete="off"
                        aria-label=label(t.desk.reason_for)
                        aria-required=move || changed.get().then_some("true")
                        aria-invalid=move || reason_wrong.with(Option::is_some).then_some("true")
                        aria-describedby=id("reason-e")
                    />
                    {move || reason_wrong.get().map(|text| view! { <p class="error" id=id("reason-e")>{text}</p> })}
                </div>
            </td>
        </tr>
    }
}

/// One click in the queue's preview: every line as promised. B presses it.
#[component]
pub fn ConfirmAsPromised(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/orders/confirm_order");
    let (id, version) = (found.order.id.clone(), found.order.version);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(confirm_order(id.clone(), version, Vec::new()), move |()| done.run(()));
    };
    view! {
        <DeskAlert form order=found.order.id.clone() again />
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="order" value=found.order.id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <button class="act" id="confirm-as-promised" aria-busy=move || form.busy.get().then_some("true")>
                {t.desk.as_promised}
                " "
                <kbd>"B"</kbd>
            </button>
        </form>
    }
}
