//! The model has a newer version: what it would change, and the way to it.

use kontor_domain::configurations::NewerModel;
use kontor_domain::{ConfigurationId, format};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

#[component]
pub fn Newer(newer: NewerModel, id: ConfigurationId, version: u32, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/configurations/move_to_newest", "move");
    // That the version of the model is another one stands in the title.
    let changes: Vec<String> = newer.differences.iter().skip(1).map(|d| d.text(l)).collect();
    let nothing = changes.is_empty() && newer.gone.is_empty();
    let gone: Vec<&str> = newer.gone.iter().map(|name| name.get(l)).collect();
    let gone = (!gone.is_empty()).then(|| format!("{} {}", t.configurations.newer_gone, gone.join(", ")));
    let total = format!("{}: {}", t.configurations.sum, format::money(newer.total, l));
    view! {
        <details class="note no-print" open=form.error.with_untracked(Option::is_some)>
            <summary>{fill(t.configurations.newer, &[&newer.version.to_string()])}</summary>
            <Alert form />
            {nothing.then_some(t.configurations.newer_nothing)}
            {gone.map(|words| view! { <p>{words}</p> })}
            {(!changes.is_empty())
                .then(|| {
                    view! {
                        <p>{t.configurations.newer_what}</p>
                        <ul>{changes.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
                    }
                })}
            <p>{total}</p>
            <form method="post" action=form.url>
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <input type="hidden" name="desk" value=if desk { "1" } else { "" } />
                <button class="quiet">{t.configurations.move_do}</button>
            </form>
        </details>
    }
}
