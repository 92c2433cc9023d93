//! One of several, or several of them.

use kontor_domain::forms::{Answer, Option_};
use leptos::prelude::*;

use super::line::Wrong;
use crate::forms::slot::Slot;
use crate::text::{use_language, use_text};

#[component]
pub(in crate::forms) fn ChoiceField(at: Slot, options: Vec<Option_>, many: bool) -> impl IntoView {
    let slot = at;
    let (l, t) = (use_language(), &use_text().forms);
    let problem = slot.problem();
    let order: Vec<String> = options.iter().map(|option| option.code.clone()).collect();
    let order = StoredValue::new(order);
    let chosen = move |code: &str| matches!(slot.answer(), Some(Answer::Choice(codes)) if codes.iter().any(|chosen| chosen == code));
    let change = move |code: &str, on: bool| {
        let mut codes = match untrack(|| slot.answer()) {
            Some(Answer::Choice(codes)) if many => codes,
            _ => Vec::new(),
        };
        codes.retain(|chosen| chosen != code);
        if on {
            codes.push(code.to_owned());
        }
        // In the order of the template, whatever was tapped first.
        order.with_value(|order| codes.sort_by_key(|code| order.iter().position(|of| of == code)));
        slot.set((!codes.is_empty()).then_some(Answer::Choice(codes)));
        slot.touch();
    };
    let rows = options
        .into_iter()
        .map(|option| {
            let code = StoredValue::new(option.code.clone());
            let on = move || code.with_value(|code| chosen(code));
            view! {
                <label class="choice">
                    <input
                        type=if many { "checkbox" } else { "radio" }
                        name=slot.name()
                        value=option.code.clone()
                        checked=untrack(on)
                        prop:checked=on
                        on:change=move |ev| code.with_value(|code| change(code, event_target_checked(&ev)))
                    />
                    <span>{option.label.get(l).to_owned()}</span>
                </label>
            }
        })
        .collect_view();
    // One that was chosen by mistake can be taken back.
    let none = move || {
        (!many && slot.filling.awake.get() && slot.answer().is_some()).then(|| {
            view! {
                <button type="button" class="plain" on:click=move |_| slot.set(None)>
                    {t.no_answer}
                </button>
            }
        })
    };
    view! {
        <div class="choices">{rows}</div>
        {none}
        <Wrong problem id=format!("{}-e", slot.id()) />
    }
}
