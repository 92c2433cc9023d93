//! Accepting: where it goes, on whose number, and the button that binds.

use kontor_domain::accounts::CreditAhead;
use kontor_domain::{IdempotencyKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::accept_quote::{AcceptForm, accept_quote};
use super::answer::Seen;
use super::picks::Picking;
use super::quote::AcceptAhead;
use super::sums::NetSum;
use crate::orders::{Addresses, Ahead, CostCentre, Declaration, Units};
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, Fields, Sending, TextArea, TryAgain, kept};

#[component]
pub fn Accept(
    seen: Seen,
    picking: Picking,
    ahead: AcceptAhead,
    /// Sent twice it is accepted once.
    key: IdempotencyKey,
    form: Sending,
) -> impl IntoView {
    let t = use_text();
    let AcceptAhead { addresses, outlook, credit, acting } = ahead;
    let navigate = use_navigate();
    let element = NodeRef::new();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let navigate = navigate.clone();
        form.start(accept_quote(read(&fields)), move |order| {
            let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&format!("/orders/{order}?placed=1"), replace);
        });
    };
    let typed = kept(form);
    let asks = matches!(outlook.units.as_slice(), [unit] if !unit.steps.is_empty());
    let place = if asks { t.quotes.accept_approval } else { t.quotes.accept_do };
    let credit_note = match credit {
        CreditAhead::Free => None,
        CreditAhead::Checked => Some(t.credit.ahead),
        CreditAhead::Blocked => Some(t.credit.ahead_blocked),
    };
    let ready = !addresses.is_empty() && credit != CreditAhead::Blocked;
    view! {
        <section class="chapter no-print" id="accept">
            <h2>{t.quotes.accept_title}</h2>
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                <Alert form title=t.quotes.not_accepted />
                <p>{t.quotes.accept_text}</p>
                <input type="hidden" name="form[key]" value=key.to_string() />
                <Hidden seen picking />
                <input type="hidden" name="form[seen_net]" value=move || picking.seen_net() />
                <Addresses
                    form
                    name="form[delivery]"
                    title=t.orders.delivery_address
                    addresses=addresses.clone()
                    chosen=typed.get("delivery").to_owned()
                />
                <Addresses
                    form
                    name="form[billing]"
                    title=t.orders.billing_address
                    addresses
                    chosen=typed.get("billing").to_owned()
                />
                <section class="chapter">
                    <h2>{t.orders.your_details}</h2>
                    <div class="fields">
                        <Field
                            form
                            name="form[po_number]"
                            label=t.orders.po_number
                            hint=t.orders.po_hint
                            value=typed.get("po_number")
                            optional=!outlook.po_required
                            maxlength=60
                        />
                        <CostCentre form outlook=outlook.clone() chosen=typed.get("cost_centre").to_owned() />
                        <TextArea form name="form[note]" label=t.orders.note value=typed.get("note") />
                    </div>
                </section>
                <Units form units=outlook.units.clone() chosen=typed.get("unit").to_owned() />
                <Ahead outlook />
                {credit_note.map(|text| view! { <div class="note soon">{text}</div> })}
                <Declaration form ticked=!typed.get("business").is_empty() acting />
                <Binding picking />
                {ready
                    .then(|| {
                        view! {
                            <div class="actions">
                                <button class="act wide" aria-busy=move || form.busy.get().then_some("true")>
                                    {move || if form.busy.get() { t.quotes.accepting } else { place }}
                                </button>
                                <TryAgain form element />
                            </div>
                        }
                    })}
            </form>
        </section>
    }
}

/// What every answer says: to what it answers, and what is chosen in it.
#[component]
pub fn Hidden(seen: Seen, picking: Picking) -> impl IntoView {
    view! {
        <input type="hidden" name="form[quote]" value=seen.quote.to_string() />
        <input type="hidden" name="form[number]" value=seen.number.to_string() />
        <input type="hidden" name="form[take]" value=move || picking.written() />
    }
}

/// The sum that is accepted, once more before the button.
#[component]
fn Binding(picking: Picking) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let gross = move || {
        picking.sums.with(|sums| {
            sums.as_ref().map(|sums| format!("{} {}", t.carts.gross, format::money(sums.totals.gross, l)))
        })
    };
    view! {
        <p class="row ends accept-sum">
            <span>{t.quotes.accept_sum}</span>
            <span class="price big">
                <b><NetSum picking /></b>
                " "
                <span class="nowrap">{gross}</span>
            </span>
        </p>
    }
}

fn read(fields: &Fields) -> AcceptForm {
    let get = |name: &str| fields.get(&format!("form[{name}]"));
    AcceptForm {
        key: get("key"),
        quote: get("quote"),
        number: get("number").parse().unwrap_or_default(),
        take: get("take"),
        seen_net: get("seen_net"),
        delivery: get("delivery"),
        billing: get("billing"),
        po_number: get("po_number"),
        note: get("note"),
        unit: get("unit"),
        cost_centre: get("cost_centre"),
        business: get("business"),
    }
}
