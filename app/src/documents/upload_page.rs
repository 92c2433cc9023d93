//! `/documents/new` and `/desk/documents/new?company=&case=&machine=`: a file comes in.

use leptos::prelude::*;

use super::base;
use super::upload_form::UploadForm;
use super::upload_start::{AskUpload, UploadStart, upload_start};
use crate::accounts::ChooseCustomer;
use crate::text::use_text;
use crate::ui::{Crumbs, Page, Query, Side, loaded, use_query};

/// The desk files for itself under this address.
const OURS: &str = "ours";
const DESK: &str = "/desk/documents/new";

/// The customer's.
#[component]
pub fn NewDocumentPage() -> impl IntoView {
    view! { <AnyNew desk=false /> }
}

/// The desk's: for whom, then the same form.
#[component]
pub fn DeskNewDocumentPage() -> impl IntoView {
    view! { <AnyNew desk=true /> }
}

#[component]
fn AnyNew(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| AskUpload {
            company: q.get("company").to_owned(),
            case: q.get("case").to_owned(),
            machine: q.get("machine").to_owned(),
            q: q.get("q").to_owned(),
        })
    });
    let data = Resource::new_blocking(move || asked.get(), upload_start);
    loaded(data, Side::of(desk), move || {
        let (asked, ours) = (asked.get(), query.with(|q| q.get("for") == OURS));
        move |start| view! { <Whole start asked ours desk /> }
    })
}

#[component]
fn Whole(start: UploadStart, asked: AskUpload, ours: bool, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let body = if desk && start.company.is_none() && !ours {
        let said = Query::default().with("machine", &asked.machine);
        view! {
            <div class="stack">
                <ChooseCustomer path=DESK asked=said.clone() found=start.found q=asked.q text=t.for_whom />
                <p><a href=said.with("for", OURS).on(DESK)>{t.for_us}</a></p>
            </div>
        }
        .into_any()
    } else {
        view! { <UploadForm start asked desk /> }.into_any()
    };
    view! {
        <Page title=t.add class=if desk { "work" } else { "page narrow" }>
            <Crumbs above=vec![(base(desk).into(), t.title.into())] here=t.add />
            <div class="head">
                <div>
                    <h1>{t.add}</h1>
                    <p class="muted">{t.upload_text}</p>
                </div>
            </div>
            {body}
        </Page>
    }
}
