//! Mails as the development mode and the dealer's administration show them.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// A mail that was sent or waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Local wall time of the dealer.
    pub created: DateTime,
    pub sent: bool,
    /// What the mail server said to the last attempt that failed; empty when all is well.
    pub error: String,
}
