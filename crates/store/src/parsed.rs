//! Scripts that were parsed before.
//!
//! Operations write their SurrealQL as constants and bind every value, so a program sends a few hundred different texts in
//! its life; parsing them anew each time is work for nothing (docs/decisions/0019).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use surrealdb_sql::Ast;

use crate::StoreError;

/// Texts that are kept. When there are more, something writes values into its text; then all are dropped.
const KEPT: usize = 512;
/// Longer texts grow with their data (batches of an import) and do not come again.
const LONGEST: usize = 8 * 1024;

#[derive(Default)]
pub(crate) struct Parsed(Mutex<HashMap<Box<str>, Arc<Ast>>>);

impl Parsed {
    /// # Errors
    /// [`StoreError::Rejected`] with the parser's words.
    pub fn script(&self, sql: &str) -> Result<Ast, StoreError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(sql).map(Arc::clone);
        if let Some(known) = known {
            return Ok(Ast::clone(&known));
        }
        let fresh =
            surrealdb_core::syn::parse(sql).map_err(|e| StoreError::Rejected(format!("{e}\n{sql}")))?;
        if sql.len() <= LONGEST {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(sql.into(), Arc::new(fresh.clone()));
        }
        Ok(fresh)
    }
}
