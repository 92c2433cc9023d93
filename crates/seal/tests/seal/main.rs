//! What can be relied on of a seal, by our own word and by that of others (poppler, pyHanko, qpdf's structure).

mod authorities;
mod detached;
mod files;
mod flips;
mod house;
mod keys;
mod others;
mod seals;
mod tokens;
