//! What an operation asks for.

use serde::{Deserialize, Serialize};

use crate::Language;

/// What an operation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Customer: see the orders of the own company.
    SeeOwnOrders,
    /// Customer: cart and checkout of the own company.
    Order,
    /// Customer: people and addresses of the own company.
    ManageCompany,
    /// Customer: decide about the orders one is asked about. For people only: a key has nobody behind it.
    Approve,
    /// Dealer: the back office at all.
    Desk,
    SeeOrders,
    ConfirmOrders,
    ShipOrders,
    ManageCustomers,
    ManageCatalog,
    ManageStock,
    /// Dealer: people of the dealer, keys, mail of the development mode.
    Administer,
    /// Dealer: enter what a customer orders by telephone, mail or at the counter. For people only: a key is nobody whom the
    /// customer could have talked to.
    ActForCustomers,
    /// Dealer: how much customers may owe, and whether they are delivered to.
    ManageCredit,
    /// Customer: which other systems are told what happens to the company's orders.
    ManageOwnHooks,
    /// Dealer: which other systems are told what happens to anybody's.
    ManageHooks,
    /// Dealer: configurations and offers of customers, their cases and follow-ups.
    ManageQuotes,
    /// Dealer: what goods cost the dealer, and what is left of a price. For people only: no program is told.
    SeeMargins,
    /// Dealer: holds, deletions and exports of the archive, and its chain. For people only: no program lets documents go.
    KeepArchive,
}

impl Right {
    pub const ALL: [Self; 19] = [
        Self::SeeOwnOrders,
        Self::Order,
        Self::ManageCompany,
        Self::Approve,
        Self::Desk,
        Self::SeeOrders,
        Self::ConfirmOrders,
        Self::ShipOrders,
        Self::ManageCustomers,
        Self::ManageCatalog,
        Self::ManageStock,
        Self::Administer,
        Self::ActForCustomers,
        Self::ManageCredit,
        Self::ManageOwnHooks,
        Self::ManageHooks,
        Self::ManageQuotes,
        Self::SeeMargins,
        Self::KeepArchive,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SeeOwnOrders => "see_own_orders",
            Self::Order => "order",
            Self::ManageCompany => "manage_company",
            Self::Approve => "approve",
            Self::Desk => "desk",
            Self::SeeOrders => "see_orders",
            Self::ConfirmOrders => "confirm_orders",
            Self::ShipOrders => "ship_orders",
            Self::ManageCustomers => "manage_customers",
            Self::ManageCatalog => "manage_catalog",
            Self::ManageStock => "manage_stock",
            Self::Administer => "administer",
            Self::ActForCustomers => "act_for_customers",
            Self::ManageCredit => "manage_credit",
            Self::ManageOwnHooks => "manage_own_hooks",
            Self::ManageHooks => "manage_hooks",
            Self::ManageQuotes => "manage_quotes",
            Self::SeeMargins => "see_margins",
            Self::KeepArchive => "keep_archive",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// What a program with a key can be allowed: the rights its REST operations ask for.
    #[must_use]
    pub const fn for_keys(of_customer: bool) -> &'static [Self] {
        if of_customer {
            &[Self::SeeOwnOrders, Self::Order, Self::ManageCompany, Self::ManageOwnHooks]
        } else {
            &[
                Self::SeeOrders,
                Self::ManageStock,
                Self::ManageCatalog,
                Self::ManageCustomers,
                Self::ManageCredit,
                Self::ManageHooks,
                Self::ManageQuotes,
            ]
        }
    }

    /// What may be done with it.
    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::SeeOwnOrders => l.pick("Aufträge der Firma lesen", "Read the company's orders"),
            Self::Order => {
                l.pick("Bestellen, Bestelllisten und eigene Nummern", "Order, order lists and own numbers")
            }
            Self::ManageCompany => {
                l.pick("Bestellregeln der Firma ändern", "Change the company's ordering rules")
            }
            Self::Approve => l.pick("Aufträge freigeben", "Approve orders"),
            Self::Desk => l.pick("Innendienst öffnen", "Open the desk"),
            Self::SeeOrders => l.pick("Aufträge aller Kunden lesen", "Read all customers' orders"),
            Self::ConfirmOrders => l.pick("Aufträge bestätigen", "Confirm orders"),
            Self::ShipOrders => l.pick("Aufträge versenden", "Ship orders"),
            Self::ManageCustomers => {
                l.pick("Kunden und ihre Regeln pflegen", "Keep customers and their rules")
            }
            Self::ManageCatalog => l.pick("Teile und Preise pflegen", "Keep parts and prices"),
            Self::ManageStock => l.pick("Bestände melden", "Report stock"),
            Self::Administer => l.pick("Verwalten", "Administer"),
            Self::ActForCustomers => l.pick("Für Kunden bestellen", "Order for customers"),
            Self::ManageCredit => {
                l.pick("Kreditrahmen pflegen, Ausgleich melden", "Keep credit limits, report what is settled")
            }
            Self::ManageOwnHooks => l.pick(
                "Webhooks einrichten: erfahren, was mit den Aufträgen der Firma geschieht",
                "Set up webhooks: be told what happens to the company's orders",
            ),
            Self::ManageHooks => l.pick(
                "Webhooks einrichten: erfahren, was mit allen Aufträgen geschieht",
                "Set up webhooks: be told what happens to all orders",
            ),
            Self::ManageQuotes => l.pick(
                "Konfigurationen, Angebote und Vorgänge bearbeiten",
                "Work on configurations, offers and cases",
            ),
            Self::SeeMargins => l.pick("Einkaufspreise und Margen sehen", "See purchase prices and margins"),
            Self::KeepArchive => {
                l.pick("Archiv führen: sperren, löschen, ausgeben", "Keep the archive: hold, delete, export")
            }
        }
    }

    /// Is it a right of customers, within their own company?
    #[must_use]
    pub const fn of_customer(self) -> bool {
        matches!(
            self,
            Self::SeeOwnOrders | Self::Order | Self::ManageCompany | Self::Approve | Self::ManageOwnHooks
        )
    }
}
