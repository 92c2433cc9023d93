//! An order that came of an offer both sides agreed to: it is binding.

use serde::{Deserialize, Serialize};

use crate::{Problem, QuoteId};

/// The offer an order came of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub quote: QuoteId,
    /// As it stands on the offer.
    pub number: String,
}

/// May the customer change or cancel an order, or lines of it, by themselves? What was agreed by an offer is binding: only the
/// dealer does so, after talking to them. In which states it may be done at all is not asked here.
///
/// # Errors
/// [`Problem::AgreedByOffer`].
pub const fn customer_may_change(agreed: Option<&Agreed>) -> Result<(), Problem> {
    match agreed {
        Some(_) => Err(Problem::AgreedByOffer),
        None => Ok(()),
    }
}
