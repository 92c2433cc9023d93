//! The worker that keeps form pages for a dead network (`public/forms-worker.js`): asked for on form pages only, and only for them.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::{RegistrationOptions, ServiceWorkerRegistration};
use wasm_bindgen_futures::JsFuture;

use super::base;
use super::photo::has;

/// Keeps this page. A browser without workers (no TLS, told so by the person) goes on without.
pub(super) fn keep_page(desk: bool) {
    Effect::new(move |before: Option<()>| {
        if before.is_none() {
            spawn_local(async move {
                let _ = asked(desk).await;
            });
        }
    });
}

async fn asked(desk: bool) -> Result<(), JsValue> {
    let navigator = window().navigator();
    if !has(&navigator, "serviceWorker") {
        return Ok(());
    }
    let options = RegistrationOptions::new();
    options.set_scope(&format!("{}/", base(desk)));
    let asked = navigator.service_worker().register_with_options("/forms-worker.js", &options);
    let registration: ServiceWorkerRegistration = JsFuture::from(asked).await?.dyn_into()?;
    let worker = registration.active().or(registration.waiting()).or(registration.installing());
    let Some(worker) = worker else { return Ok(()) };
    // The page came before the worker, or without asking the server: the worker fetches what it needs to show it again.
    let files = Array::new();
    if let Some(performance) = window().performance() {
        for entry in performance.get_entries_by_type("resource") {
            files.push(&Reflect::get(&entry, &"name".into())?);
        }
    }
    let message = Object::new();
    Reflect::set(&message, &"keep".into(), &window().location().pathname()?.into())?;
    Reflect::set(&message, &"files".into(), &files)?;
    worker.post_message(&message)
}
