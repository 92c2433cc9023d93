//! How errors of operations cross the wire, and how the browser calls one.

use kontor_domain::Error;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// The error of every server function: the one error of the house. The true HTTP status is set by `request::Answer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error("{0}")]
pub struct Refusal(pub Error);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl FromServerFnError for Refusal {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(fault: ServerFnErrorErr) -> Self {
        let error = match fault {
            // The browser has no connection, or something in between answered instead of Kontor.
            ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::Response(_)
            | ServerFnErrorErr::Deserialization(_) => Error::Unavailable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Error::invalid("", kontor_domain::Problem::BadSyntax)
            }
            _ => Error::Internal { request_id: "-".into() },
        };
        #[cfg(feature = "ssr")]
        crate::request::set_status(&error);
        Self(error)
    }
}
