//! Yes or no: two large buttons, which are radio buttons.

use kontor_domain::forms::Answer;
use leptos::prelude::*;

use super::line::Wrong;
use crate::forms::slot::Slot;
use crate::text::use_text;

#[component]
pub(in crate::forms) fn YesNoField(at: Slot) -> impl IntoView {
    let slot = at;
    let t = &use_text().forms;
    let problem = slot.problem();
    let button = |yes: bool, value: &'static str, word: &'static str| {
        let on = move || slot.answer() == Some(Answer::YesNo(yes));
        view! {
            <label class="big">
                <input
                    type="radio"
                    name=slot.name()
                    value=value
                    checked=untrack(on)
                    prop:checked=on
                    on:change=move |_| {
                        slot.set(Some(Answer::YesNo(yes)));
                        slot.touch();
                    }
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <div class="bigs">{button(true, "yes", t.yes)} {button(false, "no", t.no)}</div>
        <Wrong problem id=format!("{}-e", slot.id()) />
    }
}
