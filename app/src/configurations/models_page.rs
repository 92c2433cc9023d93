//! `/models`: what can be configured, as pages of a book.

use kontor_domain::configurations::ModelSummary;
use kontor_domain::format;
use leptos::prelude::*;

use super::offered::offered_models;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Side, loaded};

#[component]
pub fn ModelsPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| offered_models());
    loaded(data, Side::Shop, move || move |models| view! { <Whole models /> })
}

#[component]
fn Whole(models: Vec<ModelSummary>) -> impl IntoView {
    let t = use_text();
    view! {
        <Page title=t.configurations.models>
            <div class="head">
                <div>
                    <h1>{t.configurations.models}</h1>
                    <p class="muted">{t.configurations.models_text}</p>
                </div>
            </div>
            {if models.is_empty() {
                view! {
                    <Empty title=t.configurations.models_none text=t.configurations.models_none_text>
                        <a class="quiet" href="/">{t.house.catalogue}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                let sheets = models.into_iter().map(|model| view! { <Sheet model /> }).collect_view();
                view! { <div class="grid models">{sheets}</div> }.into_any()
            }}
        </Page>
    }
}

/// What a list says of a model.
#[component]
fn Sheet(model: ModelSummary) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let price = fill(t.configurations.price_from, &[&format::money(model.net, l)]);
    let lead = fill(t.configurations.lead, &[&model.lead_days.to_string()]);
    let text = model.text.get(l).to_owned();
    view! {
        <article class="card model">
            <p class="no">{model.number.clone()}</p>
            <h2><a class="cover" href=format!("/models/{}", model.id)>{model.name.get(l).to_owned()}</a></h2>
            <p class="small muted">{text}</p>
            <p class="price"><b>{price}</b> " " <span>{t.configurations.list_price}</span></p>
            <p class="small">{lead}</p>
        </article>
    }
}
