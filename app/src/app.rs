//! The routes of every page, and what all pages share.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::accounts::provide_visitor;
use crate::desk::DeskRoutes;
use crate::frame::{MissingPage, ShopFrame};
use crate::later::later;
use crate::text::page_language;
use crate::ui::{ToastRegion, Toasts};

/// Everything inside `<body>`.
///
/// Pages are drawn whole (`SsrMode::Async`): their resources take a few milliseconds, the answer has the right status,
/// and nothing needs a script to appear.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(page_language());
    let toasts = Toasts::provide();
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Kontor".into() } else { format!("{title} | Kontor") } />
        <Router>
            {provide_visitor()}
            <Routes fallback=MissingPage>
                <ParentRoute path=path!("") view=ShopFrame ssr=SsrMode::Async>
                    <Route path=path!("/") view=later!(HomePage) ssr=SsrMode::Async />
                    <Route path=path!("/search") view=later!(SearchPage) ssr=SsrMode::Async />
                    <Route path=path!("/category/*path") view=later!(SearchPage) ssr=SsrMode::Async />
                    <Route path=path!("/parts/:key") view=later!(PartPage) ssr=SsrMode::Async />
                    <Route path=path!("/cart") view=later!(CartPage) ssr=SsrMode::Async />
                    <Route path=path!("/checkout") view=later!(CheckoutPage) ssr=SsrMode::Async />
                    <Route path=path!("/orders") view=later!(OrdersPage) ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id") view=later!(OrderPage) ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/print") view=later!(OrderPrintPage) ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/shipments/:sid/print") view=later!(DeliveryNotePage) ssr=SsrMode::Async />
                    <Route path=path!("/case/:code") view=later!(CasePage) ssr=SsrMode::Async />
                    <Route path=path!("/account") view=later!(AccountPage) ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=later!(SignInPage) ssr=SsrMode::Async />
                    <Route path=path!("/signed-out") view=later!(SignedOutPage) ssr=SsrMode::Async />
                    <Route path=path!("/forgot") view=later!(ForgotPage) ssr=SsrMode::Async />
                    <Route path=path!("/link/:token") view=later!(LinkPage) ssr=SsrMode::Async />
                    <Route path=path!("/request-account") view=later!(RequestAccountPage) ssr=SsrMode::Async />
                </ParentRoute>
                <DeskRoutes />
            </Routes>
            <ToastRegion toasts />
        </Router>
    }
}
