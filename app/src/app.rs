//! The routes of every page, and what all pages share.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::accounts::{
    AccountPage, ForgotPage, LinkPage, RequestAccountPage, RulesPage, SignInPage, SignedOutPage,
    provide_visitor,
};
use crate::carts::{CartPage, CartsPage, ManageCartPage, QuickOrderPage};
use crate::catalog::{HomePage, OwnNumbersPage, PartPage, SearchPage};
use crate::desk::DeskRoutes;
use crate::frame::{MissingPage, ShopFrame};
use crate::lists::{BoughtPage, ListPage, ListsPage, RepeatPage};
use crate::orders::{ApprovalsPage, CasePage, CheckoutPage, OrderPage, OrderPrintPage, OrdersPage};
use crate::payments::{MethodStoredPage, PaidPage};
use crate::recurring::{NewRecurringPage, RecurringOrderPage, RecurringPage};
use crate::shipments::DeliveryNotePage;
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
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                    <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async />
                    <Route path=path!("/category/*path") view=SearchPage ssr=SsrMode::Async />
                    <Route path=path!("/parts/:key") view=PartPage ssr=SsrMode::Async />
                    <Route path=path!("/cart") view=CartPage ssr=SsrMode::Async />
                    <Route path=path!("/carts") view=CartsPage ssr=SsrMode::Async />
                    <Route path=path!("/carts/:id") view=ManageCartPage ssr=SsrMode::Async />
                    <Route path=path!("/quick-order") view=QuickOrderPage ssr=SsrMode::Async />
                    <Route path=path!("/account/numbers") view=OwnNumbersPage ssr=SsrMode::Async />
                    <Route path=path!("/checkout") view=CheckoutPage ssr=SsrMode::Async />
                    <Route path=path!("/orders") view=OrdersPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id") view=OrderPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/paid") view=PaidPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/print") view=OrderPrintPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/shipments/:sid/print") view=DeliveryNotePage ssr=SsrMode::Async />
                    <Route path=path!("/approvals") view=ApprovalsPage ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/repeat") view=RepeatPage ssr=SsrMode::Async />
                    <Route path=path!("/lists") view=ListsPage ssr=SsrMode::Async />
                    <Route path=path!("/lists/:id") view=ListPage ssr=SsrMode::Async />
                    <Route path=path!("/bought") view=BoughtPage ssr=SsrMode::Async />
                    <Route path=path!("/recurring") view=RecurringPage ssr=SsrMode::Async />
                    <Route path=path!("/recurring/new") view=NewRecurringPage ssr=SsrMode::Async />
                    <Route path=path!("/recurring/:id") view=RecurringOrderPage ssr=SsrMode::Async />
                    <Route path=path!("/case/:code") view=CasePage ssr=SsrMode::Async />
                    <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
                    <Route path=path!("/account/rules") view=RulesPage ssr=SsrMode::Async />
                    <Route path=path!("/account/stored") view=MethodStoredPage ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/signed-out") view=SignedOutPage ssr=SsrMode::Async />
                    <Route path=path!("/forgot") view=ForgotPage ssr=SsrMode::Async />
                    <Route path=path!("/link/:token") view=LinkPage ssr=SsrMode::Async />
                    <Route path=path!("/request-account") view=RequestAccountPage ssr=SsrMode::Async />
                </ParentRoute>
                <DeskRoutes />
            </Routes>
            <ToastRegion toasts />
        </Router>
    }
}
