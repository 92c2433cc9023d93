//! The stripe on every page of who acts for a customer: for whom, on whose wish, and the way out.

use leptos::prelude::*;

use super::visitor::use_visitor;
use crate::text::{fill, use_language, use_text};

/// In the shop it says for whom everything here is; at the desk that the shop still is somebody else's.
#[component]
pub fn ActingBar() -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let visitor = use_visitor();
    let bar = move || {
        Suspend::new(async move {
            let visitor = visitor.read().await;
            visitor.acting.map(|acting| {
                let asked = fill(t.acting.asked, &[&acting.caller.name, acting.channel.word(l)]);
                let here = visitor.acts;
                view! {
                    <section class="acting" aria-label=t.acting.title>
                        <span>
                            {if here { t.acting.here } else { t.acting.elsewhere }}
                            " "
                            <b>{acting.company_name}</b>
                            " "
                            <span class="small">{asked} " " {fill(t.acting.as_whom, &[&visitor.name])}</span>
                        </span>
                        // Other pages of the other hat: the browser loads them anew.
                        {if here {
                            view! { <a class="quiet roomy" href="/desk" rel="external">{t.house.desk}</a> }
                        } else {
                            view! { <a class="quiet" href="/cart" rel="external">{t.acting.to_shop}</a> }
                        }}
                        <form method="post" action="/fn/accounts/stop_acting">
                            <input type="hidden" name="mark" value=acting.mark />
                            <button class="quiet">{t.acting.stop}</button>
                        </form>
                    </section>
                }
            })
        })
    };
    view! { <Transition>{bar}</Transition> }
}
