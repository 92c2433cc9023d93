//! The keys, and the switch for them.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::rail::places;
use super::session::use_desk;
use crate::text::use_text;

#[component]
pub fn Help(dialog: NodeRef<Dialog>) -> impl IntoView {
    let (desk, t) = (use_desk(), use_text());
    let on = desk.keys();
    let row = |keys: Vec<&'static str>, what: &'static str| {
        let keys = keys.into_iter().map(|k| view! { <kbd>{k}</kbd> " " }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    let second = |key: &'static str| match key {
        "o" => "O",
        "c" => "C",
        "p" => "P",
        "i" => "I",
        "a" => "A",
        "k" => "K",
        "l" => "L",
        "y" => "Y",
        _ => "M",
    };
    view! {
        <dialog class="dialog" aria-labelledby="keys-title" node_ref=dialog>
            <form method="dialog">
                <h2 id="keys-title">{t.desk.keys_title}</h2>
                <dl class="facts">
                    {row(vec![t.desk.control_k], t.desk.keys_palette)} {row(vec!["/"], t.desk.keys_palette)}
                    {places().into_iter().map(|(_, name, key)| row(vec!["G", second(key)], name)).collect_view()}
                    {row(vec!["J", "K"], t.desk.keys_rows)} {row(vec![t.desk.enter], t.desk.keys_open)}
                    {row(vec!["B"], t.desk.keys_confirm)} {row(vec![t.desk.escape], t.desk.keys_close)}
                    {row(vec!["?"], t.desk.keys_help)}
                </dl>
                <div class="actions">
                    <button class="quiet">{t.desk.close}</button>
                </div>
            </form>
            <hr />
            <form method="post" action="/fn/desk/set_keys">
                <p class="small muted">{if on { t.desk.keys_on } else { t.desk.keys_off }}</p>
                <button class="plain" name="keys" value=if on { "off" } else { "on" }>
                    {if on { t.desk.switch_off } else { t.desk.switch_on }}
                </button>
            </form>
        </dialog>
    }
}
