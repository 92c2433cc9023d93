//! Lists that are shown newest first, paged by an ascending key of their rows: `seq`, or another one.

use kontor_domain::Error;
use kontor_domain::page::Page;
use kontor_store::{SurrealValue, Variables};

use crate::Kontor;
use crate::fault::Fault as _;

/// Sorts behind every ULID.
const END: &str = "~";
/// Rows of a page.
pub(crate) const PAGE: usize = 25;

/// What of a table is asked for. Each pair of fields that occurs has an index with the key behind it (`tests/service/plans.rs`).
pub(crate) struct Newest {
    key: &'static str,
    conditions: Vec<&'static str>,
    vars: Variables,
}

impl Newest {
    /// From a row on, or from the newest.
    pub fn after(after: Option<&str>) -> Self {
        let mut vars = Variables::new();
        vars.insert("after", after.unwrap_or(END).to_owned());
        Self { key: "seq", conditions: Vec::new(), vars }
    }

    /// By the key of the last change, whatever was begun last.
    pub fn moved(self) -> Self {
        Self { key: "moved", ..self }
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
        self,
        kontor: &Kontor,
        table: &str,
        columns: &str,
        key: impl Fn(&R) -> String,
    ) -> Result<Page<R>, Error> {
        let (by, rows) = (self.key, PAGE + 1);
        let behind = format!("{by} < $after");
        let mut asked: Vec<&str> = self.conditions;
        asked.push(&behind);
        let asked = asked.join(" AND ");
        let sql = format!("SELECT {columns} FROM {table} WHERE {asked} ORDER BY {by} DESC LIMIT {rows}");
        let found = kontor.store.rows(&sql, self.vars).await.fault()?;
        Ok(Page::from_rows(found, PAGE, key))
    }
}
