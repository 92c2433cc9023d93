//! Signatures: what a signer sees behind their link, and how a round stands on the page of its form. Plain forms first: a typed name needs
//! no script; once awake, people draw.

mod ask;
mod ask_signatures;
mod decline;
mod delegate;
mod enter_code;
mod pad;
mod panel;
mod remind;
mod round;
mod send_code;
mod sign;
mod sign_here;
mod sign_page;
mod signed_page;
mod signing;
mod steps;
mod withdraw;

pub use ask_signatures::AskSignaturesFn;
pub use decline::DeclineFn;
pub use delegate::DelegateFn;
pub use enter_code::EnterCode;
pub use panel::RoundPanel;
pub use remind::RemindSigner;
pub use round::{RoundFn, RoundFound, round};
pub use send_code::SendCode;
pub use sign::SignFn;
pub use sign_here::SignHere;
pub use sign_page::SignPage;
pub use signed_page::SignedPage;
pub use signing::SigningFn;
pub use withdraw::WithdrawFn;

/// The page of a form.
fn form_page(form: &kontor_domain::FormId, desk: bool) -> String {
    format!("{}/forms/{form}", if desk { "/desk" } else { "" })
}

/// What was written, as a form sends it: a drawing, or else a name.
#[cfg(feature = "ssr")]
fn written(drawing: &str, name: String) -> kontor_domain::signatures::Written {
    use kontor_domain::signatures::{Drawing, Written};
    if drawing.is_empty() {
        return Written::Typed { name };
    }
    // What cannot be read is no drawing, and is refused as an empty one.
    Written::Drawn { drawing: Drawing::read(drawing).unwrap_or_default() }
}
