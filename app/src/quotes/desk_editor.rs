//! The draft as one form: words, positions, what is taken off and comes on top, terms, and what is to be added.

use kontor_domain::quotes::{Item, Offer, Position};
use kontor_domain::{ConfigurationId, Error, Problem, Unit, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::desk_editing::Editing;
use super::desk_form::listed as listed_ids;
use super::desk_offer::DeskOffer;
use super::desk_row::Row;
use super::desk_save::save_offer;
use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Fields, Toasts, TryAgain, field_error};

#[component]
pub(super) fn Editor(editing: Editing, found: DeskOffer, again: Callback<()>) -> impl IntoView {
    let (t, desk) = (use_text(), use_desk());
    let (form, working, toasts) = (editing.form, editing.working, Toasts::of());
    let head = found.desk.quote.head.clone();
    let (version, key) = (found.desk.quote.version, found.key.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let typed = editing.complete(&fields);
        form.start(save_offer(typed), move |()| {
            working.saved();
            toasts.say(t.desk_quotes.said_saved.to_owned());
            again.run(());
            desk.count_again();
        });
    };
    let look = move |_| editing.look();
    let listed = move |name: &'static str| {
        let value = move || match name {
            "order" => editing.order.with(|order| listed_ids(order)),
            _ => editing.out.with(|out| listed_ids(out)),
        };
        view! { <input type="hidden" name=format!("form[head][{name}]") value=value /> }
    };
    // A drawing of its own: what was typed into the fields before must not hide what is there now.
    let drawn = move || vec![editing.draw];
    let fields = move || {
        let (head, machines, key) = (head.clone(), found.machines.clone(), key.clone());
        view! {
            <form
                class="stack offer-form"
                id="draft"
                method="post"
                action=form.url
                on:submit=submit
                on:input=look
                on:change=look
                node_ref=editing.element
                novalidate
            >
                // Pressed by the enter key, before all others.
                <button class="vh" tabindex="-1" aria-hidden="true">{t.house.save}</button>
                <Refused editing again />
                <input type="hidden" name="form[head][quote]" value=head.id.to_string() />
                <input type="hidden" name="form[head][version]" value=version.to_string() />
                <input type="hidden" name="form[head][key]" value=key.to_string() />
                {editing.sees.then(|| view! { <input type="hidden" name="form[head][costs]" value="1" /> })}
                {listed("order")}
                {listed("out")}
                <Whole editing field="title" label=t.desk_quotes.offer_title class="field full" />
                <Words editing field="opening" label=t.desk_quotes.opening />
                <section class="chapter">
                    <h2>{t.orders.positions}</h2>
                    <Nothing editing />
                    <ol class="offer-rows">
                        <For each=move || editing.order.get() key=|id| *id let:id>
                            <Row editing id />
                        </For>
                    </ol>
                </section>
                <Add editing machines />
                <section class="chapter">
                    <h2>{t.desk_quotes.whole}</h2>
                    <div class="offer-fields">
                        <Whole editing field="discount" label=t.desk_quotes.discount_all />
                        <Whole editing field="reduction" label=t.desk_quotes.reduction />
                        <Whole editing field="freight" label=t.desk_quotes.freight />
                        {editing
                            .sees
                            .then(|| {
                                view! {
                                    <Whole editing field="delivery_cost" label=t.desk_quotes.delivery_cost />
                                    <Whole editing field="commission" label=t.desk_quotes.commission />
                                }
                            })}
                    </div>
                </section>
                <section class="chapter">
                    <h2>{t.desk_quotes.terms}</h2>
                    <div class="offer-fields">
                        <Whole editing field="days" label=t.desk_quotes.days />
                        <Whole editing field="early_percent" label=t.desk_quotes.early_percent />
                        <Whole editing field="early_days" label=t.desk_quotes.early_days />
                    </div>
                    <div class="stack">
                        <Words editing field="delivery" label=t.desk_quotes.delivery />
                        <Words editing field="closing" label=t.desk_quotes.closing />
                    </div>
                </section>
                <div class="actions no-print">
                    <button class="act" id="save-draft" aria-busy=move || form.busy.get().then_some("true")>
                        {t.desk_quotes.save}
                    </button>
                    <TryAgain form element=editing.element />
                    <Kept editing />
                </div>
            </form>
        }
    };
    view! { <For each=drawn key=|draw| *draw children=move |_| fields() /> }
}

/// Whether everything that is typed is saved.
#[component]
pub(super) fn Kept(editing: Editing) -> impl IntoView {
    let t = use_text();
    let dirty = editing.working.dirty;
    view! {
        <span class="small" role="status">
            {move || {
                dirty.get().then(|| view! { <span class="state soon">{t.desk_quotes.unsaved}</span> })
            }}
        </span>
    }
}

/// Why it was not saved. Where others were quicker, what they did can be read without losing what is typed.
#[component]
fn Refused(editing: Editing, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = editing.form;
    let overtaken = move || {
        form.error.with(|e| {
            let met = |p: &Problem| matches!(p, Problem::PositionsCollide { .. } | Problem::ChangedMeanwhile);
            matches!(e, Some(Error::Conflict { problem }) if met(problem))
        })
    };
    view! {
        <Alert form />
        {move || {
            overtaken()
                .then(|| {
                    view! {
                        <div class="row">
                            <button type="button" class="quiet" on:click=move |_| {
                                editing.keep();
                                again.run(());
                            }>{t.desk_quotes.read_keeping}</button>
                            <span class="small muted">{t.desk_quotes.read_keeping_text}</span>
                        </div>
                    }
                })
        }}
    }
}

/// A field of the whole offer.
#[component]
fn Whole(
    editing: Editing,
    field: &'static str,
    label: &'static str,
    #[prop(default = "field")] class: &'static str,
) -> impl IntoView {
    let wrong = field_error(editing.form, field);
    let text = matches!(field, "title");
    view! {
        <div class=class>
            <label for=field>{label}</label>
            <input
                id=field
                name=format!("form[head][{field}]")
                value=editing.start(field)
                inputmode=(!text).then_some("decimal")
                autocomplete="off"
                maxlength="200"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=format!("{field}-e")
            />
            {move || wrong.get().map(|text| view! { <p class="error" id=format!("{field}-e")>{text}</p> })}
        </div>
    }
}

/// Words of the whole offer.
#[component]
fn Words(editing: Editing, field: &'static str, label: &'static str) -> impl IntoView {
    let wrong = field_error(editing.form, field);
    view! {
        <div class="field full offer-text">
            <label for=field>{label}</label>
            <textarea
                id=field
                name=format!("form[head][{field}]")
                rows="2"
                maxlength="4000"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=format!("{field}-e")
            >
                {editing.start(field)}
            </textarea>
            {move || wrong.get().map(|text| view! { <p class="error" id=format!("{field}-e")>{text}</p> })}
        </div>
    }
}

#[component]
fn Nothing(editing: Editing) -> impl IntoView {
    let t = use_text();
    editing
        .with_base(|offer| offer.positions.is_empty())
        .then(|| view! { <p class="muted">{t.desk_quotes.no_positions}</p> })
}

/// What comes into the offer with the next saving.
#[component]
fn Add(editing: Editing, machines: Vec<(ConfigurationId, String)>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = editing.form;
    let typed = move |field: &str| editing.start(field);
    let units = Unit::ALL.map(|unit| {
        let selected = unit.code() == editing.start("free_unit");
        view! { <option value=unit.code() selected=selected>{unit.word(l)}</option> }
    });
    let chosen = editing.start("machine");
    let of_case = (!machines.is_empty()).then(|| {
        let options = machines.into_iter().map(|(id, name)| {
            let offered = editing.with_base(|offer| offers(offer, &id));
            let word = if offered { fill(t.desk_quotes.machine_again, &[&name]) } else { name };
            let selected = id.as_str() == chosen;
            view! { <option value=id.to_string() selected=selected>{word}</option> }
        });
        view! {
            <div class="offer-add">
                <div class="field grow">
                    <label for="machine">{t.desk_quotes.machine}</label>
                    <select id="machine" name="form[head][machine]">
                        <option value="">{t.desk_quotes.no_machine}</option>
                        {options.collect_view()}
                    </select>
                </div>
            </div>
        }
    });
    view! {
        <section class="offer-adding no-print">
            <h3>{t.desk_quotes.add_title}</h3>
            <p class="small muted">{t.desk_quotes.add_text}</p>
            <div class="offer-add">
                <Field form name="form[head][part]" label=t.desk_quotes.part hint=t.desk_quotes.part_hint value=typed("part") optional=true maxlength=60 class="field grow" />
                <Field form name="form[head][part_quantity]" label=t.house.quantity value=typed("part_quantity") inputmode="decimal" optional=true class="field short" />
            </div>
            {of_case}
            <div class="offer-add">
                <Field form name="form[head][free]" label=t.desk_quotes.free value=typed("free") optional=true maxlength=200 class="field grow" />
                <Field form name="form[head][free_quantity]" label=t.house.quantity value=typed("free_quantity") inputmode="decimal" optional=true class="field short" />
                <div class="field short">
                    <label for="free-unit">{t.desk_quotes.unit}</label>
                    <select id="free-unit" name="form[head][free_unit]">{units}</select>
                </div>
                <Field form name="form[head][free_net]" label=t.desk_quotes.unit_net value=typed("free_net") inputmode="decimal" optional=true class="field short" />
            </div>
            <div class="offer-add">
                <Field form name="form[head][heading]" label=t.desk_quotes.heading value=typed("heading") optional=true maxlength=200 class="field grow" />
            </div>
            <button class="quiet">{t.desk_quotes.add}</button>
        </section>
    }
}

fn offers(offer: &Offer, machine: &ConfigurationId) -> bool {
    offer
        .positions
        .iter()
        .any(|p| matches!(&p.item, Item::Machine { configuration, .. } if configuration == machine))
}

/// For an offer that nobody changes any more.
#[component]
pub(super) fn Fixed(offer: Offer) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |p: Position| {
        let amount = (!p.item.is_heading()).then(|| format::money(p.amount(), l));
        let quantity = (!p.item.is_heading()).then(|| crate::ui::quantity_words(p.quantity, p.unit, l));
        view! {
            <tr>
                <td class="c-what"><b>{p.name.get(l).to_owned()}</b> <span class="sub-line">{p.text}</span></td>
                <td class="c-qty">{quantity}</td>
                <td class="c-sum">{amount}</td>
            </tr>
        }
    };
    view! {
        <section class="chapter">
            <h2>{t.orders.positions}</h2>
            <table class="data lines">
                <caption class="vh">{t.orders.positions}</caption>
                <thead><tr><th>{t.desk_quotes.name}</th><th>{t.house.quantity}</th><th class="num">{t.desk_quotes.net}</th></tr></thead>
                <tbody>{offer.positions.into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}
