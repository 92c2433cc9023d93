//! The addresses of the desk.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::{SsrMode, path};

use crate::areas::{BackOffice, Configuring, Filling, Papers, Sharing};

/// Pages are drawn whole, as in the shop: see `crate::App`.
const ASYNC: SsrMode = SsrMode::Async;

/// Everything under `/desk`, for the routes of the app.
#[component(transparent)]
pub fn DeskRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=BackOffice::Frame ssr=ASYNC>
            <Route path=path!("") view=BackOffice::Queue ssr=ASYNC />
            <Route path=path!("/orders") view=BackOffice::Queue ssr=ASYNC />
            <Route path=path!("/orders/:id") view=BackOffice::Order ssr=ASYNC />
            <Route path=path!("/cases") view=Sharing::DeskCases ssr=ASYNC />
            <Route path=path!("/cases/:code") view=Sharing::DeskCase ssr=ASYNC />
            <Route path=path!("/follow-ups") view=Sharing::DeskFollowUps ssr=ASYNC />
            <Route path=path!("/promises") view=BackOffice::PromisesKept ssr=ASYNC />
            <Route path=path!("/returns") view=BackOffice::Returns ssr=ASYNC />
            <Route path=path!("/returns/:id") view=BackOffice::Return ssr=ASYNC />
            <Route path=path!("/cores") view=BackOffice::Cores ssr=ASYNC />
            <Route path=path!("/delivery") view=BackOffice::Delivery ssr=ASYNC />
            <Route path=path!("/payments") view=BackOffice::Payments ssr=ASYNC />
            <Route path=path!("/price-requests") view=BackOffice::PriceRequests ssr=ASYNC />
            <Route path=path!("/price-requests/:id") view=BackOffice::PriceRequest ssr=ASYNC />
            <Route path=path!("/metals") view=BackOffice::Metals ssr=ASYNC />
            <Route path=path!("/models") view=BackOffice::Models ssr=ASYNC />
            <Route path=path!("/models/:id") view=BackOffice::Model ssr=ASYNC />
            <Route path=path!("/prices") view=BackOffice::Prices ssr=ASYNC />
            <Route path=path!("/customers") view=BackOffice::Companies ssr=ASYNC />
            <Route path=path!("/customers/:id") view=BackOffice::Company ssr=ASYNC />
            <Route path=path!("/customers/:id/rules") view=BackOffice::Rules ssr=ASYNC />
            <Route path=path!("/customers/:id/keys") view=BackOffice::Keys ssr=ASYNC />
            <Route path=path!("/keys") view=BackOffice::Keys ssr=ASYNC />
            <Route path=path!("/hooks") view=BackOffice::Hooks ssr=ASYNC />
            <Route path=path!("/hooks/:id") view=BackOffice::Hook ssr=ASYNC />
            <Route path=path!("/parts") view=BackOffice::Parts ssr=ASYNC />
            <Route path=path!("/imports") view=BackOffice::Imports ssr=ASYNC />
            <Route path=path!("/imports/:id") view=BackOffice::Import ssr=ASYNC />
            <Route path=path!("/lists") view=BackOffice::Lists ssr=ASYNC />
            <Route path=path!("/lists/:id") view=BackOffice::List ssr=ASYNC />
            <Route path=path!("/recurring") view=BackOffice::RecurringOrders ssr=ASYNC />
            <Route path=path!("/recurring/:id") view=BackOffice::RecurringOrder ssr=ASYNC />
            <Route path=path!("/configurations") view=Configuring::DeskConfigurations ssr=ASYNC />
            <Route path=path!("/configurations/:id") view=Configuring::DeskConfiguration ssr=ASYNC />
            <Route path=path!("/configurations/:id/versions") view=Configuring::DeskVersions ssr=ASYNC />
            <Route path=path!("/offers") view=BackOffice::Offers ssr=ASYNC />
            <Route path=path!("/offers/new") view=BackOffice::NewOffer ssr=ASYNC />
            <Route path=path!("/offers/floors") view=BackOffice::OfferFloors ssr=ASYNC />
            <Route path=path!("/offers/:id") view=BackOffice::Offer ssr=ASYNC />
            <Route path=path!("/documents") view=Papers::DeskDocuments ssr=ASYNC />
            <Route path=path!("/documents/new") view=Papers::DeskNewDocument ssr=ASYNC />
            <Route path=path!("/documents/:id") view=Papers::DeskDocument ssr=ASYNC />
            <Route path=path!("/machines") view=Filling::DeskMachines ssr=ASYNC />
            <Route path=path!("/machines/new") view=Filling::DeskNewMachine ssr=ASYNC />
            <Route path=path!("/machines/:serial") view=Filling::DeskMachine ssr=ASYNC />
            <Route path=path!("/machines/:serial/edit") view=Filling::DeskEditMachine ssr=ASYNC />
            <Route path=path!("/forms") view=Filling::DeskForms ssr=ASYNC />
            <Route path=path!("/forms/new") view=Filling::DeskNewForm ssr=ASYNC />
            <Route path=path!("/forms/:id") view=Filling::DeskForm ssr=ASYNC />
            <Route path=path!("/templates") view=Filling::DeskTemplates ssr=ASYNC />
            <Route path=path!("/templates/:id") view=Filling::DeskTemplate ssr=ASYNC />
            <Route path=path!("/archive") view=Papers::DeskArchive ssr=ASYNC />
            <Route path=path!("/mails") view=BackOffice::Mails ssr=ASYNC />
            <Route path=path!("/outbox") view=BackOffice::Outbox ssr=ASYNC />
            <Route path=path!("/find") view=BackOffice::Find ssr=ASYNC />
        </ParentRoute>
    }
    .into_inner()
}
