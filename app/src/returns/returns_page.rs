//! `/returns`: what the company sent back, newest first.

use kontor_domain::returns::ReturnFilter;
use leptos::prelude::*;

use super::list_returns::returns;
use super::table::ReturnTable;
use crate::text::use_text;
use crate::ui::{Empty, Failed, Page, Pager, Query, use_query};
use crate::wire::Refusal;

#[component]
pub fn ReturnsPage() -> impl IntoView {
    let (t, query) = (use_text(), use_query());
    let asked = move || query.with(|q| ReturnFilter { after: q.some("after"), ..ReturnFilter::default() });
    let data = Resource::new_blocking(asked, returns);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                    Ok(page) => {
                        let next = page.next.map(|after| Query::default().with("after", &after).on("/returns"));
                        view! {
                            <Page title=t.returns.title>
                                <div class="head">
                                    <div><h1>{t.returns.title}</h1></div>
                                    <a class="quiet" href="/cores">{t.returns.cores}</a>
                                </div>
                                {if page.items.is_empty() {
                                    view! {
                                        <Empty title=t.returns.none_title text=t.returns.none_text>
                                            <a class="act" href="/orders?state=shipped">{t.returns.to_shipped}</a>
                                        </Empty>
                                    }
                                        .into_any()
                                } else {
                                    view! { <ReturnTable returns=page.items /> <Pager next /> }.into_any()
                                }}
                            </Page>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}
