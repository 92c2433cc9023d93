//! What runs: configuration, router, REST interface, command line. Puts the other crates together and holds no rules.

// The routes of all pages are one long type.
#![recursion_limit = "512"]

pub mod api;
pub mod backup;
pub mod cli;
pub mod config;
pub mod control;
pub mod demo;
pub mod doctor;
pub mod house;
pub mod logging;
pub mod metrics;
pub mod router;
pub mod serve;
pub mod site;
mod transfer;
