//! On the desk's page of a customer: when somebody comes back to them, or to one of their cases.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use super::follow_ups::FollowUpsFound;
use super::item::Item;
use super::make_form::MakeForm;
use crate::text::{use_language, use_text};
use crate::wire::Refusal;

#[component]
pub fn CompanyFollowUps(found: Result<FollowUpsFound, Refusal>, company: CompanyId) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let body = match found {
        Err(Refusal(error)) => view! { <div class="note bad" role="alert">{error.text(l)}</div> }.into_any(),
        Ok(FollowUpsFound { list, key }) => {
            let me = list.me.as_ref().map(ToString::to_string).unwrap_or_default();
            let (today, colleagues) = (list.today, list.colleagues);
            let items = list.items.into_iter().map(|one| {
                let alone = one.case.is_none();
                view! { <Item one today colleagues=colleagues.clone() alone /> }
            });
            view! {
                <ul class="follow-ups">{items.collect_view()}</ul>
                <MakeForm
                    code=String::new()
                    company=company.to_string()
                    page_key=key
                    today
                    colleagues=colleagues.clone()
                    me
                />
            }
            .into_any()
        }
    };
    view! {
        <section class="chapter" id="follow-ups">
            <h2>{t.cases.follow_ups}</h2>
            {body}
        </section>
    }
}
