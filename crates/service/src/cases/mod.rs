//! Cases: the thread that holds configuration, offer, order and what follows together.

mod case;
mod cases;
mod change_case;
mod door;
mod enter;
mod open_case;
mod qr;
pub(crate) mod rows;
mod stations;
mod write;

pub use case::case;
pub use cases::cases;
pub use change_case::change_case;
pub use door::{Door, door};
pub(crate) use enter::{Entered, enter};
pub use open_case::open_case;
pub(crate) use open_case::order_of;
pub(crate) use qr::drawn;
pub use qr::{Qr, qr};
pub(crate) use write::others;
pub use write::{write_message, write_note};
