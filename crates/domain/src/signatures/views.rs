//! What pages read of signatures.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::Written;
use crate::{Date, FormId, Language, Localized};

/// The round of a form: everybody who is asked to sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub form: FormId,
    /// SHA-256 of the document that is shown to everybody.
    pub hash: String,
    /// The last day on which somebody may sign.
    pub until: Date,
    pub asked_by: String,
    pub asked: DateTime,
    pub signers: Vec<SignerView>,
    /// Why it was declined, or empty.
    #[serde(default)]
    pub declined: String,
    pub log: Vec<LogStep>,
    /// The reader may remind and withdraw.
    pub may_manage: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerView {
    /// Code of the signature field.
    pub element: String,
    pub label: Localized,
    pub name: String,
    /// For who manages the round; empty for who signs here, and for others.
    #[serde(default)]
    pub email: String,
    pub state: SignerState,
    pub at: Option<DateTime>,
    /// What they wrote, for showing it.
    #[serde(default)]
    pub written: Option<Written>,
    /// The reader lets them sign here, now.
    pub sign_here: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignerState {
    /// Somebody before them has to sign first.
    Later,
    /// It is their turn.
    Asked,
    /// They have looked at the document.
    Seen,
    Signed,
    Declined,
}

/// What a signer sees behind their link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningView {
    /// Name of the template.
    pub title: Localized,
    /// Machine, or empty.
    pub machine: String,
    pub company_name: String,
    pub asked_by: String,
    /// Name of the house.
    pub house: String,
    pub signer: SignerView,
    /// How the others stand, without their addresses.
    pub others: Vec<SignerView>,
    pub hash: String,
    /// Pages of the document.
    pub pages: u32,
    pub until: Date,
    /// A code was mailed and has to be typed in before signing; its last minute.
    pub code_until: Option<DateTime>,
    /// The code was typed in rightly.
    pub known: bool,
    /// Where the code went, mostly hidden: `s…r@bauer-tiefbau.example`.
    pub address: String,
    /// What the document says, for reading it on a small screen.
    pub shown: Vec<ShownSection>,
    /// In which the document is written.
    pub language: Language,
}

/// A part of the document, as text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShownSection {
    pub title: String,
    /// Name and value; one of the two may be empty.
    pub lines: Vec<(String, String)>,
}

/// An entry of the log of a round: each one's hash is over the one before and itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogStep {
    pub number: u32,
    pub at: DateTime,
    pub who: String,
    /// Code of what happened: `asked`, `invited`, `seen`, `code_sent`, `code_right`, `code_wrong`, `signed`, `declined`, `delegated`,
    /// `reminded`, `withdrawn`, `expired`, `sealed`.
    pub what: String,
    /// With what: the way somebody was known, the hash of what they wrote.
    pub facts: String,
    pub hash: String,
}
