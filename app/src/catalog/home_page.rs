//! `/`: the search, the groups of the catalogue, and what one ordered last.

use kontor_domain::catalog::Category;
use leptos::prelude::*;

use super::home::{Home, home};
use crate::accounts::Visitor;
use crate::orders::OrderTable;
use crate::text::{use_language, use_text};
use crate::ui::{Page, Side, loaded_for};

#[component]
pub fn HomePage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| home());
    loaded_for(data, Side::Shop, move || move |home, visitor| view! { <Start home visitor /> })
}

#[component]
fn Start(home: Home, visitor: Visitor) -> impl IntoView {
    let t = use_text();
    let groups = view! { <Groups groups=home.groups /> };
    view! {
        <Page title="">
            <div class="head">
                <div>
                    <h1>{t.catalog.home_title}</h1>
                    <p class="muted">{t.catalog.home_text}</p>
                </div>
                {visitor.orders.then(|| view! { <a class="quiet" href="/quick-order">{t.quick.title}</a> })}
            </div>
            {(!visitor.signed_in)
                .then(|| {
                    view! {
                        <div class="note">
                            {t.catalog.home_anonymous}
                            <div class="actions">
                                <a class="act" href="/sign-in">{t.house.sign_in}</a>
                                <a class="quiet" href="/request-account">{t.catalog.home_request}</a>
                            </div>
                        </div>
                    }
                })}
            {if home.orders.is_empty() {
                groups.into_any()
            } else {
                view! {
                    <div class="split">
                        <div>{groups}</div>
                        <aside>
                            <section class="chapter">
                                <h2>{t.catalog.home_orders}</h2>
                                <OrderTable orders=home.orders />
                                <nav class="more"><a class="quiet" href="/orders">{t.catalog.home_all_orders}</a></nav>
                            </section>
                        </aside>
                    </div>
                }
                    .into_any()
            }}
        </Page>
    }
}

/// The groups of the first level, with what is in them.
#[component]
fn Groups(groups: Vec<(Category, Vec<Category>)>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    view! {
        <section class="chapter">
            <h2>{t.catalog.home_groups}</h2>
            <ul class="links">
                {groups
                    .into_iter()
                    .map(|(group, below)| {
                        let below: Vec<&str> = below.iter().take(5).map(|c| c.name.get(l)).collect();
                        view! {
                            <li>
                                <a href=format!("/category/{}", group.id)>
                                    <span>
                                        <b>{group.name.get(l).to_owned()}</b>
                                        <span class="sub-line">{below.join(", ")}</span>
                                    </span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
