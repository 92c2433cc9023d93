//! What can go wrong with the store, by what the caller does about it.

use surrealdb_types::{Error as DbError, ErrorDetails, QueryError};

/// An error of the store, classified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A record with this id, or with this value in a unique index, exists already.
    #[error("exists already: {0}")]
    Exists(String),
    /// A guard threw: the text is the guard's name.
    #[error("guard: {0}")]
    Guard(String),
    /// Others wrote the same records again and again; nothing was written.
    #[error("write conflict: {0}")]
    Conflict(String),
    /// The connection broke while committing: it may or may not have happened. Read the idempotency record.
    #[error("unknown outcome: {0}")]
    UnknownOutcome(String),
    /// The store cannot be reached or opened.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The statement or value was refused: a fault of this program.
    #[error("rejected: {0}")]
    Rejected(String),
}

/// What precedes the name of a guard in a `THROW`.
pub(crate) const GUARD: &str = "guard:";

impl StoreError {
    pub(crate) fn classify(error: &DbError) -> Self {
        let text = error.message();
        if let Some(at) = text.find(GUARD) {
            let name = &text[at + GUARD.len()..];
            return Self::Guard(name.trim_end_matches(['\'', '"']).trim().to_owned());
        }
        match error.details() {
            ErrorDetails::AlreadyExists(_) => Self::Exists(text.to_owned()),
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict(text.to_owned()),
            ErrorDetails::Connection(_) => Self::Unavailable(text.to_owned()),
            // The unique index and the engines' conflicts do not always come with their own kind.
            _ if text.contains("already exists") || text.contains("already contains") => {
                Self::Exists(text.to_owned())
            }
            _ if is_conflict(text) => Self::Conflict(text.to_owned()),
            _ => Self::Rejected(text.to_owned()),
        }
    }

    /// Of all errors of a failed transaction, the one that made it fail; the others only say that they were not executed.
    pub(crate) fn decisive(errors: impl IntoIterator<Item = DbError>) -> Option<Self> {
        let mut unspecific = None;
        for error in errors {
            let follow_up = matches!(
                error.details(),
                ErrorDetails::Query(Some(QueryError::NotExecuted | QueryError::Cancelled))
            ) || error.message().contains("not executed")
                || error.message().contains("cancelled transaction");
            let class = Self::classify(&error);
            if !follow_up {
                return Some(class);
            }
            unspecific.get_or_insert(class);
        }
        unspecific
    }
}

fn is_conflict(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("transaction conflict")
        || text.contains("write conflict")
        || text.contains("read conflict")
        || text.contains("this transaction can be retried")
}
