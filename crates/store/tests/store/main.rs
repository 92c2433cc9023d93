//! The rules of the store, each on the disk engine.

mod rules;
