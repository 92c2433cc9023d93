//! Signatures (Unterschriften): who is asked to sign a form, how each of them was known, what they were shown, and what they wrote.
//!
//! What comes out is a simple electronic signature (Regulation (EU) 910/2014, art. 3 no. 10) with the house's seal; it is never called
//! advanced or qualified.

mod commands;
mod consent;
mod known;
mod log;
mod progress;
mod stroke;
mod views;
mod written;

pub use commands::{
    AskSignatures, DeclineSignature, DelegateSignature, NewSigner, SendReminder, Sign, WithdrawRound, Written,
};
pub use consent::{CONSENT, consent};
pub use known::{Known, Sealing, audit_words, hidden};
pub use log::{SigningStep, log_facts, verify_log};
pub use progress::{Move, Progress, RoundState, lately, reminders};
pub use stroke::{Drawing, MAX_HEIGHT, MAX_POINTS, MAX_STROKES, MIN_HEIGHT, Piece, Point, Stroke};
pub use views::{LogStep, Round, ShownSection, SignerState, SignerView, SigningView};

/// Longest name of a signer, in characters.
pub const MAX_SIGNER: u32 = 120;
/// A round is open for so many days at most, and by default.
pub const MAX_ROUND_DAYS: u32 = 60;
pub const ROUND_DAYS: u32 = 14;
/// Longest reason, in characters.
pub const MAX_REASON: u32 = 500;
/// A code from a mail is good for so many minutes, and for so many attempts.
pub const CODE_MINUTES: u32 = 10;
pub const CODE_ATTEMPTS: u32 = 5;
