//! The house's seal: put on documents and on the days of the archive, and what anybody may ask about a file.
//!
//! What is configured is what a document gets: when the authority or the service of the key does not answer, or lies, there is no seal
//! at all, and whoever wanted one tries again ([`put`]). See `docs/decisions/0044-the-houses-seal.md`.

mod answers;
mod check_file;
mod day;
mod house;
mod known;
mod place;
mod planned;
mod put;
mod remote;
mod sign;
mod stamp;
mod token;
mod upkeep;

pub use answers::{answer, keep_answer};
pub use check_file::{MAX_FILE, Turn, begin_check, check_file};
pub use day::{DayFault, Days, days};
pub(crate) use house::House;
pub use place::place;
pub(crate) use planned::planned;
pub use put::{Sealed, put, token_trouble, usable};
pub use upkeep::{SealUpkeep, upkeep};
