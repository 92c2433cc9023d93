//! From what went wrong below to what a person may read: the log gets the detail, the answer a request id.

use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

tokio::task_local! {
    /// The id of the request being answered; set by the server's outermost layer.
    pub static REQUEST_ID: String;
}

/// The id of the current request, or `-` outside of one (jobs, command line).
#[must_use]
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_else(|_| "-".into())
}

/// A fault of ours: logged here with everything, answered with the request id only.
pub fn internal(what: &dyn std::fmt::Display) -> Error {
    let request_id = request_id();
    tracing::error!(request_id, "{what}");
    Error::Internal { request_id }
}

/// Turns an error of the layers below into the one error of the house.
pub trait Fault<T> {
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Conflict`] after too many write conflicts, otherwise [`Error::Internal`].
    fn fault(self) -> Result<T, Error>;
}

impl<T> Fault<T> for Result<T, StoreError> {
    fn fault(self) -> Result<T, Error> {
        self.map_err(|e| match &e {
            StoreError::Unavailable(_) | StoreError::UnknownOutcome(_) => {
                tracing::error!(request_id = request_id(), "{e}");
                Error::Unavailable
            }
            StoreError::Conflict(_) => {
                tracing::warn!(request_id = request_id(), "{e}");
                Error::conflict(Problem::ChangedMeanwhile)
            }
            _ => internal(&e),
        })
    }
}

impl<T> Fault<T> for Result<T, kontor_search::SearchError> {
    fn fault(self) -> Result<T, Error> {
        self.map_err(|e| {
            tracing::error!(request_id = request_id(), "{e}");
            Error::Unavailable
        })
    }
}
