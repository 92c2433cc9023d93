//! A part of the catalogue: looked for as in the search, and chosen. Without a script its number is typed.

use kontor_domain::catalog::PartHit;
use kontor_domain::forms::Answer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::line::Wrong;
use crate::catalog::suggest;
use crate::forms::slot::Slot;
use crate::text::{use_language, use_text};
use crate::ui::pause;

/// Shorter than a person notices, longer than between two keys.
const WAIT: u32 = 150;

#[component]
pub(in crate::forms) fn PartField(at: Slot, #[prop(into)] label: String) -> impl IntoView {
    let slot = at;
    let (l, t) = (use_language(), &use_text().forms);
    let problem = slot.problem();
    let (hits, asked) = (RwSignal::new(Vec::<PartHit>::new()), RwSignal::new(String::new()));
    let turn = StoredValue::new(0_u32);
    let text = slot.text();
    let input = move |typed: String| {
        text.set(typed.clone());
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        // Another number is another part. Without a network it stays as it was typed, and is chosen later.
        slot.typed(&typed);
        if typed.trim().chars().count() < 2 {
            hits.set(Vec::new());
            return;
        }
        spawn_local(async move {
            pause(WAIT).await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            // Without a network nothing is found; what was typed stays, and is looked for again.
            let found = suggest(typed.clone()).await.unwrap_or_default();
            if turn.try_get_value() == Some(mine) {
                hits.set(found);
                asked.set(typed);
            }
        });
    };
    let take = move |hit: PartHit| {
        turn.update_value(|turn| *turn += 1);
        hits.set(Vec::new());
        let name = hit.name.get(l).to_owned();
        text.set(hit.number.clone());
        slot.filling.cannot_read(&slot.part(), "");
        slot.set(Some(Answer::Part { part: hit.key, number: hit.number, name }));
        slot.touch();
    };
    let chosen = move || match slot.answer() {
        Some(Answer::Part { number, name, .. }) => Some((number, name)),
        _ => None,
    };
    let none = move || {
        hits.with(Vec::is_empty)
            && chosen().is_none()
            && asked.with(|asked| !asked.is_empty() && text.with(|text| text == asked))
    };
    let (id, list) = (slot.id(), format!("{}-l", slot.id()));
    view! {
        <input
            class="control no"
            id=id.clone()
            name=slot.name()
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="120"
            placeholder=t.part_hint
            value=slot.first_text()
            prop:value=text
            aria-label=label
            aria-controls=list.clone()
            aria-invalid=move || problem.with(Option::is_some).then_some("true")
            aria-describedby=format!("{id}-e")
            on:input=move |ev| input(event_target_value(&ev))
            on:blur=move |_| slot.touch()
        />
        <div id=list aria-live="polite">
            {move || chosen().map(|(_, name)| view! { <p class="form-chosen">{name}</p> })}
            {move || none().then(|| view! { <p class="small muted">{t.part_none}</p> })}
            <ul class="form-hits" hidden=move || hits.with(Vec::is_empty)>
                <For each=move || hits.get() key=|hit| hit.key.clone() let:hit>
                    {
                        let (number, name) = (hit.number.clone(), hit.name.get(l).to_owned());
                        view! {
                            <li>
                                <button type="button" on:click=move |_| take(hit.clone())>
                                    <span class="no">{number}</span>
                                    " "
                                    {name}
                                </button>
                            </li>
                        }
                    }
                </For>
            </ul>
        </div>
        <Wrong problem id=format!("{id}-e") />
    }
}
