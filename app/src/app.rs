//! The routes of every page, and what all pages share.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::accounts::provide_visitor;
use crate::areas::{Account, Configuring, Filling, Offering, Ordering, Papers, Sharing, Shop, Signing};
use crate::desk::DeskRoutes;
use crate::frame::{MissingPage, ShopFrame, read_location};
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
        <Router>
            {read_location()} {provide_visitor()}
            <Routes fallback=MissingPage>
                <ParentRoute path=path!("") view=ShopFrame ssr=SsrMode::Async>
                    <Route path=path!("/") view=Shop::Home ssr=SsrMode::Async />
                    <Route path=path!("/search") view=Shop::Search ssr=SsrMode::Async />
                    <Route path=path!("/category/*path") view=Shop::Search ssr=SsrMode::Async />
                    <Route path=path!("/parts/:key") view=Shop::Part ssr=SsrMode::Async />
                    <Route path=path!("/cart") view=Shop::Cart ssr=SsrMode::Async />
                    <Route path=path!("/carts") view=Ordering::Carts ssr=SsrMode::Async />
                    <Route path=path!("/carts/:id") view=Ordering::ManageCart ssr=SsrMode::Async />
                    <Route path=path!("/quick-order") view=Ordering::QuickOrder ssr=SsrMode::Async />
                    <Route path=path!("/account/numbers") view=Ordering::OwnNumbers ssr=SsrMode::Async />
                    <Route path=path!("/checkout") view=Ordering::Checkout ssr=SsrMode::Async />
                    <Route path=path!("/orders") view=Ordering::Orders ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id") view=Ordering::Order ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/paid") view=Ordering::Paid ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/print") view=Ordering::PrintOrder ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/shipments/:sid/print") view=Ordering::DeliveryNote ssr=SsrMode::Async />
                    <Route path=path!("/promises") view=Ordering::PromisesKept ssr=SsrMode::Async />
                    <Route path=path!("/approvals") view=Ordering::Approvals ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/repeat") view=Ordering::Repeat ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/change") view=Ordering::ChangeOrder ssr=SsrMode::Async />
                    <Route path=path!("/orders/:id/return") view=Ordering::ReturnForm ssr=SsrMode::Async />
                    <Route path=path!("/returns") view=Ordering::Returns ssr=SsrMode::Async />
                    <Route path=path!("/returns/:id") view=Ordering::Return ssr=SsrMode::Async />
                    <Route path=path!("/returns/:id/slip") view=Ordering::Slip ssr=SsrMode::Async />
                    <Route path=path!("/cores") view=Ordering::Cores ssr=SsrMode::Async />
                    <Route path=path!("/lists") view=Ordering::Lists ssr=SsrMode::Async />
                    <Route path=path!("/lists/:id") view=Ordering::List ssr=SsrMode::Async />
                    <Route path=path!("/bought") view=Ordering::Bought ssr=SsrMode::Async />
                    <Route path=path!("/price-requests") view=Ordering::PriceRequests ssr=SsrMode::Async />
                    <Route path=path!("/recurring") view=Ordering::RecurringOrders ssr=SsrMode::Async />
                    <Route path=path!("/recurring/new") view=Ordering::NewRecurring ssr=SsrMode::Async />
                    <Route path=path!("/recurring/:id") view=Ordering::RecurringOrder ssr=SsrMode::Async />
                    <Route path=path!("/models") view=Configuring::Models ssr=SsrMode::Async />
                    <Route path=path!("/models/:id") view=Configuring::Model ssr=SsrMode::Async />
                    <Route path=path!("/configurations") view=Configuring::Configurations ssr=SsrMode::Async />
                    <Route path=path!("/configurations/:id") view=Configuring::Configuration ssr=SsrMode::Async />
                    <Route path=path!("/configurations/:id/versions") view=Configuring::Versions ssr=SsrMode::Async />
                    <Route path=path!("/offers") view=Offering::Offers ssr=SsrMode::Async />
                    <Route path=path!("/offers/new") view=Offering::NewOffer ssr=SsrMode::Async />
                    <Route path=path!("/offers/:id") view=Offering::Offer ssr=SsrMode::Async />
                    <Route path=path!("/documents") view=Papers::Documents ssr=SsrMode::Async />
                    <Route path=path!("/documents/new") view=Papers::NewDocument ssr=SsrMode::Async />
                    <Route path=path!("/documents/:id") view=Papers::Document ssr=SsrMode::Async />
                    <Route path=path!("/machines") view=Filling::Machines ssr=SsrMode::Async />
                    <Route path=path!("/machines/:serial") view=Filling::Machine ssr=SsrMode::Async />
                    <Route path=path!("/forms") view=Filling::Forms ssr=SsrMode::Async />
                    <Route path=path!("/forms/new") view=Filling::NewForm ssr=SsrMode::Async />
                    <Route path=path!("/forms/:id") view=Filling::Form ssr=SsrMode::Async />
                    <Route path=path!("/verify") view=Papers::Verify ssr=SsrMode::Async />
                    <Route path=path!("/verify/:id") view=Papers::Verify ssr=SsrMode::Async />
                    <Route path=path!("/case/:code") view=Sharing::OpenCase ssr=SsrMode::Async />
                    <Route path=path!("/cases") view=Sharing::Cases ssr=SsrMode::Async />
                    <Route path=path!("/cases/:code") view=Sharing::Case ssr=SsrMode::Async />
                    <Route path=path!("/account") view=Account::Account ssr=SsrMode::Async />
                    <Route path=path!("/account/rules") view=Account::Rules ssr=SsrMode::Async />
                    <Route path=path!("/account/keys") view=Account::Keys ssr=SsrMode::Async />
                    <Route path=path!("/account/hooks") view=Account::Hooks ssr=SsrMode::Async />
                    <Route path=path!("/account/hooks/:id") view=Account::Hook ssr=SsrMode::Async />
                    <Route path=path!("/account/stored") view=Account::MethodStored ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=Account::SignIn ssr=SsrMode::Async />
                    <Route path=path!("/signed-out") view=Account::SignedOut ssr=SsrMode::Async />
                    <Route path=path!("/forgot") view=Account::Forgot ssr=SsrMode::Async />
                    <Route path=path!("/link/:token") view=Account::Link ssr=SsrMode::Async />
                    <Route path=path!("/sign/:token") view=Signing::Sign ssr=SsrMode::Async />
                    <Route path=path!("/signed/:how") view=Signing::Signed ssr=SsrMode::Async />
                    <Route path=path!("/request-account") view=Account::RequestAccount ssr=SsrMode::Async />
                </ParentRoute>
                <DeskRoutes />
            </Routes>
            <ToastRegion toasts />
        </Router>
    }
}
