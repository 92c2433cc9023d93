//! What people see: pages, components and the server functions behind them. No rules and no SurrealQL here; every server
//! function reads its input, calls one operation of `kontor_service` and maps the error.
//!
//! The rooms have the same names as in the other layers. Compiled twice: with `ssr` into the server, with `hydrate` into
//! the WebAssembly of `kontor-frontend`.

// Every page is one long type; its layout is computed by recursion.
#![recursion_limit = "512"]

pub mod accounts;
pub mod app;
pub mod areas;
pub mod carts;
pub mod cases;
pub mod catalog;
pub mod configurations;
pub mod delivery;
pub mod desk;
pub mod documents;
pub mod follow_ups;
pub mod forms;
pub mod frame;
pub mod hooks;
pub mod lists;
pub mod machines;
pub mod mail;
pub mod models;
pub mod orders;
pub mod outbox;
pub mod payments;
pub mod pricing;
pub mod quotes;
pub mod recurring;
#[cfg(feature = "ssr")]
pub mod request;
pub mod returns;
pub mod seals;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod shipments;
pub mod signatures;
pub mod stock;
pub mod text;
pub mod ui;
pub mod wire;

pub use app::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
