//! Scanning into the list: a USB scanner types like a keyboard and presses Enter; a phone uses its camera.

use kontor_domain::carts::quick::{CheckedRow, QuickRow};
use kontor_domain::catalog::PartNumber;
use kontor_domain::{Language, Quantity};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::camera::{Camera, beep};
use super::page::Sheet;
use crate::text::{fill, use_language, use_text};
use crate::ui::shown;

/// The field. Without WebAssembly Enter sends the form, and the row is added by the server.
#[component]
pub fn Scan(sheet: Sheet) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let input = NodeRef::<Input>::new();
    let said = RwSignal::new(String::new());
    let scanned = Callback::new(move |code: String| scan(sheet, &code, l, said));
    let take = move || {
        let Some(input) = input.get() else { return };
        let code = input.value();
        input.set_value("");
        let _ = input.focus();
        scanned.run(code);
    };
    let key = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            take();
        }
    };
    view! {
        <div class="field">
            <label for="scan">{t.quick.scan}</label>
            <p class="hint" id="scan-h">{t.quick.scan_hint}</p>
            <div class="buy">
                <input
                    node_ref=input
                    id="scan"
                    name="scan"
                    class="control no"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    enterkeyhint="go"
                    maxlength="120"
                    aria-describedby="scan-h"
                    on:keydown=key
                />
                <button
                    class="quiet"
                    name="do"
                    value="check"
                    on:click=move |ev| {
                        ev.prevent_default();
                        take();
                    }
                >
                    {t.quick.scan_add}
                </button>
            </div>
            <Camera scanned />
            <p class="small" role="status">{said}</p>
        </div>
    }
}

/// One more of a part that stands in the list, or a new row.
fn scan(sheet: Sheet, code: &str, l: Language, said: RwSignal<String>) {
    let t = use_text();
    let code = code.trim().to_owned();
    let plain = PartNumber::normalized(&code);
    if plain.is_empty() {
        return;
    }
    let same = |row: &CheckedRow| {
        PartNumber::normalized(&row.row.number) == plain
            || row.part.as_ref().is_some_and(|p| PartNumber::normalized(&p.number) == plain)
    };
    let known = sheet.items.with_untracked(|items| {
        items.iter().map(|i| i.row.get_untracked()).find(|row| same(row) && row.quantity.is_some())
    });
    let row = match known {
        Some(row) => {
            let step = row.part.as_ref().map_or(Quantity::ONE, |p| p.step.max(Quantity::ZERO));
            let step = if step > Quantity::ZERO { step } else { Quantity::ONE };
            let more = row.quantity.unwrap_or(Quantity::ZERO) + step;
            QuickRow { quantity: shown(more, l), ..row.row }
        }
        None => QuickRow { line: sheet.next_line(), number: code.clone(), ..QuickRow::default() },
    };
    sheet.check(vec![row], move |checked| {
        let Some(row) = checked.first() else { return };
        beep(row.clean());
        said.try_set(match (&row.part, row.quantity) {
            (Some(part), Some(q)) => {
                fill(t.quick.scanned, &[&format!("{} {}", part.number, part.name), &shown(q, l)])
            }
            _ => fill(t.quick.scanned_unknown, &[&code]),
        });
    });
}
