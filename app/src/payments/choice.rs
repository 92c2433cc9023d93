//! How to pay, at checkout.

use kontor_domain::payments::MethodsView;
use leptos::prelude::*;

use crate::text::{fill, use_text};
use crate::ui::{FieldError, Sending};

/// A radio for each way: on account, a stored method, card, debit. Nothing but a sentence while only one is possible.
/// `chosen` is what was chosen before a refusal.
#[component]
pub fn PayChoice(form: Sending, methods: MethodsView, chosen: String) -> impl IntoView {
    let t = use_text();
    if !methods.available {
        return view! { <p class="small muted">{t.orders.on_account}</p> }.into_any();
    }
    let mut ways: Vec<(String, String, &'static str)> = methods
        .methods
        .iter()
        .map(|m| {
            let expires =
                m.expires.map(|(month, year)| fill(t.payments.until, &[&format!("{month:02}/{year}")]));
            let label = [Some(m.label()), expires].into_iter().flatten().collect::<Vec<_>>().join(", ");
            (format!("stored:{}", m.id), label, t.payments.stored_hint)
        })
        .collect();
    ways.push(("card".into(), t.payments.card.into(), t.payments.card_hint));
    ways.push(("sepa".into(), t.payments.sepa.into(), t.payments.sepa_hint));
    ways.insert(0, ("on_account".into(), t.payments.account.into(), t.payments.account_hint));
    let known = ways.iter().any(|(value, ..)| *value == chosen);
    view! {
        <fieldset class="choices">
            <legend>{t.payments.how}</legend>
            {ways
                .into_iter()
                .enumerate()
                .map(|(i, (value, label, hint))| {
                    let checked = if known { value == chosen } else { i == 0 };
                    view! {
                        <label class="choice">
                            <input type="radio" name="form[payment]" value=value checked=checked />
                            <span><b>{label}</b> <br /> {hint}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
        <label class="check">
            <input type="checkbox" name="form[save]" value="yes" />
            " "
            <span>{t.payments.save}</span>
        </label>
        <FieldError form name="payment" id="payment-e".to_owned() />
        {methods.test.then(|| view! { <p class="note soon">{t.payments.test}</p> })}
        <p class="small muted">{t.payments.terms}</p>
    }
    .into_any()
}
