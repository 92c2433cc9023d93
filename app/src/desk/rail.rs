//! The way through the desk.

use kontor_domain::accounts::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::counts::{DeskCount, DeskCounts};
use super::session::use_desk;
use crate::text::use_text;

/// A page of the desk: address, name, the key after G.
pub type Place = (&'static str, &'static str, &'static str);

/// The pages this person may open.
#[must_use]
pub fn places() -> Vec<Place> {
    groups().concat()
}

/// The same, as the rail groups them: what waits to be done, customers, what is sold, and the house.
fn groups() -> Vec<Vec<Place>> {
    let (desk, t) = (use_desk(), use_text());
    let mails = desk.session.with_value(|s| s.reads_mails);
    let work = vec![
        (desk.may(Right::SeeOrders), ("/desk/orders", t.desk.orders, "o")),
        (desk.may(Right::ManageQuotes), ("/desk/offers", t.desk_quotes.title, "t")),
        (desk.may(Right::ManageCustomers), ("/desk/price-requests", t.pricing.requests, "q")),
        (desk.may(Right::SeeOrders), ("/desk/returns", t.returns.title, "r")),
        (desk.may(Right::SeeOrders), ("/desk/configurations", t.configurations.title, "g")),
        (desk.may(Right::SeeOrders), ("/desk/cases", t.cases.cases, "v")),
        (desk.may(Right::ManageQuotes), ("/desk/follow-ups", t.cases.follow_ups, "f")),
        (desk.may(Right::SeeOrders), ("/desk/documents", t.documents.title, "u")),
        (desk.may(Right::SeeOrders), ("/desk/forms", t.forms.title, "e")),
        (desk.may(Right::ConfirmOrders), ("/desk/payments", t.payments.concerns, "y")),
    ];
    let customers = vec![
        (desk.may(Right::ManageCustomers), ("/desk/customers", t.desk.customers, "c")),
        (desk.may(Right::SeeOrders), ("/desk/machines", t.machines.title, "s")),
        (desk.may(Right::ManageCustomers), ("/desk/lists", t.lists.short, "l")),
    ];
    let catalogue = vec![
        (true, ("/desk/parts", t.desk.parts, "p")),
        (desk.may(Right::ManageCustomers), ("/desk/prices", t.pricing.why_short, "w")),
        (desk.may(Right::ManageCatalog), ("/desk/metals", t.pricing.metals, "n")),
        (desk.may(Right::ManageCatalog), ("/desk/models", t.models.title, "b")),
        (desk.may(Right::SeeOrders), ("/desk/templates", t.templates.title, "j")),
        (desk.may(Right::ManageCatalog), ("/desk/imports", t.desk.imports, "i")),
    ];
    let house = vec![
        (desk.may(Right::Administer), ("/desk/delivery", t.delivery.tariffs, "d")),
        (mails, ("/desk/mails", t.desk.mails, "m")),
        (desk.may(Right::KeepArchive), ("/desk/archive", t.documents.archive, "z")),
        (desk.may(Right::Administer), ("/desk/outbox", t.desk.outbox, "a")),
        (desk.may(Right::Administer), ("/desk/keys", t.keys.title, "k")),
        (desk.may(Right::ManageHooks), ("/desk/hooks", t.hooks.title, "h")),
    ];
    [work, customers, catalogue, house]
        .into_iter()
        .map(|group| group.into_iter().filter_map(|(may, place)| may.then_some(place)).collect())
        .filter(|group: &Vec<Place>| !group.is_empty())
        .collect()
}

#[component]
pub fn Rail() -> impl IntoView {
    let t = use_text();
    let path = use_location().pathname;
    let here = move |at: &'static str| {
        path.with(|p| p.starts_with(at) || (at == "/desk/orders" && p.trim_end_matches('/') == "/desk"))
    };
    let link = move |(href, name, _): Place| {
        view! {
            <a href=href aria-current=move || here(href).then_some("page")>
                {name}
                <Waiting href />
            </a>
        }
    };
    view! {
        <nav class="rail" aria-label=t.house.desk>
            {groups()
                .into_iter()
                .map(|group| view! { {group.into_iter().map(link).collect_view()} <hr /> })
                .collect_view()}
            // Loaded anew: while somebody acts for a customer the shop is the customer's.
            <a href="/" rel="external">{t.desk.shop}</a>
        </nav>
    }
}

/// How much waits behind a link of the rail.
#[component]
fn Waiting(href: &'static str) -> impl IntoView {
    let (desk, t) = (use_desk(), use_text());
    let pick: fn(&DeskCounts) -> DeskCount = match href {
        "/desk/orders" => |c| c.placed,
        "/desk/payments" => |c| c.payments,
        "/desk/follow-ups" => |c| c.follow_ups,
        "/desk/returns" => |c| c.returns,
        "/desk/customers" => |c| c.requests,
        "/desk/price-requests" => |c| c.price_requests,
        "/desk/offers" => |c| c.offers,
        _ => return ().into_any(),
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                pick(&desk.counts().await)
                    .words()
                    .map(|n| view! { " " <b>{n}<span class="vh">" " {t.desk.waiting}</span></b> })
            })}
        </Transition>
    }
    .into_any()
}
