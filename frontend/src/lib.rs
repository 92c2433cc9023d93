//! What runs in the browser: wakes up the pages the server has drawn.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script in the page's head. Waits for the file of the page's area.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    let Some(body) = document().body() else { return };
    leptos::mount::hydrate_from_async(body, kontor_app::App).await.forget();
    // After the effects of the first rendering: from here on clicks are heard. The browser tests wait for the mark.
    request_animation_frame(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
