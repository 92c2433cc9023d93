//! The rooms on a real store: what they promise, and what they refuse.

mod accounts;
mod carts;
mod catalog;
mod crash;
mod mail;
mod orders;
mod outbox;
mod payments;
mod plans;
mod shop;
mod smtp;
mod support;
