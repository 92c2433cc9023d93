//! Putting a part into the cart, from any page.

use kontor_domain::{PartKey, Quantity, Unit};
use leptos::html::Form;
use leptos::prelude::*;

use crate::accounts::{IntoCart, use_visitor};
use crate::carts::{add_line, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{FieldError, Fields, Sending, Stepper, Toasts, TryAgain, field_error, quantity_words, shown};

/// The form of one part and how it went.
#[derive(Clone)]
pub struct Adding {
    form: Sending,
    part: PartKey,
    number: String,
    unit: Unit,
    minimum: Quantity,
    step: Quantity,
    /// Of this drawing of the form.
    into: IntoCart,
}

impl Adding {
    #[must_use]
    pub fn new(
        part: PartKey,
        number: String,
        unit: Unit,
        minimum: Quantity,
        step: Quantity,
        into: IntoCart,
    ) -> Self {
        let form = Sending::about("/fn/carts/add_line", part.as_str());
        Self { form, part, number, unit, minimum, step, into }
    }
}

/// Quantity and button. With `stepper`, which hears of every change of the quantity, on the part page; lists have a plain
/// field.
#[component]
pub fn AddForm(
    adding: Adding,
    #[prop(optional)] stepper: Option<Callback<String>>,
    #[prop(optional)] quantity: Option<Quantity>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (visitor, toasts) = (use_visitor(), Toasts::of());
    let Adding { form, part, number, unit, minimum, step, into: IntoCart { key: page_key, cart } } = adding;
    let element = NodeRef::<Form>::new();
    // Counts what this drawing has added: whoever presses again on purpose means one more.
    let turn = StoredValue::new(0_u32);
    let (sent_key, into) = (page_key.clone(), cart.clone());
    let start = quantity.unwrap_or_else(|| minimum.max(step).max(Quantity::ONE));
    let wrong = field_error(form, "quantity");
    let error_id = format!("add-{part}-e");
    let (key, name) = (part.clone(), number.clone());
    let submit = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        if visitor.just_added(&key) {
            return;
        }
        // The same key until an answer came: when only the answer was lost, trying again adds nothing.
        let once = format!("{sent_key}.{}", turn.get_value());
        let (number, quantity) = (name.clone(), fields.get("quantity"));
        let words = Quantity::parse(&quantity).map(|q| quantity_words(q, unit, l)).unwrap_or_default();
        let (added, way) = (key.clone(), path_of(&into));
        form.start(add_line(into.clone(), key.clone(), quantity, once), move |_| {
            turn.try_update_value(|turn| *turn += 1);
            visitor.added(added);
            toasts.say_with_link(fill(t.catalog.added, &[&number, &words]), way, t.catalog.to_cart);
        });
    };
    let label = fill(t.house.quantity_of, &[&number]);
    let value = shown(start, l);
    let long = stepper.is_some();
    let field = if let Some(changed) = stepper {
        view! {
            // Enter in the field orders; without this it would press minus, the first button.
            <span class="vh"><button tabindex="-1" aria-hidden="true">{t.catalog.add}</button></span>
            <Stepper
                value=Signal::stored(value)
                label
                minimum
                step
                language=l
                changed
                step_page=format!("/parts/{part}")
                invalid=Signal::derive(move || wrong.with(Option::is_some))
            />
        }
        .into_any()
    } else {
        view! {
            <input
                class="amount"
                name="quantity"
                value=value
                inputmode="decimal"
                autocomplete="off"
                aria-label=label
                aria-describedby=error_id.clone()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            />
        }
        .into_any()
    };
    let other = move || form.error.get().filter(|e| e.field("quantity").is_none()).map(|e| e.text(l));
    view! {
        <form class="buy" method="post" action=form.url on:submit=submit node_ref=element>
            <input type="hidden" name="part" value=part.to_string() />
            <input type="hidden" name="cart" value=cart.to_string() />
            <input type="hidden" name="key" value=page_key />
            {field}
            <button class="act" aria-busy=move || form.busy.get().then_some("true")>
                {if long { t.catalog.add_long } else { t.catalog.add }}
                <span class="vh">" " {number}</span>
            </button>
        </form>
        <FieldError form name="quantity" id=error_id />
        {move || other().map(|text| view! { <p class="error" role="alert">{text}</p> })}
        <TryAgain form element />
    }
}
