//! Lists that are shown newest first, paged by the ascending key `seq` of their rows.

use kontor_domain::Error;
use kontor_domain::page::Page;
use kontor_store::{SurrealValue, Variables};

use crate::Kontor;
use crate::fault::Fault as _;

/// Sorts behind every ULID.
const END: &str = "~";
/// Rows of a page.
pub(crate) const PAGE: usize = 25;

/// What of a table is asked for. Each pair of fields that occurs has an index with `seq` behind it (`tests/service/plans.rs`).
pub(crate) struct Newest {
    conditions: Vec<&'static str>,
    vars: Variables,
}

impl Newest {
    /// From a row on, or from the newest.
    pub fn after(after: Option<&str>) -> Self {
        let mut vars = Variables::new();
        vars.insert("after", after.unwrap_or(END).to_owned());
        Self { conditions: Vec::new(), vars }
    }

    /// Only rows for which `condition` holds, with the value that it names: `("state = $state", "state", Some(code))`.
    pub fn only(mut self, condition: &'static str, name: &'static str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.vars.insert(name, value.to_string());
            self.conditions.push(condition);
        }
        self
    }

    /// Reads a page.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn of<R: SurrealValue>(
        mut self,
        kontor: &Kontor,
        table: &str,
        columns: &str,
        seq: impl Fn(&R) -> String,
    ) -> Result<Page<R>, Error> {
        self.conditions.push("seq < $after");
        let (conditions, rows) = (self.conditions.join(" AND "), PAGE + 1);
        let sql = format!("SELECT {columns} FROM {table} WHERE {conditions} ORDER BY seq DESC LIMIT {rows}");
        let found = kontor.store.rows(&sql, self.vars).await.fault()?;
        Ok(Page::from_rows(found, PAGE, seq))
    }
}
