//! The page where everybody checks a document with the house's seal. A plain form with a file, answered by a page of its own.

mod outcome;
mod page;
mod verified;

pub use page::VerifyPage;
pub use verified::VerifiedFn;
