//! The addresses of the desk.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::{SsrMode, path};

use crate::later::later;

/// Pages are drawn whole, as in the shop: see `crate::App`.
const ASYNC: SsrMode = SsrMode::Async;

/// Everything under `/desk`, for the routes of the app.
#[component(transparent)]
pub fn DeskRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=later!(DeskFrame) ssr=ASYNC>
            <Route path=path!("") view=later!(DeskQueuePage) ssr=ASYNC />
            <Route path=path!("/orders") view=later!(DeskQueuePage) ssr=ASYNC />
            <Route path=path!("/orders/:id") view=later!(DeskOrderPage) ssr=ASYNC />
            <Route path=path!("/customers") view=later!(DeskCompaniesPage) ssr=ASYNC />
            <Route path=path!("/customers/:id") view=later!(DeskCompanyPage) ssr=ASYNC />
            <Route path=path!("/parts") view=later!(DeskPartsPage) ssr=ASYNC />
            <Route path=path!("/imports") view=later!(DeskImportsPage) ssr=ASYNC />
            <Route path=path!("/imports/:id") view=later!(DeskImportPage) ssr=ASYNC />
            <Route path=path!("/mails") view=later!(DeskMailsPage) ssr=ASYNC />
            <Route path=path!("/find") view=later!(FindPage) ssr=ASYNC />
        </ParentRoute>
    }
    .into_inner()
}
