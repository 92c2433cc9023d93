//! Building a transaction: statements and bound values, sent as one script.

use std::fmt::Write as _;

use surrealdb_types::{Object, RecordId, SurrealValue, Value, Variables};

use crate::error::GUARD;
use crate::rid;

/// Statements that happen together or not at all. Values are always bound, never written into the text.
#[derive(Debug, Clone, Default)]
pub struct Tx {
    sql: String,
    vars: Variables,
    bound: usize,
}

impl Tx {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Binds a value and answers the name to use in a statement, for example `$v3`.
    pub fn bind(&mut self, value: impl SurrealValue) -> String {
        let name = format!("v{}", self.bound);
        self.bound += 1;
        self.vars.insert(name.clone(), value);
        format!("${name}")
    }

    /// Adds a statement.
    pub fn push(&mut self, statement: impl AsRef<str>) -> &mut Self {
        self.sql.push_str(statement.as_ref());
        self.sql.push_str(";\n");
        self
    }

    /// Creates a record; the transaction fails with [`crate::StoreError::Exists`] when it is there already.
    pub fn create(&mut self, id: RecordId, content: impl SurrealValue) -> &mut Self {
        let (id, content) = (self.bind(id), self.bind(content));
        self.push(format!("CREATE {id} CONTENT {content} RETURN NONE"))
    }

    /// Writes a record whether it is there or not.
    pub fn upsert(&mut self, id: RecordId, content: impl SurrealValue) -> &mut Self {
        let (id, content) = (self.bind(id), self.bind(content));
        self.push(format!("UPSERT {id} CONTENT {content} RETURN NONE"))
    }

    /// Writes many records of one table whether they are there or not; each value carries its `id`.
    pub fn put_all<T: SurrealValue>(&mut self, table: &str, rows: Vec<T>) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let rows = self.bind(rows);
        self.push(format!(
            "FOR $row IN {rows} {{ UPSERT type::record('{table}', $row.id) CONTENT $row RETURN NONE }}"
        ))
    }

    /// Creates many records of one table; each value carries its `id` as a record id.
    pub fn insert_all<T: SurrealValue>(&mut self, table: &str, rows: Vec<T>) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let rows = self.bind(rows);
        self.push(format!("INSERT INTO {table} {rows} RETURN NONE"))
    }

    pub fn delete(&mut self, id: RecordId) -> &mut Self {
        let id = self.bind(id);
        self.push(format!("DELETE {id} RETURN NONE"))
    }

    /// Updates one record by its id under a condition that reads the record itself, and throws `guard` when it does not
    /// hold. The update writes, so two transactions on the same record conflict instead of both passing.
    ///
    /// `set` and `condition` are SurrealQL with bound names from [`Tx::bind`].
    pub fn guarded(&mut self, id: RecordId, set: &str, condition: &str, guard: &str) -> &mut Self {
        let id = self.bind(id);
        let _ = writeln!(
            self.sql,
            "IF array::len((UPDATE {id} SET {set} WHERE {condition} RETURN VALUE id)) == 0 {{ THROW '{GUARD}{guard}' }};"
        );
        self
    }

    /// As [`Tx::guarded`] for many records of a table in one statement, which is parsed and planned once: throws `guard`
    /// unless the condition holds for every one. `rows` names each key once, with the object that `{of}` stands for in
    /// `set` and `condition`.
    pub fn guarded_all(
        &mut self,
        table: &str,
        rows: Vec<(String, Object)>,
        set: &str,
        condition: &str,
        guard: &str,
    ) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let (ids, count, of) = self.bind_all(table, rows);
        let (set, condition) = (set.replace("{of}", &of), condition.replace("{of}", &of));
        let _ = writeln!(
            self.sql,
            "IF array::len((UPDATE {ids} SET {set} WHERE {condition} RETURN VALUE id)) != {count} \
             {{ THROW '{GUARD}{guard}' }};"
        );
        self
    }

    /// Deletes records under a condition, as [`Tx::guarded_all`].
    pub fn delete_all(
        &mut self,
        table: &str,
        rows: Vec<(String, Object)>,
        condition: &str,
        guard: &str,
    ) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let (ids, count, of) = self.bind_all(table, rows);
        let condition = condition.replace("{of}", &of);
        let _ = writeln!(
            self.sql,
            "IF array::len((DELETE {ids} WHERE {condition} RETURN BEFORE)) != {count} {{ THROW '{GUARD}{guard}' }};"
        );
        self
    }

    /// Creates records of one table; where one is there already, only `update` is done to it, in which `$input` is the row
    /// given. Each row carries its `id` as a record id.
    pub fn insert_or_update<T: SurrealValue>(
        &mut self,
        table: &str,
        rows: Vec<T>,
        update: &str,
    ) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let rows = self.bind(rows);
        self.push(format!("INSERT INTO {table} {rows} ON DUPLICATE KEY UPDATE {update} RETURN NONE"))
    }

    /// Binds records and what is said of each; answers the name of the ids, their count, and what stands for `{of}`.
    fn bind_all(&mut self, table: &str, rows: Vec<(String, Object)>) -> (String, usize, String) {
        let count = rows.len();
        let mut ids = Vec::with_capacity(count);
        let mut values = Object::new();
        for (key, value) in rows {
            ids.push(rid(table, key.clone()));
            values.insert(key, value);
        }
        let (ids, values) = (self.bind(ids), self.bind(Value::Object(values)));
        (ids, count, format!("{values}[record::id(id)]"))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sql.is_empty()
    }

    pub(crate) fn script(&self) -> String {
        format!("BEGIN;\n{}COMMIT;", self.sql)
    }

    pub(crate) fn vars(&self) -> Variables {
        self.vars.clone()
    }
}
