//! The whole router over a real store on disk: what it lets in, what it keeps out, and how it says so.

mod archive;
mod backup;
mod config;
mod desk_offers;
mod documents;
mod doors;
mod follow_ups;
mod forms;
mod health;
mod hooks;
mod house;
mod lists;
mod live;
mod made;
mod notes;
mod payments;
mod photos;
mod previews;
mod rest;
mod rest_forms;
mod rest_orders;
mod signatures;
mod table;
mod verify;
