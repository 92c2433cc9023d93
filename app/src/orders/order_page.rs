//! `/orders/:id`: where an order stands, and everything that happened to it.

use kontor_domain::accounts::Address;
use kontor_domain::delivery::delivery_words;
use kontor_domain::events::{Happened, TimelineEntry};
use kontor_domain::orders::{OrderState, OrderView, Voice, customer_may_change};
use kontor_domain::payments::MethodsView;
use kontor_domain::returns::OrderReturns;
use kontor_domain::shipments::{ShipmentView, tracking_link};
use kontor_domain::{Language, OrderId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::OrderLines;
use super::approval_panel::ApprovalPanel;
use super::approval_voice::approval_voice;
use super::cancel::Cancel;
use super::choices::Choices;
use super::order::order;
use crate::accounts::{Visitor, use_visitor};
use crate::payments::{MethodsResource, OrderPayment, methods};
use crate::returns::{self, of_order};
use crate::text::{Text, fill, use_language, use_text};
use crate::ui::{Copy, Crumbs, Failed, OrderPill, Page, PartNo, Query, Toasts, use_query};
use crate::wire::Refusal;

#[component]
pub fn OrderPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), order);
    let voice = Resource::new_blocking(move || id.get(), approval_voice);
    let visitor = use_visitor();
    let back = Resource::new_blocking(move || id.get(), of_order);
    let ways: MethodsResource = Resource::new_blocking(|| (), |()| methods());
    view! {
        <Transition>
            {move || {
                let said = query.with(|q| Said {
                    placed: q.get("placed") == "1",
                    decided: q.some("decided"),
                    done: q.some("done"),
                });
                let again = Callback::new(move |()| {
                    data.refetch();
                    voice.refetch();
                    visitor.ask_again();
                });
                Suspend::new(async move {
                    let voice = voice.await.unwrap_or_default();
                    let methods = ways.await.unwrap_or_default();
                    let back = back.await.unwrap_or_default();
                    match (data.await, visitor.read().await) {
                        (Ok(order), visitor) => view! { <Whole order voice visitor methods back said again /> }.into_any(),
                        (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// What brought the reader here.
struct Said {
    placed: bool,
    /// `yes` or `no`, after a plain form of an approver.
    decided: Option<String>,
    /// `choice` or `line`, after a plain form about a line; `change` after one about the order.
    done: Option<String>,
}

#[component]
fn Whole(
    order: OrderView,
    voice: Option<Voice>,
    visitor: Visitor,
    methods: MethodsView,
    back: OrderReturns,
    said: Said,
    again: Callback<()>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let case = order.case.to_string();
    let late = order.lines.iter().any(|line| line.date() > line.promised);
    let ordered = ordered_words(&order, l, t);
    let po = (!order.po_number.is_empty()).then(|| fill(t.orders.your_number, &[&order.po_number]));
    let waits_for = order
        .approval
        .as_ref()
        .filter(|_| order.state == OrderState::AwaitingApproval)
        .and_then(|a| a.current().map(|i| a.steps[i].names(l)));
    let decided = match (said.decided.as_deref(), said.done.as_deref()) {
        (Some("yes"), _) => Some(t.rules.decided_yes),
        (Some("no"), _) => Some(t.rules.decided_no),
        (_, Some("choice")) => Some(t.promise.sent),
        (_, Some("line")) => Some(t.promise.line_cancelled_own),
        (_, Some("change")) => Some(t.change.done),
        _ => None,
    };
    let toasts = Toasts::of();
    let chosen = Callback::new(move |()| {
        toasts.say(t.promise.sent.to_owned());
        again.run(());
    });
    let unit = Some(order.assignment.unit_name.clone()).filter(|u| !u.is_empty());
    let centre =
        [order.assignment.cost_centre.as_str(), order.assignment.cost_centre_name.as_str()].join(" ");
    let centre = Some(centre.trim().to_owned()).filter(|c| !c.is_empty());
    let origin = order.recurring.clone();
    let print = format!("/orders/{}/print", order.id);
    let message = order.note.clone();
    let wish = order.requested.map(|d| fill(t.orders.wish, &[&format::date(d, l)]));
    let ways = ways(&order, l);
    let ready = order.freight.as_ref().and_then(|f| f.pickup.as_ref());
    let ready =
        ready.filter(|pickup| pickup.ready.is_some() && order.state == OrderState::Picked).map(|pickup| {
            let hours = Some(&pickup.hours).filter(|hours| !hours.is_empty());
            let hours = hours.map(|hours| fill(t.delivery.ready_hours_note, &[hours]));
            (fill(t.delivery.ready_note, &[&pickup.name]), hours)
        });
    // Until it is paid the note about the confirmation would be wrong; the payment says what is next.
    let held = order.state == OrderState::OnHold;
    let placed = said.placed && order.state != OrderState::AwaitingPayment && !held;
    // What is to be paid comes first, on a phone too; afterwards it is a fact beside the others.
    let changes = order.change_until.filter(|_| visitor.orders);
    let may_cancel = visitor.orders && order.state.cancellable();
    let agreed = order.agreed.as_ref().map(|offer| fill(t.orders.agreed_by, &[&offer.number]));
    let bound = customer_may_change(order.agreed.as_ref()).err().map(|problem| problem.text(l));
    // What was made or done for this order alone is not ordered again like a part.
    let again_possible = visitor.orders && order.lines.iter().any(|line| line.part.is_some());
    let change = format!("/orders/{}/change", order.id);
    let due = order.payment.as_ref().is_some_and(|p| p.payable) && order.state != OrderState::Cancelled;
    view! {
        <Page title=fill(t.orders.order, &[&case])>
            <Crumbs above=vec![("/orders".into(), t.orders.title.into())] here=case.clone() />
            {decided.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            {held
                .then(|| {
                    view! {
                        <div class="note soon" role="status"><b>{t.credit.waits_title}</b> " " {t.credit.waits_text}</div>
                    }
                })}
            {placed
                .then(|| {
                    let (title, text) = match &waits_for {
                        Some(names) => (t.rules.placed_title, fill(t.rules.placed_text, &[&case, names])),
                        None => (t.orders.placed, fill(t.orders.placed_text, &[&case])),
                    };
                    view! {
                        <div class="note good" role="status">
                            <b>{title}</b>
                            " "
                            {text}
                            <div class="actions">
                                <a class="quiet" href=print.clone()>{t.orders.print_confirmation}</a>
                                <a class="quiet" href="/search">{t.orders.again}</a>
                            </div>
                        </div>
                    }
                })}
            <div class="head">
                <div>
                    <h1>{fill(t.orders.order, &[""])} <span class="code">{case.clone()}</span></h1>
                    <p class="row">
                        <OrderPill state=order.state late />
                        <Copy text=case.clone() label=Some(t.orders.copy_case) />
                        <a class="plain no-print" href=format!("/cases/{case}")>{t.orders.open_case}</a>
                        <a class="plain no-print" href=format!("/documents?case={case}")>{t.orders.papers}</a>
                        <span class="muted">{ordered} {po.map(|po| format!(", {po}"))}</span>
                    </p>
                </div>
                <div class="row no-print">
                    {again_possible
                        .then(|| {
                            let list = Query::default()
                                .with("order", order.id.as_str())
                                .with("case", &case)
                                .on("/lists");
                            let recurring = Query::default()
                                .with("from", "order")
                                .with("source", order.id.as_str())
                                .on("/recurring/new");
                            view! {
                                <a class="quiet" href=format!("/orders/{}/repeat", order.id)>{t.lists.repeat}</a>
                                <a class="quiet" href=list>{t.lists.save_as}</a>
                                <a class="quiet" href=recurring>{t.recurring.make}</a>
                            }
                        })}
                    <a class="quiet" href=print>{t.house.print}</a>
                </div>
            </div>
            <OrderSteps order=order.clone() />
            {ready
                .map(|(text, hours)| {
                    view! { <div class="note good" role="status"><b>{text}</b> " " {hours}</div> }
                })}
            <div class="split">
                <div>
                    <ApprovalPanel order=order.clone() voice done=again />
                    {due.then(|| view! { <OrderPayment order=order.clone() methods=methods.clone() orders=visitor.orders && !visitor.acts /> })}
                    {visitor
                        .orders
                        .then(|| view! { <Choices order=order.clone() key=visitor.key.clone() done=chosen /> })}
                    <section class="chapter">
                        <h2>{t.orders.positions}</h2>
                        <OrderLines order=order.clone() />
                        {changes
                            .map(|until| {
                                view! {
                                    <div class="row no-print">
                                        <p class="muted">{fill(t.change.offer, &[&format::moment(until, l)])}</p>
                                        <a class="quiet" href=change>{t.change.change}</a>
                                    </div>
                                }
                            })}
                    </section>
                    <OrderShipments order=order.clone() />
                    <returns::OrderReturns order=order.id.clone() found=back />
                    {visitor
                        .orders
                        .then(|| {
                            let form = Query::default().with("order", order.id.as_str()).on("/forms/new");
                            view! { <p class="row no-print"><a class="quiet" href=form>{t.forms.fill_in}</a></p> }
                        })}
                    {match bound {
                        Some(why) => may_cancel.then(|| view! { <p class="note no-print">{why}</p> }).into_any(),
                        None => {
                            may_cancel
                                .then(|| view! { <Cancel order=order.clone() key=visitor.key.clone() done=again /> })
                                .into_any()
                        }
                    }}
                </div>
                <aside>
                    {(!due).then(|| view! { <OrderPayment order=order.clone() methods orders=visitor.orders && !visitor.acts /> })}
                    <section class="chapter">
                        <h2>{t.orders.history}</h2>
                        <OrderTimeline timeline=order.timeline.clone() />
                    </section>
                    <section class="chapter">
                        <h2>{t.orders.addresses}</h2>
                        <div class="stack">
                            <AddressCard title=t.orders.to_delivery address=order.delivery />
                            <AddressCard title=t.orders.to_billing address=order.billing />
                            {ways.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                            {wish.map(|text| view! { <p>{text}</p> })}
                            {origin
                                .map(|origin| {
                                    let href = format!("/recurring/{}", origin.id);
                                    view! { <p>{t.recurring.from_recurring} " " <a href=href>{origin.name}</a></p> }
                                })}
                            {agreed.map(|text| view! { <p>{text}</p> })}
                            {unit.map(|name| view! { <p>{t.rules.unit_label} ": " {name}</p> })}
                            {centre.map(|name| view! { <p>{t.rules.cost_centre} ": " {name}</p> })}
                            {(!message.is_empty())
                                .then(|| view! { <div><h3>{t.orders.message}</h3><p>{message}</p></div> })}
                        </div>
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// When, by whom and which way it was ordered, and who entered it.
pub(super) fn ordered_words(order: &OrderView, l: Language, t: &Text) -> String {
    let when = format::moment(order.placed_at, l);
    let by = fill(t.orders.ordered_by, &[&when, &order.placed_by]);
    let way = order.channel.word(l).to_owned();
    let entered =
        (!order.entered_by.is_empty()).then(|| fill(t.acting.entered_by, &[order.entered_by.as_str()]));
    [Some(by), Some(way), entered].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How it is delivered: the service with its price, and whether all of it together.
pub(super) fn ways(order: &OrderView, l: Language) -> Vec<String> {
    delivery_words(order.freight.as_ref(), order.completeness, &order.lines, l)
}

#[component]
fn AddressCard(title: &'static str, address: Address) -> impl IntoView {
    view! {
        <address class="card">
            <h3>{title}</h3>
            {address
                .lines()
                .into_iter()
                .enumerate()
                .map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line} })
                .collect_view()}
        </address>
    }
}

/// Ordered, confirmed, picked, shipped; with the day of each step that is done.
#[component]
pub fn OrderSteps(order: OrderView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if order.state == OrderState::Cancelled {
        return ().into_any();
    }
    let day = |wanted: fn(&Happened) -> bool| {
        order
            .timeline
            .iter()
            .filter(|e| wanted(&e.what))
            .map(|e| e.at)
            .max()
            .map(|at| format::day(at.date(), l))
    };
    let reached = match order.state {
        OrderState::AwaitingApproval
        | OrderState::AwaitingPayment
        | OrderState::OnHold
        | OrderState::Placed
        | OrderState::Cancelled => 0,
        OrderState::Confirmed => 1,
        OrderState::Picked | OrderState::PartlyShipped => 2,
        OrderState::Shipped => 3,
    };
    let collected = order.freight.as_ref().is_some_and(|freight| freight.pickup.is_some());
    let (ready, left) = if collected {
        (t.delivery.step_ready, t.delivery.step_collected)
    } else {
        (t.orders.step_picked, t.orders.step_shipped)
    };
    let steps = [
        (t.orders.step_placed, day(|w| matches!(w, Happened::OrderPlaced { .. }))),
        (t.orders.step_confirmed, day(|w| matches!(w, Happened::OrderConfirmed))),
        (ready, day(|w| matches!(w, Happened::OrderPicked | Happened::ReadyToCollect { .. }))),
        (left, day(|w| matches!(w, Happened::OrderShipped { .. } | Happened::HandedOver { .. }))),
    ];
    view! {
        <ol class="steps" aria-label=t.orders.progress>
            {steps
                .into_iter()
                .enumerate()
                .map(|(i, (word, day))| {
                    view! {
                        <li class:done=i < reached aria-current=(i == reached).then_some("step")>
                            {word} <br /> {day.filter(|_| i <= reached)}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

/// What happened, newest first.
#[component]
pub fn OrderTimeline(timeline: Vec<TimelineEntry>) -> impl IntoView {
    let l = use_language();
    let last = timeline.len().saturating_sub(1);
    view! {
        <ol class="timeline">
            {timeline
                .into_iter()
                .enumerate()
                .rev()
                .map(|(i, entry)| {
                    let by = entry.by(l);
                    view! {
                        <li class:now=i == last class:bad=matches!(entry.what, Happened::OrderCancelled { .. })>
                            <time>{format::moment(entry.at, l)}</time>
                            <div>{entry.what.text(l)} <span class="by">{by}</span></div>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

/// Parcels on their way, each with its number and delivery note.
#[component]
pub fn OrderShipments(
    order: OrderView,
    /// The papers open as the desk's, also while it acts for a customer.
    #[prop(optional)]
    desk: bool,
) -> impl IntoView {
    let t = use_text();
    let id = order.id.clone();
    (!order.shipments.is_empty()).then(|| {
        view! {
            <section class="chapter">
                <h2>{t.orders.shipments}</h2>
                <div class="stack">
                    {order
                        .shipments
                        .into_iter()
                        .map(|shipment| view! { <Parcel shipment order=id.clone() desk /> })
                        .collect_view()}
                </div>
            </section>
        }
    })
}

#[component]
fn Parcel(shipment: ShipmentView, order: OrderId, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let numbers: Vec<String> = shipment.parcels().map(ToOwned::to_owned).collect();
    let several = numbers.len() > 1;
    let parcels = numbers.iter().enumerate().filter(|(_, number)| !number.is_empty()).map(|(i, number)| {
        let label = if several {
            fill(t.delivery.parcel, &[&(i + 1).to_string(), &numbers.len().to_string()])
        } else {
            t.orders.tracking.to_owned()
        };
        let follow = tracking_link(&shipment.carrier, number);
        view! {
            <p class="row">
                <span>{label} " " <PartNo number=number.clone() /></span>
                {follow
                    .map(|href| view! { <a class="act" href=href target="_blank" rel="noopener noreferrer">{t.orders.follow}</a> })}
            </p>
        }
    });
    let parcels = parcels.collect_view();
    let before = (!shipment.reason.is_empty()).then(|| fill(t.delivery.before, &[shipment.reason.as_str()]));
    let title = if shipment.collected_by.is_empty() {
        fill(t.orders.shipment, &[&shipment.carrier])
    } else {
        fill(t.delivery.handed, &[&shipment.collected_by])
    };
    let mark = if desk { "?desk=1" } else { "" };
    let note = format!("/orders/{order}/shipments/{}/print{mark}", shipment.id);
    view! {
        <div class="card">
            <div class="row ends">
                <h3>{title}</h3>
                <span class="when">{format::moment(shipment.shipped_at, l)}</span>
            </div>
            {before.map(|text| view! { <p>{text}</p> })}
            {parcels}
            <div class="actions">
                <a class="quiet" href=note>{t.orders.delivery_note}</a>
            </div>
        </div>
    }
}
