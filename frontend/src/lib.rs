//! What runs in the browser: wakes up the pages the server has drawn.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script in the page's head.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    #[cfg(not(feature = "split"))]
    {
        leptos::mount::hydrate_body(kontor_app::App);
        mark_hydrated();
    }
    // The page's own piece must be there before the page can be woken up.
    #[cfg(feature = "split")]
    leptos::task::spawn_local(async {
        if let Some(body) = document().body() {
            leptos::mount::hydrate_from_async(body, kontor_app::App).await.forget();
            mark_hydrated();
        }
    });
}

/// After the effects of the first rendering: from here on clicks are heard. The browser tests wait for the mark.
fn mark_hydrated() {
    request_animation_frame(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "true");
        }
    });
}
