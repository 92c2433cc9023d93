//! Recurring orders: placed on their day in somebody's name, through the same operation as every order; stopped for review
//! when anything is not as it was accepted (`docs/decisions/0027-recurring-orders.md`).

mod begin_recurring;
mod change_recurring;
mod draft;
mod make_recurring;
mod once;
mod recurring_order;
mod recurring_orders;
pub(crate) mod rows;
mod step_recurring;
mod today;
mod turn;

pub use begin_recurring::begin_recurring;
pub use change_recurring::change_recurring;
pub use make_recurring::make_recurring;
pub use recurring_order::recurring_order;
pub use recurring_orders::recurring_orders;
pub use step_recurring::step_recurring;
pub(crate) use turn::{Turn, give_up, turn};
