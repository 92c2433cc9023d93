//! A machine of the customer: its serial number, typed or chosen among theirs.

use kontor_domain::forms::Answer;
use kontor_domain::machines::{Machine, MachineFilter};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::line::LineField;
use crate::forms::slot::Slot;
use crate::machines::machines;
use crate::text::use_text;

/// So many are offered.
const FEW: usize = 6;

#[component]
pub(in crate::forms) fn MachineField(
    at: Slot,
    #[prop(optional)] hint: bool,
    needed: Signal<bool>,
) -> impl IntoView {
    let slot = at;
    let t = &use_text().forms;
    let filling = slot.filling;
    let found = RwSignal::new(Vec::<Machine>::new());
    let look = move |_| {
        let text = match untrack(|| slot.answer()) {
            Some(Answer::Machine(serial)) => serial,
            _ => String::new(),
        };
        let filter = MachineFilter { text, company: filling.company(), ..MachineFilter::default() };
        spawn_local(async move {
            let machines = machines(filter).await.map(|shown| shown.page.items).unwrap_or_default();
            found.try_set(machines.into_iter().take(FEW).collect());
        });
    };
    let take = move |serial: String| {
        filling.cannot_read(&slot.part(), "");
        slot.set(Some(Answer::Machine(serial)));
        filling.fresh.update(|n| *n += 1);
        found.set(Vec::new());
        slot.touch();
    };
    view! {
        <div class="form-number">
            <LineField at=slot most=60 hint needed />
            {move || {
                filling
                    .awake
                    .get()
                    .then(|| view! { <button type="button" class="quiet" on:click=look>{t.machine_find}</button> })
            }}
        </div>
        <ul class="form-hits" hidden=move || found.with(Vec::is_empty)>
            <For each=move || found.get() key=|machine| machine.serial.clone() let:machine>
                {
                    let serial = machine.serial.clone();
                    view! {
                        <li>
                            <button type="button" on:click=move |_| take(serial.clone())>
                                <span class="no">{machine.serial.clone()}</span>
                                " "
                                {machine.model.clone()}
                                " "
                                <span class="muted">{machine.site.clone()}</span>
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
    }
}
