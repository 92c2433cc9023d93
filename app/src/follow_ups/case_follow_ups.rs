//! On the desk's page of a case: when somebody comes back to it.

use kontor_domain::Date;
use kontor_domain::cases::CaseView;
use leptos::prelude::*;

use super::item::Item;
use super::make_form::MakeForm;
use crate::text::use_text;

#[component]
pub fn CaseFollowUps(
    view: CaseView,
    page_key: String,
    today: Date,
    /// Who reads: looks after it unless somebody else is chosen.
    me: String,
) -> impl IntoView {
    let t = use_text();
    let colleagues = view.colleagues.clone();
    let make = view.may_edit.then(|| {
        let code = view.code.to_string();
        view! {
            <MakeForm code company=String::new() page_key today colleagues=colleagues.clone() me />
        }
    });
    let items = view.follow_ups.into_iter().map(|one| {
        view! { <Item one today colleagues=colleagues.clone() alone=true /> }
    });
    view! {
        <section class="chapter" id="follow-ups">
            <h2>{t.cases.follow_ups}</h2>
            <ul class="follow-ups">{items.collect_view()}</ul>
            {make}
        </section>
    }
}
