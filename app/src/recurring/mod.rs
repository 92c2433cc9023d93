//! Recurring orders: the list, one of them, and how one begins. Plain forms: nothing here is done often.

mod begin_recurring;
mod form;
mod lines;
mod list_page;
mod page;
mod recurring_order;
mod recurring_orders;
mod save_recurring;
mod start_page;
mod step_recurring;
mod steps;

use kontor_domain::RecurringId;
use kontor_domain::recurring::RecurringState;
use leptos::prelude::*;

pub use begin_recurring::AskRecurringStart;
pub use list_page::{DeskRecurringPage, RecurringPage};
pub use page::{DeskRecurringOrderPage, RecurringOrderPage};
pub use recurring_order::AskRecurringOrder;
pub use recurring_orders::AskRecurringOrders;
pub use save_recurring::SaveRecurring;
pub use start_page::NewRecurringPage;
pub use step_recurring::StepRecurring;

use crate::text::use_language;

/// Where they live: in the shop, or at the desk.
const fn base(desk: bool) -> &'static str {
    if desk { "/desk/recurring" } else { "/recurring" }
}

fn path_of(desk: bool, recurring: &RecurringId) -> String {
    format!("{}/{recurring}", base(desk))
}

/// Where one stands.
#[component]
fn Pill(state: RecurringState) -> impl IntoView {
    let tone = match state {
        RecurringState::Active => "good",
        RecurringState::Paused => "soon",
        RecurringState::Review => "bad",
        RecurringState::Ended => "",
    };
    view! { <span class=format!("state {tone}")>{state.word(use_language())}</span> }
}
