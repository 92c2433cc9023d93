//! Photos: taken with the camera or chosen, seen at once, sent when there is a network.

use kontor_domain::forms::Answer;
use kontor_domain::photos::Photo;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Event, HtmlInputElement};

use super::line::Wrong;
use crate::forms::photo::{prepare, without_photo};
use crate::forms::slot::Slot;
use crate::text::{fill, use_text};

#[component]
pub(in crate::forms) fn PhotosField(at: Slot, most: u32) -> impl IntoView {
    let slot = at;
    let problem = slot.problem();
    view! {
        <Pictures at=slot most />
        <Wrong problem id=format!("{}-e", slot.id()) />
    }
}

fn photos_of(answer: Option<Answer>) -> Vec<Photo> {
    match answer {
        Some(Answer::Photos(photos) | Answer::Check { photos, .. }) => photos,
        _ => Vec::new(),
    }
}

/// The photos of an element with those that still wait, and the way to one more.
#[component]
pub(super) fn Pictures(at: Slot, most: u32) -> impl IntoView {
    let slot = at;
    let t = &use_text().forms;
    let filling = slot.filling;
    let code = StoredValue::new(slot.code());
    let form = filling.id().map(|id| id.to_string()).unwrap_or_default();
    let busy = RwSignal::new(false);
    let there = Memo::new(move |_| photos_of(slot.answer()));
    let waiting = Memo::new(move |_| {
        filling.photos.with(|photos| {
            code.with_value(|code| photos.iter().filter(|w| w.element == *code).cloned().collect::<Vec<_>>())
        })
    });
    let count = move || there.with(Vec::len) + waiting.with(Vec::len);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let full = move || count() >= most;
    let taken = move |ev: Event| {
        let Some(input) = ev.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(files) = input.files() else { return };
        let chosen: Vec<_> = (0..files.length()).filter_map(|i| files.get(i)).collect();
        busy.set(true);
        spawn_local(async move {
            for file in chosen {
                if untrack(full) {
                    break;
                }
                let waiting = prepare(filling.id().as_ref(), &code.get_value(), file).await;
                filling.add_photo(waiting);
            }
            // The same photo can be chosen again.
            input.set_value("");
            busy.try_set(false);
        });
    };
    let shown = move |(i, photo): (usize, Photo)| {
        let href = format!("/forms/{form}/photos/{}", photo.hash);
        let name = fill(t.photo, &[&(i + 1).to_string()]);
        let picture = if photo.kind.shown_by_browsers() {
            view! { <img src=href.clone() alt=name.clone() loading="lazy" width="160" height="120" /> }
                .into_any()
        } else {
            name.clone().into_any()
        };
        let hash = photo.hash;
        let remove = move |_| slot.set(without_photo(untrack(|| slot.answer()), &hash));
        view! {
            <li>
                <a href=href target="_blank" rel="noopener">{picture}</a>
                {move || {
                    let remove = remove.clone();
                    filling
                        .awake
                        .get()
                        .then(|| {
                            view! {
                                <button type="button" class="plain" aria-label=format!("{} {name}", t.remove) on:click=remove>
                                    {t.remove}
                                </button>
                            }
                        })
                }}
            </li>
        }
    };
    let shown = StoredValue::new(shown);
    view! {
        {move || {
            let all = there.get();
            let late = waiting.get();
            (!all.is_empty() || !late.is_empty())
                .then(|| {
                    view! {
                        <ul class="photos">
                            {all.into_iter().enumerate().map(|one| shown.with_value(|shown| shown.clone()(one))).collect_view()}
                            {late
                                .into_iter()
                                .map(|photo| {
                                    let key = photo.key.clone();
                                    view! {
                                        <li class="waits">
                                            <span class="pic-waits">
                                                <img src=photo.small alt=t.photo_waits width="160" height="120" />
                                            </span>
                                            <span class="small muted">{t.photo_waits}</span>
                                            <button type="button" class="plain" on:click=move |_| filling.drop_photo(&key)>
                                                {t.remove}
                                            </button>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                })
        }}
        <label class="quiet form-camera" class:off=full aria-busy=move || busy.get().then_some("true")>
            {t.photo_add}
            <input
                type="file"
                name=format!("photo.{}", slot.code())
                id=format!("{}-p", slot.id())
                accept="image/jpeg,image/png,image/webp,image/heic"
                multiple
                disabled=full
                on:change=taken
            />
        </label>
    }
}
