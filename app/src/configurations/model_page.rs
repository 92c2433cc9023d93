//! `/models/:id`: a model, and the button that begins a configuration of it.

use kontor_domain::{ModelId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::offered::{ModelShown, offered_model};
use crate::accounts::use_visitor;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Failed, Field, Page, Query, Sending, kept};
use crate::wire::Refusal;

#[component]
pub fn ModelPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| ModelId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), offered_model);
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match (data.await, visitor.read().await) {
                    (Ok(shown), visitor) => {
                        view! { <Whole shown orders=visitor.orders signed_in=visitor.signed_in /> }.into_any()
                    }
                    (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Whole(shown: ModelShown, orders: bool, signed_in: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let ModelShown { key, summary, groups } = shown;
    let form = Sending::to("/fn/configurations/begin_configuration");
    let name = summary.name.get(l).to_owned();
    let price = fill(t.configurations.price_from, &[&format::money(summary.net, l)]);
    let lead = fill(t.configurations.lead, &[&summary.lead_days.to_string()]);
    let groups = groups
        .into_iter()
        .map(|(group, many)| view! { <div><dt>{group.get(l).to_owned()}</dt><dd>{many.to_string()}</dd></div> })
        .collect_view();
    let sign_in = Query::default().with("next", &format!("/models/{}", summary.id)).on("/sign-in");
    view! {
        <Page title=name.clone()>
            <Crumbs above=vec![("/models".into(), t.configurations.models.into())] here=name.clone() />
            <div class="head">
                <div>
                    <p class="no">{summary.number.clone()}</p>
                    <h1>{name}</h1>
                    <p>{summary.text.get(l).to_owned()}</p>
                </div>
            </div>
            <div class="split">
                <div>
                    <section class="chapter">
                        <h2>{t.configurations.to_choose}</h2>
                        <dl class="facts">{groups}</dl>
                    </section>
                </div>
                <aside>
                    <div class="offer">
                        <div>
                            <p class="price big"><b>{price}</b></p>
                            <p class="small muted">{t.configurations.list_price} ", " {lead}</p>
                        </div>
                        {if orders {
                            view! {
                                <form class="stack" method="post" action=form.url>
                                    <Alert form />
                                    <input type="hidden" name="key" value=key.to_string() />
                                    <input type="hidden" name="model" value=summary.id.to_string() />
                                    <Field
                                        form
                                        name="name"
                                        label=t.configurations.name
                                        hint=t.configurations.name_hint
                                        value=kept(form).get("name").to_owned()
                                        maxlength=80
                                        optional=true
                                    />
                                    <button class="act wide">{t.configurations.begin}</button>
                                    <p class="small muted">{t.configurations.begin_text}</p>
                                </form>
                            }
                                .into_any()
                        } else if signed_in {
                            view! { <p class="small">{t.configurations.begin_who}</p> }.into_any()
                        } else {
                            view! { <div><a class="act wide" href=sign_in>{t.configurations.begin_sign_in}</a></div> }.into_any()
                        }}
                    </div>
                </aside>
            </div>
        </Page>
    }
}
