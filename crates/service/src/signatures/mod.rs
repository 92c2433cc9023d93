//! Signatures: people are asked to sign a complete form. What they are shown are bytes in the content store that are named by the round;
//! what they write is bound to the hash of those bytes; and every step stands in a log of its own.

mod ask_signatures;
mod audit;
mod code;
mod decline;
mod delegate;
mod enter_code;
mod form;
mod invite;
mod link;
mod remind;
mod round;
mod rows;
mod seal_form;
mod send_code;
mod shown_pdf;
mod sign;
mod sign_here;
mod signing;
mod tell;
mod turn;
mod withdraw_round;

pub use ask_signatures::ask_signatures;
pub use decline::decline;
pub use delegate::delegate;
pub use enter_code::enter_code;
pub use remind::remind;
pub use round::round;
pub(crate) use seal_form::seal_form;
pub use send_code::send_code;
pub use shown_pdf::{round_pdf, shown_pdf};
pub use sign::sign;
pub use sign_here::sign_here;
pub use signing::signing;
pub(crate) use turn::turn;
pub use withdraw_round::withdraw_round;
