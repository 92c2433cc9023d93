//! Numbered migrations, each applied once, with an export before it.

use std::path::Path;

use surrealdb_types::{SurrealValue, Variables};

use crate::{Store, StoreError, Tx, rid};

/// One step of the schema. Numbers start at 1 and have no gaps; a migration that was released is never edited.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub number: u32,
    pub name: &'static str,
    pub sql: &'static str,
}

#[derive(SurrealValue)]
struct Applied {
    number: i64,
    name: String,
}

impl Store {
    /// Applies what is missing and answers how many that were. Definitions say `IF NOT EXISTS`, so that a migration
    /// interrupted half-way is simply applied again.
    ///
    /// Before a migration of a store that holds data, everything is exported to `exports` (if given).
    ///
    /// # Errors
    /// [`StoreError::Rejected`] when the store is newer than this program or a statement fails.
    pub async fn migrate(
        &self,
        migrations: &[Migration],
        exports: Option<&Path>,
    ) -> Result<usize, StoreError> {
        self.query(
            "DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL;
             DEFINE FIELD IF NOT EXISTS number ON migration TYPE int;
             DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;",
            Variables::new(),
        )
        .await?;
        let applied: Vec<Applied> =
            self.rows("SELECT number, name FROM migration ORDER BY number", Variables::new()).await?;
        let last = applied.last().map_or(0, |a| a.number);
        let newest = migrations.last().map_or(0, |m| i64::from(m.number));
        if last > newest {
            return Err(StoreError::Rejected(format!(
                "the store is at migration {last}, this program knows {newest}: it is older than the data"
            )));
        }
        let missing: Vec<_> = migrations.iter().filter(|m| i64::from(m.number) > last).collect();
        if !missing.is_empty()
            && last > 0
            && let Some(folder) = exports
        {
            self.export(&folder.join(format!("before-migration-{}.surql", last + 1))).await?;
        }
        for migration in &missing {
            tracing::info!(number = migration.number, name = migration.name, "migration {}", migration.name);
            self.query(migration.sql, Variables::new()).await?;
            let mut tx = Tx::new();
            tx.create(
                rid("migration", format!("{:04}", migration.number)),
                Applied { number: i64::from(migration.number), name: migration.name.to_owned() },
            );
            self.transact(&tx).await?;
        }
        Ok(missing.len())
    }
}
