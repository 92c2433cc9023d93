//! The pages by area. Each area is a WebAssembly file of its own that the browser loads with its first page
//! (docs/decisions/0026); what all areas use stays in the main file.
//!
//! A page belongs to one area only, and only its area's function may name it: named anywhere else it moves, with all it
//! uses, into the main file.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what fails is the loading, which `wasm_split` puts before the function's body"
)]

use std::future::Future;

use kontor_domain::Error;
use leptos::prelude::*;
use leptos_router::ChooseView;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    accounts, carts, cases, catalog, configurations, delivery, desk, documents, follow_ups, forms, hooks,
    lists, machines, mail, models, orders, outbox, payments, pricing, quotes, recurring, returns, seals,
    shipments, signatures,
};

/// Looking for parts, and the cart.
#[derive(Debug, Clone, Copy)]
pub enum Shop {
    Home,
    Search,
    Part,
    Cart,
}

#[wasm_split(shop, fallible, preload(load_shop))]
fn shop(page: Shop) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Shop::Home => catalog::HomePage().into_any(),
        Shop::Search => catalog::SearchPage().into_any(),
        Shop::Part => catalog::PartPage().into_any(),
        Shop::Cart => carts::CartPage().into_any(),
    })
}

/// From the cart to the delivery, and what makes the next order quick.
#[derive(Debug, Clone, Copy)]
pub enum Ordering {
    Carts,
    ManageCart,
    QuickOrder,
    OwnNumbers,
    Checkout,
    Orders,
    Order,
    Paid,
    PrintOrder,
    DeliveryNote,
    PromisesKept,
    Approvals,
    Repeat,
    ChangeOrder,
    ReturnForm,
    Returns,
    Return,
    Slip,
    Cores,
    Lists,
    List,
    Bought,
    PriceRequests,
    RecurringOrders,
    NewRecurring,
    RecurringOrder,
}

#[wasm_split(ordering, fallible, preload(load_ordering))]
fn ordering(page: Ordering) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Ordering::Carts => carts::CartsPage().into_any(),
        Ordering::ManageCart => carts::ManageCartPage().into_any(),
        Ordering::QuickOrder => carts::QuickOrderPage().into_any(),
        Ordering::OwnNumbers => catalog::OwnNumbersPage().into_any(),
        Ordering::Checkout => orders::CheckoutPage().into_any(),
        Ordering::Orders => orders::OrdersPage().into_any(),
        Ordering::Order => orders::OrderPage().into_any(),
        Ordering::Paid => payments::PaidPage().into_any(),
        Ordering::PrintOrder => orders::OrderPrintPage().into_any(),
        Ordering::DeliveryNote => shipments::DeliveryNotePage().into_any(),
        Ordering::PromisesKept => orders::KeptPage().into_any(),
        Ordering::Approvals => orders::ApprovalsPage().into_any(),
        Ordering::Repeat => lists::RepeatPage().into_any(),
        Ordering::ChangeOrder => orders::ChangeOrderPage().into_any(),
        Ordering::ReturnForm => returns::ReturnFormPage().into_any(),
        Ordering::Returns => returns::ReturnsPage().into_any(),
        Ordering::Return => returns::ReturnPage().into_any(),
        Ordering::Slip => returns::SlipPage().into_any(),
        Ordering::Cores => returns::CoresPage().into_any(),
        Ordering::Lists => lists::ListsPage().into_any(),
        Ordering::List => lists::ListPage().into_any(),
        Ordering::Bought => lists::BoughtPage().into_any(),
        Ordering::PriceRequests => pricing::PriceRequestsPage().into_any(),
        Ordering::RecurringOrders => recurring::RecurringPage().into_any(),
        Ordering::NewRecurring => recurring::NewRecurringPage().into_any(),
        Ordering::RecurringOrder => recurring::RecurringOrderPage().into_any(),
    })
}

/// What customers and the desk share: the case and what is due in it, on both sides.
#[derive(Debug, Clone, Copy)]
pub enum Sharing {
    OpenCase,
    Cases,
    Case,
    DeskCases,
    DeskCase,
    DeskFollowUps,
}

#[wasm_split(sharing, fallible, preload(load_sharing))]
fn sharing(page: Sharing) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Sharing::OpenCase => cases::OpenCasePage().into_any(),
        Sharing::Cases => cases::CasesPage().into_any(),
        Sharing::Case => cases::CasePage().into_any(),
        Sharing::DeskCases => cases::DeskCasesPage().into_any(),
        Sharing::DeskCase => cases::DeskCasePage().into_any(),
        Sharing::DeskFollowUps => follow_ups::DeskFollowUpsPage().into_any(),
    })
}

/// The company, its people and rules; the way in and out.
#[derive(Debug, Clone, Copy)]
pub enum Account {
    Account,
    Rules,
    Keys,
    Hooks,
    Hook,
    MethodStored,
    SignIn,
    SignedOut,
    Forgot,
    Link,
    RequestAccount,
}

#[wasm_split(account, fallible, preload(load_account))]
fn account(page: Account) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Account::Account => accounts::AccountPage().into_any(),
        Account::Rules => accounts::RulesPage().into_any(),
        Account::Keys => accounts::KeysPage().into_any(),
        Account::Hooks => hooks::HooksPage().into_any(),
        Account::Hook => hooks::HookPage().into_any(),
        Account::MethodStored => payments::MethodStoredPage().into_any(),
        Account::SignIn => accounts::SignInPage().into_any(),
        Account::SignedOut => accounts::SignedOutPage().into_any(),
        Account::Forgot => accounts::ForgotPage().into_any(),
        Account::Link => accounts::LinkPage().into_any(),
        Account::RequestAccount => accounts::RequestAccountPage().into_any(),
    })
}

/// Configurations of both sides of the counter: their pages are the same, and carry the rules.
#[derive(Debug, Clone, Copy)]
pub enum Configuring {
    Models,
    Model,
    Configurations,
    Configuration,
    Versions,
    DeskConfigurations,
    DeskConfiguration,
    DeskVersions,
}

#[wasm_split(configuring, fallible, preload(load_configuring))]
fn configuring(page: Configuring) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Configuring::Models => configurations::ModelsPage().into_any(),
        Configuring::Model => configurations::ModelPage().into_any(),
        Configuring::Configurations => configurations::ConfigurationsPage().into_any(),
        Configuring::Configuration => configurations::ConfigurationPage().into_any(),
        Configuring::Versions => configurations::VersionsPage().into_any(),
        Configuring::DeskConfigurations => configurations::DeskConfigurationsPage().into_any(),
        Configuring::DeskConfiguration => configurations::DeskConfigurationPage().into_any(),
        Configuring::DeskVersions => configurations::DeskVersionsPage().into_any(),
    })
}

/// Offers: the browser reckons them with the rules of the domain.
#[derive(Debug, Clone, Copy)]
pub enum Offering {
    Offers,
    NewOffer,
    Offer,
}

#[wasm_split(offering, fallible, preload(load_offering))]
fn offering(page: Offering) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Offering::Offers => quotes::OffersPage().into_any(),
        Offering::NewOffer => quotes::NewOfferPage().into_any(),
        Offering::Offer => quotes::OfferPage().into_any(),
    })
}

/// Documents, on both sides of the counter: their pages are the same, with more at the desk. And for everybody, whether one is as it was.
#[derive(Debug, Clone, Copy)]
pub enum Papers {
    Documents,
    NewDocument,
    Document,
    DeskDocuments,
    DeskNewDocument,
    DeskDocument,
    DeskArchive,
    Verify,
}

#[wasm_split(papers, fallible, preload(load_papers))]
fn papers(page: Papers) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Papers::Documents => documents::DocumentsPage().into_any(),
        Papers::NewDocument => documents::NewDocumentPage().into_any(),
        Papers::Document => documents::DocumentPage().into_any(),
        Papers::DeskDocuments => documents::DeskDocumentsPage().into_any(),
        Papers::DeskNewDocument => documents::DeskNewDocumentPage().into_any(),
        Papers::DeskDocument => documents::DeskDocumentPage().into_any(),
        Papers::DeskArchive => documents::DeskArchivePage().into_any(),
        Papers::Verify => seals::VerifyPage().into_any(),
    })
}

/// What a signer sees, who may be nobody's customer.
#[derive(Debug, Clone, Copy)]
pub enum Signing {
    Sign,
    Signed,
}

#[wasm_split(signing, fallible, preload(load_signing))]
fn signing(page: Signing) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Signing::Sign => signatures::SignPage().into_any(),
        Signing::Signed => signatures::SignedPage().into_any(),
    })
}

/// Machines and forms on both sides of the counter, and the templates with their preview: all of them carry the rules of forms.
#[derive(Debug, Clone, Copy)]
pub enum Filling {
    Machines,
    Machine,
    Forms,
    NewForm,
    Form,
    DeskMachines,
    DeskNewMachine,
    DeskMachine,
    DeskEditMachine,
    DeskForms,
    DeskNewForm,
    DeskForm,
    DeskTemplates,
    DeskTemplate,
}

#[wasm_split(filling, fallible, preload(load_filling))]
fn filling(page: Filling) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Filling::Machines => machines::MachinesPage().into_any(),
        Filling::Machine => machines::MachinePage().into_any(),
        Filling::Forms => forms::FormsPage().into_any(),
        Filling::NewForm => forms::NewFormPage().into_any(),
        Filling::Form => forms::FormPage().into_any(),
        Filling::DeskMachines => machines::DeskMachinesPage().into_any(),
        Filling::DeskNewMachine => machines::DeskNewMachinePage().into_any(),
        Filling::DeskMachine => machines::DeskMachinePage().into_any(),
        Filling::DeskEditMachine => machines::DeskEditMachinePage().into_any(),
        Filling::DeskForms => forms::DeskFormsPage().into_any(),
        Filling::DeskNewForm => forms::DeskNewFormPage().into_any(),
        Filling::DeskForm => forms::DeskFormPage().into_any(),
        Filling::DeskTemplates => forms::templates::DeskTemplatesPage().into_any(),
        Filling::DeskTemplate => forms::templates::DeskTemplatePage().into_any(),
    })
}

/// The dealer's back office with its frame.
#[derive(Debug, Clone, Copy)]
pub enum BackOffice {
    Frame,
    Queue,
    Order,
    PromisesKept,
    Returns,
    Return,
    Cores,
    Delivery,
    Payments,
    Prices,
    Metals,
    Models,
    Model,
    PriceRequests,
    PriceRequest,
    Companies,
    Company,
    Rules,
    Keys,
    Hooks,
    Hook,
    Parts,
    Imports,
    Import,
    Lists,
    List,
    RecurringOrders,
    RecurringOrder,
    Offers,
    NewOffer,
    OfferFloors,
    Offer,
    Mails,
    Outbox,
    Find,
}

#[wasm_split(back_office, fallible, preload(load_back_office))]
fn back_office(page: BackOffice) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        BackOffice::Frame => desk::DeskFrame().into_any(),
        BackOffice::Queue => orders::DeskQueuePage().into_any(),
        BackOffice::Order => orders::DeskOrderPage().into_any(),
        BackOffice::PromisesKept => orders::DeskKeptPage().into_any(),
        BackOffice::Returns => returns::DeskReturnsPage().into_any(),
        BackOffice::Return => returns::DeskReturnPage().into_any(),
        BackOffice::Cores => returns::DeskCoresPage().into_any(),
        BackOffice::Delivery => delivery::DeskDeliveryPage().into_any(),
        BackOffice::Payments => payments::DeskPaymentsPage().into_any(),
        BackOffice::PriceRequests => pricing::DeskPriceRequestsPage().into_any(),
        BackOffice::PriceRequest => pricing::DeskPriceRequestPage().into_any(),
        BackOffice::Metals => pricing::DeskMetalsPage().into_any(),
        BackOffice::Models => models::DeskModelsPage().into_any(),
        BackOffice::Model => models::DeskModelPage().into_any(),
        BackOffice::Prices => pricing::DeskPricesPage().into_any(),
        BackOffice::Companies => accounts::DeskCompaniesPage().into_any(),
        BackOffice::Company => accounts::DeskCompanyPage().into_any(),
        BackOffice::Rules => accounts::DeskRulesPage().into_any(),
        BackOffice::Keys => accounts::DeskKeysPage().into_any(),
        BackOffice::Hooks => hooks::DeskHooksPage().into_any(),
        BackOffice::Hook => hooks::DeskHookPage().into_any(),
        BackOffice::Parts => catalog::DeskPartsPage().into_any(),
        BackOffice::Imports => catalog::DeskImportsPage().into_any(),
        BackOffice::Import => catalog::DeskImportPage().into_any(),
        BackOffice::Lists => lists::DeskListsPage().into_any(),
        BackOffice::List => lists::DeskListPage().into_any(),
        BackOffice::RecurringOrders => recurring::DeskRecurringPage().into_any(),
        BackOffice::RecurringOrder => recurring::DeskRecurringOrderPage().into_any(),
        BackOffice::Offers => quotes::DeskOffersPage().into_any(),
        BackOffice::NewOffer => quotes::DeskNewOfferPage().into_any(),
        BackOffice::OfferFloors => quotes::DeskFloorsPage().into_any(),
        BackOffice::Offer => quotes::DeskOfferPage().into_any(),
        BackOffice::Mails => mail::DeskMailsPage().into_any(),
        BackOffice::Outbox => outbox::DeskOutboxPage().into_any(),
        BackOffice::Find => desk::FindPage().into_any(),
    })
}

/// The page once its file is there. A file that cannot be loaded is a lost connection, told like every other one.
async fn loaded(page: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> AnyView {
    let page = page.await.ok();
    page.unwrap_or_else(|| view! { <crate::ui::Failed error=Error::Unavailable /> }.into_any())
}

/// Lets `view=` of a route name a page of an area. The server draws it at once and names the area's file in the head of
/// the page, so that the browser fetches it beside the main file and not after it. In the browser the router waits for
/// `preload`, and then wants the page at once.
macro_rules! area {
    ($area:ident, $pages:ident, $load:ident) => {
        impl ChooseView for $area {
            async fn choose(self) -> AnyView {
                #[cfg(feature = "ssr")]
                leptos::prefetch_lazy_fn_on_server(stringify!($pages));
                loaded($pages(self)).await
            }

            async fn preload(&self) {
                // What could not be loaded is told by the page.
                let _ = $load().await;
            }
        }
    };
}

area!(Shop, shop, load_shop);
area!(Ordering, ordering, load_ordering);
area!(Sharing, sharing, load_sharing);
area!(Account, account, load_account);
area!(Configuring, configuring, load_configuring);
area!(Offering, offering, load_offering);
area!(Papers, papers, load_papers);
area!(Filling, filling, load_filling);
area!(Signing, signing, load_signing);
area!(BackOffice, back_office, load_back_office);
