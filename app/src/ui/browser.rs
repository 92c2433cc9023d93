//! The few things asked of the browser directly. Called from event handlers only, so never while the server draws.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;

use super::Query;

/// What is typed into a form, read when it is sent.
pub struct Fields(web_sys::FormData);

impl Fields {
    /// The fields of the form that sent `ev`, the pressed button included.
    #[must_use]
    pub fn of(ev: &web_sys::SubmitEvent) -> Option<Self> {
        let form = ev.target()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
        let data = web_sys::FormData::new_with_form(&form).ok()?;
        if let Some(button) = ev.submitter().and_then(|b| b.dyn_into::<web_sys::HtmlButtonElement>().ok())
            && !button.name().is_empty()
        {
            let _ = data.append_with_str(&button.name(), &button.value());
        }
        Some(Self(data))
    }

    /// What stands in a form now.
    #[must_use]
    pub fn in_form(form: &web_sys::HtmlFormElement) -> Option<Self> {
        web_sys::FormData::new_with_form(form).ok().map(Self)
    }

    /// The name of the field that was changed, with all fields of its form.
    #[must_use]
    pub fn changed(ev: &web_sys::Event) -> Option<(String, Self)> {
        let input = ev.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        let data = web_sys::FormData::new_with_form(&input.form()?).ok()?;
        Some((input.name(), Self(data)))
    }

    /// The text of a field; empty when it is not there.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        self.0.get(name).as_string().unwrap_or_default()
    }

    /// A filter form as the query of an address.
    #[must_use]
    pub fn query(&self) -> Query {
        let text = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&self.0)
            .map(|p| String::from(p.to_string()))
            .unwrap_or_default();
        Query::parse(&text).without_empty()
    }
}

/// Moves the focus, for keyboards and screen readers.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Loads a page anew, when everything on it may have changed.
pub fn go_to_page(path: &str) {
    let _ = window().location().set_href(path);
}

/// How the names begin under which this device keeps what was filled into forms and not sent yet.
pub const KEPT_FORM: &str = "kontor.form.";

/// Forgets the pages that this device keeps for a dead network, and what was filled in there. With something that was not sent yet it
/// asks first, with these words; the answer is whether it is all gone.
pub fn forget_device(ask: &str) -> bool {
    let storage = window().local_storage().ok().flatten();
    let names: Vec<String> = storage
        .iter()
        .flat_map(|s| (0..s.length().unwrap_or(0)).filter_map(|i| s.key(i).ok().flatten()))
        .filter(|name| name.starts_with(KEPT_FORM))
        .collect();
    if !names.is_empty() && !window().confirm_with_message(ask).unwrap_or(true) {
        return false;
    }
    for name in names {
        let _ = storage.as_ref().map(|s| s.remove_item(&name));
    }
    if let Some(caches) = caches() {
        for name in FORM_CACHES {
            let _ = caches.delete(name);
        }
    }
    true
}

/// The caches of `public/forms-worker.js`, and that of photos that wait.
pub const FORM_CACHES: [&str; 3] = ["kontor-forms-pages", "kontor-forms-files", "kontor-forms-photos"];

/// The browser's caches; absent where there are none (no TLS).
#[must_use]
pub fn caches() -> Option<web_sys::CacheStorage> {
    js_sys::Reflect::has(&window(), &"caches".into()).ok().filter(|there| *there)?;
    window().caches().ok()
}

/// Waits in the browser.
pub async fn pause(milliseconds: u32) {
    #[cfg(feature = "hydrate")]
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
    #[cfg(not(feature = "hydrate"))]
    let _ = milliseconds;
}
