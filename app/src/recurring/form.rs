//! The form of a recurring order, new or there already.

use kontor_domain::Language;
use kontor_domain::accounts::Address;
use kontor_domain::delivery::Completeness;
use kontor_domain::recurring::{Every, RecurringLine};
use leptos::prelude::*;

use super::lines::Lines;
use super::recurring_order::Asked;
use crate::delivery::{ServiceSelect, Together};
use crate::orders::{Addresses, CostCentre, Declaration, Units};
use crate::text::use_text;
use crate::ui::{Alert, Field, Query, Sending, TextArea, kept};

/// What stands in the form before anything is typed, by the names of its fields.
#[derive(Debug, Clone, Default)]
pub struct Filled(Query);

impl Filled {
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.0.set(name, value.as_ref());
        self
    }

    #[must_use]
    pub fn every(self, every: Every) -> Self {
        match every {
            Every::Weeks { n } => self.with("rhythm", "weeks").with("n", n.to_string()),
            Every::Months { n, day } => {
                self.with("rhythm", "months").with("n", n.to_string()).with("day", day.to_string())
            }
        }
    }
}

/// Where the form goes.
#[must_use]
pub fn saving() -> Sending {
    Sending::to("/fn/recurring/save_recurring")
}

#[component]
pub fn RecurringForm(
    form: Sending,
    lines: Vec<RecurringLine>,
    asked: Asked,
    filled: Filled,
    /// Fields that nobody types.
    hidden: Vec<(&'static str, String)>,
    /// The button, and what pressing it means.
    button: &'static str,
    meaning: &'static str,
    /// A new one needs the declaration.
    #[prop(optional)]
    new: bool,
) -> impl IntoView {
    let t = use_text();
    let typed = kept(form);
    let refused = typed.some("kept").is_some();
    let known = filled.0;
    let back = typed.clone();
    let value = move |name: &str| if refused { back.get(name) } else { known.get(name) }.to_owned();
    let Asked { addresses, outlook, services } = asked;
    let lines_wrong = crate::ui::field_error(form, "lines");
    let add_wrong = crate::ui::field_error(form, "add");
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=format!("form[{name}]") value=value /> })
                .collect_view()}
            <section class="chapter">
                <h2>{t.recurring.contents}</h2>
                <Lines lines form=Some(form) typed />
                <div class="stack">
                <p class="small muted">{t.recurring.remove_hint}</p>
                {move || lines_wrong.get().map(|text| view! { <p class="error" role="alert">{text}</p> })}
                <div class="fields">
                    <div class="field">
                        <label for="add">{t.recurring.add} <span>" " {t.house.optional}</span></label>
                        <p class="hint" id="add-h">{t.recurring.add_hint}</p>
                        <input
                            id="add"
                            name="form[add]"
                            value=value("add")
                            maxlength="60"
                            autocomplete="off"
                            aria-describedby="add-h add-e"
                            aria-invalid=move || add_wrong.with(Option::is_some).then_some("true")
                        />
                        {move || add_wrong.get().map(|text| view! { <p class="error" id="add-e">{text}</p> })}
                    </div>
                    <Field
                        form
                        name="form[add_quantity]"
                        label=t.house.quantity
                        value=value("add_quantity")
                        inputmode="decimal"
                        class="field short"
                        optional=true
                    />
                </div>
                </div>
            </section>
            <section class="chapter">
                <h2>{t.recurring.when}</h2>
                <div class="fields">
                    <Field form name="form[name]" label=t.recurring.name value=value("name") maxlength=80 class="field full" />
                    <Field form name="form[n]" label=t.recurring.every value=value("n") inputmode="numeric" class="field short" />
                    <div class="field">
                        <label for="rhythm">{t.recurring.unit_of_time}</label>
                        <select id="rhythm" name="form[rhythm]">
                            <option value="months" selected=value("rhythm") != "weeks">{t.recurring.months}</option>
                            <option value="weeks" selected=value("rhythm") == "weeks">{t.recurring.weeks}</option>
                        </select>
                    </div>
                    <Field form name="form[from]" label=t.recurring.from hint=t.recurring.from_hint kind="date" value=value("from") />
                    <Field
                        form
                        name="form[day]"
                        label=t.recurring.day
                        hint=t.recurring.day_hint
                        value=value("day")
                        inputmode="numeric"
                        optional=true
                    />
                    <Field form name="form[until]" label=t.recurring.until kind="date" value=value("until") optional=true />
                    <Field
                        form
                        name="form[count]"
                        label=t.recurring.count
                        value=value("count")
                        inputmode="numeric"
                        optional=true
                    />
                </div>
            </section>
            <section class="chapter">
                <h2>{t.recurring.care}</h2>
                <div class="fields">
                    <Field
                        form
                        name="form[tolerance]"
                        label=t.recurring.tolerance
                        hint=t.recurring.tolerance_hint
                        value=value("tolerance")
                        inputmode="decimal"
                    />
                    <Field
                        form
                        name="form[remind_days]"
                        label=t.recurring.remind
                        hint=t.recurring.remind_hint
                        value=value("remind_days")
                        inputmode="numeric"
                    />
                </div>
            </section>
            <Places form addresses delivery=value("delivery") billing=value("billing") />
            <section class="chapter">
                <h2>{t.delivery.title}</h2>
                <div class="stack">
                    <ServiceSelect
                        form
                        name="form[service]"
                        services
                        chosen=value("service")
                        usual=t.delivery.as_company
                    />
                    <Together
                        name="form[completeness]"
                        chosen=Completeness::parse(&value("completeness"))
                        as_company=true
                    />
                </div>
            </section>
            <section class="chapter">
                <h2>{t.orders.your_details}</h2>
                <div class="fields">
                    <Field
                        form
                        name="form[po_number]"
                        label=t.orders.po_number
                        hint=t.orders.po_hint
                        value=value("po_number")
                        optional=!outlook.po_required
                        maxlength=60
                    />
                    <CostCentre form outlook=outlook.clone() chosen=value("cost_centre") />
                    <TextArea form name="form[note]" label=t.orders.note value=value("note") />
                </div>
            </section>
            <Units form units=outlook.units chosen=value("unit") />
            {if new {
                view! { <Declaration form ticked=!value("business").is_empty() /> }.into_any()
            } else {
                view! { <input type="hidden" name="form[business]" value="yes" /> }.into_any()
            }}
            <p class="small muted">{meaning}</p>
            <div class="actions"><button class="act">{button}</button></div>
        </form>
    }
}

#[component]
fn Places(form: Sending, addresses: Vec<Address>, delivery: String, billing: String) -> impl IntoView {
    let t = use_text();
    view! {
        <Addresses
            form
            name="form[delivery]"
            title=t.orders.delivery_address
            addresses=addresses.clone()
            chosen=delivery
        />
        <Addresses form name="form[billing]" title=t.orders.billing_address addresses chosen=billing />
    }
}

/// A number as one types it: `2,5`.
#[must_use]
pub fn typed_number(value: kontor_domain::Decimal, l: Language) -> String {
    crate::ui::shown(kontor_domain::Quantity(value), l)
}
