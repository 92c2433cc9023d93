//! One place at a case.

use std::sync::Arc;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::{Hint, Live};

/// Ends, and is seen to end by the others, when it is dropped.
pub struct Watch {
    live: Arc<Live>,
    case: String,
    number: u64,
    who: String,
    hints: broadcast::Receiver<Hint>,
}

impl Watch {
    pub(super) fn new(
        live: Arc<Live>,
        case: &str,
        number: u64,
        who: String,
        hints: broadcast::Receiver<Hint>,
    ) -> Self {
        Self { live, case: case.to_owned(), number, who, hints }
    }

    /// The next hint; nothing when the program stops.
    pub async fn next(&mut self) -> Option<Hint> {
        match self.hints.recv().await {
            Ok(hint) => Some(hint),
            Err(RecvError::Lagged(_)) => Some(Hint::Missed),
            Err(RecvError::Closed) => None,
        }
    }

    /// The names of the others who look at the case now.
    #[must_use]
    pub fn others(&self) -> Vec<String> {
        self.live.others(&self.case, &self.who)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.live.leave(&self.case, self.number);
    }
}
