//! Offers: asked for, prepared, sent, negotiated, accepted. The rules are `kontor_domain::quotes`.

mod accept_counter;
mod accept_quote;
mod add_position;
mod answer_release;
mod ask_release;
mod begin_quote;
mod costs;
mod counter_quote;
mod decline_quote;
mod desk_quote;
mod draft;
mod items;
mod ladder;
mod offer_pdf;
mod open_count;
mod quote;
#[expect(clippy::module_inception, reason = "one operation per file, named like it")]
mod quotes;
mod remind;
mod rows;
mod save_draft;
mod send_quote;
mod set_part_costs;
mod tell;
mod withdraw_quote;

pub use accept_counter::accept_counter;
pub use accept_quote::accept_quote;
pub use add_position::add_position;
pub use answer_release::answer_release;
pub use ask_release::ask_release;
pub use begin_quote::begin_quote;
pub use counter_quote::counter_quote;
pub use decline_quote::decline_quote;
pub use desk_quote::desk_quote;
pub use ladder::{ladder, save_ladder};
pub use offer_pdf::offer_pdf;
pub use open_count::open_count;
pub use quote::quote;
pub use quotes::quotes;
pub(crate) use remind::remind;
pub(crate) use rows::of_case;
pub use save_draft::save_draft;
pub use send_quote::send_quote;
pub use set_part_costs::{PartCost, set_part_costs};
pub use withdraw_quote::withdraw_quote;
