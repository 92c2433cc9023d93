//! The archive: documents that stay as they were, how long they are kept, and the chain that shows whether anything was changed.

mod chain;
mod commands;
mod damage;
mod kind;
mod media;
mod name;
mod retention;
mod views;

pub use chain::{ChainCheck, ChainEntry, ChainFault, ChainStep, NewEntry, verify_chain};
pub use commands::{
    DeleteDocument, DocumentFilter, HoldDocument, MAX_REASON, MAX_SELECTION, MAX_SELECTION_BYTES,
    MAX_SHARE_DAYS, MAX_SHARE_OPENS, MAX_TITLE, NewVersion, ReleaseHold, ShareDocument, UploadDocument,
};
pub use damage::Damage;
pub use kind::DocumentKind;
pub use media::{MAX_DESK_UPLOAD, MAX_UPLOAD, Media, too_large};
pub use name::{safe_name, side_by_side};
pub use retention::{deletable, retained_until};
pub use views::{
    Document, DocumentState, DocumentSummary, DocumentVersion, Hold, Receipt, Share, SharedDocument,
    SnippetPart, facts,
};
