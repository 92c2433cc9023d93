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
    let row = |keys: &[&str], what: &'static str| {
        let keys = keys.iter().map(|k| view! { <kbd>{(*k).to_owned()}</kbd> " " }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    view! {
        <dialog class="dialog" aria-labelledby="keys-title" node_ref=dialog>
            <form method="dialog">
                <h2 id="keys-title">{t.desk.keys_title}</h2>
                <dl class="facts">
                    {row(&[t.desk.control_k], t.desk.keys_palette)} {row(&["/"], t.desk.keys_palette)}
                    {places().into_iter().map(|(_, name, key)| row(&["G", &key.to_uppercase()], name)).collect_view()}
                    {row(&["J", "K"], t.desk.keys_rows)} {row(&[t.desk.enter], t.desk.keys_open)}
                    {row(&["B"], t.desk.keys_confirm)} {row(&[t.desk.escape], t.desk.keys_close)}
                    {row(&["?"], t.desk.keys_help)}
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
