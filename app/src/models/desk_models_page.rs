//! `/desk/models`: what can be configured, what is being prepared, and what is no longer sold.

use kontor_domain::configurations::{ModelState, ModelSummary};
use kontor_domain::format;
use leptos::prelude::*;

use super::desk_model::desk_models;
use super::sheet::{FileForm, StateMark};
use crate::desk::{row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Side, loaded};

#[component]
pub fn DeskModelsPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| desk_models());
    row_keys(|_| {});
    loaded(data, Side::Desk, move || move |models| view! { <Whole models /> })
}

#[component]
fn Whole(models: Vec<ModelSummary>) -> impl IntoView {
    let t = use_text();
    let none = models.is_empty();
    let body = if none {
        view! { <Empty title=t.models.none_title text=t.models.none_text>
            <a class="quiet" href="/desk/parts">{t.desk.parts}</a>
        </Empty> }
        .into_any()
    } else {
        view! { <Table models /> }.into_any()
    };
    view! {
        <Page title=t.models.title class="work">
            <div class="head"><div><h1>{t.models.title}</h1> <p class="muted">{t.models.text}</p></div></div>
            {body}
            <section class="chapter">
                <details open=none>
                    <summary class="plain">{t.models.new}</summary>
                    <p class="small muted">{t.models.new_text}</p>
                    <FileForm file=String::new() version=None />
                </details>
            </section>
        </Page>
    }
}

#[component]
fn Table(models: Vec<ModelSummary>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |(i, model): (usize, ModelSummary)| {
        let (href, released) = (format!("/desk/models/{}", model.id), model.version > 0);
        let details = fill(t.models.choices, &[&model.choices.to_string()]);
        view! {
            <tr>
                <td class="c-code"><a class="no cover" id=row_id(i) href=href>{model.number.clone()}</a></td>
                <td class="c-what">{model.name.get(l).to_owned()} <span class="sub-line">{details}</span></td>
                <td class="c-state">
                    <StateMark model=model.clone() />
                    {(released && model.state != ModelState::Draft)
                        .then(|| view! { <span class="sub-line">{fill(t.models.version, &[&model.version.to_string()])}</span> })}
                </td>
                <td class="c-sum">{format::money(model.net, l)}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders">
            <caption class="vh">{t.models.title}</caption>
            <thead>
                <tr>
                    <th>{t.catalog.number}</th>
                    <th>{t.models.model}</th>
                    <th>{t.orders.state}</th>
                    <th class="num">{t.models.from}</th>
                </tr>
            </thead>
            <tbody>{models.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}
