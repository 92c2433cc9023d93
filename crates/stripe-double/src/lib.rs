//! A Stripe double that behaves like Stripe, for tests and demonstrations.
