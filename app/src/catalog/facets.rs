//! Narrowing a search: a plain form of check boxes; hydrated, every tick counts at once.

use kontor_domain::catalog::{Facet, SearchQuery};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::text::{use_language, use_text};
use crate::ui::{Fields, Query};

/// The address of a search.
#[must_use]
pub fn address(query: &SearchQuery) -> String {
    let mut address = Query::default();
    address.set("q", &query.q);
    address.set("category", query.category.as_ref().map_or("", |c| c.as_str()));
    for attribute in &query.attributes {
        address.add("attr", attribute);
    }
    address.set("available", if query.available { "true" } else { "" });
    address.set("page", &if query.page > 0 { (query.page + 1).to_string() } else { String::new() });
    address.on("/search")
}

/// How many ticks are set.
fn count(query: &SearchQuery) -> usize {
    query.attributes.len() + usize::from(query.available) + usize::from(query.category.is_some())
}

#[component]
pub fn Facets(facets: Vec<Facet>, query: SearchQuery) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let navigate = use_navigate();
    let chosen = count(&query);
    let submit = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            let stay = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&fields.query().on("/search"), stay);
        }
    };
    let changed = |ev: leptos::ev::Event| {
        let form = ev.current_target().and_then(|f| f.dyn_into::<leptos::web_sys::HtmlFormElement>().ok());
        if let Some(form) = form {
            let _ = form.request_submit();
        }
    };
    let group = move |facet: Facet| {
        // A search is in one group at most.
        let single = facet.key == "category";
        let (name, prefix) = match facet.key.as_str() {
            "category" | "available" => (facet.key.clone(), String::new()),
            attribute => ("attr".to_owned(), format!("{attribute}=")),
        };
        view! {
            <fieldset>
                <legend>{facet.label.get(l).to_owned()}</legend>
                {facet
                    .values
                    .into_iter()
                    .map(|value| {
                        view! {
                            <label>
                                <input
                                    type=if single { "radio" } else { "checkbox" }
                                    name=name.clone()
                                    value=format!("{prefix}{}", value.value)
                                    checked=value.chosen
                                    prop:checked=value.chosen
                                />
                                " "
                                <span>{value.label.get(l).to_owned()}</span>
                                " "
                                <small>{value.count}</small>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
        }
    };
    view! {
        <details class="facets">
            <summary>
                {t.catalog.narrow} " " {(chosen > 0).then(|| view! { <b>{chosen}</b> })}
            </summary>
            <form action="/search" on:submit=submit on:change=changed>
                <input type="hidden" name="q" value=query.q />
                {facets.into_iter().map(group).collect_view()}
                <button class="quiet wide">{t.catalog.apply}</button>
            </form>
        </details>
    }
}

/// What the search is narrowed to, each with a link that takes it away.
#[component]
pub fn Chips(query: SearchQuery, category: Option<String>) -> impl IntoView {
    let t = use_text();
    let without = |change: &dyn Fn(&mut SearchQuery)| {
        let mut other = SearchQuery { page: 0, ..query.clone() };
        change(&mut other);
        address(&other)
    };
    let mut chips: Vec<(String, String)> = Vec::new();
    if let Some(id) = &query.category {
        chips.push((category.unwrap_or_else(|| id.to_string()), without(&|q| q.category = None)));
    }
    if query.available {
        chips.push((t.catalog.in_stock_filter.into(), without(&|q| q.available = false)));
    }
    for attribute in &query.attributes {
        let words = attribute.replacen('=', ": ", 1);
        chips.push((words, without(&|q| q.attributes.retain(|a| a != attribute))));
    }
    (!chips.is_empty()).then(|| {
        let all =
            (chips.len() > 1).then(|| address(&SearchQuery { q: query.q.clone(), ..SearchQuery::default() }));
        view! {
            <ul class="chips" aria-label=t.catalog.narrowed>
                {chips
                    .into_iter()
                    .map(|(words, href)| {
                        view! {
                            <li>
                                <a href=href>
                                    {words} " " <span aria-hidden="true">"×"</span>
                                    <span class="vh">" " {t.catalog.remove_filter}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
                {all.map(|href| view! { <li><a href=href>{t.catalog.remove_all}</a></li> })}
            </ul>
        }
    })
}
