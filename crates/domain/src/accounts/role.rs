//! What a person may be, and the rights that come with it.

use serde::{Deserialize, Serialize};

use super::Right;
use crate::Language;

/// What a person may be. The first three belong to a customer's company, the others to the dealer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Buyer,
    Approver,
    CompanyAdmin,
    Support,
    Sales,
    Warehouse,
    Manager,
    Admin,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Buyer,
        Self::Approver,
        Self::CompanyAdmin,
        Self::Support,
        Self::Sales,
        Self::Warehouse,
        Self::Manager,
        Self::Admin,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Approver => "approver",
            Self::CompanyAdmin => "company_admin",
            Self::Support => "support",
            Self::Sales => "sales",
            Self::Warehouse => "warehouse",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Does this role belong to the dealer's own people?
    #[must_use]
    pub const fn of_dealer(self) -> bool {
        matches!(self, Self::Support | Self::Sales | Self::Warehouse | Self::Manager | Self::Admin)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Buyer => l.pick("Einkauf", "Buyer"),
            Self::Approver => l.pick("Freigabe", "Approver"),
            Self::CompanyAdmin => l.pick("Firmenverwaltung", "Company admin"),
            Self::Support => l.pick("Innendienst", "Support"),
            Self::Sales => l.pick("Vertrieb", "Sales"),
            Self::Warehouse => l.pick("Lager", "Warehouse"),
            Self::Manager => l.pick("Leitung", "Manager"),
            Self::Admin => l.pick("Administration", "Administration"),
        }
    }

    pub(super) const fn rights(self) -> &'static [Right] {
        match self {
            Self::Buyer => &[Right::SeeOwnOrders, Right::Order],
            Self::Approver => &[Right::SeeOwnOrders, Right::Approve],
            Self::CompanyAdmin => &[
                Right::SeeOwnOrders,
                Right::Order,
                Right::ManageCompany,
                Right::Approve,
                Right::ManageOwnHooks,
            ],
            Self::Support => &[
                Right::Desk,
                Right::SeeOrders,
                Right::ConfirmOrders,
                Right::ShipOrders,
                Right::ManageCustomers,
                Right::ActForCustomers,
                Right::ManageQuotes,
            ],
            Self::Sales => &[
                Right::Desk,
                Right::SeeOrders,
                Right::ConfirmOrders,
                Right::ManageCustomers,
                Right::ActForCustomers,
                Right::ManageQuotes,
                Right::SeeMargins,
            ],
            Self::Warehouse => &[Right::Desk, Right::SeeOrders, Right::ShipOrders, Right::ManageStock],
            Self::Manager => &[
                Right::Desk,
                Right::SeeOrders,
                Right::ConfirmOrders,
                Right::ShipOrders,
                Right::ManageCustomers,
                Right::ManageCatalog,
                Right::ManageStock,
                Right::ActForCustomers,
                Right::ManageCredit,
                Right::ManageQuotes,
                Right::SeeMargins,
                Right::KeepArchive,
            ],
            Self::Admin => &[
                Right::Desk,
                Right::SeeOrders,
                Right::ConfirmOrders,
                Right::ShipOrders,
                Right::ManageCustomers,
                Right::ManageCatalog,
                Right::ManageStock,
                Right::Administer,
                Right::ActForCustomers,
                Right::ManageCredit,
                Right::ManageHooks,
                Right::ManageQuotes,
                Right::SeeMargins,
                Right::KeepArchive,
            ],
        }
    }
}
