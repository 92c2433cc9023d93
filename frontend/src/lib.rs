//! What runs in the browser: wakes up the pages the server has drawn.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script in the page's head.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(kontor_app::App);
    // After the effects of the first rendering: from here on clicks are heard. The browser tests wait for the mark.
    request_animation_frame(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
