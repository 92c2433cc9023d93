//! What the company's own rules ask of an order, and what they will do with it: told before it is placed.

use kontor_domain::format;
use kontor_domain::orders::{Outlook, UnitOutlook};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Field, FieldError, Sending, field_error};

/// The unit that pays, with what happens for each; nothing when there is no choice.
#[component]
pub fn Units(form: Sending, units: Vec<UnitOutlook>, chosen: String) -> impl IntoView {
    let t = use_text();
    if units.len() < 2 {
        return ().into_any();
    }
    view! {
        <section class="chapter">
            <h2>{t.rules.for_unit}</h2>
            <fieldset class="choices">
                <legend class="vh">{t.rules.for_unit}</legend>
                {units
                    .into_iter()
                    .map(|unit| {
                        view! {
                            <label class="choice">
                                <input type="radio" name="form[unit]" value=unit.id.clone() checked=unit.id == chosen />
                                <span><b>{unit.name.clone()}</b> <br /> {in_a_line(&unit)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <FieldError form name="form[unit]" id="unit-e".to_owned() />
        </section>
    }
    .into_any()
}

/// Chosen from the company's list, or typed; nothing when the company does not ask.
#[component]
pub fn CostCentre(form: Sending, outlook: Outlook, chosen: String) -> impl IntoView {
    let t = use_text();
    let optional = !outlook.cost_centre_required;
    if !outlook.asks_cost_centre {
        return ().into_any();
    }
    if outlook.cost_centres.is_empty() {
        return view! { <Field form name="form[cost_centre]" label=t.rules.cost_centre value=chosen optional maxlength=40 /> }
            .into_any();
    }
    let wrong = field_error(form, "form[cost_centre]");
    view! {
        <div class="field">
            <label for="cost-centre">
                {t.rules.cost_centre} {optional.then(|| view! { <span>" " {t.house.optional}</span> })}
            </label>
            <select
                id="cost-centre"
                name="form[cost_centre]"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=move || wrong.with(Option::is_some).then_some("cost-centre-e")
            >
                <option value="">{t.rules.choose}</option>
                {outlook
                    .cost_centres
                    .into_iter()
                    .map(|(code, name)| {
                        let on = code == chosen;
                        let words = format!("{code} {name}");
                        view! { <option value=code selected=on>{words}</option> }
                    })
                    .collect_view()}
            </select>
            <FieldError form name="form[cost_centre]" id="cost-centre-e".to_owned() />
        </div>
    }
    .into_any()
}

/// Beside the button: what happens when it is pressed, as far as it depends on no choice.
#[component]
pub fn Ahead(outlook: Outlook) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let [unit] = outlook.units.as_slice() else { return ().into_any() };
    let name = (!unit.name.is_empty()).then(|| fill(t.rules.pays, &[&unit.name]));
    let left = unit.left.map(|left| fill(t.rules.left, &[&format::money(left, l)]));
    let problem = unit.problem.as_ref().map(|p| p.text(l));
    let warnings =
        unit.warnings.iter().map(|w| view! { <div class="note soon">{w.text(l)}</div> }).collect_view();
    let asks = (!unit.steps.is_empty()).then(|| {
        let reasons = unit.reasons.iter().map(|r| view! { <li>{r.text(l)}</li> }).collect_view();
        view! {
            <div class="note soon" id="needs-approval">
                <b>{t.rules.needs_approval}</b>
                " "
                {fill(t.rules.approval_by, &[&who(unit)])}
                <ul>{reasons}</ul>
            </div>
        }
    });
    view! {
        <div class="stack">
            {name.map(|name| view! { <p class="small muted">{name} {left.map(|left| format!(", {left}"))}</p> })}
            {problem.map(|text| view! { <div class="note bad">{text}</div> })}
            {warnings}
            {asks}
        </div>
    }
    .into_any()
}

/// `Petra Wiest oder Sabine Bauer, dann Hans Bauer`.
fn who(unit: &UnitOutlook) -> String {
    let (l, t) = (use_language(), use_text());
    let or = l.pick(" oder ", " or ");
    unit.steps.iter().map(|step| step.join(or)).collect::<Vec<_>>().join(t.rules.then)
}

fn in_a_line(unit: &UnitOutlook) -> String {
    let (l, t) = (use_language(), use_text());
    let mut words = Vec::new();
    if let Some(problem) = &unit.problem {
        words.push(problem.text(l));
    } else if unit.steps.is_empty() {
        words.push(t.rules.no_approval.to_owned());
    } else {
        words.push(fill(t.rules.approval_by, &[&who(unit)]));
    }
    words.extend(unit.reasons.iter().chain(&unit.warnings).map(|r| r.text(l)));
    if unit.reasons.is_empty() && unit.warnings.is_empty() {
        words.extend(unit.left.map(|left| fill(t.rules.left, &[&format::money(left, l)])));
    }
    words.join(". ")
}
