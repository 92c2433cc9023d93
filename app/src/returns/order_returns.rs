//! On the page of an order: what of it came back, and the way to send more.

use kontor_domain::OrderId;
use kontor_domain::returns;
use leptos::prelude::*;

use super::table::ReturnTable;
use crate::text::use_text;

#[component]
pub fn OrderReturns(order: OrderId, found: returns::OrderReturns) -> impl IntoView {
    let t = use_text();
    let some = !found.returns.is_empty();
    (some || found.may).then(|| {
        view! {
            <section class="chapter" id="returns">
                <h2>{t.returns.title}</h2>
                {if some {
                    view! { <ReturnTable returns=found.returns /> }.into_any()
                } else {
                    view! { <p>{t.returns.order_text}</p> }.into_any()
                }}
                {found
                    .may
                    .then(|| {
                        view! {
                            <div class="actions no-print">
                                <a class="quiet" href=format!("/orders/{order}/return")>{t.returns.send_back}</a>
                            </div>
                        }
                    })}
            </section>
        }
    })
}
