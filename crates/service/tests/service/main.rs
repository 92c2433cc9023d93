//! The rooms on a real store: what they promise, and what they refuse.

mod accounts;
mod carts;
mod catalog;
mod concerns;
mod crash;
mod imports;
mod kept;
mod lists;
mod mail;
mod named_carts;
mod orders;
mod outbox;
mod payments;
mod people;
mod plans;
mod promise;
mod quick;
mod recurring;
mod recurring_crash;
mod refunds;
mod rules;
mod schema;
mod shop;
mod smtp;
mod support;
mod unpaid;
