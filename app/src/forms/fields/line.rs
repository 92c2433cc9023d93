//! Fields in which one types: text, a number, a day.

use kontor_domain::Problem;
use kontor_domain::forms::{Answer, MAX_LINE, MAX_TEXT};
use leptos::prelude::*;

use crate::forms::slot::Slot;
use crate::text::{use_language, use_text};

/// What every input says of itself.
fn described(slot: Slot, problem: Memo<Option<Problem>>, hint: bool) -> impl Fn() -> Option<String> + Clone {
    let id = slot.id();
    move || match (hint, problem.with(Option::is_some)) {
        (true, true) => Some(format!("{id}-h {id}-e")),
        (true, false) => Some(format!("{id}-h")),
        (false, true) => Some(format!("{id}-e")),
        (false, false) => None,
    }
}

/// The sentence under a field that is wrong.
#[component]
pub(in crate::forms) fn Wrong(problem: Memo<Option<Problem>>, id: String) -> impl IntoView {
    let l = use_language();
    move || {
        let id = id.clone();
        problem.get().map(|problem| view! { <p class="error" id=id>{problem.text(l)}</p> })
    }
}

/// One line.
#[component]
pub(in crate::forms) fn LineField(
    at: Slot,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(default = MAX_LINE)] most: u32,
    #[prop(optional)] hint: bool,
    needed: Signal<bool>,
) -> impl IntoView {
    let slot = at;
    let (text, problem) = (slot.text(), slot.problem());
    let described = described(slot, problem, hint);
    view! {
        <input
            class="control"
            id=slot.id()
            name=slot.name()
            type=kind
            inputmode=inputmode
            maxlength=most.to_string()
            autocomplete="off"
            value=slot.first_text()
            prop:value=text
            aria-required=move || needed.get().then_some("true")
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=described
            on:input=move |ev| {
                let typed = event_target_value(&ev);
                text.set(typed.clone());
                slot.typed(&typed);
            }
            on:blur=move |_| slot.touch()
        />
        <Wrong problem id=format!("{}-e", slot.id()) />
    }
}

/// Several lines.
#[component]
pub(in crate::forms) fn TextField(
    at: Slot,
    #[prop(optional)] hint: bool,
    needed: Signal<bool>,
) -> impl IntoView {
    let slot = at;
    let (text, problem) = (slot.text(), slot.problem());
    let described = described(slot, problem, hint);
    view! {
        <textarea
            class="control"
            id=slot.id()
            name=slot.name()
            rows="4"
            maxlength=MAX_TEXT.to_string()
            prop:value=text
            aria-required=move || needed.get().then_some("true")
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=described
            on:input=move |ev| {
                let typed = event_target_value(&ev);
                text.set(typed.clone());
                slot.typed(&typed);
            }
            on:blur=move |_| slot.touch()
        >
            {slot.first_text()}
        </textarea>
        <Wrong problem id=format!("{}-e", slot.id()) />
    }
}

/// A number with its unit behind it.
#[component]
pub(in crate::forms) fn NumberField(
    at: Slot,
    unit: String,
    #[prop(optional)] hint: bool,
    needed: Signal<bool>,
) -> impl IntoView {
    let slot = at;
    view! {
        <div class="form-number">
            <LineField at=slot inputmode="decimal" most=40 hint needed />
            {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
        </div>
    }
}

/// A day; mostly it is today.
#[component]
pub(in crate::forms) fn DateField(
    at: Slot,
    #[prop(optional)] hint: bool,
    needed: Signal<bool>,
) -> impl IntoView {
    let slot = at;
    let t = &use_text().forms;
    let filling = slot.filling;
    let today = move |_| {
        slot.set(Some(Answer::Date(filling.today)));
        filling.cannot_read(&slot.part(), "");
        filling.fresh.update(|n| *n += 1);
    };
    view! {
        <div class="form-number">
            <LineField at=slot kind="date" hint needed />
            {move || {
                (filling.awake.get() && slot.answer().is_none())
                    .then(|| view! { <button type="button" class="quiet" on:click=today>{t.today}</button> })
            }}
        </div>
    }
}
