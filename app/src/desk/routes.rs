//! The addresses of the desk.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

use super::find_page::FindPage;
use super::frame::DeskFrame;
use crate::accounts::{DeskCompaniesPage, DeskCompanyPage};
use crate::catalog::{DeskImportPage, DeskImportsPage, DeskPartsPage};
use crate::mail::DeskMailsPage;
use crate::orders::{DeskOrderPage, DeskQueuePage};

/// Everything under `/desk`, for the routes of the app.
#[component(transparent)]
pub fn DeskRoutes() -> impl MatchNestedRoutes + Clone {
    let ssr = SsrMode::Async;
    view! {
        <ParentRoute path=path!("/desk") view=DeskFrame ssr>
            <Route path=path!("") view=DeskQueuePage ssr />
            <Route path=path!("/orders") view=DeskQueuePage ssr />
            <Route path=path!("/orders/:id") view=DeskOrderPage ssr />
            <Route path=path!("/customers") view=DeskCompaniesPage ssr />
            <Route path=path!("/customers/:id") view=DeskCompanyPage ssr />
            <Route path=path!("/parts") view=DeskPartsPage ssr />
            <Route path=path!("/imports") view=DeskImportsPage ssr />
            <Route path=path!("/imports/:id") view=DeskImportPage ssr />
            <Route path=path!("/mails") view=DeskMailsPage ssr />
            <Route path=path!("/find") view=FindPage ssr />
        </ParentRoute>
    }
    .into_inner()
}
