//! The outbox: work that follows from a change, written in its transaction and done afterwards, at least once.

mod drop_job;
mod hooks;
mod jobs;
mod lease;
pub(crate) mod rebuilt;
mod revive;
mod work;

use kontor_domain::orders::OrderView;
use kontor_domain::{
    DocumentId, FollowUpId, FormId, HookId, ImportId, Language, OrderId, PartKey, QuoteId, RecurringId,
    ShipmentId,
};
use serde::{Deserialize, Serialize};

pub use drop_job::drop_job;
pub use jobs::jobs;
pub(crate) use lease::Lease;
pub use revive::{revive, revive_all};
pub use work::{Drained, Pending, drain, pending, run};

/// A piece of work. Doing it twice must be harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Send the mail with this key.
    Mail { mail: String },
    /// Bring these parts in the search index up to date.
    Index { parts: Vec<PartKey> },
    /// Read the file of this import.
    Import { import: ImportId },
    /// Bring an order to mind whose approval waits at this step; arms itself anew until it is decided.
    Remind { order: OrderId, step: u32 },
    /// Something happened to this object at Stripe: look at it there.
    Stripe { object: String, id: String },
    /// Bring an order to mind that waits for its payment, and cancel it after the last day.
    Unpaid { order: OrderId },
    /// Remind of a recurring order or place it, as it was left by this version of it.
    Recurring { recurring: RecurringId, version: i64 },
    /// Find out what became of everything about this order's payment that is not over.
    Payment { order: OrderId },
    /// Bring a follow-up to its owner's mind, as it was left by this version of it.
    FollowUp { follow_up: FollowUpId, version: i64 },
    /// Bring an offer to mind before its last day, and end it after that; for this version of it.
    Quote { quote: QuoteId, number: u32 },
    /// Keep this version of an offer as it was sent, in the language of whom it was sent to.
    KeepOffer { quote: QuoteId, number: u32, language: Language },
    /// Keep the confirmation of an order as it was sent, in the language of whom it was sent to.
    KeepConfirmation { order: Box<OrderView>, language: Language },
    /// Keep the delivery note of a shipment, in the language of whom it goes to.
    KeepDeliveryNote { order: OrderId, shipment: ShipmentId, language: Language },
    /// Remind of signatures that are missing, and end this round after its last day.
    Signing { round: String },
    /// All of this round have signed: make the document, seal it and put it into the archive.
    SealForm { round: String },
    /// Delete a document whose retention is over, unless somebody holds it by then.
    DeleteDocument { document: DocumentId },
    /// Bring a document in the full text of the archive up to date.
    DocumentText { document: DocumentId },
    /// Take the photos of a form from the disk that was discarded.
    ForgetPhotos { form: FormId },
    /// Send this delivery to its endpoint. The job has the delivery's key.
    Hook { hook: HookId, delivery: String },
}

impl Job {
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            // Reminders are mails to be: they share the lane.
            Self::Mail { .. }
            | Self::Remind { .. }
            | Self::FollowUp { .. }
            | Self::Quote { .. }
            | Self::Signing { .. } => "mail",
            Self::Index { .. } => "index",
            Self::Import { .. } => "import",
            Self::Recurring { .. } => "recurring",
            Self::Stripe { .. } | Self::Payment { .. } | Self::Unpaid { .. } => "stripe",
            Self::KeepOffer { .. }
            | Self::KeepConfirmation { .. }
            | Self::KeepDeliveryNote { .. }
            | Self::SealForm { .. }
            | Self::DeleteDocument { .. }
            | Self::ForgetPhotos { .. } => "archive",
            Self::DocumentText { .. } => "text",
            Self::Hook { .. } => "hook",
        }
    }
}
