//! Taking a single line off an order, for customer and desk: folded away, a plain form.

use kontor_domain::Quantity;
use kontor_domain::orders::{OrderState, OrderView};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::cancel_line::cancel_line;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, FieldError, Fields, Sending, kept, quantity_words};

/// Nothing where no single line can be cancelled: once packed, or before it has reached the desk. `desk` must say why.
#[component]
pub fn CancelSingle(
    order: OrderView,
    key: String,
    done: Callback<()>,
    #[prop(optional)] desk: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let open = order.lines.iter().filter(|line| line.open() > Quantity::ZERO);
    let lines: Vec<(u32, String)> = open
        .map(|line| {
            let quantity = quantity_words(line.open(), line.unit, l);
            let what = [line.number.as_str(), line.name.get(l)];
            let what = what.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            (line.position, format!("{}. {quantity} {what}", line.position))
        })
        .collect();
    if lines.is_empty() || !matches!(order.state, OrderState::Placed | OrderState::Confirmed) {
        return ().into_any();
    }
    let form = Sending::to("/fn/orders/cancel_line");
    let typed = kept(form);
    let (id, version) = (order.id.clone(), order.version);
    let submit = {
        let (id, key) = (id.clone(), key.clone());
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let key = kontor_domain::IdempotencyKey::new(key.as_str());
            let (position, quantity) = (fields.get("position"), fields.get("quantity"));
            let work = cancel_line(key, id.clone(), version, position, quantity, fields.get("reason"));
            form.start(work, move |()| done.run(()));
        }
    };
    let chosen = typed.get("position").to_owned();
    let options = lines
        .into_iter()
        .map(|(position, words)| {
            let value = position.to_string();
            view! { <option value=value.clone() selected=chosen == value>{words}</option> }
        })
        .collect_view();
    view! {
        <details open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.promise.line_cancel}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <p>{t.promise.line_cancel_text}</p>
                <Alert form />
                <input type="hidden" name="key" value=key.clone() />
                <input type="hidden" name="order" value=id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <div class="field">
                    <label for="line-position">{t.promise.line}</label>
                    <select id="line-position" name="position">
                        <option value="">{t.promise.choose_line}</option>
                        {options}
                    </select>
                    <FieldError form name="position" id="line-position-e".into() />
                </div>
                <Field
                    form
                    name="quantity"
                    id="line-quantity"
                    class="field short"
                    label=t.promise.line_quantity
                    hint=t.promise.line_quantity_hint
                    value=typed.get("quantity")
                    inputmode="decimal"
                    optional=true
                />
                <Field
                    form
                    name="reason"
                    id="line-reason"
                    label=t.orders.cancel_reason
                    value=typed.get("reason")
                    optional=!desk
                    maxlength=300
                />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>
                        {t.promise.line_cancel_do}
                    </button>
                </div>
            </form>
        </details>
    }
    .into_any()
}
