//! The doors through which things come.

use serde::{Deserialize, Serialize};

use crate::Language;

/// The door through which something came. Written on every event and order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Pages in a browser, signed in as a customer or nobody.
    #[default]
    Portal,
    /// Pages in a browser, signed in as one of the dealer's people.
    Desk,
    /// REST.
    Api,
    /// The command line.
    Cli,
    /// A job of the program itself.
    System,
    /// A customer's wish by telephone, entered by the dealer's people.
    Telephone,
    /// By letter or e-mail, entered by the dealer's people.
    Mail,
    /// At the counter of a branch, entered by the dealer's people.
    Counter,
    /// At the customer's, entered by field sales.
    Visit,
    /// A recurring order, in the name of the person it belongs to.
    Recurring,
}

impl Channel {
    pub const ALL: [Self; 10] = [
        Self::Portal,
        Self::Telephone,
        Self::Mail,
        Self::Counter,
        Self::Visit,
        Self::Api,
        Self::Desk,
        Self::Cli,
        Self::System,
        Self::Recurring,
    ];
    /// Through which orders come.
    pub const OF_ORDERS: [Self; 7] =
        [Self::Portal, Self::Telephone, Self::Mail, Self::Counter, Self::Visit, Self::Recurring, Self::Api];
    /// How a wish reached the dealer's people who act for a customer.
    pub const OF_ACTING: [Self; 4] = [Self::Telephone, Self::Mail, Self::Counter, Self::Visit];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Desk => "desk",
            Self::Api => "api",
            Self::Cli => "cli",
            Self::System => "system",
            Self::Telephone => "telephone",
            Self::Mail => "mail",
            Self::Counter => "counter",
            Self::Visit => "visit",
            Self::Recurring => "recurring",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Portal => l.pick("Shop", "Shop"),
            Self::Desk => l.pick("Innendienst", "Desk"),
            Self::Api => l.pick("Schnittstelle", "Interface"),
            Self::Cli => l.pick("Kommandozeile", "Command line"),
            Self::System => l.pick("System", "System"),
            Self::Telephone => l.pick("Telefon", "Telephone"),
            Self::Mail => l.pick("Post und E-Mail", "Letter and e-mail"),
            Self::Counter => l.pick("Theke", "Counter"),
            Self::Visit => l.pick("Besuch vor Ort", "Visit on site"),
            Self::Recurring => l.pick("Dauerbestellung", "Recurring order"),
        }
    }
}
