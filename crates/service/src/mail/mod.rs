//! Mail: friendly plain text in the reader's language, written when something happens and sent by the outbox.

mod accounts;
mod cases;
mod hooks;
mod mails;
mod orders;
mod payments;
mod post;
mod pricing;
mod quotes;
mod recurring;
mod returns;
mod seals;
mod signatures;
mod templates;

pub use accounts::{
    company_exists, company_received, company_refused, company_released, dealer_new_request, invitation,
    password_reset,
};
pub use cases::{Words, case_joined, case_message, follow_up_due};
pub use hooks::hook_stopped;
pub use mails::mails;
pub use orders::{
    approval_needed, dealer_choice, dealer_new_order, order_approved, order_cancelled, order_changed,
    order_confirmed, order_held, order_placed, order_ready, order_rejected, order_shipped, order_view,
};
pub use payments::{PaymentNews, dealer_payment, payment_due, payment_lost, payment_refunded};
pub(crate) use post::Post;
pub use pricing::{dealer_price_request, price_answered};
pub use quotes::{QuoteMail, quote_answered, quote_ending, quote_released, quote_requested, quote_sent};
pub use recurring::{Recurring, RecurringText, recurring_due, recurring_line, recurring_review};
pub use returns::{dealer_new_return, return_decided, return_received, return_requested};
pub use seals::seal_ends;
pub use signatures::{
    Signing, signing_code, signing_declined, signing_done, signing_done_outside, signing_expired,
    signing_invitation, signing_reminder, signing_withdrawn,
};

/// A mail ready to send: plain text to one reader. Made by the functions of this module only, so that address and subject
/// are always one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    /// What stands in the text for its reader alone: nobody else ever reads it, and it is taken out once the mail is sent.
    pub secrets: Vec<String>,
}

impl Mail {
    /// Address and subject become one line each: nobody's name or reason reaches a header as a header of its own.
    fn new(to: &str, subject: &str, text: String) -> Self {
        Self { to: line(to, 320), subject: line(subject, 200), text, secrets: Vec::new() }
    }

    /// This of its text is for its reader alone.
    fn hiding(self, secret: &str) -> Self {
        Self { secrets: vec![secret.to_owned()], ..self }
    }
}

/// A text without what is for its reader alone.
pub(crate) fn without(text: &str, secrets: &[String]) -> String {
    let sane = secrets.iter().filter(|secret| !secret.is_empty());
    sane.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "…"))
}

fn line(text: &str, max: usize) -> String {
    let blanks = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(max).collect::<String>();
    blanks.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_cannot_be_smuggled_in() {
        let mail = Mail::new("a@b.example\r\nBcc: x@y.example", "Hello\r\nBcc: x@y.example", String::new());
        assert_eq!(mail.to, "a@b.example  Bcc: x@y.example");
        assert_eq!(mail.subject, "Hello  Bcc: x@y.example");
    }
}
