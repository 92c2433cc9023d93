//! Mails, as the desk sees them in development.
