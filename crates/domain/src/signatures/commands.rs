//! What is asked of signatures.

use serde::{Deserialize, Serialize};

use super::Drawing;
use crate::{FormId, IdempotencyKey, Language};

/// A complete form is closed and people are asked to sign it: one for each of its signature fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskSignatures {
    pub key: IdempotencyKey,
    pub form: FormId,
    pub version: i64,
    pub signers: Vec<NewSigner>,
    /// For how many days the round is open.
    pub days: u32,
}

/// Who is to sign in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSigner {
    /// Code of the signature field.
    pub element: String,
    pub name: String,
    /// Where the invitation goes. Empty: they sign here, on the device of whoever asks, who vouches for having seen them.
    #[serde(default)]
    pub email: String,
}

/// Somebody signs. The door says who: a link from a mail (with its code), or the session of whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// SHA-256 of the document that was shown.
    pub seen: String,
    /// Version of the consent that was read, and in which language.
    pub consent: u32,
    pub language: Language,
    pub written: Written,
}

/// What they wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Written {
    Drawn { drawing: Drawing },
    Typed { name: String },
}

/// Somebody does not want to sign: the round ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineSignature {
    pub reason: String,
}

/// Somebody else is to sign in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegateSignature {
    pub name: String,
    pub email: String,
}

/// Whoever asked brings it to mind once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendReminder {
    pub form: FormId,
    pub element: String,
}

/// Whoever asked takes the round back: the form is a draft again, and what was signed is void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawRound {
    pub form: FormId,
    pub version: i64,
}
