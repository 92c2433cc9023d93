//! Pages whose part of the WebAssembly is loaded when they are opened.
//!
//! Only with the feature `split` (`cargo leptos build --split --lib-features split`): then the browser's half is cut into
//! one piece per page here and one for what all share. Without it everything is one file, as in development. The
//! server knows both: it tells the browser to fetch the pieces a page needs along with it.

use leptos::prelude::*;

macro_rules! pages {
    ($($room:ident::$page:ident,)*) => {$(
        /// The page as a route that is loaded later.
        #[cfg(any(feature = "ssr", feature = "split"))]
        #[derive(Debug)]
        pub struct $page;

        #[cfg(any(feature = "ssr", feature = "split"))]
        #[leptos_router::lazy_route]
        impl leptos_router::LazyRoute for $page {
            fn data() -> Self {
                Self
            }

            fn view(page: Self) -> AnyView {
                use crate::$room::$page as Page;
                let $page = page;
                view! { <Page /> }.into_any()
            }
        }

        #[cfg(not(any(feature = "ssr", feature = "split")))]
        pub use crate::$room::$page;
    )*};
}

pages! {
    catalog::HomePage,
    catalog::SearchPage,
    catalog::PartPage,
    carts::CartPage,
    orders::CheckoutPage,
    orders::OrdersPage,
    orders::OrderPage,
    orders::OrderPrintPage,
    orders::CasePage,
    shipments::DeliveryNotePage,
    accounts::AccountPage,
    accounts::SignInPage,
    accounts::SignedOutPage,
    accounts::ForgotPage,
    accounts::LinkPage,
    accounts::RequestAccountPage,
    desk::DeskFrame,
    desk::FindPage,
    orders::DeskQueuePage,
    orders::DeskOrderPage,
    accounts::DeskCompaniesPage,
    accounts::DeskCompanyPage,
    catalog::DeskPartsPage,
    catalog::DeskImportsPage,
    catalog::DeskImportPage,
    mail::DeskMailsPage,
}

/// A page of this module as the view of a route.
#[cfg(any(feature = "ssr", feature = "split"))]
macro_rules! later {
    ($page:ident) => {
        leptos_router::Lazy::<crate::later::$page>::new()
    };
}
#[cfg(not(any(feature = "ssr", feature = "split")))]
macro_rules! later {
    ($page:ident) => {
        crate::later::$page
    };
}
pub(crate) use later;
