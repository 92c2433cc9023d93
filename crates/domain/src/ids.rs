//! Typed ids: a company's id cannot be passed where a person's is wanted.
//!
//! All ids are short strings and record keys of the store. New ones are ULIDs made by the service's id source
//! (time-ordered, so that a range over ids is a range over time).

use serde::{Deserialize, Serialize};

use crate::Problem;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            #[must_use]
            pub fn new(key: impl Into<String>) -> Self {
                Self(key.into())
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A customer's company. `CompanyId` of the dealer itself does not exist: dealer people have no company.
    CompanyId
);
id!(
    /// A person who can sign in.
    PersonId
);
id!(
    /// An order.
    OrderId
);
id!(
    /// A shipment (one parcel with its own tracking number).
    ShipmentId
);
id!(
    /// A part's record key, derived from its number: see [`crate::catalog::PartNumber::key`].
    PartKey
);
id!(
    /// A node of the category tree; the key is its path, for example `hydraulics/filters`.
    CategoryId
);
id!(
    /// A warehouse or branch that keeps stock.
    WarehouseId
);
id!(
    /// A price list.
    PriceListId
);
id!(
    /// One run of an import.
    ImportId
);
id!(
    /// An order list.
    ListId
);
id!(
    /// A cart. The one that everybody in a company shares is named like the company.
    CartId
);
id!(
    /// A return: its order's id and which of the order's returns it is.
    ReturnId
);
id!(
    /// A recurring order.
    RecurringId
);
id!(
    /// A question what a part costs.
    PriceRequestId
);
id!(
    /// An endpoint that is told what happens.
    HookId
);
id!(
    /// A model that can be configured.
    ModelId
);
id!(
    /// A configuration of a model.
    ConfigurationId
);
id!(
    /// An offer, or a request for one: the code of its case and which of the case's offers it is.
    QuoteId
);
id!(
    /// A follow-up (Wiedervorlage).
    FollowUpId
);
id!(
    /// A document of the archive.
    DocumentId
);
id!(
    /// A template of forms, short and readable: `service-report`.
    TemplateId
);
id!(
    /// A form that is filled in.
    FormId
);
id!(
    /// What a client sends with a command that creates something, so that sent twice it happens once.
    IdempotencyKey
);

impl IdempotencyKey {
    /// Longest key, in bytes: a UUID or ULID with room for a prefix.
    pub const MAX: u32 = 100;

    /// May it be used as a key?
    ///
    /// # Errors
    /// [`Problem::Required`] when empty, [`Problem::TooLong`].
    pub fn check(&self) -> Result<(), Problem> {
        match self.0.len() {
            0 => Err(Problem::Required),
            n if n > Self::MAX as usize => Err(Problem::TooLong { max: Self::MAX }),
            _ => Ok(()),
        }
    }
}
