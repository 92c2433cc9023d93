//! Choosing a service once and for all: for a customer, or a recurring order.

use kontor_domain::Localized;
use leptos::prelude::*;

use crate::text::{use_language, use_text};
use crate::ui::{FieldError, Sending};

/// The services, and none in particular before them; nothing where the dealer has set up none.
#[component]
pub fn ServiceSelect(
    form: Sending,
    name: &'static str,
    services: Vec<(String, Localized)>,
    chosen: String,
    /// What it is when none is chosen.
    usual: &'static str,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if services.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="field">
            <label for="service">{t.delivery.usual}</label>
            <select id="service" name=name>
                <option value="">{usual}</option>
                {services
                    .into_iter()
                    .map(|(id, name)| {
                        let on = id == chosen;
                        view! { <option value=id selected=on>{name.get(l).to_owned()}</option> }
                    })
                    .collect_view()}
            </select>
            <FieldError form name id="service-e".to_owned() />
        </div>
    }
    .into_any()
}
