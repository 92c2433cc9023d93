//! The search in the bar: a plain form, and suggestions while typing (WAI-ARIA combobox with a listbox).

use kontor_domain::catalog::PartHit;
use kontor_domain::format;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Marked;
use super::suggest::suggest;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Fields, availability_words, pause, use_query};

/// Shorter than a person notices, longer than between two keys.
const WAIT: u32 = 120;

#[component]
pub fn SearchBox() -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let query = use_query();
    let navigate = StoredValue::new(use_navigate());
    let typed = RwSignal::new(query.with_untracked(|q| q.get("q").to_owned()));
    // What the suggestions below were found for.
    let asked = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<PartHit>::new());
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<usize>);
    // Answers to older questions are dropped.
    let turn = StoredValue::new(0_u32);
    // Another page: its question is in the field, and nothing hangs below it.
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        typed.set(query.with(|q| q.get("q").to_owned()));
        open.set(false);
    });

    let input = move |text: String| {
        typed.set(text.clone());
        chosen.set(None);
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        if text.trim().chars().count() < 2 {
            hits.set(Vec::new());
            open.set(false);
            return;
        }
        spawn_local(async move {
            pause(WAIT).await;
            if turn.get_value() != mine {
                return;
            }
            // Without an answer the form still works; nothing to say.
            let found = suggest(text.clone()).await.unwrap_or_default();
            if turn.get_value() == mine {
                chosen.set(None);
                open.set(!found.is_empty());
                hits.set(found);
                asked.set(text);
            }
        });
    };
    let close = move || {
        turn.update_value(|t| *t += 1);
        open.set(false);
        chosen.set(None);
    };
    let go = move |path: String| {
        close();
        navigate.with_value(|go| go(&path, NavigateOptions::default()));
    };
    let key = move |ev: KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        match ev.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                ev.prevent_default();
                let down = ev.key() == "ArrowDown";
                if !open.get_untracked() {
                    open.set(true);
                }
                // One place more than hits: the field itself, where nothing is chosen.
                let places = count + 1;
                let now = chosen.get_untracked().map_or(0, |i| i + 1);
                let next = if down { (now + 1) % places } else { (now + places - 1) % places };
                chosen.set(next.checked_sub(1));
            }
            "Escape" if open.get_untracked() => {
                ev.prevent_default();
                close();
            }
            "Enter" => {
                let key = chosen
                    .get_untracked()
                    .and_then(|i| hits.with_untracked(|h| h.get(i).map(|h| h.key.clone())));
                if let (true, Some(key)) = (open.get_untracked(), key) {
                    ev.prevent_default();
                    go(format!("/parts/{key}"));
                }
            }
            _ => {}
        }
    };
    let submit = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            go(fields.query().on("/search"));
        }
    };
    let option = move |(i, hit): (usize, PartHit)| {
        let (tone, words) = availability_words(hit.code, &hit.availability, l);
        let price = hit.price.as_ref().map(|p| format::money(p.net, l));
        let when = hit.availability.date.map(|d| format::day(d, l));
        view! {
            <a
                role="option"
                id=format!("suggest-{i}")
                aria-selected=move || if chosen.get() == Some(i) { "true" } else { "false" }
                href=format!("/parts/{}", hit.key)
                tabindex="-1"
                on:click=move |_| close()
            >
                <span>
                    <b><Marked text=hit.name.get(l) query=asked.get() /></b>
                    " "
                    <span class="no"><Marked text=hit.number query=asked.get() /></span>
                </span>
                <span>
                    <b>{price}</b>
                    " "
                    <span class=format!("state {tone}")>{words}</span>
                    " "
                    <span class="when">{when}</span>
                </span>
            </a>
        }
    };
    view! {
        <form class="search" role="search" action="/search" on:submit=submit>
            <input
                type="search"
                name="q"
                id="q"
                aria-label=t.catalog.search_label
                placeholder=t.catalog.search_hint
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                maxlength="200"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="suggest"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-activedescendant=move || chosen.get().map(|i| format!("suggest-{i}"))
                value=typed.get_untracked()
                prop:value=typed
                on:input=move |ev| input(event_target_value(&ev))
                on:keydown=key
                on:focus=move |_| open.set(hits.with_untracked(|h| !h.is_empty()) && asked.get_untracked() == typed.get_untracked())
                on:blur=move |_| close()
            />
            <button>{t.catalog.search}</button>
            <div
                class="options suggest"
                id="suggest"
                role="listbox"
                aria-label=t.catalog.suggestions
                hidden=move || !open.get()
                // A click on a suggestion must not take the focus away first, which would close the list under it.
                on:mousedown=move |ev| ev.prevent_default()
            >
                {move || hits.get().into_iter().enumerate().map(option).collect_view()}
            </div>
            <span class="vh" role="status">
                {move || {
                    open.get().then(|| fill(t.catalog.suggestions_count, &[&hits.with(Vec::len).to_string()]))
                }}
            </span>
        </form>
    }
}
