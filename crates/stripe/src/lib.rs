//! Stripe behind our own types: the only crate that names `async-stripe`.
