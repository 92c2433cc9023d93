//! `/desk/offers/new?company=&case=&configuration=`: the desk begins an offer, from nothing, in a case, or from a configuration.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use super::desk_start::{AskStart, OfferStart, offer_start};
use super::{DESK, NEW as PATH};
use crate::accounts::ChooseCustomer;
use crate::text::{fill, use_text};
use crate::ui::{Alert, Crumbs, Field, Page, Query, Sending, Side, kept, loaded, use_query};

#[component]
pub fn DeskNewOfferPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| AskStart {
            company: q.get("company").to_owned(),
            case: q.get("case").to_owned(),
            configuration: q.get("configuration").to_owned(),
            q: q.get("q").to_owned(),
        })
    });
    let data = Resource::new_blocking(move || asked.get(), offer_start);
    loaded(data, Side::Desk, move || {
        let asked = asked.get();
        move |start| view! { <Whole start asked /> }
    })
}

#[component]
fn Whole(start: OfferStart, asked: AskStart) -> impl IntoView {
    let t = use_text();
    let body = match start.company.clone() {
        Some(company) => view! { <Begin start company asked /> }.into_any(),
        None => {
            let text = t.desk_quotes.for_whom;
            view! { <ChooseCustomer path=PATH asked=Query::default() found=start.found q=asked.q text /> }
                .into_any()
        }
    };
    view! {
        <Page title=t.desk_quotes.begin class="work">
            <Crumbs above=vec![(DESK.into(), t.desk_quotes.title.into())] here=t.desk_quotes.begin />
            <div class="head"><div><h1>{t.desk_quotes.begin}</h1></div></div>
            {body}
        </Page>
    }
}

#[component]
fn Begin(start: OfferStart, company: (CompanyId, String), asked: AskStart) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/quotes/begin_offer");
    let title =
        kept(form).some("title").unwrap_or_else(|| start.case.as_ref().map_or("", |(_, t)| t).to_owned());
    let from = start.configuration.map(|(_, name)| fill(t.desk_quotes.from_configuration, &[&name]));
    let case = start.case.map(|(code, _)| fill(t.desk_quotes.in_case, &[code.as_str()]));
    let other = asked.case.is_empty() && asked.configuration.is_empty();
    view! {
        <form class="stack" method="post" action=form.url novalidate>
            <Alert form />
            <input type="hidden" name="form[key]" value=start.key.to_string() />
            <input type="hidden" name="form[company]" value=company.0.to_string() />
            <input type="hidden" name="form[case]" value=asked.case />
            <input type="hidden" name="form[configuration]" value=asked.configuration />
            <p class="row">
                <b>{company.1}</b>
                <span class="muted">{from.or(case)}</span>
                {other.then(|| view! { <a href=PATH>{t.desk.other_customer}</a> })}
            </p>
            <Field
                form
                name="form[title]"
                label=t.desk_quotes.offer_title
                hint=t.desk_quotes.title_hint
                value=title
                optional=true
                maxlength=200
            />
            <p class="small muted">{t.desk_quotes.begin_text}</p>
            <div class="actions"><button class="act">{t.desk_quotes.begin}</button></div>
        </form>
    }
}
