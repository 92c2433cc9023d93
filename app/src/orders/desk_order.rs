//! `/desk/orders/:id`: the whole case, and every step that is due.

use kontor_domain::accounts::{Address, Right};
use kontor_domain::delivery::Completeness;
use kontor_domain::orders::{OrderLine, OrderState, OrderView};
use kontor_domain::{Language, OrderId, Quantity, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::OrderShipments;
use super::cancel_lines::CancelSingle;
use super::choices::{ChoiceCards, choice_words};
use super::desk_confirm::DeskConfirm;
use super::desk_credit::{DeskHeld, DeskSettle};
use super::desk_order_view::{DeskOrder, desk_order_view};
use super::desk_steps::{DeskCancel, DeskPick};
use super::desk_wishes::DeskWishes;
use super::line_dates::LineDates;
use super::order_lines::{LineNumber, LineQuantity};
use super::order_page::{OrderSteps, OrderTimeline, ordered_words, ways};
use crate::carts::{DepositLine, Sums, SurchargeLine};
use crate::desk::use_desk;
use crate::payments::DeskPayment;
use crate::pricing::why_path;
use crate::shipments::DeskShip;
use crate::text::{fill, use_language, use_text};
use crate::ui::{CaseNo, Crumbs, OrderPill, Page, Query, Side, Toasts, focus, loaded, use_query};

/// Tone and words of what the shelf says to an open line: reserved, still to come, gone out.
#[must_use]
pub fn shelf(line: &OrderLine, found: &DeskOrder, l: Language) -> (&'static str, String) {
    let t = use_text();
    let a = &line.allocation;
    let place = found.warehouse(&a.warehouse);
    let q = |q: Quantity| format::quantity(q, l);
    if line.gone() && line.replaced_by.is_some() {
        ("bad", t.promise.replaced.to_owned())
    } else if found.order.state == OrderState::Cancelled || line.gone() {
        ("bad", t.orders.cancelled.to_owned())
    } else if line.open() == Quantity::ZERO {
        ("good", t.orders.sent.to_owned())
    } else if line.part.is_none() {
        ("", t.desk.in_no_stock.to_owned())
    } else if a.backorder == Quantity::ZERO {
        ("good", fill(t.desk.reserved_in, &[&q(a.reserve), place]))
    } else if a.reserve == Quantity::ZERO {
        ("soon", fill(t.desk.missing_in, &[&q(a.backorder), place]))
    } else {
        ("soon", fill(t.desk.partly_in, &[&q(a.reserve), place, &q(a.backorder)]))
    }
}

#[component]
pub fn DeskOrderPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let desk = use_desk();
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), desk_order_view);
    let again = Callback::new(move |()| {
        data.refetch();
        desk.count_again();
    });
    // Set by a step; the page that comes back then takes the focus, since the button is gone.
    let stepped = StoredValue::new(false);
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found again stepped done /> }
    })
}

#[component]
fn Whole(found: DeskOrder, again: Callback<()>, stepped: StoredValue<bool>, done: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let order = found.order.clone();
    let case = order.case.to_string();
    let late = order.lines.iter().any(|line| line.date() > line.promised);
    let ordered = ordered_words(&order, l, t);
    let title = format!("{case} {}", order.company_name);
    let settled = after(&order, again, stepped)(t.credit.settled);
    // After a plain form.
    let said = match done.as_str() {
        "confirm" => Some(t.desk.confirmed_toast),
        "pick" => Some(t.desk.picked_toast),
        "ship" => Some(t.desk.shipped_toast),
        "refund" => Some(t.payments.refunded_toast),
        "choice" => Some(t.promise.chosen_toast),
        "line" => Some(t.promise.line_cancelled),
        "answer" => Some(t.promise.answered),
        "settle" => Some(t.payments.settled_toast),
        "release" => Some(t.credit.released),
        "settled" => Some(t.credit.settled),
        _ => None,
    };
    Effect::new(move |_| {
        if stepped.get_value() {
            stepped.set_value(false);
            // Once it stands in the page.
            request_animation_frame(|| focus("main"));
        }
    });
    view! {
        <Page title=title class="work">
            <Crumbs above=vec![("/desk/orders".into(), t.desk.orders.into())] here=case.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{fill(text, &[&case])}</div> })}
            <div class="head">
                <div>
                    <h1>{order.company_name.clone()} " " <CaseNo code=case.clone() /></h1>
                    <p class="row">
                        <OrderPill state=order.state late />
                        <a class="plain" href=format!("/desk/cases/{case}")>{t.orders.open_case}</a>
                        <a class="plain" href=format!("/desk/documents?case={case}")>{t.orders.papers}</a>
                        <span class="muted">{ordered}</span>
                        {order
                            .recurring
                            .clone()
                            .map(|origin| view! { <a href=format!("/desk/recurring/{}", origin.id)>{origin.name}</a> })}
                        {order
                            .agreed
                            .as_ref()
                            .map(|offer| view! { <span class="muted">{fill(t.orders.agreed_by, &[&offer.number])}</span> })}
                    </p>
                </div>
                <div class="row">
                    {use_desk()
                        .may(Right::ManageCustomers)
                        .then(|| {
                            let form = Query::default().with("order", order.id.as_str()).on("/desk/forms/new");
                            view! { <a class="quiet" href=form>{t.forms.fill_in}</a> }
                        })}
                    <a class="quiet" href=format!("/orders/{}/print?desk=1", order.id)>{t.orders.print_confirmation}</a>
                </div>
            </div>
            <OrderSteps order=order.clone() />
            <div class="split">
                <div>
                    <Steps found=found.clone() again stepped />
                    <section class="chapter">
                        <h2>{t.orders.positions}</h2>
                        <Lines found=found.clone() />
                        <Sums totals=order.totals.clone() />
                    </section>
                    <OrderShipments order=order.clone() desk=true />
                    {(!order.shipments.is_empty())
                        .then(|| {
                            let returns = Query::default().with("code", order.case.as_str()).on("/desk/returns");
                            view! { <p class="no-print"><a href=returns>{t.returns.of_order}</a></p> }
                        })}
                    <Changes found=found.clone() again stepped />
                </div>
                <aside>
                    <DeskPayment found=found.clone() />
                    <DeskSettle found=found.clone() done=settled again />
                    <Customer order=order.clone() />
                    <section class="chapter">
                        <h2>{t.orders.history}</h2>
                        <OrderTimeline timeline=order.timeline />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// After a step: says so, loads the order anew and lets it take the focus.
fn after(
    order: &OrderView,
    again: Callback<()>,
    stepped: StoredValue<bool>,
) -> impl Fn(&'static str) -> Callback<()> + use<> {
    let toasts = Toasts::of();
    let case = order.case.to_string();
    move |text| {
        let case = case.clone();
        Callback::new(move |()| {
            toasts.say(fill(text, &[&case]));
            stepped.set_value(true);
            again.run(());
        })
    }
}

/// What is due next and this person may do.
#[component]
fn Steps(found: DeskOrder, again: Callback<()>, stepped: StoredValue<bool>) -> impl IntoView {
    let t = use_text();
    let desk = use_desk();
    let order = found.order.clone();
    let done = after(&order, again, stepped);
    let collected = order.freight.as_ref().is_some_and(|freight| freight.pickup.is_some());
    let state = order.state;
    let confirms = desk.may(Right::ConfirmOrders);
    let ships = desk.may(Right::ShipOrders);
    let waiting = match state {
        OrderState::Placed if !confirms => Some(t.desk.wait_confirm),
        OrderState::Confirmed | OrderState::Picked | OrderState::PartlyShipped if !ships => {
            Some(t.desk.wait_ship)
        }
        _ => None,
    };
    let asked = order
        .approval
        .as_ref()
        .filter(|_| state == OrderState::AwaitingApproval)
        .and_then(|a| a.current().map(|i| a.steps[i].names(use_language())))
        .map(|names| fill(t.rules.desk_waits, &[&names]));
    view! {
        {asked.map(|text| view! { <div class="note soon">{text}</div> })}
        {waiting.map(|text| view! { <div class="note">{text}</div> })}
        {(state == OrderState::OnHold)
            .then(|| view! { <DeskHeld found=found.clone() done=done(t.credit.released) again /> })}
        {confirms
            .then(|| view! { <DeskWishes found=found.clone() done=done(t.promise.answered) again /> })}
        {(confirms && state == OrderState::Placed)
            .then(|| {
                view! {
                    <section class="chapter">
                        <h2>{t.desk.confirm}</h2>
                        <DeskConfirm found=found.clone() done=done(t.desk.confirmed_toast) again />
                    </section>
                }
            })}
        {(ships && state.pickable())
            .then(|| {
                view! {
                    <section class="chapter">
                        <h2>{if collected { t.delivery.pick_title } else { t.desk.pick_title }}</h2>
                        <Bring found=found.clone() />
                        <DeskPick order=order.clone() done=done(t.desk.picked_toast) again />
                    </section>
                }
            })}
        {(ships && state.shippable())
            .then(|| {
                let form = view! { <DeskShip found=found.clone() done=done(t.desk.shipped_toast) again /> };
                let title = if collected { t.delivery.hand_title } else { t.desk.ship_title };
                view! { <section class="chapter"><h2>{title}</h2>{form}</section> }
            })}
    }
}

/// What has to be brought to the branch where the customer collects it.
#[component]
fn Bring(found: DeskOrder) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let pickup = found.order.freight.as_ref().and_then(|f| f.pickup.clone());
    pickup.map(|pickup| {
        let elsewhere: Vec<String> = found
            .order
            .lines
            .iter()
            .filter(|line| line.open() > Quantity::ZERO)
            .filter_map(|line| Some((line, line.reserved()?.1)))
            .filter(|(_, held)| held.warehouse != pickup.branch)
            .map(|(line, held)| {
                let quantity = crate::ui::quantity_words(line.open(), line.unit, l);
                let place = found.warehouse(&held.warehouse);
                fill(t.delivery.pick_from_line, &[&quantity, &line.number, place])
            })
            .collect();
        let bring = (!elsewhere.is_empty())
            .then(|| fill(t.delivery.pick_from, &[&pickup.name, &elsewhere.join(", ")]));
        view! {
            <p>{fill(t.delivery.pick_text, &[&pickup.name])}</p>
            {bring.map(|text| view! { <div class="note soon">{text}</div> })}
        }
    })
}

/// Before something is packed or leaves: the customer wants everything together, and what is missing.
#[component]
pub fn WantsAll(order: OrderView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if order.completeness != Completeness::Complete {
        return ().into_any();
    }
    let missing: Vec<String> = order
        .lines
        .iter()
        .filter(|line| line.open() > Quantity::ZERO && line.allocation.backorder > Quantity::ZERO)
        .map(|line| {
            let quantity = crate::ui::quantity_words(line.allocation.backorder, line.unit, l);
            format!("{quantity} {} ({})", line.number, format::day(line.date(), l))
        })
        .collect();
    let (tone, text) = if missing.is_empty() {
        ("note", t.delivery.wants_all_ready.to_owned())
    } else {
        ("note soon", fill(t.delivery.wants_all_text, &[&missing.join(", ")]))
    };
    view! { <div class=tone><b>{t.delivery.wants_all}</b> " " {text}</div> }.into_any()
}

/// What is asked for more seldom: other dates, cancelling. Folded away.
#[component]
fn Changes(found: DeskOrder, again: Callback<()>, stepped: StoredValue<bool>) -> impl IntoView {
    let t = use_text();
    let order = found.order.clone();
    let state = order.state;
    let done = after(&order, again, stepped);
    let confirms = use_desk().may(Right::ConfirmOrders);
    let confirm_later = confirms && state.confirmable() && state != OrderState::Placed;
    view! {
        {(confirm_later || (confirms && state.cancellable()))
            .then(|| {
                view! {
                    <section class="chapter">
                        <h2>{t.desk.change_title}</h2>
                        {confirm_later
                            .then(|| {
                                view! {
                                    <details>
                                        <summary class="plain">{t.desk.move_dates}</summary>
                                        <DeskConfirm found=found.clone() done=done(t.desk.confirmed_toast) again />
                                    </details>
                                }
                            })}
                        {(confirms && !order.offers.is_empty())
                            .then(|| {
                                let (order, key) = (order.clone(), found.key.to_string());
                                view! {
                                    <details id="choices">
                                        <summary class="plain">{t.promise.choose_for}</summary>
                                        <ChoiceCards order key done=done(t.promise.chosen_toast) desk=true />
                                    </details>
                                }
                            })}
                        {state
                            .cancellable()
                            .then(|| {
                                let (order, key) = (order.clone(), found.key.to_string());
                                view! { <CancelSingle order key done=done(t.promise.line_cancelled) desk=true /> }
                            })}
                        {state
                            .cancellable()
                            .then(|| {
                                view! { <DeskCancel order=order.clone() done=done(t.desk.cancelled_toast) again /> }
                            })}
                    </section>
                }
            })}
    }
}

/// The lines with promise and shelf.
#[component]
fn Lines(found: DeskOrder) -> impl IntoView {
    let t = use_text();
    let lines = found.order.lines.clone();
    view! {
        <table class="data lines">
            <caption class="vh">{t.orders.positions_of}</caption>
            <thead>
                <tr>
                    <th>{t.orders.part}</th>
                    <th>{t.desk.shelf}</th>
                    <th class="num">{t.orders.quantity}</th>
                    <th class="num">{t.orders.price}</th>
                    <th class="num">{t.orders.amount}</th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().map(|line| view! { <Line line found=found.clone() /> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(line: OrderLine, found: DeskOrder) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (tone, words) = shelf(&line, &found, l);
    let cancelled = found.order.state == OrderState::Cancelled || line.gone();
    let chosen = choice_words(&line, l);
    let dates = view! { <LineDates line=line.clone() ledger=found.order.ledger.clone() /> };
    let moved = line.date() != line.promised && !cancelled;
    let partly = line.shipped > Quantity::ZERO && line.open() > Quantity::ZERO;
    let about = [(t.orders.line_reference, &line.reference), (t.orders.line_note, &line.note)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(text, value)| view! { <span class="sub-line">{fill(text, &[value])}</span> })
        .collect_view();
    let href = match (&line.part, &line.configuration) {
        (Some(part), _) => {
            let query = crate::ui::Query::default().with("q", &line.number).with("open", part.as_str());
            Some(query.on("/desk/parts"))
        }
        (None, Some(made)) => Some(format!("/desk/configurations/{}", made.id)),
        (None, None) => None,
    };
    let name = line.name.get(l).to_owned();
    let name = match href {
        Some(href) => view! { <a class="name" href=href>{name}</a> }.into_any(),
        None => view! { <b>{name}</b> }.into_any(),
    };
    let ordered = Some((line.quantity, found.order.placed_at.date()));
    // Only the price of a part is explained by lists and terms.
    let why = line
        .part
        .as_ref()
        .filter(|_| use_desk().may(Right::ManageCustomers))
        .map(|part| why_path(Some(&found.order.company), Some(part), ordered))
        .map(|href| view! { <span class="sub-line"><a href=href>{t.pricing.why_link}</a></span> });
    view! {
        <tr class:off=cancelled>
            <td class="c-what">
                {name}
                <LineNumber number=line.number.clone() class="sub-line no" />
                <SurchargeLine surcharge=line.metal quantity=line.quantity />
                {about}
            </td>
            <td class="c-avail">
                <span class=format!("state {tone}")>{words}</span>
                " "
                {(!cancelled)
                    .then(|| {
                        view! {
                            <span class="when">
                                {format::day(line.date(), l)}
                                {moved.then(|| view! { " " <s class="muted">{format::day(line.promised, l)}</s> })}
                            </span>
                        }
                    })}
                {partly
                    .then(|| {
                        let words = fill(
                            t.orders.sent_part,
                            &[&format::quantity(line.shipped, l), &format::quantity(line.quantity, l)],
                        );
                        view! { <span class="sub-line">{words}</span> }
                    })}
            </td>
            <td class="c-qty num"><LineQuantity line=line.clone() /></td>
            <td class="c-price">{format::money(line.net, l)} {why}</td>
            <td class="c-sum">{format::money(line.amount, l)} <DepositLine deposit=line.deposit() /></td>
        </tr>
        {(moved && !line.reason.is_empty())
            .then(|| {
                let text = fill(t.orders.reason, &[&line.reason]);
                view! { <tr class="sub"><td colspan="5"><div class="evidence soon">{text}</div></td></tr> }
            })}
        {chosen
            .map(|(tone, text)| {
                view! { <tr class="sub"><td colspan="5"><div class=format!("evidence {tone}")>{text}</div></td></tr> }
            })}
        {dates}
    }
}

/// Who ordered, what they wrote, where it goes.
#[component]
fn Customer(order: OrderView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let desk = use_desk();
    let name = order.company_name.clone();
    let name = if desk.may(Right::ManageCustomers) {
        view! { <a href=format!("/desk/customers/{}", order.company)>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    let wish = order.requested.map(|d| fill(t.orders.wish, &[&format::date(d, l)]));
    let way = ways(&order, l);
    let weight = order.freight.as_ref().map(|f| fill(t.delivery.weight, &[&format::decimal(f.kg, l)]));
    let way = weight.into_iter().chain(way).collect::<Vec<_>>().join(". ");
    view! {
        <section class="chapter">
            <h2>{t.desk.customer}</h2>
            {(!order.note.is_empty())
                .then(|| view! { <div class="note"><b>{t.desk.message}</b> " " {order.note.clone()}</div> })}
            {wish.map(|text| view! { <div class="note soon">{text}</div> })}
            <dl class="facts">
                <div><dt>{t.desk.company}</dt><dd>{name} " " <span class="no">{order.company_number}</span></dd></div>
                {(!order.po_number.is_empty())
                    .then(|| view! { <div><dt>{t.desk.po_number}</dt><dd class="no">{order.po_number}</dd></div> })}
                <div><dt>{t.orders.to_delivery}</dt><dd><Lined address=order.delivery /></dd></div>
                {(!way.is_empty()).then(|| view! { <div><dt>{t.delivery.way}</dt><dd>{way}</dd></div> })}
                <div><dt>{t.orders.to_billing}</dt><dd><Lined address=order.billing /></dd></div>
            </dl>
        </section>
    }
}

#[component]
fn Lined(address: Address) -> impl IntoView {
    let lines = address.lines().into_iter().enumerate();
    let lines = lines.map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line} }).collect_view();
    view! { <address>{lines}</address> }
}
