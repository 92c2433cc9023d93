//! The texts: one file per kind and language, its first line the subject.

use std::sync::LazyLock;

use kontor_domain::Language;
use minijinja::{AutoEscape, Environment, Value, context};

use super::Mail;
use crate::Kontor;

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        [$(
            (concat!($name, ".de"), include_str!(concat!("../../templates/", $name, ".de.txt"))),
            (concat!($name, ".en"), include_str!(concat!("../../templates/", $name, ".en.txt"))),
        )*]
    };
}

/// Every template with its text.
const TEXTS: [(&str, &str); 98] = texts![
    "signature",
    "invitation",
    "password_reset",
    "company_received",
    "company_exists",
    "company_released",
    "company_refused",
    "order_placed",
    "order_held",
    "order_confirmed",
    "order_ready",
    "order_shipped",
    "order_cancelled",
    "order_changed",
    "dealer_choice",
    "dealer_new_request",
    "dealer_new_order",
    "approval_needed",
    "order_approved",
    "order_rejected",
    "payment_due",
    "payment_lost",
    "payment_refunded",
    "dealer_payment",
    "return_requested",
    "return_received",
    "return_decided",
    "dealer_new_return",
    "recurring_due",
    "recurring_review",
    "dealer_price_request",
    "price_answered",
    "hook_stopped",
    "case_message",
    "case_joined",
    "follow_up_due",
    "quote_requested",
    "quote_sent",
    "quote_answered",
    "quote_ending",
    "quote_released",
    "seal_ends",
    "signing_invitation",
    "signing_reminder",
    "signing_code",
    "signing_declined",
    "signing_expired",
    "signing_withdrawn",
    "signing_done",
];

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // Plain text: an ampersand in a company's name stays one.
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    for (name, text) in TEXTS {
        if let Err(e) = environment.add_template(name, text) {
            tracing::error!("mail template {name}: {e}");
        }
    }
    environment
});

/// Renders a mail. The templates are part of the program and all of them are rendered by the tests; should one fail all
/// the same, the log says so and the reader at least learns that there is something to see.
pub(super) fn render(kontor: &Kontor, kind: &str, language: Language, to: &str, values: Value) -> Mail {
    let s = &kontor.settings;
    let house = context! {
        dealer => s.dealer,
        dealer_address => s.dealer_address,
        dealer_phone => s.dealer_phone,
        dealer_email => s.dealer_email,
        dealer_vat_id => s.dealer_vat_id,
        base_url => s.base_url,
    };
    let all = context! { ..values, ..house };
    let name = format!("{kind}.{}", language.tag());
    let text = ENVIRONMENT.get_template(&name).and_then(|t| t.render(all)).unwrap_or_else(|e| {
        tracing::error!("mail template {name}: {e:#}");
        format!("{}\n\n{}\n", language.pick("Neues in Ihrem Konto", "News in your account"), s.base_url)
    });
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Mail::new(to, subject, format!("{}\n", tidy(body)))
}

/// Never more than one empty line, none at the ends, no blanks at the end of a line.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_well_formed_and_begins_with_its_subject() {
        let mut environment = Environment::new();
        for (name, text) in TEXTS {
            environment.add_template(name, text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let first = text.lines().next().unwrap_or_default();
            assert!(name.starts_with("signature") || !first.is_empty(), "{name}");
        }
    }

    #[test]
    fn no_mail_has_gaps() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb");
    }
}
