//! `/checkout`: where it goes, on whose number, and the button that binds.

use kontor_domain::accounts::{Address, CreditAhead};
use kontor_domain::carts::CartView;
use kontor_domain::delivery::DeliveryOffers;
use kontor_domain::{CartId, Error, Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::checkout::{CheckoutView, checkout};
use super::checkout_rules::{Ahead, CostCentre, Units};
use super::place_order::{CheckoutForm, place_order};
use crate::accounts::use_visitor;
use crate::carts::{Sums, SurchargeLine, path_of};
use crate::delivery::{Choice, DeliveryChoices};
use crate::payments::PayChoice;
use crate::text::{use_language, use_text};
use crate::ui::{
    Empty, Failed, Field, FieldError, Fields, Page, Query, Sending, TextArea, field_error, focus, go_to_page,
    kept, quantity_words, use_query,
};
use crate::wire::Refusal;

#[component]
pub fn CheckoutPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|q| CartId(typed_in(q, "cart").to_owned())));
    // Above the form, so that what went wrong survives a new look at the cart.
    let form = Sending::to("/fn/orders/place_order");
    let choice = RwSignal::new(Choice::typed(&query.with_untracked(|q| typed(form, q))));
    let data = Resource::new_blocking(
        move || (asked.get(), choice.get()),
        |(cart, choice)| checkout(cart, choice.address, choice.service, choice.completeness),
    );
    // Prices or stock changed: the sums shown must be the ones that are ordered next.
    Effect::new(move |_| {
        if form.error.with(|e| matches!(e, Some(Error::Conflict { .. }))) {
            data.refetch();
        }
    });
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(view) if view.cart.lines.is_empty() => view! { <Nothing /> }.into_any(),
                    Ok(view) => view! { <Whole checkout=view form choice /> }.into_any(),
                    Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// What was asked of the page by its own address, or by the form that looks at other sums.
fn typed_in<'a>(query: &'a Query, name: &str) -> &'a str {
    match query.get(name) {
        "" => query.get(&format!("form[{name}]")),
        value => value,
    }
}

/// What was typed before the form was refused, or sent to look at other sums without WebAssembly.
fn typed(form: Sending, query: &Query) -> Query {
    let mut typed = kept(form);
    for (name, value) in query.pairs() {
        if let Some(name) = name.strip_prefix("form[").and_then(|name| name.strip_suffix(']'))
            && typed.get(name).is_empty()
        {
            typed.add(name, value);
        }
    }
    typed
}

#[component]
fn Nothing() -> impl IntoView {
    let t = use_text();
    view! {
        <Page title=t.orders.checkout>
            <div class="head"><div><h1>{t.orders.checkout}</h1></div></div>
            <Empty title=t.carts.empty_title text=t.carts.empty_text>
                <a class="act" href="/search">{t.carts.find_part}</a>
            </Empty>
        </Page>
    }
}

#[component]
fn Whole(checkout: CheckoutView, form: Sending, choice: RwSignal<Choice>) -> impl IntoView {
    let t = use_text();
    let visitor = use_visitor();
    let navigate = use_navigate();
    let typed = use_query().with_untracked(|q| typed(form, q));
    // Another look is at what this page shows; nobody is told, since it shows it already.
    choice.update_untracked(|c| *c = Choice::shown(&checkout.delivery));
    // Price and dates follow what is chosen; what is typed stays.
    let rechoose = move |ev: leptos::web_sys::Event| {
        if let Some(changed) = Choice::changed(&ev) {
            choice.set(changed);
        }
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let get = |name: &str| fields.get(&format!("form[{name}]"));
        let command = CheckoutForm {
            key: get("key"),
            cart: get("cart"),
            delivery: get("delivery"),
            billing: get("billing"),
            po_number: get("po_number"),
            note: get("note"),
            requested: get("requested"),
            business: get("business"),
            seen_net: get("seen_net"),
            unit: get("unit"),
            cost_centre: get("cost_centre"),
            payment: get("payment"),
            service: get("service"),
            completeness: get("completeness"),
            save: get("save"),
        };
        let navigate = navigate.clone();
        form.start(place_order(command), move |placed| {
            visitor.ask_again();
            if let Some(page) = placed.page {
                go_to_page(&page);
                return;
            }
            let order = placed.order;
            navigate(
                &format!("/orders/{order}?placed=1"),
                NavigateOptions { replace: true, ..Default::default() },
            );
        });
    };
    // The message is above the form: go there, wherever the button was.
    Effect::new(move |_| {
        if form.error.with(Option::is_some) {
            request_animation_frame(|| focus("not-ordered"));
        }
    });
    let totals = &checkout.cart.totals;
    let net = (totals.net - totals.freight.unwrap_or(Money::ZERO)).amount.to_string();
    let delivery = checkout.delivery.clone();
    let numbers = checkout.cart.lines.iter().map(|line| line.number.clone()).collect();
    let way = path_of(&checkout.cart.head.id);
    let may = checkout.cart.head.orders();
    let outlook = checkout.outlook.clone();
    let asks = matches!(outlook.units.as_slice(), [unit] if !unit.steps.is_empty());
    let place = if asks { t.rules.place_for_approval } else { t.orders.place };
    let blocked = checkout.credit == CreditAhead::Blocked;
    let ahead = match checkout.credit {
        CreditAhead::Free => None,
        CreditAhead::Checked => Some(t.credit.ahead),
        CreditAhead::Blocked => Some(t.credit.ahead_blocked),
    };
    let ready = may
        && !blocked
        && checkout.cart.orderable()
        && !checkout.addresses.is_empty()
        && !delivery.offers.is_empty();
    view! {
        <Page title=t.orders.checkout>
            <div class="head"><div><h1>{t.orders.checkout}</h1></div></div>
            <form class="split" method="post" action=form.url on:submit=submit on:change=rechoose novalidate>
                <div>
                    <NotOrdered form cart=way.clone() />
                    <input type="hidden" name="form[key]" value=checkout.key.to_string() />
                    <input type="hidden" name="form[cart]" value=checkout.cart.head.id.to_string() />
                    <input type="hidden" name="form[seen_net]" value=net />
                    <Addresses
                        form
                        name="form[delivery]"
                        title=t.orders.delivery_address
                        addresses=checkout.addresses.clone()
                        chosen=checkout.delivery.address.clone()
                    />
                    <DeliveryChoices form delivery=delivery.clone() numbers />
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
                            <Field
                                form
                                name="form[requested]"
                                label=t.orders.requested
                                hint=t.orders.requested_hint
                                kind="date"
                                min=checkout.today.to_string()
                                value=typed.get("requested")
                                optional=true
                            />
                            <CostCentre form outlook=outlook.clone() chosen=typed.get("cost_centre").to_owned() />
                            <TextArea form name="form[note]" label=t.orders.note value=typed.get("note") />
                        </div>
                    </section>
                    <Units form units=outlook.units.clone() chosen=typed.get("unit").to_owned() />
                    <Addresses
                        form
                        name="form[billing]"
                        title=t.orders.billing_address
                        addresses=checkout.addresses.clone()
                        chosen=typed.get("billing").to_owned()
                    />
                    <Contents cart=checkout.cart.clone() delivery />
                </div>
                <aside class="stack">
                    <section class="chapter">
                        <h2>{t.carts.sums}</h2>
                        <Sums totals=checkout.cart.totals />
                        <PayChoice form methods=checkout.methods chosen=typed.get("payment").to_owned() />
                    </section>
                    <Ahead outlook=outlook.clone() />
                    {ahead.map(|text| view! { <div class="note soon">{text}</div> })}
                    <Declaration form ticked=!typed.get("business").is_empty() acting=checkout.acting />
                    {if ready {
                        view! {
                            <button class="act wide" aria-busy=move || form.busy.get().then_some("true")>
                                {move || if form.busy.get() { t.orders.placing } else { place }}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! { <a class="act wide" href=way>{t.orders.to_cart}</a> }.into_any()
                    }}
                </aside>
            </form>
        </Page>
    }
}

/// What kept the order from being placed, what was kept, and where to go.
#[component]
fn NotOrdered(form: Sending, cart: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    move || {
        form.error.get().map(|error| {
            // Lines that cannot be ordered, a changed price, sold out: all of it is put right in the cart.
            let in_cart = match &error {
                Error::Conflict { .. } => true,
                Error::Invalid { fields } => fields.iter().any(|f| f.field.starts_with("lines")),
                _ => false,
            };
            view! {
                <div class="note bad" role="alert" id="not-ordered" tabindex="-1">
                    <b>{t.orders.not_ordered}</b>
                    " "
                    {error.text(l)}
                    " "
                    {t.orders.kept}
                    {in_cart.then(|| view! { " " <a href=cart.clone()>{t.orders.to_cart}</a> })}
                </div>
            }
        })
    }
}

#[component]
pub fn Addresses(
    form: Sending,
    name: &'static str,
    title: &'static str,
    addresses: Vec<Address>,
    chosen: String,
) -> impl IntoView {
    let t = use_text();
    let known = addresses.iter().any(|a| a.id == chosen);
    let empty = addresses.is_empty();
    view! {
        <section class="chapter">
            <h2>{title}</h2>
            <fieldset class="choices">
                <legend class="vh">{title}</legend>
                {addresses
                    .into_iter()
                    .enumerate()
                    .map(|(i, address)| {
                        let checked = if known { address.id == chosen } else { i == 0 };
                        let mut lines = address.lines().into_iter();
                        let first = lines.next();
                        let rest = lines.collect::<Vec<_>>().join(", ");
                        view! {
                            <label class="choice">
                                <input type="radio" name=name value=address.id checked=checked />
                                <span><b>{first}</b> <br /> {rest}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            {empty
                .then(|| {
                    view! { <p>{t.orders.no_address} " " <a href="/account#addresses">{t.orders.add_address}</a></p> }
                })}
            <FieldError form name id=format!("{name}-e") />
        </section>
    }
}

/// What is ordered, once more before the button.
#[component]
fn Contents(cart: CartView, delivery: DeliveryOffers) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let way = path_of(&cart.head.id);
    view! {
        <section class="chapter">
            <div class="row ends">
                <h2>{t.orders.what}</h2>
                <a class="quiet" href=way>{t.orders.edit_cart}</a>
            </div>
            <table class="data lines">
                <caption class="vh">{t.orders.what}</caption>
                <thead>
                    <tr>
                        <th>{t.orders.part}</th>
                        <th>{t.orders.delivery}</th>
                        <th class="num">{t.orders.quantity}</th>
                        <th class="num">{t.orders.price}</th>
                        <th class="num">{t.orders.amount}</th>
                    </tr>
                </thead>
                <tbody>
                    {cart
                        .lines
                        .into_iter()
                        .enumerate()
                        .map(|(i, line)| {
                            let offer = delivery.offer();
                            let day = offer.and_then(|offer| offer.date(i, delivery.completeness));
                            let day = day.or(line.availability.date);
                            view! {
                                <tr>
                                    <td class="c-what">
                                        <b>{line.name.get(l).to_owned()}</b>
                                        <span class="sub-line no">{line.number.clone()}</span>
                                        <SurchargeLine
                                            surcharge=line.price.as_ref().and_then(|p| p.surcharge)
                                            quantity=line.quantity
                                        />
                                        {line.problem.as_ref().map(|p| view! { <p class="error">{p.text(l)}</p> })}
                                    </td>
                                    <td class="c-avail">
                                        <span class="when">{day.map(|d| format::day(d, l))}</span>
                                    </td>
                                    <td class="c-qty num">{quantity_words(line.quantity, line.unit, l)}</td>
                                    <td class="c-price">{line.price.as_ref().map(|p| format::money(p.net, l))}</td>
                                    <td class="c-sum">{line.amount.map(|a| format::money(a, l))}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </section>
    }
}

/// "We order as a business": the law for consumers does not apply, and the customer says so.
#[component]
pub fn Declaration(form: Sending, ticked: bool, #[prop(optional)] acting: bool) -> impl IntoView {
    let t = use_text();
    let words = if acting { t.acting.declaration } else { t.orders.declaration };
    let wrong = field_error(form, "business");
    view! {
        <label class="check">
            <input
                type="checkbox"
                name="form[business]"
                id="business"
                value="yes"
                checked=ticked
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=move || wrong.with(Option::is_some).then_some("business-e")
            />
            " "
            <span>{words}</span>
        </label>
        <FieldError form name="business" id="business-e".to_owned() />
    }
}
