//! The addresses of the desk.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::{SsrMode, path};

use super::find_page::FindPage;
use super::frame::DeskFrame;
use crate::accounts::{DeskCompaniesPage, DeskCompanyPage, DeskRulesPage};
use crate::catalog::{DeskImportPage, DeskImportsPage, DeskPartsPage};
use crate::lists::{DeskListPage, DeskListsPage};
use crate::mail::DeskMailsPage;
use crate::orders::{DeskOrderPage, DeskQueuePage};
use crate::outbox::DeskOutboxPage;
use crate::recurring::{DeskRecurringOrderPage, DeskRecurringPage};

/// Pages are drawn whole, as in the shop: see `crate::App`.
const ASYNC: SsrMode = SsrMode::Async;

/// Everything under `/desk`, for the routes of the app.
#[component(transparent)]
pub fn DeskRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=DeskFrame ssr=ASYNC>
            <Route path=path!("") view=DeskQueuePage ssr=ASYNC />
            <Route path=path!("/orders") view=DeskQueuePage ssr=ASYNC />
            <Route path=path!("/orders/:id") view=DeskOrderPage ssr=ASYNC />
            <Route path=path!("/customers") view=DeskCompaniesPage ssr=ASYNC />
            <Route path=path!("/customers/:id") view=DeskCompanyPage ssr=ASYNC />
            <Route path=path!("/customers/:id/rules") view=DeskRulesPage ssr=ASYNC />
            <Route path=path!("/parts") view=DeskPartsPage ssr=ASYNC />
            <Route path=path!("/imports") view=DeskImportsPage ssr=ASYNC />
            <Route path=path!("/imports/:id") view=DeskImportPage ssr=ASYNC />
            <Route path=path!("/lists") view=DeskListsPage ssr=ASYNC />
            <Route path=path!("/lists/:id") view=DeskListPage ssr=ASYNC />
            <Route path=path!("/recurring") view=DeskRecurringPage ssr=ASYNC />
            <Route path=path!("/recurring/:id") view=DeskRecurringOrderPage ssr=ASYNC />
            <Route path=path!("/mails") view=DeskMailsPage ssr=ASYNC />
            <Route path=path!("/outbox") view=DeskOutboxPage ssr=ASYNC />
            <Route path=path!("/find") view=FindPage ssr=ASYNC />
        </ParentRoute>
    }
    .into_inner()
}
