//! Documents as PDF/A, set by Typst.
